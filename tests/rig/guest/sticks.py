"""USB sticks and MIDI boxes: the kernel's own gadgets on one end, its drivers on the other, joined by its dummy controller."""

from pathlib import Path

from guest.disks import memory_disk
from guest.system import driver, set_file, sh, wait_for

_GADGETS = Path("/sys/kernel/config/usb_gadget")
FOLDER = Path("/run/sticks/STICK")


class Gadget:
    """A USB device of one function; it is plugged in and pulled as often as one likes."""

    _CONTROLLER = "dummy_udc.0"

    def __init__(self, name: str, function: str, product_id: str):
        for module in ("dummy_hcd", "libcomposite", f"usb_f_{function.split('.')[0]}"):
            driver(module)
        self.gadget = _GADGETS / name
        self.function = self.gadget / "functions" / function
        for folder in (self.gadget / "strings/0x409", self.gadget / "configs/c.1/strings/0x409", self.function):
            folder.mkdir(parents=True, exist_ok=True)
        set_file(self.gadget / "idVendor", "0x1209")
        set_file(self.gadget / "idProduct", product_id)

    def finish(self) -> None:
        """Its function has been set up."""
        (self.gadget / "configs/c.1" / self.function.name).symlink_to(self.function)

    def connect(self) -> None:
        set_file(self.gadget / "UDC", self._CONTROLLER)

    def yank(self) -> None:
        """Pulls it without a warning."""
        set_file(self.gadget / "UDC", "\n")


class MidiBox(Gadget):
    """An instrument with MIDI over USB, plugged in."""

    def __init__(self):
        driver("snd-usb-audio")
        super().__init__("box", "midi.0", "0x0003")
        self.finish()
        self.connect()
        wait_for(self._is_seen, "the MIDI port")

    def pull(self) -> None:
        self.yank()
        wait_for(lambda: not self._is_seen(), "the end of the MIDI port")

    @staticmethod
    def _is_seen() -> bool:
        return "USB-Audio" in Path("/proc/asound/cards").read_text()


class Stick(Gadget):
    """A stick over memory; `device` is its disk, there once it is plugged in. With a speed it moves so many MiB a second."""

    def __init__(self, mib: int, mib_per_second: int | None = None):
        if mib_per_second:
            self.image = Path(memory_disk(mib, mib_per_second))
        else:
            self.image = Path("/run/stick")
            with open(self.image, "wb") as file:
                file.truncate(mib << 20)
        super().__init__("stick", "mass_storage.0", "0x0002")
        set_file(self.function / "lun.0/file", self.image)
        self.finish()
        self.device = ""
        self.plug_in()

    def plug_in(self) -> None:
        known = set(Path("/sys/block").glob("sd*"))
        self.connect()
        found = wait_for(lambda: set(Path("/sys/block").glob("sd*")) - known, "the stick's disk", timeout_s=20)
        self.device = f"/dev/{found.pop().name}"
        wait_for(lambda: int(sh("blockdev", "--getsz", self.device, check=False) or 0) > 0, "the stick's medium")

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
