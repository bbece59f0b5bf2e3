"""The settings of a store: every threshold once, with its type and its default."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``type`` is a Python type name: int, bool, str, dict, list."""

    name: str
    zh: str
    en: str
    type: str
    default: object

    def label(self, language: str) -> str:
        """Return the label in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


# Groups by GB/T division for the mixing matrix, and their order in it (rules §6).
INDUSTRY_GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "机械装备": ("Machinery and equipment", ("33", "34", "35", "36", "37", "38", "40")),
    "能源化工": ("Energy and chemicals", ("06", "07", "25", "26", "28", "29", "44", "46")),
    "冶金建材": ("Metals and materials", ("30", "31", "32")),
    "轨道交通": ("Rail and road transport", ("53", "54")),
    "工程建设": ("Construction and engineering", ("47", "48", "74", "76", "77", "78")),
    "港航物流": ("Ports and logistics", ("55", "60")),
    "信息通信": ("Information and communication", ("39", "63", "65")),
    "教育科研": ("Education and research", ("73", "75", "83")),
    "医疗卫生": ("Medicine and health", ("27", "84")),
    "农业食品": ("Agriculture and food", ("01", "03", "13", "14", "15", "16", "62")),
    "轻工纺织": ("Light industry and textiles", ("17", "21", "24")),
}
OTHER_GROUP = ("其他", "Other")
UNKNOWN_GROUP = ("未知", "Not on record")

# Divisions that stand near each other though their numbers differ (rules §8); editable.
NEIGHBOURING_DIVISIONS: tuple[tuple[str, str], ...] = (
    ("33", "34"), ("33", "35"), ("34", "35"), ("34", "40"), ("35", "40"), ("36", "37"), ("34", "36"), ("35", "36"),
    ("38", "40"), ("38", "39"), ("38", "44"), ("39", "40"), ("39", "65"), ("63", "65"), ("31", "32"), ("31", "33"), ("32", "33"),
    ("25", "26"), ("26", "27"), ("26", "28"), ("26", "29"), ("06", "44"), ("07", "25"), ("37", "53"), ("53", "54"), ("54", "55"),
    ("47", "48"), ("48", "74"), ("73", "74"), ("73", "75"), ("73", "83"), ("27", "84"), ("13", "14"), ("14", "15"), ("01", "03"), ("01", "13"), ("13", "62"), ("17", "24"), ("21", "24"),
)

# Thresholds of the kinds of alliance (decision 5, 20–22), ours and editable: shares of the members, least numbers, ranks.
ALLIANCE_RULES: dict[str, object] = {
    "same_division": 0.8, "largest_division": 0.6, "sections": 2, "divisions": 3, "hosts": 2, "chain": 0.5, "lead_rank": "provincial", "scope_rank": "municipal",
}

SETTINGS: tuple[Setting, ...] = (
    Setting("title", "名称", "Title", "str", ""),
    Setting("nature", "数据性质", "Nature of the data", "str", "own"),  # own | sample | synthetic
    Setting("data_as_of", "数据截至", "Data as of", "str", ""),
    Setting("window_months", "近期按几个月算", "Window in months", "int", 12),
    Setting("window_by_host_kind", "按单位类别另定的月数", "Window by host kind", "dict", {}),
    Setting("new_months", "新命名按几个月算", "New for months", "int", 6),
    Setting("small_meeting", "小范围活动人数上限", "Small meeting, at most", "int", 12),
    Setting("system_rank", "系统工会最低层级", "Lowest rank of a system union", "str", "municipal"),
    Setting("only_confirmed", "未核实的按待了解显示", "Show unconfirmed as unknown", "bool", False),
    Setting("exempt", "暂不统计的工作室", "Exempt workshops", "dict", {}),
    Setting("industry_groups", "行业分组", "Industry groups", "dict", {}),
    Setting("craft_words", "专长词表", "Words for crafts", "dict", {}),
    Setting("neighbouring_divisions", "相近行业", "Neighbouring divisions", "list", []),
    Setting("suggestion_capacity", "每期可结识家数", "Contacts per period", "int", 0),
    Setting("load_per_year", "每年安排次数上限", "Exchanges per year, at most", "int", 4),
    Setting("criteria", "四项标准的权重", "Weights of the four criteria", "dict", {}),
    Setting("answers_to_learn", "答复满多少次才调整理由轻重", "Answers before they weigh reasons", "int", 200),
    Setting("targets", "重点联系清单", "Target links", "dict", {}),
    Setting("alliance_rules", "联盟类型的界限", "Thresholds of alliance kinds", "dict", {}),
    Setting("analysis_limit", "整体读入的关系数上限", "Ties read into memory, at most", "int", 3_000_000),
    Setting("union_order", "工会排列次序", "Order of the unions", "list", []),
)
DEFAULTS: dict[str, object] = {setting.name: setting.default for setting in SETTINGS}
