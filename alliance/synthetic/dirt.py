"""Dirt on purpose: the faults that lists kept by hand have, in about one row in ten.

What the files mean may change with it, so the truth beside them holds only for clean ones.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from alliance.synthetic import names
from alliance.synthetic.figures import LABEL
from alliance.synthetic.files import RELATIONS, Files

Cells = dict[str, Any]
SHARE = 0.1
TRADITIONAL = str.maketrans("劳创联业机电车动师厂员会", "勞創聯業機電車動師廠員會")
VAGUE = ("2021.1", "去年", "4月24日", "2023年前后", "二〇二二年")
LEVELS = ("市（区）级", "盟级", "省级、市级", "示范性", "园区级")


class DirtyFiles(Files):
    """Files that soil some of the rows on their way; which rows and how depends on the seed alone."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder)
        self.rng = Random(f"alliance/dirt/{seed}")
        self.extra = 0

    def put(self, name: str, row: tuple[Any, ...]) -> None:
        """Write one row of cells, now and then with a fault, now and then with a second row after it."""
        faults = FAULTS.get(name)
        if faults is None or self.rng.random() >= SHARE:
            super().put(name, row)
            return
        cells = dict(zip(self.headers[name], row, strict=True))
        more = self.rng.choice(faults)(self, cells)
        super().put(name, tuple(cells.values()))
        for file, values in more or ():
            super().put(file, tuple(values.get(heading, "") for heading in self.headers[file]))

    def new_id(self) -> str:
        """Return an id for a row that the clean files do not have."""
        self.extra += 1
        return f"dirt-{self.extra:05d}"


More = list[tuple[str, Cells]] | None
Fault = Callable[[DirtyFiles, Cells], More]


def _relation(files: DirtyFiles, one: str, kind: str, relation: str, other: str, other_kind: str, **more: Any) -> tuple[str, Cells]:
    ends = {"起点": one, "起点类别": kind, "关系": relation, "终点": other, "终点类别": other_kind}
    return RELATIONS, {"编号": files.new_id(), **ends, "出处": LABEL, **more}


def _node(node: str, name: str, **more: Any) -> Cells:
    return {"编号": node, "名称": name, "出处": LABEL, **more}


def traditional(_: DirtyFiles, cells: Cells) -> More:
    """Traditional characters, as in copied news."""
    cells["名称"] = cells["名称"].translate(TRADITIONAL)
    return None


def brackets(_: DirtyFiles, cells: Cells) -> More:
    """Half-width brackets and stray spaces."""
    cells["名称"] = " " + cells["名称"].replace("（", "(").replace("）", ")") + "(示例) "
    return None


def variant(files: DirtyFiles, cells: Cells) -> More:
    """The same workshop once more, without 劳模 or 创新 in its name, under another id and without its host."""
    name = cells["名称"].replace("劳模", "", 1) if "劳模" in cells["名称"] else cells["名称"].replace("创新", "", 1)
    return [("Workshop.csv", {**cells, "编号": files.new_id(), "名称": name})]


def cut_off(_: DirtyFiles, cells: Cells) -> More:
    """A name that lost its last character at the edge of a page."""
    cells["名称"] = cells["名称"][:-1]
    return None


def renamed(_: DirtyFiles, cells: Cells) -> More:
    """A former name."""
    cells["别名"] = cells["名称"].replace("创新工作室", "攻关组")
    return None


def two_heads(files: DirtyFiles, cells: Cells) -> More:
    """A second head beside the first."""
    person = files.new_id()
    head = _node(person, names.person(files.rng))
    return [("Person.csv", head), _relation(files, person, "人员", "领衔", cells["编号"], "工作室")]


def level_word(files: DirtyFiles, cells: Cells) -> More:
    """A level that says two things, or none that is known."""
    cells["级别"] = files.rng.choice(LEVELS)
    return None


def vague_date(files: DirtyFiles, cells: Cells) -> More:
    """A date that could be two, or none."""
    cells["命名时间"] = files.rng.choice(VAGUE)
    return None


def no_date(_: DirtyFiles, cells: Cells) -> More:
    """No date of recognition."""
    cells["命名时间"] = ""
    return None


def about(files: DirtyFiles, cells: Cells) -> More:
    """A number with a word around it."""
    cells["成员数"] = files.rng.choice(("近{}", "{}余人", "约{}", "不少于{}人")).format(cells["成员数"] or 20)
    return None


def spun_off(files: DirtyFiles, cells: Cells) -> More:
    """A workshop that became a firm, under a relation that the vocabulary does not have."""
    firm = files.new_id()
    return [("Enterprise.csv", _node(firm, f"示例孵化{files.extra}公司")), _relation(files, cells["编号"], "工作室", "孵化为", firm, "企业")]


def wrong_sum(_: DirtyFiles, cells: Cells) -> More:
    """Stated members that fit neither the rows nor their own parts."""
    cells["成员家数"], cells["备注"] = 25, "国家级10家、省级13家、市级1家，共25家"
    return None


def of_people(files: DirtyFiles, cells: Cells) -> More:
    """A member that is a person."""
    person = files.new_id()
    return [("Person.csv", _node(person, names.person(files.rng))), _relation(files, person, "人员", "联盟成员", cells["编号"], "联盟")]


def group_pact(files: DirtyFiles, _: Cells) -> More:
    """Several firms sign with several schools; the pairs are not known."""
    firms, schools = files.new_id(), files.new_id()
    pact = _relation(files, firms, "未具名的一组", "签订协议", schools, "未具名的一组", 起始日期="2025-12-11")
    return [
        ("Group.csv", _node(firms, "示例7家企业", 数量=7, 何种单位="企业")),
        ("Group.csv", _node(schools, "示例6所院校", 数量=6, 何种单位="院校")),
        pact,
    ]


def told_twice(files: DirtyFiles, cells: Cells) -> More:
    """The same fact from a second report, under another id."""
    return [(RELATIONS, {**cells, "编号": files.new_id(), "出处": f"{LABEL}（转载）"})]


def vague_tie(files: DirtyFiles, cells: Cells) -> More:
    """A tie whose date has no year."""
    cells["起始日期"] = files.rng.choice(VAGUE)
    return None


FAULTS: dict[str, tuple[Fault, ...]] = {
    "Workshop.csv": (traditional, brackets, variant, cut_off, renamed, two_heads, level_word, vague_date, no_date, about, spun_off),
    "Enterprise.csv": (traditional, brackets),
    "Alliance.csv": (wrong_sum, of_people, group_pact),
    RELATIONS: (told_twice, told_twice, told_twice, vague_tie),
}
