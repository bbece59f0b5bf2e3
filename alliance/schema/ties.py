"""The tie kinds: what each may join, its layer, and what it counts for (rules §1)."""

from __future__ import annotations

from alliance.schema import vocabularies as words
from alliance.schema.nodes import NODE_KINDS, ORGANISATIONS, PARTIES, PROVENANCE
from alliance.schema.terms import Choice, Property, TieKind

# Every tie carries these besides its ends; ``sources`` is a list of {source, quote, as_of, basis}.
TIE_PROPERTIES = (
    Property("valid_from", "起始日期", "From", "date", headings=("日期", "时间", "开始时间", "签订时间", "合作时间"), column="date"),
    Property("valid_to", "终止日期", "Until", "date", headings=("结束时间", "到期时间", "截止时间"), column="until"),
    Property("role", "角色", "Role", headings=("身份", "职务")),
    Property("count", "数量", "Count", "integer", headings=("家数", "数目"), column="count"),
    Property("note", "备注", "Note", "note", headings=("说明",)),
)
LEVEL = (Property("level", "级别", "Level", "choice", words.RANKS), Property("designation", "命名方式", "Designation", "choice", words.DESIGNATIONS),
         Property("batch", "文号", "Document number"))
_ALL = tuple(kind.name for kind in NODE_KINDS)
_HUMAN = ("Person", *PARTIES)
_BODIES = (*PARTIES, "TradeUnion", "Alliance")


def _meeting(name: str, zh: str, en: str, layer: str, *, symmetric: bool, people: bool = True, group: bool = False, synonyms: tuple[str, ...] = ()) -> TieKind:
    ends = _HUMAN if people else PARTIES
    bodies = (*ends, "TradeUnion", "Alliance")
    return TieKind(name, zh, en, layer, bodies, (*bodies, "Group") if group else bodies, symmetric=symmetric, synonyms=synonyms)


def _belongs(name: str, zh: str, en: str, sources: tuple[str, ...], targets: tuple[str, ...], *,
             roles: tuple[Choice, ...] = (), properties: tuple[Property, ...] = (), dated: bool = True, tree: bool = False,
             synonyms: tuple[str, ...] = ()) -> TieKind:
    return TieKind(name, zh, en, "affiliation", sources, targets, roles=roles, properties=properties, dated=dated, tree=tree, synonyms=synonyms)


COOPERATION = (
    _meeting("COOPERATES_WITH", "合作", "cooperates with", "cooperation", symmetric=True, synonyms=("联合攻关", "协作")),
    _meeting("SIGNED_AGREEMENT_WITH", "签订协议", "signed an agreement with", "cooperation", symmetric=True, synonyms=("签约", "协议")),
    _meeting("PAIRED_WITH", "结对", "paired with", "cooperation", symmetric=True, synonyms=("结对共建", "SIGNED_PAIRING_WITH")),
    _meeting("SERVES", "服务", "serves", "cooperation", symmetric=False, group=True, synonyms=("助企", "送技", "技术服务")),
)
EXCHANGE = (
    _meeting("EXCHANGED_WITH", "交流", "exchanged with", "exchange", symmetric=True, group=True, synonyms=("技术交流",)),
    _meeting("VISITED", "参观走访", "visited", "exchange", symmetric=False, group=True, synonyms=("参观", "考察", "走访", "互访")),
    _meeting("MET", "同桌交流", "met", "exchange", symmetric=True, people=False, synonyms=("见面",)),
)
PLANNED = (
    _meeting("SIGNED_INTENT_WITH", "签订意向", "signed a letter of intent with", "planned", symmetric=True, synonyms=("意向", "意向书")),
)
AFFILIATION = (
    _belongs("HOSTED_BY", "依托", "hosted by", ("Workshop",), ORGANISATIONS, synonyms=("依托单位",)),
    _belongs("LEADS", "领衔", "leads", ("Person",), ("Workshop",)),
    _belongs("EMPLOYED_BY", "就职于", "employed by", ("Person",), ORGANISATIONS),
    _belongs("BELONGS_TO_UNION", "隶属工会", "belongs to union", PARTIES, ("TradeUnion",)),
    _belongs("SUBORDINATE_TO", "上级工会", "subordinate to", ("TradeUnion",), ("TradeUnion",), tree=True),
    _belongs("LOCATED_IN", "所在地", "located in", tuple(k for k in _ALL if k not in ("Region", "Industry")), ("Region",), synonyms=("LOCATED_AT",)),
    _belongs("PART_OF", "隶属于", "part of", (*ORGANISATIONS, "Region", "Alliance", "Industry"), (*ORGANISATIONS, "Region", "Alliance", "Industry"), tree=True,
             synonyms=("属于",)),
    _belongs("IN_INDUSTRY", "所属行业", "in industry", PARTIES, ("Industry",), roles=words.INDUSTRY_ROLES),
    _belongs("CLASSED_AS", "列入重点", "classed as", ("Industry",), ("Region",), roles=words.STRATEGIC_CLASSES),
    _belongs("RECOGNISED_BY", "命名", "recognised by", ("Workshop", "CraftsmanCollege"), ("TradeUnion",), properties=LEVEL),
    _belongs("MEMBER_OF", "联盟成员", "member of", (*_HUMAN, "Group"), ("Alliance",), roles=words.MEMBER_ROLES, synonyms=("加盟", "成员")),
    _belongs("LEADS_ALLIANCE", "牵头联盟", "leads alliance", (*_HUMAN, "TradeUnion"), ("Alliance",), roles=words.MEMBER_ROLES),
    _belongs("ESTABLISHED", "组建", "established", ("TradeUnion", *ORGANISATIONS), ("Alliance", "CraftsmanCollege"), synonyms=("INITIATED",)),
    _belongs("GUIDES", "指导", "guides", ("TradeUnion",), ("Alliance",)),
    _belongs("HAS_CRAFT", "专长", "has craft", ("Workshop", "Person", "Achievement", *ORGANISATIONS), ("Craft",), dated=False),
    _belongs("SUBSIDIARY_OF", "所属集团", "subsidiary of", ORGANISATIONS, ("Enterprise",), tree=True),
    _belongs("SUCCEEDED_BY", "更名或并入", "succeeded by", ORGANISATIONS, ORGANISATIONS),
    _belongs("UPSTREAM_OF", "上游", "upstream of", (*ORGANISATIONS, "Industry"), (*ORGANISATIONS, "Industry")),
    _belongs("NEEDS", "需要", "needs", (*PARTIES, "Demand", "Challenge"), ("Craft",), roles=words.SUBJECTS),
    _belongs("OFFERS", "可提供", "offers", (*PARTIES, "Person"), ("Craft",), roles=words.SUBJECTS),
    _belongs("PARTICIPATES_IN", "参加", "participates in", (*_HUMAN, "TradeUnion", "Alliance", "Group"), ("Activity",), roles=words.PARTICIPANT_ROLES),
    _belongs("ORGANISES", "主办", "organises", (*_BODIES, "Person"), ("Activity",), roles=words.ORGANISER_ROLES),
    _belongs("HOLDS_HONOUR", "获得荣誉", "holds honour", _HUMAN, ("Honour",)),
    _belongs("MENTORS", "师带徒", "mentors", ("Person",), ("Person",)),
    _belongs("ADDRESSES", "攻关", "addresses", _HUMAN, ("Challenge", "Demand")),
    _belongs("RAISED", "提出", "raised", (*_BODIES, "Person"), ("Challenge", "Demand"), synonyms=("发榜",)),
    _belongs("CLAIMED", "揭榜", "claimed", _HUMAN, ("Challenge", "Demand")),
    _belongs("SOLVED", "解决", "solved", _HUMAN, ("Challenge", "Demand")),
    _belongs("PARTY_TO", "参与", "party to", PARTIES, ("Project", "Agreement")),
    _belongs("PRODUCED", "产出", "produced", _HUMAN, ("Achievement",)),
)

TIE_KINDS: tuple[TieKind, ...] = (*COOPERATION, *EXCHANGE, *AFFILIATION, *PLANNED)
TIE_PROVENANCE = PROVENANCE
