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
    LinkColumn("alliances", "所在联盟", "Alliances", "MEMBER_OF", ("Alliance",), creates=True, many=True, headings=("加入联盟", "联盟名称"), role_by="alliance_role"),
    LinkColumn("upstream_of", "下游单位", "Supplies", "UPSTREAM_OF", ORGANISATIONS, many=True, headings=("供应",)),
)


def _unit(name: str, zh: str, en: str, prefix: str, *more: Property, figure: str = "organisation", synonyms: tuple[str, ...] = ()) -> NodeKind:
    return NodeKind(name, zh, en, prefix, (*COMMON, *_UNIT, *more), _UNIT_LINKS, organisation=True, figure=figure, synonyms=synonyms)


# The figures of a table of results (成果统计表): of one year, kept on the workshop as a list of {year, figure, value, text}.
RESULTS = (
    Property("topics", "攻关课题", "Research topics", "integer", unit="项", headings=("攻关项目", "课题", "项目", "技术攻关", "攻关课题数")),
    Property("inventions", "发明专利", "Invention patents", "integer", unit="件", headings=("专利发明", "发明")),
    Property("utility_models", "实用新型", "Utility models", "integer", unit="件", headings=("专利实用新型", "实用新型专利")),
    Property("patents", "专利", "Patents", "integer", unit="件", headings=("专利数", "授权专利")),
    Property("software", "软著", "Software copyrights", "integer", unit="件", headings=("软件著作权", "专利软著")),
    Property("small_inventions", "五小成果", "Small inventions", "integer", unit="项", headings=("五小", "五小成果数")),
    Property("papers", "论文", "Papers", "integer", unit="篇", headings=("论文数", "发表论文")),
    Property("standards", "标准", "Standards", "integer", unit="项", headings=("标准数", "制定标准")),
    Property("training_sessions", "培训期数", "Training sessions", "integer", unit="期", headings=("培训期", "期", "期数", "培训班次")),
    Property("trainees", "培训人次", "Trainees", "integer", unit="人次", headings=("人次", "培训人数")),
    Property("apprentices", "师徒", "Master and apprentice pairs", "integer", unit="对", headings=("师徒对数", "师徒结对", "带徒")),
    Property("direct_value", "直接经济效益", "Direct economic value", "money", unit="元", headings=("经济效益直接", "直接", "直接效益")),
    Property("indirect_value", "间接经济效益", "Indirect economic value", "money", unit="元", headings=("经济效益间接", "间接", "间接效益")),
)
WORKSHOP = NodeKind(
    "Workshop", "工作室", "Workshop", "w",
    (
        *COMMON,
        Property("stream", "类别", "Stream", "choice", words.STREAMS, headings=("工作室类别", "类型")),
        Property("level", "级别", "Level", "choice", words.RANKS, headings=("层级", "等级", "已获命名", "级别及命名年份", "命名级别", "级别及年份", "命名等级"), column="rank"),
        Property("designation", "命名方式", "Designation", "choice", words.DESIGNATIONS),
        Property("recognised_on", "命名时间", "Recognised on", "date", headings=("命名年份", "授牌时间", "命名日期", "命名年度", "认定时间", "获评时间"), column="date"),
        Property("recognitions", "历次命名", "Recognitions", "recognitions", headings=("命名情况", "历次授牌")),
        Property("batch", "文号", "Document number", headings=("命名文件", "批次文号", "批次", "命名文号")),
        Property("founded", "成立时间", "Founded", "date", headings=("创建时间", "成立年月", "挂牌时间", "创建年月", "组建时间")),
        Property("team_size", "成员数", "Members", "integer", unit="人", headings=("成员人数", "团队人数", "人数", "团队成员数", "成员数量", "团队成员人数")),
        Property("department", "部门", "Department", headings=("车间", "分厂", "二级单位", "所在部门", "部门车间", "科室", "车间班组", "所在车间")),
        Property("results", "年度成果", "Results of the year", "results"),
        Property("strategic_class", "战略分类", "Strategic class", "choice", words.STRATEGIC_CLASSES),
        Property("links_checked_on", "联系核实日期", "Contacts checked on", "date", headings=("核实日期", "本期无", "核实时间"), column="check"),
        Property("links_checked_by", "联系核实人", "Contacts checked by", headings=("核实单位", "核实人")),
        Property("can_host", "可承办", "Can host", "flag", headings=("能否承办", "可作观摩点")),
        Property("host_capacity", "接待人数", "Host capacity", "integer", unit="人", headings=("接待能力", "可接待人数")),
        Property("capacity", "每期可结识家数", "Contacts per period", "integer", unit="家", headings=("可承接家数",)),
    ),
    (
        LinkColumn("host", "依托单位", "Host", "HOSTED_BY", ORGANISATIONS, creates=True,
                   headings=("所在单位", "单位", "单位名称", "工作单位", "申报单位", "成员单位", "所属单位", "所在企业", "企业名称", "所在单位名称", "创建单位")),
        LinkColumn("lead", "领衔人", "Lead", "LEADS", ("Person",), reverse=True, creates=True, many=True,
                   headings=("领军人", "领军人物", "带头人", "负责人", "领办人", "领衔人姓名", "领军人姓名", "姓名", "工作室负责人", "领衔劳模", "领衔工匠", "主持人")),
        LinkColumn("recognised_by", "命名工会", "Recognised by", "RECOGNISED_BY", ("TradeUnion",), creates=True, many=True,
                   headings=("命名单位", "授牌单位"), dated_by="recognised_on"),
        _union(),
        _place(),
        _industry("craft_main", "craft_industry", "专业行业", "Craft industry", ("专业行业代码", "主要行业", "所属行业", "行业", "产业", "领域", "行业类别", "所属产业", "行业领域", "所属领域")),
        _industry("craft", "other_industries", "其他专业行业", "Other craft industries", ("相关行业",)),
        LinkColumn("crafts", "专长", "Crafts", "HAS_CRAFT", ("Craft",), creates=True, many=True,
                   headings=("专业方向", "主要技术", "工种", "攻关方向", "技术", "专业", "技术专长", "主攻方向", "技术方向", "专业领域")),
        LinkColumn("alliances", "所在联盟", "Alliances", "MEMBER_OF", ("Alliance",), creates=True, many=True, headings=("联盟", "加入联盟", "联盟名称"), role_by="alliance_role"),
        LinkColumn("needs", "需要", "Needs", "NEEDS", ("Craft",), creates=True, many=True, headings=("需求", "技术需求")),
        LinkColumn("offers", "可提供", "Offers", "OFFERS", ("Craft",), creates=True, many=True, headings=("可支持", "能够提供")),
    ),
    figure="workshop", synonyms=("创新工作室", "劳模工作室", "申报工作室", "劳模创新工作室", "工匠创新工作室", "劳模和工匠人才创新工作室"),
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
              Property("outcome", "成效", "Outcome", "note", headings=("活动成效", "效果")), Property("report", "报道链接", "Report", "url", headings=("报道", "链接"))),
             (LinkColumn("host", "接待单位", "Hosted at", "PARTICIPATES_IN", PARTIES, reverse=True, many=True, role="host", headings=("东道主",)),
              LinkColumn("organiser", "主办单位", "Organiser", "ORGANISES", ("TradeUnion", "Alliance", *PARTIES), reverse=True, creates=True, many=True, role="organiser", headings=("主办", "主办(承办)单位", "承办单位", "组织单位", "举办单位")),
              LinkColumn("participants", "参加单位", "Participants", "PARTICIPATES_IN", (*PARTIES, "TradeUnion"), reverse=True, creates=True, many=True, role="participant",
                         headings=("参与工作室", "参加单位/工作室", "参加工作室", "参与单位", "参加对象")), _place()),
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
