"""A seeded monkey on every page: whatever is pressed, no traceback, no error of ours, and memory stays where it was."""

from __future__ import annotations

import os
import random
import time
from typing import Any

import psutil
import pytest

from tests.acceptance.running import App, look
from tests.conftest import page_addresses

pytestmark = [pytest.mark.browser, pytest.mark.deep]
MINUTES = float(os.environ.get("ALLIANCE_MONKEY_MINUTES", "30"))
SEED = 13
WARM = 0.2  # of the time: what grows until then is caches
GROWTH = 1.5  # of the server, from then on
A_PAGE = 12  # presses before another page is opened
# what can be pressed and is in sight; files are chosen and downloads made elsewhere
PRESSABLE = """() => [...document.querySelectorAll("button, [role=tab], [role=radio], summary, input[type=checkbox], a[href]")].map((one, at) => {
    const box = one.getBoundingClientRect();
    const seen = box.width > 4 && box.height > 4 && box.top >= 0 && box.bottom <= innerHeight && getComputedStyle(one).visibility !== "hidden";
    return seen && !one.disabled && !one.closest("[data-testid=stFileUploader], [data-testid=stDownloadButton]") ? [box.left + box.width / 2, box.top + box.height / 2] : null;
}).filter((one) => one)"""


def resident(process: Any) -> int:
    """Bytes that the server holds."""
    return int(psutil.Process(process.pid).memory_info().rss)


@pytest.mark.timeout(int(MINUTES * 60) + 900)
def test_whatever_is_pressed_nothing_breaks_and_memory_is_flat(city_app: App, window: Any) -> None:
    draw = random.Random(SEED)
    page = look(window, city_app.address)
    begun, held, presses = time.monotonic(), 0, 0
    while (spent := time.monotonic() - begun) < MINUTES * 60:
        page.open(draw.choice(page_addresses()))
        for _ in range(A_PAGE):
            found = page.page.evaluate(PRESSABLE)
            if found:
                page.page.mouse.click(*draw.choice(found))
                presses += 1
            page.settle()
            assert "Traceback" not in page.text()
            assert page.page.get_by_text("这一步没有办成").count() == 0, page.page.url
        page.sound()
        if not held and spent > MINUTES * 60 * WARM:
            held = resident(city_app.process)
    assert presses > 10 * MINUTES
    assert "Traceback" not in city_app.log
    assert resident(city_app.process) < GROWTH * held
