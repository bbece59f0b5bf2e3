"""Identity-card and mobile numbers are found by content, in whatever column they stand (F27)."""

from __future__ import annotations

import re
from datetime import date

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{16}[0-9Xx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.\-])(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![0-9A-Za-z.]|-\d)")
_ADDRESS = re.compile(r"\w+://\S+|www\.\S+|\S+@\S+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = re.compile(r"\d{7}")
_HYPHENED = re.compile(r"1[3-9]\d[- ]\d{4}[- ]\d{4}")


def identity_number(text: str) -> bool:
    """Say whether the 18 characters are an identity-card number: date of birth and check character both right.

    >>> identity_number("11010519491231002X"), identity_number("110105194912310021")
    (True, False)
    """
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return 1900 <= born.year <= 2099 and "10X98765432"[total % 11] == text[17].upper()


def personal(text: str) -> str:
    """Return ``identity`` or ``mobile`` where the cell holds such a number, else the empty text. Addresses of pages are passed over.

    >>> personal("联系人电话13800138000"), personal("编号 2024001"), personal("https://a.cn/13800138000.html")
    ('mobile', '', '')
    """
    if not _DIGITS.search(text) and not _HYPHENED.search(text):
        return ""
    text = _ADDRESS.sub(" ", text)
    if any(identity_number(found) for found in _IDENTITY.findall(text)):
        return "identity"
    return "mobile" if _MOBILE.search(text) else ""
