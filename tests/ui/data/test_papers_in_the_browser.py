"""The five papers of a coordinator, each as .xlsx, .xls, .docx and pasted: from file to confirmed import, clicks and seconds counted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, browser_at, home_is, serving

from tests.sheets.generator import make_paper

pytestmark = pytest.mark.browser
PAPERS = ("naming", "recommendation", "roster", "activities", "results")
FORMS = ("xlsx", "xls", "docx", "tsv")  # the last is pasted
PHOTOS = ROOT / ".cache" / "photos" / "papers"
ALL = [pytest.param(paper, form, marks=() if (paper, form) == ("naming", "docx") else pytest.mark.deep) for paper in PAPERS for form in FORMS]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on an empty store of one's own."""
    from alliance.services.stores import creating

    home = tmp_path_factory.mktemp("papers-home")
    with home_is(home):
        creating.new_store("own", settings={"data_as_of": "2026-06-30"})
    with serving(home) as address:
        yield address


class Hand:
    """A person at the page: every click is counted."""

    def __init__(self, look: Any) -> None:
        self.page, self.look, self.clicks = look.page, look, 0

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.clicks += 1

    def give(self, path: Path, text: str) -> None:
        """Choose a file, or paste a text."""
        self.clicks += 1
        if text:
            self.page.locator(".st-key-data_pasted textarea").fill(text)
            self.page.locator(".st-key-data_pasted textarea").press("Control+Enter")
        else:
            self.page.locator("input[type=file]").first.set_input_files(str(path))
        self.look.settle()

    def photo(self, name: str) -> None:
        """Keep a picture of the page."""
        PHOTOS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(PHOTOS / f"{name}.png"), full_page=True)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("family", "form"), ALL)
def test_from_a_paper_to_a_confirmed_import(own: str, chromium: str, tmp_path: Path, family: str, form: str) -> None:
    paper = make_paper(31, family, form)
    path = tmp_path / paper.file
    path.write_bytes(paper.content)
    text = paper.content.decode("utf-8-sig") if form == "tsv" else ""
    with browser_at(own, chromium) as open_page:
        _import(open_page, path, text, f"{family}-{form}")


def _import(open_page: Callable[..., Any], path: Path, text: str, name: str) -> None:
    look = open_page(1280, 800)
    hand = Hand(look)
    look.open("/data?lang=zh")
    began = time.monotonic()
    hand.give(path, text)
    hand.press("核对")
    look.page.wait_for_selector(".st-key-card_confirm", timeout=60_000)
    look.settle()
    hand.photo(f"{name}-1-checked")
    asked = look.page.locator(".st-key-ask_form input[type=text]").count() if look.page.locator(".st-key-ask_form").count() else 0
    look.page.locator(".st-key-data_confirm button").click()
    hand.clicks += 1
    look.page.wait_for_selector(".note.good", timeout=60_000)
    look.settle()
    took = time.monotonic() - began
    hand.photo(f"{name}-2-confirmed")
    with (PHOTOS / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"paper": name, "seconds": round(took, 1), "clicks": hand.clicks, "asked": asked}) + "\n")
    assert hand.clicks <= 10
    assert took < 120
    assert look.errors == []
    assert look.outside() == []
