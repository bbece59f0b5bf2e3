"""Evaluate the engine: read a benchmark folder, rank partners for its queries, write the predictions.

No truth file is opened, and nothing depends on the name of the folder.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from alliance.atomic_files import replace_file
from alliance.errors import InvalidValue, UnreadableFile
from alliance.partners.benchmark_folder import history_of
from alliance.partners.evidence.event_history import History
from alliance.partners.ranking.history_ranking import rank
from alliance.partners.ranking.learning import learn as learned
from alliance.partners.ranking.weights import SHIPPED, Weights
from alliance.stores.port import Progress

KNOWN = {"dev": ("train",), "heldout": ("train", "dev")}
DEPTH = 100


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """What was ranked: numbers of parties, events, queries and rows written, seconds, and the weights."""

    schema: str
    data: str
    split: str
    out: str
    parties: int
    events: int
    queries: int
    rows: int
    seconds: float
    learned_from: int
    warm: Mapping[str, float]
    cold: Mapping[str, float]
    new: Mapping[str, float]


def evaluate_partners(data: Path | str, split: str, out: Path | str, *, learn: bool = True, progress: Progress | None = None) -> EvaluationResult:
    """Rank 100 new partners for each query of ``<data>/<split>/queries.csv`` and write ``query,rank,candidate`` to ``out``.

    Known is ``train`` (split dev) or ``train`` and ``dev`` (split heldout). With ``learn`` the weights are
    learned from an earlier slice of what is known, else the shipped ones are used. Raises ``InvalidValue``
    for another split, ``UnreadableFile`` for a missing file.
    """
    if split not in KNOWN:
        raise InvalidValue(property="split", value=split)
    begun = time.monotonic()
    folder = Path(data)
    queries = [row["query"] for row in read_rows(folder / split / "queries.csv", ("query",))]
    history, ids = read_folder(folder, split, queries)
    weights: Weights = learned(history) if learn else SHIPPED
    place = {node: i for i, node in enumerate(ids)}
    rows = 0
    with replace_file(Path(out)) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("query", "rank", "candidate"))
        for done, query in enumerate(queries, 1):
            places = rank(history, place[query], weights, DEPTH).places.tolist()
            writer.writerows((query, at, ids[other]) for at, other in enumerate(places, 1))
            rows += len(places)
            if progress:
                progress(done, len(queries))
    return EvaluationResult(
        schema="alliance.evaluation/1",
        data=str(folder),
        split=split,
        out=str(out),
        parties=history.n,
        events=len(history.day),
        queries=len(queries),
        rows=rows,
        seconds=round(time.monotonic() - begun, 1),
        learned_from=weights.learned_from,
        warm=weights.warm,
        cold=weights.cold,
        new=weights.new,
    )


def read_folder(folder: Path, split: str, asked: Sequence[str] = ()) -> tuple[History, list[str]]:
    """Return the known history of a benchmark folder, and the id of each party; whoever is ``asked`` for is one, on record or not.

    ``nodes.csv`` and ``events.csv`` may be missing: who took part in what is enough.
    """
    parts = [folder / name for name in KNOWN[split]]
    events = [row for part in parts for row in _optional(part / "events.csv", "event")]
    collabs = [row for part in parts for row in read_rows(part / "collabs.csv", ("event", "node"))]
    nodes = {row["node"]: row for row in _optional(parts[-1] / "nodes.csv", "node")}
    return history_of([*nodes.values(), *({"node": node} for node in dict.fromkeys(asked) if node not in nodes)], events, collabs)


def _optional(path: Path, key: str) -> list[dict[str, str]]:
    return read_rows(path, (key,)) if path.exists() else []


def read_rows(path: Path, needed: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the rows of a CSV by heading, empty text for what is missing, without rows that lack a ``needed`` value.

    Raises ``UnreadableFile`` for a file that is not there, is no UTF-8 text, or has no such heading.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            headings = set(table.fieldnames or ())
            rows = [{name: value or "" for name, value in row.items() if name} for row in table]
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UnreadableFile(file=str(path), finding="F04") from None
    if not set(needed) <= headings:
        raise UnreadableFile(file=str(path), finding="F04")
    return [row for row in rows if all(row[name] for name in needed)]
