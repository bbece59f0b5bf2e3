"""What a press costs on our pages, beside a bare Streamlit app with one button, in one browser and one run.

    python benchmarks/page_presses.py [--workshops 250] [--rounds 7]

A press is timed in the browser: from the click until the script has come to its end, the last change of ``data-test-script-state``. Each press is
made ``rounds`` times, in turn with the bare one; medians in milliseconds, and how many bare reruns each is.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.acceptance.running import alliance, app, look  # noqa: E402
from tests.chromium import browser  # noqa: E402

BARE = 'import streamlit as st\nst.session_state.n = st.session_state.get("n", 0) + st.button("press")\nst.text(st.session_state.n)\n'
QUIET = 400  # ms without a change: the script has come to its end
TIMED = """async ([press, quiet]) => {
    const app = document.querySelector(".stApp"), named = "data-test-script-state";
    let last = 0;
    const watch = new MutationObserver(() => { last = performance.now(); });
    watch.observe(app, { attributes: true, attributeFilter: [named] });
    const start = performance.now();
    document.querySelector(press).click();
    await new Promise((done) => {
        const look = () => last && app.getAttribute(named) === "notRunning" && performance.now() - last > quiet ? done() : setTimeout(look, 20);
        look();
    });
    watch.disconnect();
    return last - start;
}"""
# a name, the page, and what is pressed: in turn, so that each press changes something
PRESSES: dict[str, tuple[str, tuple[str, ...]]] = {
    "联系情况: another reach": ("/reach", ("[data-press=ring][data-of=own_unit]", "[data-press=ring][data-of=none]")),
    "联系情况: a row ticked": ("/reach", ("input[data-press=pick]",)),
    "行业联系: 合作 or 交流": ("/industries", (".st-key-matrix_layer button:not([aria-checked=true])",)),
    "合作建议: accepted, taken back": ("/suggestions?id={workshop}", ("[data-press=accepted]", ".folded [data-press=undo]")),
}


@contextmanager
def opened(folder: Path, workshops: int) -> Iterator[tuple[str, str, str]]:
    """Serve a generated city and the bare app: their addresses, and a workshop that is cut off."""
    home, store = folder / "home", folder / "city.alliance"
    alliance("generate", "--workshops", str(workshops), "--seed", "1", "--out", str(folder / "files"), home=home)
    alliance("import", str(folder / "files"), "--yes", home=home, store=store)
    workshop = alliance("isolates", "--ring", "none", "--json", home=home, store=store).json["rows"][0]["id"]
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with app(folder / "home", store) as ours, app(folder / "bare", script=str(folder / "bare.py")) as bare:
        yield ours.address, bare.address, workshop


def measure(page: Any, presses: tuple[str, ...], rounds: int, bare: Callable[[], float]) -> tuple[float, float]:
    """Return the medians of these presses and of the bare ones made in turn with them, in milliseconds."""
    ours, theirs = [], []
    for turn in range(rounds * len(presses)):
        ours.append(page.page.evaluate(TIMED, [presses[turn % len(presses)], QUIET]))
        theirs.append(bare())
    return statistics.median(ours), statistics.median(theirs)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--workshops", type=int, default=250)
    asked.add_argument("--rounds", type=int, default=7)
    given = asked.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    folder = Path(tempfile.mkdtemp(prefix="alliance-presses-"))
    rows = []
    with opened(folder, given.workshops) as (ours, bare_address, workshop), browser(chromium) as found:
        bare = look(found, bare_address).open("/")
        for name, (path, presses) in PRESSES.items():
            page = look(found, ours).open(path.format(workshop=workshop))
            took, beside = measure(page, presses, given.rounds, lambda: float(bare.page.evaluate(TIMED, [".stButton button", QUIET])))
            rows.append({"press": name, "ms": round(took), "bare_ms": round(beside), "ratio": round(took / beside, 1)})
            print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
            page.page.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
