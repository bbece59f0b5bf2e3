"""Write docs/schedules.md: ``python -m benchmarks.schedule_search.page``; ``tests/exchanges/test_schedules.py`` holds the page to the code."""

from __future__ import annotations

from pathlib import Path

from alliance.exchanges.schedules.evaluation import rounds_bound
from alliance.exchanges.schedules.router import CONSTRUCTIONS, all_rounds, most_rounds

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schedules.md"
SEATS = range(3, 9)
HEAD = """# Rounds without a repeat: how many there are

For each number of people and each table size k: `rounds we give / upper bound`, and after it `best known` where a source was read. There are
⌈n / k⌉ tables, whose sizes differ by at most one. **Bold** reaches the bound or the best known. Which construction is taken is decided in
`alliance/exchanges/schedules/router.py`; every number here is counted by the program, no two people meet twice in any of the schedules.

The bound is the smaller of C(n, 2) / (pairs in a round) and (n − 1) / (least others at a table), 1 where a table has more people than there
are tables. It is not always reached: 12 people at 4 tables have 4 rounds, 20 at 5 have 5, 36 at 6 have 3.

Best known: for tables of 3 the theorem on Kirkman and nearly Kirkman triple systems, ⌊(n − 1) / 2⌋ rounds from 18 people on. A. Miller,
I. Valkov, R. J. R. Abel, *Combinatorial Solutions to the Social Golfer Problem and the Social Golfer Problem with Adjacent Group Sizes*
(arXiv 2507.23376) lists the best known for all sizes; it could not be reached, so that larger and uneven tables are compared with the
bound alone.

"""


def known(people: int, tables: int) -> int | None:
    """Return the best known rounds where a theorem says them."""
    return (people - 1) // 2 if people == 3 * tables and people >= 18 else None


def cell(people: int, seats: int) -> str:
    """Return one cell of the table."""
    tables = -(-people // seats)
    given, bound, best = most_rounds(people, tables), rounds_bound(people, tables), known(people, tables)
    text = f"{given}/{bound}" + (f" ({best})" if best is not None else "")
    return f"**{text}**" if given == bound or (best is not None and given >= best) else text


def summary() -> str:
    """Return what was counted over all cells, and which full tables fall short of the best known."""
    pairs = [(n, -(-n // k), k) for n in range(12, 151) for k in SEATS]
    rows = [(n, t, k, most_rounds(n, t), rounds_bound(n, t), known(n, t)) for n, t, k in pairs]
    full = [row for row in rows if row[0] == row[1] * row[2]]
    compared = [row for row in full if row[5] is not None]
    short = [f"{n} at {t} ({given}, best known {best})" for n, t, _, given, _, best in compared if best is not None and given < best]
    lines = [
        f"- all {len(rows)} cells: {sum(r[3] == r[4] for r in rows)} reach the bound; {sum(r[3] == r[4] - 1 for r in rows)} are one round short of it",
        f"- full tables, {len(full)} cells: {sum(r[3] == r[4] for r in full)} reach the bound",
        f"- compared with a source, {len(compared)} cells: {len(compared) - len(short)} reach or pass it; short: {'; '.join(short) or 'none'}",
    ]
    return "\n".join(lines)


def page() -> str:
    """Return the whole page."""
    ways: dict[str, str] = {way.name: way.source for way in CONSTRUCTIONS}
    rows = [f"| {n} | " + " | ".join(cell(n, k) for k in SEATS) + " |" for n in range(12, 151)]
    used = [all_rounds(n, -(-n // k)).name for n in range(12, 151) for k in SEATS]
    names = [f"| {name} | {used.count(name)} | {source} |" for name, source in ways.items()]
    table = "\n".join(["| people | " + " | ".join(f"k = {k}" for k in SEATS) + " |", "|---|" + "---|" * len(SEATS), *rows])
    made = "\n".join(["| construction | cells | source |", "|---|---|---|", *names])
    return f"{HEAD}## Counted\n\n{summary()}\n\n## Constructions\n\n{made}\n\n## Table\n\n{table}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
