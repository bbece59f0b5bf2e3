"""Write what ``search.py`` found as the package keeps it: ``python benchmarks/schedule_search/keep.py FOUND… ``; see ``schedules/starters.py``.

Of each (people, tables) the entry with the most rounds is kept, those that another construction already reaches are not. Entries that the
file has stay unless a better one is found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from alliance.exchanges.schedules import router, starters

KEPT = Path(starters.__file__).with_name("starters.txt")
HEAD = "# people tables modulus columns | starter | … / orbit / …; made by benchmarks/schedule_search (search.py, keep.py)\n"


def text(row: dict[str, object]) -> str:
    def blocks(given: list[list[int]]) -> str:
        return ",".join(" ".join(map(str, block)) for block in sorted(map(sorted, given)))

    line = f"{row['n']} {row['t']} {row['m']} {row['c']} | " + " | ".join(map(blocks, row["starters"]))
    return line + "".join(" / " + blocks(orbit) for orbit in row["orbits"])


def other(people: int, tables: int) -> int:
    return max(way.most(people, tables) for way in router.CONSTRUCTIONS if way.most is not starters.most_rounds)


if __name__ == "__main__":
    lines = [line for line in KEPT.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for name in sys.argv[1:]:
        lines += [text(json.loads(line)) for line in Path(name).read_text().splitlines()]
    best: dict[tuple[int, int], tuple[int, str]] = {}
    for line in lines:
        entry = starters.parse(line)
        if entry.rounds > best.get((entry.people, entry.tables), (other(entry.people, entry.tables), ""))[0]:
            best[entry.people, entry.tables] = entry.rounds, line
    KEPT.write_text(HEAD + "".join(line + "\n" for _, (_, line) in sorted(best.items())), encoding="utf-8")
