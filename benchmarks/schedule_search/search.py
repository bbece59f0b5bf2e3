"""Find starters of repeat-free schedules and keep them: ``python benchmarks/schedule_search/search.py OUT WANTED SECONDS PASSES``.

For each wanted (tables, seats, rounds) the shapes of ``shapes`` are tried in turn, each pass with more time; ``starters.c`` anneals,
this program develops what it prints, checks that nobody meets anybody twice, and appends one JSON line to OUT. Deterministic by seed,
apart from the time limits. What the package keeps of OUT is written by ``keep.py``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).parent
BINARY = Path("/tmp/ss/starters")


def develop(m: int, c: int, starters: list[list[list[int]]], orbits: list[list[list[int]]]) -> list[list[list[int]]]:
    def shift(p: int, s: int) -> int:
        return p if p >= m * c else p // m * m + (p % m + s) % m

    rounds = [[[shift(p, s) for p in block] for block in blocks] for blocks in starters for s in range(m)]
    return rounds + [[[shift(p, s) for p in block] for block in blocks for s in range(m)] for blocks in orbits]


def repeat_free(n: int, rounds: list[list[list[int]]]) -> bool:
    seen: set[tuple[int, int]] = set()
    for blocks in rounds:
        if sorted(p for block in blocks for p in block) != list(range(n)) or max(map(len, blocks)) - min(map(len, blocks)) > 1:
            return False
        pairs = [pair for block in blocks for pair in combinations(sorted(block), 2)]
        if seen & set(pairs):
            return False
        seen.update(pairs)
    return True


def shapes(n: int, k: int, t: int, r: int) -> list[tuple[int, ...]]:
    """Return (m, c, f, b, e, mu, rot, irot), those with the most room first; b starters and e orbits on m·c + f people."""
    found = []
    for b in (0, 1, 2):
        for e in range(r + 1 if b == 0 else r // 2 + 1):
            if b and ((r - e) % b or (r - e) // b < 3):
                continue
            m = (r - e) // b if b else t
            c, f = divmod(n, m)
            while f <= t and c >= (k if e else 2):
                used = b * (t * k * (k - 1) // 2 - f * (k - 1)) + e * (c // k) * k * (k - 1) // 2
                have = c * ((m - 1) // 2) + c * (c - 1) // 2 * m
                fits = (not e or (c % k == 0 and f == 0)) and used <= have and (not f or b * (k - 1) <= c) and (b or e == r)
                if fits and m * c + f == n:
                    found.append((used / have + 0.05 * max(b - 1, 0), (m, c, f, b, e, 1, 0, 0)))
                    if n == k * t and b == 1 and e == 0 and c in (2, 3):
                        mus = [mu for mu in range(1, m) if pow(mu, c, m) == 1][:4]
                        found += [(used / have - 0.5, (m, c, f, b, e, mu, 1, irot)) for mu in mus for irot in ([0, 1] if f == c else [0])]
                c, f = c - 1, f + m
    return [shape for _, shape in sorted(found)]


def search(n: int, k: int, t: int, shape: tuple[int, ...], seconds: float, seed: int) -> dict[str, object] | None:
    m, c, f, b, e, mu, rot, irot = shape
    run = subprocess.run(
        ["nice", "-n", "19", str(BINARY), *map(str, (k, t, m, c, f, b, e, mu, rot, irot, seconds, seed))], capture_output=True, text=True
    )
    if run.returncode:
        return None
    starters, orbits, blocks = [], [], []
    for line in run.stdout.splitlines():
        if line in ("round", "orbit"):
            (starters if line == "round" else orbits).append(blocks)
            blocks = []
        else:
            blocks.append(sorted(map(int, line.split())))
    rounds = develop(m, c, starters, orbits)
    assert repeat_free(n, rounds), (n, k, t, shape)
    return {"n": n, "t": t, "r": len(rounds), "m": m, "c": c, "starters": starters, "orbits": orbits}


def main(out: Path, wanted: list[tuple[int, int, int]], first: float, passes: int) -> None:
    done: dict[tuple[int, int], int] = {}
    if out.exists():
        for line in out.read_text().splitlines():
            row = json.loads(line)
            done[row["n"], row["t"]] = max(done.get((row["n"], row["t"]), 0), row["r"])
    for p in range(passes):
        for n, t, r in wanted:
            if done.get((n, t), 0) >= r:
                continue
            for shape in shapes(n, -(-n // t), t, r)[:6]:
                row = search(n, -(-n // t), t, shape, first * 3**p, p + 1)
                if row:
                    with out.open("a") as file:
                        file.write(json.dumps(row, separators=(",", ":")) + "\n")
                    print(n, t, r, shape, p, flush=True)
                    done[n, t] = r
                    break
    print("end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [tuple(map(int, w.split(","))) for w in Path(sys.argv[2]).read_text().split()], float(sys.argv[3]), int(sys.argv[4]))
