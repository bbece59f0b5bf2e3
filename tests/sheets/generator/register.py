"""The true register of an invented city: unions, units, workshops, people. No name in it is taken from life."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严魏陶姜谢邹苏潘葛范彭鲁马苗方任袁柳唐薛雷贺倪汤罗毕郝康余顾孟黄萧尹姚邵"
GIVEN = [
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "强",
    "磊",
    "洋",
    "艳",
    "勇",
    "军",
    "杰",
    "涛",
    "超",
    "明",
    "霞",
    "立",
    "晓",
    "立峰",
    "海生",
    "文博",
    "桂兰",
    "建国",
    "志远",
    "春梅",
    "永康",
    "子轩",
    "国栋",
    "玉珍",
    "学武",
    "和平",
    "雪松",
    "长河",
    "树林",
]
CITIES = ("嘉河", "临渚", "澄阳", "平汀")
DISTRICTS = ("云台区", "河湾区", "柳溪区", "石桥区", "望湖区")
INDUSTRY_UNIONS = ("市机械冶金工会", "市卫生健康工会", "市交通运输工会", "市能源化工工会", "市教育工会")
BRANDS = ("恒远", "盛达", "鼎新", "安谊", "松鹤", "瑞通", "华拓", "金阳", "启明", "博川", "长兴", "同力")
LEVELS = {"county": "区级", "municipal": "市级", "provincial": "省级", "national": "国家级"}
STREAMS = {"model_worker": "劳模创新工作室", "craftsman": "工匠创新工作室", "staff": "职工创新工作室"}


@dataclass(frozen=True)
class Trade:
    """What a unit does: the word in its name, the kinds of node it may be, words of its industry, its crafts, its departments."""

    word: str
    endings: tuple[str, ...]
    kinds: tuple[str, ...]
    industries: tuple[str, ...]
    crafts: tuple[str, ...]
    departments: tuple[str, ...]
    union: str


_FIRM = ("有限公司", "股份有限公司", "集团有限公司")
TRADES = (
    Trade("重型机械", _FIRM, ("Enterprise",), ("装备制造", "通用设备制造业"), ("数控加工", "装配钳工"), ("二分厂", "机加车间"), "市机械冶金工会"),
    Trade("船舶配件", ("厂", "有限公司"), ("Enterprise",), ("装备制造", "装备"), ("焊接", "铆焊"), ("焊接车间", "总装车间"), "市机械冶金工会"),
    Trade("电气", _FIRM, ("Enterprise",), ("电气机械和器材制造业", "装备制造"), ("自动控制", "变频器维修"), ("技术部", "电控车间"), "市机械冶金工会"),
    Trade("化工", _FIRM, ("Enterprise",), ("化工", "化学原料和化学制品制造业"), ("分析检验", "工艺优化"), ("合成车间", "质检中心"), "市能源化工工会"),
    Trade("供电", ("公司", "有限公司"), ("Enterprise",), ("电力", "能源"), ("带电作业", "继电保护"), ("运检部", "配电班"), "市能源化工工会"),
    Trade(
        "轨道交通",
        ("集团有限公司", "集团"),
        ("Enterprise",),
        ("轨道交通", "交通运输"),
        ("车辆检修", "信号维护"),
        ("维保中心", "车辆段"),
        "市交通运输工会",
    ),
    Trade("市第{n}", ("医院",), ("Hospital",), ("卫生健康", "卫生"), ("静脉治疗", "重症护理"), ("护理部", "检验科"), "市卫生健康工会"),
    Trade("", ("职业技术学院",), ("University",), ("教育",), ("模具设计", "工业机器人"), ("机电系", "实训中心"), "市教育工会"),
    Trade(
        "精密制造",
        ("研究院",),
        ("University", "PublicInstitution"),
        ("科研", "装备制造"),
        ("精密测量", "材料检测"),
        ("检测中心", "试制部"),
        "市机械冶金工会",
    ),
)


@dataclass(frozen=True)
class Unit:
    """A unit: its full name, its trade, the district where it is."""

    name: str
    trade: Trade
    district: str


@dataclass(frozen=True)
class Recognition:
    """A level with its year, and its month where that is known."""

    level: str
    year: int
    month: int = 0


@dataclass
class Workshop:
    """A workshop and all that is true of it."""

    name: str
    unit: Unit
    department: str
    leaders: tuple[str, ...]
    contact: str
    union: str
    stream: str
    crafts: tuple[str, ...]
    industry: str
    founded: tuple[int, int]
    size: int
    recognitions: tuple[Recognition, ...]


@dataclass
class Register:
    """The city and its workshops. ``spare``: people whose names are still free."""

    city: str
    districts: tuple[str, ...]
    workshops: list[Workshop]
    units: list[Unit]
    spare: list[str] = field(default_factory=list)


def make_register(rng: Random, rows: int, year: int) -> Register:
    """Return a city with ``rows`` workshops, some of them in one unit, none with a name twice."""
    city = rng.choice(CITIES)
    districts = tuple(rng.sample(DISTRICTS, rng.randint(2, 4)))
    names = _people(rng, rows * 4 + 12)
    units = _units(rng, city, districts, max(2, rows * 3 // 4))
    homes = units + [rng.choice(units) for _ in range(rows - len(units))]
    rng.shuffle(homes)
    found: dict[str, Workshop] = {}
    while len(found) < rows:
        one = _workshop(rng, homes[len(found)], names, year)
        found.setdefault(one.name, one)
    return Register(city, districts, list(found.values()), units, names)


def _people(rng: Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[rng.choice(SURNAMES) + rng.choice(GIVEN)] = None
    # of 张立 and 张立峰 one is enough: nobody could tell a short form of the other from it
    return [name for name in found if not any(name != other and other.startswith(name) for other in found)]


def _units(rng: Random, city: str, districts: tuple[str, ...], count: int) -> list[Unit]:
    found: dict[str, Unit] = {}
    while len(found) < count:
        trade = rng.choice(TRADES)
        word = trade.word.format(n=rng.choice("一二三四五六"))
        front = city if word.startswith("市") else rng.choice((city, city + rng.choice(BRANDS)))
        name = front + word + rng.choice(trade.endings)
        # 平汀供电公司 and 平汀供电有限公司 would be one unit to anybody
        found.setdefault(front + word, Unit(name, trade, rng.choice(districts)))
    return list(found.values())


def _workshop(rng: Random, unit: Unit, names: list[str], year: int) -> Workshop:
    leaders = tuple(names.pop() for _ in range(2 if rng.random() < 0.15 else 1))
    stream = rng.choice(list(STREAMS))
    craft = rng.choice(unit.trade.crafts)
    kind = rng.choice((STREAMS[stream], STREAMS[stream], "创新工作室"))
    name = rng.choice((f"{leaders[0]}{craft}{kind}", f"{leaders[0]}{craft}{kind}", f"{leaders[0]}{kind}"))
    if rng.random() < 0.1:
        name = f"“{rng.choice(('匠心', '智造', '先锋', '极光', '筑梦', '精益'))}{craft}”创新工作室"
    founded = (rng.randint(year - 12, year - 1), rng.randint(1, 12))
    crafts = (craft,) if rng.random() < 0.7 else unit.trade.crafts
    return Workshop(
        name=name,
        unit=unit,
        department=rng.choice(unit.trade.departments) if rng.random() < 0.6 else "",
        leaders=leaders,
        contact=leaders[0] if rng.random() < 0.3 else names.pop(),
        union=rng.choice((f"{unit.district[:-1]}区总工会", unit.trade.union)),
        stream=stream,
        crafts=crafts,
        industry=rng.choice(unit.trade.industries),
        founded=founded,
        size=rng.randint(5, 40),
        recognitions=_recognitions(rng, founded[0], year),
    )


def _recognitions(rng: Random, first: int, year: int) -> tuple[Recognition, ...]:
    levels = sorted(rng.sample(range(4), rng.choice((0, 1, 1, 1, 2))))
    years = sorted(rng.sample(range(first, year + 1), min(len(levels), year + 1 - first)))
    return tuple(Recognition(list(LEVELS)[level], when, rng.choice((0, 0, rng.randint(1, 12)))) for level, when in zip(levels, years, strict=False))
