"""The form in which names are compared: what a reader would call the same spelling."""

from __future__ import annotations

import re
import unicodedata

_PASSED_OVER = re.compile("[\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+")


def matching_key(text: str) -> str:
    """Return the text with width and case folded and blanks, unseen and control characters and variation selectors left out.

    Only for comparing; what is stored keeps its spelling.

    >>> matching_key("示例 集团（郑州）ABC") == matching_key("示例集团(郑州)abc")
    True
    """
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", text)).casefold()
