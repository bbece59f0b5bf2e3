"""The line with the name of a disc: its name, how many workshops, how many of them are cut off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alliance import messages

LONGEST = {"wide": 14, "narrow": 6}  # Chinese letters of a name
CROWDED, SHORTER = 13, 8  # with more discs than that names are shorter, and the number alone stands behind them
BOLD, PLAIN = {"wide": 15.0, "narrow": 12.5}, {"wide": 13.0, "narrow": 11.5}  # px of the name and of the figures behind it


@dataclass(frozen=True, slots=True)
class DiscLabel:
    """What stands at a disc: the name, cut in the middle where it is long, and the figures behind it."""

    name: str
    figures: str

    def width(self, shape: str) -> float:
        """Return about how wide the line is, in px."""
        return letters(self.name) * BOLD[shape] + letters(self.figures) * PLAIN[shape] + 14


def disc_labels(name: str, workshops: int, cut_off: int, language: str, discs: int) -> Mapping[str, DiscLabel]:
    """Return the line by shape of a picture with so many discs: in the narrow one, and among many, the name and the number alone."""
    crowded = discs > CROWDED
    long = messages.text("drawing.panorama.disc", language, workshops=workshops, cut_off=cut_off)
    return {
        "wide": DiscLabel(shorten(name, SHORTER if crowded else LONGEST["wide"]), str(workshops) if crowded else long),
        "narrow": DiscLabel(shorten(name, LONGEST["narrow"] - 2 * crowded), str(workshops)),
    }


def letters(text: str) -> float:
    """Return the length of a text in Chinese letters.

    >>> letters("焊接"), letters("ab1")
    (2.0, 1.8)
    """
    return round(sum(1.0 if ord(letter) >= 0x2E80 else 0.6 for letter in text), 1)


def shorten(text: str, most: float) -> str:
    """Return a text of so many Chinese letters at most, its middle left out.

    >>> shorten("上海市宝山区总工会", 6)
    '上海市…工会'
    """
    if letters(text) <= most:
        return text
    for keep in range(len(text) - 1, 1, -1):
        cut = f"{text[: keep - keep // 2]}…{text[len(text) - keep // 2 :]}"
        if letters(cut) <= most:
            return cut
    return text[:1]
