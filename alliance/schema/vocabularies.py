"""The closed vocabularies: ranks, streams, forms of activity, roles, states.

The order of a tuple is the order of rank or of printing; ``code(…)`` of a word is its
position, which is what the snapshot stores. New words go to the end.
"""

from __future__ import annotations

from alliance.schema.terms import Choice

RANKS = (
    Choice("unknown", "未载", "Not on record"),
    Choice("enterprise", "企业级", "Enterprise", ("集团级", "校级", "院级", "公司级")),
    Choice("county", "县（区）级", "County", ("县级", "区级", "县区级", "county_equivalent", "园区级", "街道")),
    Choice("municipal", "市级", "Municipal", ("盟级", "州级", "地市级", "市总")),
    Choice("industry", "产业（系统）级", "Industry union", ("产业工会", "系统级", "行业级", "industry_union")),
    Choice("provincial", "省级", "Provincial", ("自治区级", "直辖市级", "省部级")),
    Choice("national", "国家级", "National", ("全国", "全国示范性", "国家")),
)

UNION_KINDS = (
    Choice("unknown", "未载", "Not on record"),
    Choice("territorial", "地方工会", "Territorial", ("地方总工会", "总工会")),
    Choice("industry", "产业工会", "Industry", ("产业",)),
    Choice("system", "系统工会", "System", ("机关工会", "系统")),
    Choice("enterprise", "基层工会", "Enterprise", ("企业工会", "基层")),
)

UNIVERSITY_KINDS = (
    Choice("unknown", "未载", "Not on record"),
    Choice("university", "高校", "University", ("大学", "本科院校", "University")),
    Choice("vocational_school", "职业院校", "Vocational school", ("职校", "技师学院", "技工学校", "VocationalSchool", "School")),
    Choice("research_institute", "科研院所", "Research institute", ("研究院", "研究所", "检测中心", "ResearchInstitute")),
)

BODY_KINDS = (
    Choice("unknown", "未载", "Not on record"),
    Choice("public_body", "机关事业单位", "Public body", ("事业单位", "机关", "Government")),
    Choice("association", "协会", "Association", ("劳模协会", "Association")),
    Choice("village", "村", "Village organisation", ("村委会", "VillageOrganisation")),
)

STREAMS = (
    Choice("workshop", "创新工作室", "Innovation workshop"),
    Choice("model_worker", "劳模创新工作室", "Model worker workshop", ("劳模", "劳动模范创新工作室")),
    Choice("craftsman", "工匠创新工作室", "Craftsman workshop", ("工匠",)),
    Choice("model_and_craftsman", "劳模和工匠人才创新工作室", "Model worker and craftsman workshop", ("劳模工匠创新工作室", "劳模和工匠人才")),
    Choice("staff", "职工创新工作室", "Staff workshop", ("职工",)),
    Choice("blue_collar", "蓝领创新工作室", "Blue-collar workshop", ("蓝领",)),
    Choice("women", "巾帼创新工作室", "Women's workshop", ("巾帼", "女劳模创新工作室")),
    Choice("skill_master", "技能大师工作室", "Skill master workshop", ("技能大师",)),
    Choice("traditional_craft", "传统工艺大师创新工作室", "Traditional craft workshop", ("传统工艺(手艺)大师创新工作室",)),
    Choice("high_skill", "高技能人才创新工作室", "High-skill workshop", ("高技能人才(劳模)创新工作室",)),
)

DESIGNATIONS = (
    Choice("named", "命名", "Named"),
    Choice("demonstration", "示范性", "Demonstration"),
    Choice("key_support", "重点支持", "Key support"),
    Choice("supported", "支持建设", "Supported"),
    Choice("excellent", "优秀", "Excellent"),
    Choice("nominated", "提名", "Nominated"),
    Choice("reviewed", "复评合格", "Passed review"),
    Choice("withdrawn", "摘牌", "Withdrawn"),
)

# What an activity makes of its participants is decided by its form (rules §1): among whom does it
# count as an exchange? "host_guests": host × each guest; "all": all participants of a small one.
ACTIVITY_FORMS = (
    Choice("unknown", "未载", "Not on record"),
    Choice("visit", "参观考察", "Study visit", ("互访", "参观", "考察", "外出考察", "实地观摩", "观摩", "参观·实地观摩", "走访参观")),
    Choice("consultation", "现场会诊", "On-site consultation", ("会诊", "坐镇", "现场咨询", "技术服务", "助企技术服务")),
    Choice("survey", "调研走访", "Survey visit", ("调研", "走访")),
    Choice("symposium", "座谈", "Symposium", ("座谈会",)),
    Choice("exchange", "交流", "Exchange", ("交流会", "对接交流", "技术交流", "交流营")),
    Choice("salon", "行业沙龙", "Salon", ("沙龙", "论坛沙龙", "论坛")),
    Choice("regular_meeting", "例会", "Regular meeting", ("科研例会", "劳模例会")),
    Choice("pairing", "结对", "Pairing", ("结对活动", "师带徒签约")),
    Choice("lecture", "讲座", "Lecture"),
    Choice("training", "培训", "Training", ("培训班",)),
    Choice("publicity", "宣讲", "Publicity talk"),
    Choice("promotion", "推进会", "Promotion meeting"),
    Choice("founding", "成立揭牌", "Founding", ("成立", "揭牌", "授牌", "启动", "成立·揭牌·授牌·签约")),
    Choice("signing", "签约仪式", "Signing ceremony", ("签约",)),
    Choice("award", "表彰", "Award ceremony"),
    Choice("contest", "竞赛", "Contest", ("技能竞赛", "金点子", "五小")),
    Choice("exhibition", "成果展示", "Exhibition", ("展示", "路演", "成果发布")),
    Choice("review", "评审", "Review", ("验收", "复评")),
)
HOST_GUEST_FORMS = ("visit", "consultation", "survey")
SMALL_FORMS = ("symposium", "exchange", "salon", "regular_meeting", "pairing")

BASES = (
    Choice("stated", "原文", "Stated"),
    Choice("inferred", "推断", "Inferred"),
)

INDUSTRY_ROLES = (
    Choice("craft", "专业", "Craft"),
    Choice("craft_main", "主要专业", "Main craft", ("main",)),
    Choice("host", "单位行业", "Host industry"),
)
MEMBER_ROLES = (
    Choice("member", "成员", "Member", ("成员单位", "普通成员")),
    Choice("initiator", "发起单位", "Initiator"),
    Choice("leader", "牵头单位", "Lead", ("牵头", "盟主", "盟主单位", "领衔人")),
    Choice("standing_leader", "常务牵头单位", "Standing lead"),
    Choice("chair", "理事长", "Chair", ("轮值主席", "轮值理事长", "主席", "理事长单位", "轮值单位")),
    Choice("vice_chair", "副理事长", "Vice-chair", ("副理事长单位", "副主席", "副盟主", "副盟主单位")),
    Choice("secretary", "秘书长单位", "Secretary", ("秘书处", "秘书长", "秘书处单位")),
    Choice("honorary_chair", "名誉理事长", "Honorary chair"),
)
PARTICIPANT_ROLES = (
    Choice("participant", "参加", "Participant", ("参与",)),
    Choice("host", "接待单位", "Host", ("东道主", "主办地")),
    Choice("guest", "客人", "Guest"),
    Choice("speaker", "主讲", "Speaker"),
)
ORGANISER_ROLES = (
    Choice("organiser", "主办", "Organiser"),
    Choice("undertaker", "承办", "Undertaker"),
    Choice("co_organiser", "协办", "Co-organiser"),
)
SUBJECTS = (
    Choice("craft", "技术", "Craft"),
    Choice("equipment", "设备", "Equipment"),
    Choice("training", "培训", "Training"),
    Choice("mentor", "导师", "Mentor"),
    Choice("course", "课程", "Course"),
)
STATES = (
    Choice("open", "待办", "Open", ("已提交", "受理", "征集", "发榜")),
    Choice("matched", "已对接", "Matched", ("接单", "揭榜", "选定")),
    Choice("in_progress", "进行中", "In progress", ("送技", "攻关", "签约")),
    Choice("done", "办结", "Done", ("企业确认", "验收", "归档", "推广")),
    Choice("withdrawn", "已撤回", "Withdrawn", ("撤单", "撤榜", "流榜", "超期")),
)
ACHIEVEMENT_KINDS = (
    Choice("product", "产品", "Product"),
    Choice("patent", "专利", "Patent"),
    Choice("standard", "标准", "Standard"),
    Choice("method", "工作法", "Method"),
    Choice("software", "软件", "Software", ("软著",)),
    Choice("system", "系统", "System"),
    Choice("other", "其他", "Other"),
)
ALLIANCE_KINDS = (
    Choice("regional", "各级工会建立的联盟", "Regional"),
    Choice("industry_internal", "行业（系统）联盟", "Within an industry"),
    Choice("demonstration", "示范性联盟", "Demonstration"),
    Choice("cross_industry", "跨行业、跨领域联盟", "Cross-industry"),
)
STRATEGIC_CLASSES = (
    Choice("leading", "主导产业", "Leading", ("优势产业",)),
    Choice("emerging", "新兴产业", "Emerging"),
    Choice("traditional", "传统产业", "Traditional"),
    Choice("extended", "延伸领域", "Extended"),
)


def code(vocabulary: tuple[Choice, ...], word: str) -> int:
    """Return the position of ``word`` in the vocabulary, 0 where it is not a word of it.

    >>> code(RANKS, "municipal"), code(RANKS, "")
    (3, 0)
    """
    return next((i for i, choice in enumerate(vocabulary) if choice.code == word), 0)
