"""The node kinds with their properties, and the columns of their tables that state ties."""

from __future__ import annotations

from alliance.schema import vocabularies as words
from alliance.schema.terms import LinkColumn, NodeKind, Property

ORGANISATIONS = ("Enterprise", "University", "Hospital", "PublicInstitution", "Cooperative", "CraftsmanCollege")
PARTIES = ("Workshop", *ORGANISATIONS)

# Every node carries these; ``sources`` is a list of {source, quote, as_of, basis}.
COMMON = (
    Property("id", "编号", "Id", headings=("ID", "标识")),
    Property("name", "名称", "Name", required=True),
    Property("aliases", "别名", "Also known as", "list", headings=("曾用名", "简称", "又名")),
    Property("number", "序号编码", "Own number", headings=("本单位编号", "登记号")),
    Property("note", "备注", "Note", "note", headings=("说明",)),
)
PROVENANCE = (
    Property("source", "出处", "Source", "text", headings=("来源", "出处网址", "文件", "依据")),
    Property("quote", "原文", "Quote", "note", headings=("原文摘录",)),
    Property("as_of", "记载日期", "Recorded on", "date", headings=("记载于", "截至", "数据日期", "资料日期")),
    Property("basis", "依据方式", "Basis", "choice", words.BASES, headings=("方式",)),
)


def _place() -> LinkColumn:
    return LinkColumn("region", "所在地区", "Region", "LOCATED_IN", ("Region",), headings=("地区", "所在地", "区县", "所属地区", "所在区域"))


def _union() -> LinkColumn:
    return LinkColumn(
        "union", "隶属工会", "Union", "BELONGS_TO_UNION", ("TradeUnion",), creates=True, many=True,
        headings=("推荐单位", "推荐工会", "上级工会", "主管工会", "报送单位", "填报单位", "所属工会"),
    )


def _industry(role: str, name: str, zh: str, en: str, headings: tuple[str, ...]) -> LinkColumn:
    return LinkColumn(name, zh, en, "IN_INDUSTRY", ("Industry",), many=True, role=role, headings=headings)


_UNIT = (
    Property("short_name", "简称", "Short name"),
    Property("system", "所属系统", "System", headings=("系统", "行业系统"), column="system"),
    Property("size", "职工人数", "Staff", "integer", unit="人", headings=("员工人数",)),
    Property("can_host", "可承办", "Can host", "flag", headings=("能否承办", "可作观摩点")),
    Property("host_capacity", "接待人数", "Host capacity", "integer", unit="人", headings=("接待能力", "可接待人数")),
)
_UNIT_LINKS = (
    _place(), _union(),
    _industry("host", "industry", "所属行业", "Industry", ("行业", "行业代码", "行业类别", "国民经济行业")),
    LinkColumn("parent", "所属集团", "Parent group", "SUBSIDIARY_OF", ("Enterprise",), creates=True, headings=("集团", "母公司", "上级公司")),
    LinkColumn("part_of", "隶属单位", "Part of", "PART_OF", ORGANISATIONS, headings=("所属法人", "上级单位")),
    LinkColumn("upstream_of", "下游单位", "Supplies", "UPSTREAM_OF", ORGANISATIONS, many=True, headings=("供应",)),
)


def _unit(name: str, zh: str, en: str, prefix: str, *more: Property, figure: str = "organisation", synonyms: tuple[str, ...] = ()) -> NodeKind:
    return NodeKind(name, zh, en, prefix, (*COMMON, *_UNIT, *more), _UNIT_LINKS, organisation=True, figure=figure, synonyms=synonyms)


WORKSHOP = NodeKind(
    "Workshop", "工作室", "Workshop", "w",
    (
        *COMMON,
        Property("stream", "类别", "Stream", "choice", words.STREAMS, headings=("工作室类别", "类型")),
        Property("level", "级别", "Level", "choice", words.RANKS, headings=("层级", "等级", "已获命名", "级别及命名年份", "工作室级别"), column="rank"),
        Property("designation", "命名方式", "Designation", "choice", words.DESIGNATIONS),
        Property("recognised_on", "命名时间", "Recognised on", "date", headings=("命名年份", "授牌时间", "批次", "命名日期"), column="date"),
        Property("batch", "文号", "Document number", headings=("命名文件", "批次文号")),
        Property("earlier_levels", "此前级别", "Earlier levels", "list", headings=("曾获级别", "原级别")),  # 市级 2022; the level above is the highest
        Property("founded", "成立时间", "Founded", "date", headings=("创建时间", "成立年月", "挂牌时间")),
        Property("team_size", "成员数", "Members", "integer", unit="人", headings=("成员人数", "团队人数", "人数")),
        Property("strategic_class", "战略分类", "Strategic class", "choice", words.STRATEGIC_CLASSES),
        Property("links_checked_on", "联系核实日期", "Contacts checked on", "date", headings=("核实日期", "本期无", "核实时间"), column="check"),
        Property("links_checked_by", "联系核实人", "Contacts checked by", headings=("核实单位", "核实人")),
        Property("can_host", "可承办", "Can host", "flag", headings=("能否承办", "可作观摩点")),
        Property("host_capacity", "接待人数", "Host capacity", "integer", unit="人", headings=("接待能力", "可接待人数")),
        Property("capacity", "每期可结识家数", "Contacts per period", "integer", unit="家", headings=("可承接家数",)),
    ),
    (
        LinkColumn("host", "依托单位", "Host", "HOSTED_BY", ORGANISATIONS, creates=True,
                   headings=("所在单位", "单位", "单位名称", "工作单位", "申报单位", "成员单位")),
        LinkColumn("lead", "领衔人", "Lead", "LEADS", ("Person",), reverse=True, creates=True, many=True,
                   headings=("领军人", "领军人物", "带头人", "负责人", "领办人", "领衔人姓名")),
        LinkColumn("recognised_by", "命名工会", "Recognised by", "RECOGNISED_BY", ("TradeUnion",), creates=True, many=True,
                   headings=("命名单位", "授牌单位"), dated_by="recognised_on"),
        _union(),
        _place(),
        _industry("craft_main", "craft_industry", "专业行业", "Craft industry", ("专业行业代码", "主要行业")),
        _industry("craft", "other_industries", "其他专业行业", "Other craft industries", ("相关行业",)),
        LinkColumn("crafts", "专长", "Crafts", "HAS_CRAFT", ("Craft",), creates=True, many=True,
                   headings=("专业方向", "主要技术", "工种", "攻关方向", "技术")),
        LinkColumn("alliances", "所在联盟", "Alliances", "MEMBER_OF", ("Alliance",), creates=True, many=True, headings=("联盟", "加入联盟")),
        LinkColumn("needs", "需要", "Needs", "NEEDS", ("Craft",), creates=True, many=True, headings=("需求", "技术需求")),
        LinkColumn("offers", "可提供", "Offers", "OFFERS", ("Craft",), creates=True, many=True, headings=("可支持", "能够提供")),
    ),
    figure="workshop", synonyms=("创新工作室", "劳模工作室"),
)

PERSON = NodeKind(
    "Person", "人员", "Person", "p",
    (
        *COMMON[:3],
        Property("post", "职务职称", "Post", personal=True, headings=("职务", "职称")),
        Property("status", "在任情况", "Status", personal=True, headings=("状态",)),
    ),
    (
        LinkColumn("employer", "所在单位", "Employer", "EMPLOYED_BY", ORGANISATIONS, creates=True, headings=("工作单位", "单位")),
        LinkColumn("leads", "领衔工作室", "Leads", "LEADS", ("Workshop",), many=True, headings=("工作室",)),
        LinkColumn("honours", "荣誉", "Honours", "HOLDS_HONOUR", ("Honour",), creates=True, many=True, headings=("荣誉称号",)),
    ),
    personal=True, figure="person", synonyms=("领衔人",),
)

UNITS = (
    _unit("Enterprise", "企业", "Enterprise", "e", Property("ownership", "企业性质", "Ownership", headings=("经济类型", "性质"))),
    _unit("University", "院校院所", "University or institute", "u",
          Property("subkind", "院校类别", "Kind", "choice", words.UNIVERSITY_KINDS, headings=("学校类别",), column="form"),
          figure="university", synonyms=("高校", "职业院校", "科研院所", "VocationalSchool", "ResearchInstitute", "School")),
    _unit("Hospital", "医院", "Hospital", "h"),
    _unit("PublicInstitution", "机关事业单位", "Public institution", "b",
          Property("subkind", "单位类别", "Kind", "choice", words.BODY_KINDS, column="form"),
          synonyms=("事业单位", "机关", "协会", "村", "Association", "VillageOrganisation", "Government")),
    _unit("Cooperative", "合作社", "Cooperative", "c"),
    _unit("CraftsmanCollege", "工匠学院", "Craftsman college", "k", figure="university"),
)

CONTEXT = (
    NodeKind("Industry", "行业", "Industry", "industry",
             (*COMMON, Property("code", "行业代码", "Code"), Property("scheme", "分类标准", "Scheme"),
              Property("strategic_class", "战略分类", "Strategic class", "choice", words.STRATEGIC_CLASSES)),
             (LinkColumn("part_of", "上级行业", "Part of", "PART_OF", ("Industry",)),), figure="industry", synonyms=("产业",)),
    NodeKind("Region", "地区", "Region", "region",
             (*COMMON, Property("code", "行政区划代码", "Code"), Property("tier", "层级", "Tier")),
             (LinkColumn("part_of", "上级地区", "Part of", "PART_OF", ("Region",), headings=("所属地区",)),), figure="industry"),
    NodeKind("TradeUnion", "工会", "Trade union", "t",
             (*COMMON,
              Property("subkind", "工会类别", "Kind", "choice", words.UNION_KINDS, headings=("类别",), column="form"),
              Property("rank", "工会层级", "Rank", "choice", words.RANKS, headings=("层级", "级别"), column="rank"),
              Property("system", "所属系统", "System", headings=("系统",), column="system")),
             (LinkColumn("superior", "上级工会", "Superior union", "SUBORDINATE_TO", ("TradeUnion",), many=True, headings=("隶属工会", "主管工会")), _place()),
             figure="union", synonyms=("Union", "总工会")),
    NodeKind("Craft", "技术工种", "Craft", "craft", COMMON, (), figure="industry", synonyms=("技术", "工种", "专长")),
    NodeKind("Honour", "荣誉", "Honour", "honour",
             (*COMMON, Property("rank", "级别", "Rank", "choice", words.RANKS, column="rank"), Property("of", "授予对象", "Given to")), (), figure="industry"),
)

WORK = (
    NodeKind("Alliance", "联盟", "Alliance", "a",
             (*COMMON,
              Property("declared_kind", "联盟类型", "Declared kind", "choice", words.ALLIANCE_KINDS, headings=("类型",)),
              Property("stated_members", "成员家数", "Stated members", "integer", unit="家", headings=("成员数",)),
              Property("founded", "成立时间", "Founded", "date", headings=("成立日期",), column="date"),
              Property("dissolved", "撤销时间", "Dissolved", "date", column="until"),
              Property("charter", "章程", "Charter", "note")),
             (LinkColumn("established_by", "组建工会", "Established by", "ESTABLISHED", ("TradeUnion", *ORGANISATIONS), reverse=True, many=True, headings=("组建单位", "发起单位")),
              LinkColumn("guided_by", "指导工会", "Guided by", "GUIDES", ("TradeUnion",), reverse=True, many=True, headings=("指导单位",)),
              LinkColumn("lead", "牵头单位", "Lead", "LEADS_ALLIANCE", PARTIES, reverse=True, many=True, headings=("盟主", "盟主单位")),
              LinkColumn("part_of", "上级联盟", "Part of", "PART_OF", ("Alliance",)), _place()),
             figure="alliance"),
    NodeKind("Activity", "活动", "Activity", "x",
             (*COMMON,
              Property("form", "形式", "Form", "choice", words.ACTIVITY_FORMS, headings=("活动形式", "类型"), column="form"),
              Property("held_on", "时间", "Held on", "date", headings=("活动时间", "日期", "举办时间"), column="date"),
              Property("place", "地点", "Place", headings=("活动地点",)),
              Property("head_count", "人数", "Head count", "integer", unit="人", headings=("参加人次", "参加人数"), column="count"),
              Property("outcome", "成效", "Outcome", "note")),
             (LinkColumn("host", "接待单位", "Hosted at", "PARTICIPATES_IN", PARTIES, reverse=True, many=True, role="host", headings=("东道主",)),
              LinkColumn("organiser", "主办单位", "Organiser", "ORGANISES", ("TradeUnion", "Alliance", *PARTIES), reverse=True, many=True, role="organiser", headings=("主办", "主办(承办)单位", "承办单位")),
              LinkColumn("participants", "参加单位", "Participants", "PARTICIPATES_IN", (*PARTIES, "TradeUnion"), reverse=True, many=True, role="participant",
                         headings=("参与工作室", "参加单位/工作室", "参加工作室")), _place()),
             figure="activity"),
    NodeKind("Demand", "需求", "Demand", "d",
             (*COMMON, Property("subject", "类别", "Subject", "choice", words.SUBJECTS), Property("state", "状态", "State", "choice", words.STATES, column="form"),
              Property("raised_on", "提出时间", "Raised on", "date", headings=("登记时间",), column="date"),
              Property("closed_on", "办结时间", "Closed on", "date", column="until")),
             (LinkColumn("raised_by", "提出单位", "Raised by", "RAISED", PARTIES, reverse=True, headings=("需求单位",)),
              LinkColumn("crafts", "所需技术", "Crafts needed", "NEEDS", ("Craft",), creates=True, many=True, headings=("所需专长",))),
             figure="activity", synonyms=("需求单", "点单")),
    NodeKind("Challenge", "难题", "Challenge", "q",
             (*COMMON, Property("state", "状态", "State", "choice", words.STATES, column="form"),
              Property("raised_on", "发榜时间", "Raised on", "date", column="date"), Property("deadline", "期限", "Deadline", "date", column="until", ahead=True)),
             (LinkColumn("raised_by", "发榜单位", "Raised by", "RAISED", (*PARTIES, "TradeUnion"), reverse=True),
              LinkColumn("claimed_by", "揭榜单位", "Claimed by", "CLAIMED", PARTIES, reverse=True, many=True),
              LinkColumn("crafts", "所需技术", "Crafts needed", "NEEDS", ("Craft",), creates=True, many=True)),
             figure="activity", synonyms=("揭榜项目",)),
    NodeKind("Achievement", "成果", "Achievement", "r",
             (*COMMON, Property("subkind", "成果类别", "Kind", "choice", words.ACHIEVEMENT_KINDS, headings=("类别",)),
              Property("made_on", "完成时间", "Made on", "date", headings=("取得时间",), column="date"),
              Property("value", "经济效益", "Value", "money", unit="元", headings=("直接经济效益", "创效"))),
             (LinkColumn("produced_by", "完成单位", "Produced by", "PRODUCED", PARTIES, reverse=True, many=True, headings=("工作室",)),
              LinkColumn("crafts", "相关技术", "Crafts", "HAS_CRAFT", ("Craft",), creates=True, many=True)),
             figure="activity"),
    NodeKind("Project", "项目", "Project", "j",
             (*COMMON, Property("started", "开始时间", "Started", "date", column="date"), Property("ended", "结束时间", "Ended", "date", column="until", ahead=True)),
             (LinkColumn("parties", "参与单位", "Parties", "PARTY_TO", PARTIES, reverse=True, many=True),), figure="activity"),
    NodeKind("Agreement", "协议", "Agreement", "g",
             (*COMMON, Property("signed_on", "签订时间", "Signed on", "date", column="date"), Property("expires", "到期时间", "Expires", "date", column="until", ahead=True),
              Property("terms", "内容", "Terms", "note")),
             (LinkColumn("parties", "签订单位", "Parties", "PARTY_TO", PARTIES, reverse=True, many=True, headings=("签约单位",)),), figure="activity"),
    NodeKind("Group", "未具名的一组", "Unnamed group", "group",
             (*COMMON, Property("count", "数量", "Count", "integer", unit="家", required=True, column="count"), Property("of", "何种单位", "Kind of member")),
             (), figure="organisation"),
)

NODE_KINDS: tuple[NodeKind, ...] = (WORKSHOP, PERSON, *UNITS, *CONTEXT, *WORK)
