"""docs/findings.md has every finding of the messages with its sentences and an example, and no other; the code cites no other."""

from __future__ import annotations

import re

from alliance import messages
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")


def _said(language: str) -> dict[str, str]:
    """Code with its variant → sentence, with the word for several where there is one for one as well."""
    sentences = {key.removeprefix("tables."): text for key, text in messages.catalogue(language).items() if key.startswith("tables.")}
    return {code: re.sub(r"\{\w+:[^|{}]*\|([^{}]*)\}", r"\1", text) for code, text in sentences.items() if code.startswith("F")}


def test_the_page_has_the_findings_of_the_messages() -> None:
    zh, en = _said("zh"), _said("en")
    found = re.findall(r"^\| `([\w.-]+)` \| (.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
    on_page = [f"| `{code}` | {english} | {chinese} |" for code, english, chinese, _ in found]
    wanted = [f"| `{code}` | {en[code]} | {zh[code]} |" for code in zh]
    assert len(wanted) > 60
    assert "\n".join(line for line in wanted if line not in on_page) == "", "these lines are missing, or have another sentence"
    assert on_page == wanted
    assert all(example.strip() for *_, example in found)


def test_the_code_cites_only_findings_that_are_on_the_page() -> None:
    known = set(re.findall(r"^\| `(F\d\d)", PAGE, re.MULTILINE))
    cited = {
        code: str(path.relative_to(ROOT))
        for path in (ROOT / "alliance").rglob("*.py")
        for code in re.findall(r"\bF\d\d\b", path.read_text(encoding="utf-8"))
    }
    assert {code: path for code, path in cited.items() if code not in known} == {}
