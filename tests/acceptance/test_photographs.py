"""Every page and state at every size, in both themes and languages: photographed into .cache/photos, and held to what makes it one for everyone."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from tests.acceptance.running import ROOT, App, look
from tests.conftest import page_addresses
from tests.everyone import check_page

pytestmark = [pytest.mark.browser, pytest.mark.deep, pytest.mark.timeout(1800)]
PHOTOS = ROOT / ".cache" / "photos" / "pages"
WORKSHOP = "w-001-0007"
STATES = (
    f"/map?id={WORKSHOP}",
    f"/map?id={WORKSHOP}&steps=1",
    "/map?group=region",
    "/map?q=焊接",
    f"/suggestions?id={WORKSHOP}",
    "/?q=焊接",
    "/?q=没有这样的",
    "/?list=hosts",
    "/?period=all",
    "/reach?ring=unknown",
    "/reach?view=alliances",
    "/reach?view=bridges",
    "/reach?view=progress",
    "/reach?view=compare",
    "/data?tab=stores",
    "/data?tab=backup",
    "/data?tab=history",
)
SIZES = ((1280, 800), (1366, 768), (390, 844))
ALL = list(itertools.product(SIZES, ("light", "dark"), ("zh", "en")))  # make test has the pages of tests/ui/test_browser.py, in Chinese at two sizes


@pytest.mark.parametrize(("size", "scheme", "lang"), ALL)
def test_every_page_is_photographed_and_is_one_for_everyone(size: tuple[int, int], scheme: str, lang: str, city_app: App, window: Any) -> None:
    page = look(window, city_app.address, *size)
    page.page.emulate_media(color_scheme=scheme)
    PHOTOS.mkdir(parents=True, exist_ok=True)
    for path in (*page_addresses(), *STATES):
        page.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        name = re.sub(r"\W+", "-", path).strip("-") or "home"
        page.page.screenshot(path=PHOTOS / f"{name}-{size[0]}-{scheme}-{lang}.png")
        check_page(page.page, lang)
        page.sound()
    page.page.context.close()
