"""The buses of the panel: kernel buses whose devices are the objects of this folder (kernel/buses says how they are asked)."""

import errno
import os
import struct
import threading

from guest.system import driver

_MOST_BYTES = 1 << 16
_READ = 1


class I2cBus:
    """/dev/i2c-1. A device has `address`, `write(bytes)` and `read(count)`; `trouble` is called before each transfer and may raise OSError."""

    def __init__(self, *devices):
        driver("bench_i2c")
        self._devices = {device.address: device for device in devices}
        self._wires = os.open("/dev/bench-wires", os.O_WRONLY)
        self.trouble = lambda address: None
        self.bytes_carried = 0
        for device in devices:
            device.bus = self
        self._file = os.open("/dev/bench-i2c", os.O_RDWR)
        threading.Thread(target=self._serve, daemon=True).start()

    def join(self, kind: str, address: int) -> None:
        """Binds the kernel's driver, as a line in config.txt does."""
        self._tell(f"join {kind} {address:x}")

    def part(self, address: int) -> None:
        """Takes the kernel's driver away."""
        self._tell(f"part {address:x}")

    def interrupt(self, address: int, is_low: bool) -> None:
        """Moves the interrupt wire of a device."""
        self._tell(f"{'low' if is_low else 'high'} {address:x}")

    def _tell(self, words: str) -> None:
        os.write(self._wires, words.encode())

    def _serve(self) -> None:
        while True:
            question = os.read(self._file, _MOST_BYTES)
            try:
                answer = self._answer(question)
            except OSError as trouble:
                answer = struct.pack("i", -(trouble.errno or errno.EIO))
            try:
                os.write(self._file, answer)
            except BrokenPipeError:
                pass  # the transfer had waited too long already

    def _answer(self, question: bytes) -> bytes:
        (messages,), at, read = struct.unpack_from("H", question), 2, b""
        for _ in range(messages):
            address, flags, count = struct.unpack_from("HHH", question, at)
            at += 6
            device = self._devices.get(address)
            if device is None:
                raise OSError(errno.ENXIO, "nobody answers")
            self.trouble(address)
            # The address and each byte with its acknowledge.
            self.bytes_carried += 1 + count
            if flags & _READ:
                read += device.read(count)
            else:
                device.write(question[at:at + count])
                at += count
        return struct.pack("i", messages) + read


class SpiBus:
    """/dev/spidev0.0 with one device, which has `transfer(bytes)`; `trouble` may raise OSError."""

    def __init__(self, device):
        driver("bench_spi")
        self._device = device
        self.trouble = lambda: None
        self.bytes_carried = 0
        self.clock_hz = 0
        self._file = os.open("/dev/bench-spi", os.O_RDWR)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            question = os.read(self._file, _MOST_BYTES + 4)
            status = 0
            try:
                self.trouble()
                (self.clock_hz,) = struct.unpack_from("I", question)
                self.bytes_carried += len(question) - 4
                self._device.transfer(question[4:])
            except OSError as trouble:
                status = -(trouble.errno or errno.EIO)
            try:
                os.write(self._file, struct.pack("i", status))
            except BrokenPipeError:
                pass
