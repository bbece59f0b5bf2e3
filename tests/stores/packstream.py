"""Values as bytes and back, as Bolt has them: written from its description, so that the driver cannot vouch for itself."""

from __future__ import annotations

import struct
from typing import Any


def packed(value: Any) -> bytes:
    """Return a value as bytes.

    >>> packed({"a": [1, None]}).hex()
    'a181619201c0'
    """
    if value is None or isinstance(value, bool):
        return bytes([0xC0 if value is None else 0xC3 if value else 0xC2])
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return b"\xc1" + struct.pack(">d", value)
    if isinstance(value, str):
        data = value.encode("utf-8")
        return _head(len(data), 0x80, (0xD0, 0xD1, 0xD2)) + data
    if isinstance(value, (bytes, bytearray)):
        return _head(len(value), None, (0xCC, 0xCD, 0xCE)) + bytes(value)
    if isinstance(value, (list, tuple)):
        return _head(len(value), 0x90, (0xD4, 0xD5, 0xD6)) + b"".join(map(packed, value))
    return _head(len(value), 0xA0, (0xD8, 0xD9, 0xDA)) + b"".join(packed(k) + packed(v) for k, v in value.items())


def _integer(value: int) -> bytes:
    if -16 <= value < 128:
        return struct.pack(">b", value)
    for mark, form, bits in ((0xC8, ">b", 7), (0xC9, ">h", 15), (0xCA, ">i", 31)):
        if -(1 << bits) <= value < 1 << bits:
            return bytes([mark]) + struct.pack(form, value)
    return b"\xcb" + struct.pack(">q", value)


def _head(size: int, tiny: int | None, marks: tuple[int, int, int]) -> bytes:
    if tiny is not None and size < 16:
        return bytes([tiny + size])
    for mark, form, most in zip(marks, (">B", ">H", ">I"), (1 << 8, 1 << 16, 1 << 32), strict=True):
        if size < most:
            return bytes([mark]) + struct.pack(form, size)
    raise ValueError(size)


def message(signature: int, *fields: Any) -> bytes:
    """Return a message as it goes over the line, in chunks."""
    body = bytes([0xB0 + len(fields), signature]) + b"".join(map(packed, fields))
    parts = [body[at : at + 0xFFFF] for at in range(0, len(body), 0xFFFF)]
    return b"".join(struct.pack(">H", len(part)) + part for part in parts) + b"\x00\x00"


class Reader:
    """Reads values out of bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        found = self.data[self.at : self.at + size]
        self.at += size
        return found

    def number(self, form: str) -> Any:
        """The next number of this form."""
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def value(self) -> Any:
        """The next value; a structure comes as (signature, fields)."""
        mark = self.number(">B")
        if mark < 0x80 or mark >= 0xF0:
            return mark if mark < 0x80 else mark - 0x100
        if mark in (0xC0, 0xC2, 0xC3):
            return {0xC0: None, 0xC2: False, 0xC3: True}[mark]
        if mark in (0xC1, 0xC8, 0xC9, 0xCA, 0xCB):
            return self.number({0xC1: ">d", 0xC8: ">b", 0xC9: ">h", 0xCA: ">i", 0xCB: ">q"}[mark])
        if mark >= 0xCC:
            size = self.number((">B", ">H", ">I")[mark & 3])
            return self._of(mark & 0xFC, size)
        return self._of(mark & 0xF0, mark & 0x0F)

    def _of(self, sort: int, size: int) -> Any:
        if sort in (0x80, 0xD0):
            return self.take(size).decode("utf-8")
        if sort == 0xCC:
            return self.take(size)
        if sort in (0x90, 0xD4):
            return [self.value() for _ in range(size)]
        if sort in (0xA0, 0xD8):
            return {self.value(): self.value() for _ in range(size)}
        return self.number(">B"), [self.value() for _ in range(size)]
