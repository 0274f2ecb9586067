"""An MCP23017 as its registers are (Microchip DS20001952C, section 3): sixteen pins, contacts and resistors on some of them."""

import random
import threading
import time

_REGISTERS = 0x16
_IODIR, _IPOL, _GPINTEN, _DEFVAL, _INTCON, _IOCON, _GPPU, _INTF, _INTCAP, _GPIO, _OLAT = range(0, _REGISTERS, 2)
_MIRROR, _SEQOP = 0x40, 0x20


class Expander:
    """Registers in bank 0; pin n is GPA n, from 8 on GPB n - 8. Pins with a resistor to the supply are the bits of `pulled_up`.

    Times are the monotonic clock's.
    """

    def __init__(self, address: int, pulled_up: int):
        self.address = address
        self._pulled_up = pulled_up
        self.bus = None
        self.is_gone = False
        self.on_output = None
        self._registers = bytearray(_REGISTERS)
        self._registers[_IODIR] = self._registers[_IODIR + 1] = 0xFF
        self._pointer = 0
        self._closed = 0
        self._noise = random.Random(address)
        self._lock = threading.RLock()

    def close(self, pin: int, is_closed: bool) -> None:
        """Closes a contact from a pin to ground, or opens it."""
        with self._lock:
            before = self._pins()
            self._closed = self._closed | 1 << pin if is_closed else self._closed & ~(1 << pin)
            self._notice(before)

    def is_high(self, pin: int) -> bool:
        """What a voltmeter shows."""
        with self._lock:
            return bool(self._pins() >> pin & 1)

    def write(self, data: bytes) -> None:
        """The first byte is a register's address, the others go there and to the next ones."""
        self._answer_or_not()
        with self._lock:
            self._pointer = data[0] % _REGISTERS
            for value in data[1:]:
                self._set(self._pointer, value)
                self._step()

    def read(self, count: int) -> bytes:
        self._answer_or_not()
        with self._lock:
            return bytes(self._get() for _ in range(count))

    def _answer_or_not(self) -> None:
        if self.is_gone:
            raise OSError(6, "no acknowledge")

    def _word(self, register: int) -> int:
        return self._registers[register] | self._registers[register + 1] << 8

    def _put(self, register: int, word: int) -> None:
        self._registers[register], self._registers[register + 1] = word & 0xFF, word >> 8

    # A pin without a resistor whose contact is open floats, and is read as anything.
    def _pins(self) -> int:
        inputs = self._word(_IODIR)
        pulled_up = self._word(_GPPU) | self._pulled_up
        floating = inputs & ~pulled_up & ~self._closed
        open_high = inputs & pulled_up & ~self._closed
        return (self._word(_OLAT) & ~inputs) | open_high | (self._noise.getrandbits(16) & floating)

    def _set(self, register: int, value: int) -> None:
        if register & ~1 in (_INTF, _INTCAP):
            return  # read only
        before = self._pins()
        if register & ~1 == _IOCON:
            self._registers[_IOCON] = self._registers[_IOCON + 1] = value
        else:
            self._registers[_OLAT | register & 1 if register & ~1 == _GPIO else register] = value
        if register & ~1 in (_GPIO, _OLAT, _IODIR) and self.on_output:
            outputs = ~self._word(_IODIR) & 0xFFFF
            changed = (before ^ self._pins()) & outputs
            if changed:
                self.on_output(changed, self._pins() & outputs, time.monotonic())

    def _get(self) -> int:
        register = self._pointer
        if register & ~1 == _GPIO:
            value = (self._pins() ^ self._word(_IPOL)) >> 8 * (register & 1) & 0xFF
        else:
            value = self._registers[register]
        if register & ~1 in (_GPIO, _INTCAP):
            self._cleared(register & 1)
        self._step()
        return value

    def _step(self) -> None:
        if not self._registers[_IOCON] & _SEQOP:
            self._pointer = (self._pointer + 1) % _REGISTERS

    # Section 3.5.8: the flags stay, and no further change is captured, until the port or its capture is read.
    def _notice(self, before: int) -> None:
        now, watched = self._pins(), self._word(_GPINTEN) & self._word(_IODIR)
        against = (before & ~self._word(_INTCON)) | (self._word(_DEFVAL) & self._word(_INTCON))
        changed = (now ^ against) & watched
        for port in (0, 1):
            flags = changed >> 8 * port & 0xFF
            if flags and not self._registers[_INTF + port]:
                self._registers[_INTF + port] = flags
                self._registers[_INTCAP + port] = now >> 8 * port & 0xFF
                self._wire()

    def _cleared(self, port: int) -> None:
        if self._registers[_INTF + port]:
            self._registers[_INTF + port] = 0
            self._wire()

    # The wire is that of INTA; mirrored, it speaks for both ports.
    def _wire(self) -> None:
        ports = (0, 1) if self._registers[_IOCON] & _MIRROR else (0,)
        self.bus.interrupt(self.address, any(self._registers[_INTF + port] for port in ports))
