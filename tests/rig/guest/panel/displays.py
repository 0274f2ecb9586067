"""Displays as their controllers are, from the bytes on the bus to the picture on the glass."""

import time

_WIDTH, _HEIGHT, _PAGES = 128, 64, 8


class PagedOled:
    """SSD1306 and SH1106 on I2C: eight pages of eight rows, a byte a column. `first` is the column of the memory at the glass's left edge."""

    def __init__(self, address: int, columns: int, first: int):
        self.address = address
        self.bus = None
        self.is_on = False
        self.pictures = 0
        self._columns, self._first = columns, first
        self._memory = bytearray(columns * _PAGES)
        self._page, self._column = 0, 0
        self._left, self._right, self._top, self._bottom = 0, columns - 1, 0, _PAGES - 1
        self._is_horizontal = False

    def write(self, data: bytes) -> None:
        if data[0] == 0x40:
            for byte in data[1:]:
                self._put(byte)
        elif data[0] == 0x00:
            self._command(data[1], data[2:])
        else:
            raise OSError(5, f"a control byte {data[0]:02x}")

    def read(self, count: int) -> bytes:
        return bytes(count)

    def greys(self) -> list:
        """Rows of pixels, 0 or 15; all dark while it is off."""
        return [[15 if self.is_on and self._memory[y // 8 * self._columns + self._first + x] >> y % 8 & 1 else 0 for x in range(_WIDTH)]
                for y in range(_HEIGHT)]

    def _put(self, byte: int) -> None:
        self._memory[self._page * self._columns + self._column] = byte
        self.pictures += 1
        if not self._is_horizontal:
            self._column = (self._column + 1) % self._columns
            return
        self._column += 1
        if self._column > self._right:
            self._column = self._left
            self._page = self._page + 1 if self._page < self._bottom else self._top

    def _command(self, command: int, values: bytes) -> None:
        if command in (0xAE, 0xAF):
            self.is_on = command == 0xAF
        elif command == 0x20:
            self._is_horizontal = values[0] == 0
        elif command == 0x21:
            # Both windows come in one transfer: 21 left right 22 top bottom.
            self._column, self._left, self._right = values[0], values[0], values[1]
            if len(values) > 2:
                self._command(values[2], values[3:])
        elif command == 0x22:
            self._page, self._top, self._bottom = values[0], values[0], values[1]
        elif 0xB0 <= command <= 0xB7:
            self._page = command & 7
            for value in values:
                self._command(value, b"")
        elif command <= 0x0F:
            self._column = self._column & 0xF0 | command
        elif 0x10 <= command <= 0x1F:
            self._column = self._column & 0x0F | (command & 0x0F) << 4


def ssd1306(address: int) -> PagedOled:
    return PagedOled(address, columns=128, first=0)


def sh1106(address: int) -> PagedOled:
    return PagedOled(address, columns=132, first=2)


class Ssd1322:
    """256x64, sixteen greys, on SPI; `is_data` tells the level of the line D/C while a transfer goes on."""

    WIDTH, HEIGHT, FIRST = 256, 64, 28
    _COLUMNS, _ROWS = 120, 128

    def __init__(self, is_data):
        self.is_on = False
        self.pictures = 0
        self.on_picture = lambda at_s: None
        self._is_data = is_data
        # A column is four pixels in two bytes.
        self._memory = bytearray(self._COLUMNS * 2 * self._ROWS)
        self._command, self._arguments = 0, b""
        self._left, self._right, self._top, self._bottom = 0, self._COLUMNS - 1, 0, self._ROWS - 1
        self._column, self._row, self._half = 0, 0, 0

    def transfer(self, data: bytes) -> None:
        if not self._is_data():
            for command in data:
                self._begin(command)
        elif self._command == 0x5C:
            for byte in data:
                self._put(byte)
            self.pictures += 1
            self.on_picture(time.monotonic())
        else:
            self._arguments += data
            self._argue()

    def greys(self) -> list:
        """Rows of pixels, 0 to 15; all dark while it is off."""
        if not self.is_on:
            return [[0] * self.WIDTH for _ in range(self.HEIGHT)]
        rows = []
        for y in range(self.HEIGHT):
            start = y * self._COLUMNS * 2 + self.FIRST * 2
            rows.append([half for byte in self._memory[start:start + self.WIDTH // 2] for half in (byte >> 4, byte & 15)])
        return rows

    def _begin(self, command: int) -> None:
        self._command, self._arguments = command, b""
        if command in (0xAE, 0xAF):
            self.is_on = command == 0xAF
        elif command == 0x5C:
            self._column, self._row, self._half = self._left, self._top, 0

    def _argue(self) -> None:
        if self._command == 0x15 and len(self._arguments) == 2:
            self._left, self._right = self._arguments
        elif self._command == 0x75 and len(self._arguments) == 2:
            self._top, self._bottom = self._arguments

    def _put(self, byte: int) -> None:
        self._memory[(self._row * self._COLUMNS + self._column) * 2 + self._half] = byte
        self._half ^= 1
        if self._half:
            return
        self._column += 1
        if self._column > self._right:
            self._column = self._left
            self._row = self._row + 1 if self._row < self._bottom else self._top
