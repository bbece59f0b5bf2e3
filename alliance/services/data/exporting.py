"""The whole network as files: import files that come back unchanged, or graphs for other programs. Each export is audited."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from alliance import messages, schema
from alliance.atomic_files import open_atomic
from alliance.errors import InvalidValue, StoreBusy, StoreFull, StoreReadOnly
from alliance.model import Node, Tie, day
from alliance.model.knowing import is_dated, node_on, tie_known_from, tie_on
from alliance.services.authorization import authorized
from alliance.services.results import Result
from alliance.services.session import Session
from alliance.stores.port import GraphStore, Progress
from alliance.stores.redirects import REDIRECT

T = TypeVar("T")
FORMATS = ("csv", "xlsx", "graphml", "gexf")
ATTEMPTS = 3  # how often the export begins anew where someone wrote meanwhile
TOLD_EVERY = 1000
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True, slots=True)
class ExportResult(Result):
    """Files that were written, how many nodes and ties they hold, and what of the store they do not: kind of work record → how many."""

    format: str
    files: tuple[str, ...]
    nodes: int
    ties: int
    left_behind: dict[str, int]


@authorized
def export(
    net: Session,
    format: str,
    out: str | Path,
    *,
    kinds: Sequence[str] = (),
    on: str | None = None,
    lang: str = "zh",
    progress: Progress | None = None,
) -> ExportResult:
    """Write the network at one revision: csv into a folder and xlsx as import files, graphml and gexf for other graph programs.

    ``kinds`` keeps nodes of these kinds and the ties between them; with a day (``on``, or that of the workspace) everything as it was known
    on it. Raises ``InvalidValue`` for an unknown format or a target that cannot be, ``UnknownKind``, ``StoreBusy`` where others kept
    writing, ``StoreFull``, ``StoreReadOnly``.
    """
    if format not in FORMATS:
        raise InvalidValue(property="format", value=format)
    for kind in kinds:
        schema.node_kind(kind)
    as_of = net.as_of(on)
    known = _Known(net.store, day(as_of) if on or net.on else None)
    for _ in range(ATTEMPTS):
        revision = net.store.revision
        with _disk(out):
            files, n_nodes, n_ties = _write(
                net.store, format, Path(out), kinds=tuple(kinds), known=known, settings=settings_for(net.store, as_of), lang=lang, progress=progress
            )
        if net.store.revision == revision:
            answer = ExportResult(
                schema="alliance.export/1",
                revision=revision,
                as_of=as_of,
                format=format,
                files=tuple(map(str, files)),
                nodes=n_nodes,
                ties=n_ties,
                left_behind=left_behind(net),
            )
            net.store.note(net.actor, "export", answer.files, {"format": format, "nodes": n_nodes, "ties": n_ties, "kinds": list(kinds)})
            return answer
    raise StoreBusy(location=net.store.info().location)


def settings_for(store: GraphStore, as_of: str) -> dict[str, Any]:
    """Return the settings that travel with the data: title, nature, the day they are as of, and all that is other than shipped."""
    kept = store.settings()
    own = {name: value for name, value in kept.items() if name in schema.DEFAULTS and value != schema.DEFAULTS[name]}
    return {**own, "title": kept["title"], "nature": kept["nature"], "data_as_of": as_of}


@authorized
def left_behind(net: Session) -> dict[str, int]:
    """Return what an export does not hold: plans, decisions, the worklist and other work, and the history; kind → how many."""
    counts = {kind: len(net.store.work(kind)) for kind in net.store.work_kinds() if kind not in ("setting", REDIRECT)}
    return {**{kind: count for kind, count in sorted(counts.items()) if count}, "history": sum(entry.sequence for entry in net.store.ledger(1))}


def left_behind_text(counts: Mapping[str, int], lang: str) -> str:
    """Return what stays behind in words."""
    known = messages.catalogue(lang)
    parts = [messages.text(f"services.left.{kind if f'services.left.{kind}' in known else 'other'}", lang, n=count) for kind, count in counts.items()]
    return ("、" if lang == "zh" else ", ").join(parts)


class _Known:
    """The records of a store as they were known on a day; all of them as they are without one."""

    def __init__(self, store: GraphStore, on: int | None) -> None:
        self._store, self._on = store, on
        self._later = store.later(on) if on is not None else ()
        self._dated: set[str] = set()  # of the nodes that were asked for, those that date who took part

    def nodes(self, kind: str) -> Iterator[Node]:
        for node in self._store.all_nodes(kind):
            if self._on is None:
                yield node
            elif node.id not in self._later:
                if kind in schema.DATING and is_dated(node):
                    self._dated.add(node.id)
                yield node_on(node, self._on)

    def ties(self) -> Iterator[Tie]:
        """The ties, after the nodes of all kinds that they may lead to."""
        for tie in self._store.all_ties():
            if self._on is None:
                yield tie
            elif tie_known_from(tie, tie.target in self._dated) <= self._on:
                yield tie_on(tie, self._on)


def _write(
    store: GraphStore,
    format: str,
    out: Path,
    kinds: tuple[str, ...],
    known: _Known,
    settings: Mapping[str, Any],
    lang: str,
    progress: Progress | None,
) -> tuple[list[Path], int, int]:
    from alliance.reports import graph_files, import_files  # load time: the makers of workbooks, for an export alone

    counts = store.counts()
    chosen = [kind.name for kind in schema.NODE_KINDS if counts["nodes"].get(kind.name) and (not kinds or kind.name in kinds)]
    total = sum(counts["nodes"][kind] for kind in chosen) + sum(counts["ties"].values())
    watched = _Watched(total, progress)
    kind_of = {node.id: node.kind for kind in chosen for node in known.nodes(kind)}
    ties = (tie for tie in watched(known.ties()) if tie.source in kind_of and tie.target in kind_of)
    if format in graph_files.FORMATS:
        nodes = (node for kind in chosen for node in watched(known.nodes(kind)))
        with open_atomic(out) as target:
            return [out], *graph_files.FORMATS[format](target, nodes, ties, language=lang, about=_about(settings, lang))
    counted = import_files.Counted[Tie](ties)
    tables = import_files.tables(chosen, lambda kind: watched(known.nodes(kind)), counted, kind_of, lang)
    return import_files.WRITERS[format](tables, out, settings, lang), len(kind_of), counted.count


def _about(settings: Mapping[str, Any], lang: str) -> str:
    """One line that says what the data are: title, nature, day."""
    nature = messages.text(f"services.nature.{settings['nature']}", lang)
    return messages.text("services.export.about", lang, title=settings["title"], nature=nature, date=settings["data_as_of"])


class _Watched:
    """Streams that tell how far they are."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def __call__(self, rows: Iterable[T]) -> Iterator[T]:
        for row in rows:
            self._done += 1
            if self._progress and self._done % TOLD_EVERY == 0:
                self._progress(min(self._done, self._total), self._total)
            yield row


@contextmanager
def _disk(out: str | Path) -> Iterator[None]:
    """Say trouble with the target in our own errors."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFull(location=str(out)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StoreReadOnly(location=str(out)) from error
        raise InvalidValue(property="out", value=str(out)) from error
