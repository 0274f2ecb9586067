"""USB sticks: the kernel's own mass storage on both ends, joined by its dummy controller, so that they can be yanked."""

from pathlib import Path

from guest.system import driver, set_file, sh, wait_for

_GADGETS = Path("/sys/kernel/config/usb_gadget")
FOLDER = Path("/run/sticks/STICK")


class Stick:
    """A stick over an image in memory; `device` is its disk, there once it is plugged in."""

    def __init__(self, mib: int):
        self.image = Path("/run/stick")
        with open(self.image, "wb") as file:
            file.truncate(mib << 20)
        for name in ("dummy_hcd", "libcomposite", "usb_f_mass_storage"):
            driver(name)
        self.gadget = _GADGETS / "stick"
        for folder in (self.gadget / "strings/0x409", self.gadget / "configs/c.1/strings/0x409", self.gadget / "functions/mass_storage.0"):
            folder.mkdir(parents=True, exist_ok=True)
        set_file(self.gadget / "idVendor", "0x1209")
        set_file(self.gadget / "idProduct", "0x0002")
        set_file(self.gadget / "functions/mass_storage.0/lun.0/file", self.image)
        (self.gadget / "configs/c.1/mass_storage.0").symlink_to(self.gadget / "functions/mass_storage.0")
        self.device = ""
        self.plug_in()

    def plug_in(self) -> None:
        known = set(Path("/sys/block").glob("sd*"))
        set_file(self.gadget / "UDC", "dummy_udc.0")
        found = wait_for(lambda: set(Path("/sys/block").glob("sd*")) - known, "the stick's disk", timeout_s=20)
        self.device = f"/dev/{found.pop().name}"
        wait_for(lambda: int(sh("blockdev", "--getsz", self.device, check=False) or 0) > 0, "the stick's medium")

    def yank(self) -> None:
        """Pulls it without a warning."""
        set_file(self.gadget / "UDC", "\n")

    def format(self, kind: str) -> None:
        """vfat or exfat, over the whole stick."""
        sh({"vfat": "mkfs.vfat", "exfat": "mkfs.exfat"}[kind], *(["-I"] if kind == "vfat" else []), self.device)

    def mount(self, *options: str) -> Path:
        FOLDER.mkdir(parents=True, exist_ok=True)
        sh("mount", *(["-o", ",".join(options)] if options else []), self.device, FOLDER)
        return FOLDER

    @staticmethod
    def unmount() -> None:
        """Also one that is gone."""
        sh("umount", "-l", FOLDER)
