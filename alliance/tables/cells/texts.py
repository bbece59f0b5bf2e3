"""Text of one cell: kept as it is written, minus what nobody can see (F22, F24, F25)."""

from __future__ import annotations

import re
import unicodedata

from alliance.tables.findings import Fault

NAME_LIMIT = 200
NOTE_LIMIT = 2000
# zero-width, byte order mark, bidi controls, soft hyphen; the joiner U+200D is kept inside emoji
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_JOINER = re.compile("(?<![\u2190-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufffd]")
_BLANKS = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000 ]+")


def clean_text(text: str, limit: int = NAME_LIMIT) -> tuple[str, tuple[Fault, ...]]:
    """Return the text as it is stored (NFC, trimmed, unseen characters removed) and its faults.

    Control characters, lone surrogates and the replacement character reject (F25), and so does a text
    over the limit (F24); removed unseen characters are a warning (F22). Words such as NA are text.

    >>> clean_text("  示例\\u200b公司 ")
    ('示例公司', (Fault(code='F22', detail='', severity='warning', facts={}),))
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        text = text.strip()
        return (text, ()) if len(text) <= limit else (text, (Fault("F24", facts={"limit": limit, "length": len(text)}),))
    return _clean_carefully(text, limit)


def _clean_carefully(text: str, limit: int) -> tuple[str, tuple[Fault, ...]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip("\u3000 \t\n\u00a0")
    if found := _FORBIDDEN.search(text):
        return text, (Fault("F25", facts={"character": f"U+{ord(found.group()):04X}"}),)
    faults: tuple[Fault, ...] = ()
    seen = _JOINER.sub("", _UNSEEN.sub("", text))
    if seen != text:
        faults = (Fault("F22", severity="warning"),)
    seen = unicodedata.normalize("NFC", seen).strip()
    if len(seen) > limit:
        faults += (Fault("F24", facts={"limit": limit, "length": len(seen)}),)
    return seen, faults


def line(text: str) -> str:
    """Return what a person typed into a field of one line as it is stored: no unseen or control characters, every run of blanks one.

    >>> line("  交流会\\r\\n乙\\x00丙\\u202e ")
    '交流会 乙丙'
    """
    return " ".join(_FORBIDDEN.sub("", _JOINER.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))).split())


def on_one_line(text: str) -> str:
    """Return a name without the line breaks that only its cell's width put there; between Latin words they become a blank.

    >>> on_one_line("示例重型\\n机械厂"), on_one_line("Example\\nWorks")
    ('示例重型机械厂', 'Example Works')
    """
    if "\n" not in text and "\r" not in text:
        return text
    return re.sub(r"(?<=[!-~])\s*[\r\n]+\s*(?=[!-~])", " ", re.sub(r"\s*[\r\n]+\s*", "\n", text)).replace("\n", "")


def code_text(text: str) -> str:
    """Return an id, code or number in its one form: NFKC, no blanks at the ends, none doubled inside.

    >>> code_text("Ａ１２ ")
    'A12'
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def heading_key(text: str) -> str:
    """Return what headings are compared by: no blanks, line breaks, brackets or what is in them; case and width folded.

    >>> heading_key("创效\\n（万元）"), heading_key("Own number *")
    ('创效', 'ownnumber')
    """
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】", "", folded)
    return re.sub(r"[\s*:_“”\"'·\u200b\ufeff]+", "", folded).casefold()
