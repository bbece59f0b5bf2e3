"""Every report, made from the small city (``tests/worlds/small_city.py``): what the golden files hold.

Each maker takes the city with its work (``worked_city``) and a language and returns the file as readable text.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from alliance.services.data.importing import rejected_rows
from alliance.services.data.templates import template
from alliance.services.workspace import Workspace
from tests.reports.readable import of_csv, of_document, of_text, of_workbook
from tests.worlds.small_city import city

FAULTY = "编号,名称,级别,命名时间\nw21,,市级,2026-05\nw22,好工作室,市级,2024\n"
LINK = {"a": "装备", "b": "化工", "wanted": 3, "year": "2026"}
FEW = ("Workshop", "Hospital", "University", "Activity")  # enough of a graph file to read


def worked_city() -> Workspace:
    """The small city with a step on the worklist, two targets and a plan to which one has agreed and one cannot come."""
    net = city()
    net.assign(["w12"], "ask", owner="李干事", due="2026-07-20")
    net.set_targets([LINK, {"a": "装备", "sort": "industry", "region": "东区", "wanted": 2, "strategic_class": "leading", "note": "先期"}])
    proposed = net.plan(workshops=("w12", "w08", "w04"), size=6, form="salon", tables=3, seats=(2, 3), rounds=2, date="2026-07-20")
    kept = net.save_plan(proposed, place="第一厂会议室")
    net.change_plan(kept.plan, consent={"w08": "agreed", "w12": "declined"})
    return net


def _plan(net: Workspace) -> str:
    return net.plans().rows[0].id


def _round(form: str) -> Callable[[Workspace, str], bytes]:
    return lambda net, lang: net.round_file(net.suggest_all(2, lang=lang), form, lang=lang)


def _rejected(net: Workspace, lang: str) -> str:
    report = net.check([("工作室.csv", FAULTY.encode())])
    found = rejected_rows(net, report.batch, lang)
    net.discard(report.batch)
    return of_csv(found)


def _exported(form: str, kinds: tuple[str, ...] = ()) -> Callable[[Workspace, str], bytes]:
    def made(net: Workspace, lang: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            net.export(form, Path(folder) / "file", kinds=kinds, lang=lang)
            return (Path(folder) / "file").read_bytes()

    return made


def _folder(net: Workspace, lang: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        net.export("csv", folder, lang=lang)
        return "\n".join(f"== {path.name} ==\n{of_csv(path.read_bytes())}" for path in sorted(Path(folder).iterdir()))


def _read(form: Callable[[bytes], str], make: Callable[[Workspace, str], bytes]) -> Callable[[Workspace, str], str]:
    return lambda net, lang: form(make(net, lang))


def _workbooks(content: bytes) -> str:
    """The workbooks in a ZIP, one after the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(f"==== {name} ====\n{of_workbook(archive.read(name))}" for name in archive.namelist())


REPORTS: dict[str, Callable[[Workspace, str], str]] = {
    "worklist-workbook": _read(of_workbook, lambda net, lang: net.worklist_file("xlsx", lang=lang)),
    "worklist-workbooks": _read(_workbooks, lambda net, lang: net.worklist_file("zip", lang=lang)),
    "worklist-document": _read(of_document, lambda net, lang: net.worklist_file("docx", lang=lang)),
    "plan-workbook": _read(of_workbook, lambda net, lang: net.plan_workbook(_plan(net), lang)),
    "plan-calendar": _read(of_text, lambda net, lang: net.plan_calendar(_plan(net), lang)),
    "round-csv": _read(of_csv, _round("csv")),
    "round-workbook": _read(of_workbook, _round("xlsx")),
    "targets-csv": _read(of_csv, lambda net, lang: net.targets_template(lang)),
    "rejected-csv": _rejected,
    "template-workshop": _read(of_workbook, lambda net, lang: template(net, "Workshop", lang)),
    "template-relations": _read(of_workbook, lambda net, lang: template(net, "relations", lang)),
    "export-csv": _folder,
    "export-workbook": _read(of_workbook, _exported("xlsx", FEW)),
    "export-graphml": _read(of_text, _exported("graphml", FEW)),
    "panorama-page": _read(of_text, lambda net, lang: net.panorama_file("html", grouping="groups", lang=lang).replace(b"><", b">\n<")),
    "neighbourhood-page": _read(of_text, lambda net, lang: net.neighbourhood_file("w01", "html", 2, lang=lang).replace(b"><", b">\n<")),
    "export-gexf": _read(of_text, _exported("gexf", FEW)),
}
"""Name of the golden file → how the report is made."""
