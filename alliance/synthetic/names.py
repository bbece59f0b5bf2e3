"""Invented names. Every person carries 某, every unit and place carries 示例, so that none can be taken for a real one."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范金"
    "石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
)
GIVEN = (
    "安邦宝斌波昌超晨成诚春达东栋峰刚光广国海涵浩恒宏华辉建江杰金劲靖军凯康坤兰磊立丽良林玲龙梅敏明宁平奇琪强勤清庆泉仁荣瑞山"
    "胜松涛腾田婷威伟文武霞祥欣新鑫兴雄旭雪雅燕洋阳一怡艺毅英颖勇友宇玉远云泽珍振正志中洲"
)
DIGITS = "零一二三四五六七八九"
TRADES = {
    "01": "种业",
    "03": "牧业",
    "06": "矿业",
    "07": "采油",
    "13": "粮油",
    "15": "茶业",
    "16": "烟草",
    "17": "纺织",
    "21": "家具",
    "24": "工艺",
    "25": "炼化",
    "26": "化工",
    "27": "药业",
    "28": "化纤",
    "29": "橡塑",
    "30": "建材",
    "31": "钢铁",
    "32": "铝业",
    "33": "金属",
    "34": "机床",
    "35": "重工",
    "36": "汽车",
    "37": "机车",
    "38": "电气",
    "39": "电子",
    "40": "仪表",
    "44": "电力",
    "46": "水务",
    "48": "建工",
    "53": "铁路",
    "54": "轨道",
    "55": "港务",
    "60": "邮运",
    "62": "餐饮",
    "63": "通信",
    "65": "软件",
    "73": "研究",
    "74": "设计",
    "78": "园林",
    "81": "汽修",
    "83": "教育",
    "84": "医疗",
    "92": "公共服务",
}
CRAFTS = {  # division → crafts at home there; the last group travels everywhere
    "01": ("育种", "果蔬栽培"),
    "03": ("畜禽养殖",),
    "06": ("综采", "矿山通风", "智能化采煤"),
    "07": ("采油", "油藏分析"),
    "13": ("油脂加工",),
    "15": ("制茶",),
    "16": ("卷烟工艺",),
    "17": ("印染", "棉纺"),
    "21": ("家具制作",),
    "24": ("工艺雕刻", "嵌瓷"),
    "25": ("炼化工艺", "催化裂化"),
    "26": ("盐化工", "精细化工", "化工安全"),
    "27": ("制剂", "中药炮制"),
    "28": ("化纤纺丝",),
    "29": ("橡胶硫化", "减震制品"),
    "30": ("水泥工艺", "石墨材料"),
    "31": ("轧钢", "冷轧", "炼钢"),
    "32": ("铝电解", "铝加工"),
    "33": ("精密铸造", "钢结构"),
    "34": ("数控加工", "机床装配", "轴承", "液压"),
    "35": ("石油机械", "医疗器械", "模具"),
    "36": ("整车装配", "内燃机", "汽车电子"),
    "37": ("机车检修", "船舶建造"),
    "38": ("电缆", "电机", "换电"),
    "39": ("芯片封装", "显示工艺"),
    "40": ("仪表校准", "数控系统"),
    "44": ("输电线路", "火电机组", "风电运维", "带电作业"),
    "46": ("水质检测",),
    "48": ("盾构", "桥梁施工", "测量"),
    "53": ("动车组检修",),
    "54": ("轨道交通", "信号"),
    "55": ("港机维修", "集装箱装卸"),
    "60": ("寄递分拣",),
    "62": ("中式烹调",),
    "63": ("通信网络", "网络安全"),
    "65": ("大数据", "工业软件"),
    "73": ("新材料", "量子导航"),
    "74": ("工程设计", "无损检测", "测绘"),
    "78": ("园林绿化",),
    "81": ("汽车维修",),
    "83": ("职业教育", "实训教学"),
    "84": ("护理", "骨科", "中医"),
    "92": ("政务服务",),
}
TRAVELLING = ("焊接", "激光焊接", "自动化", "机器人", "设备检修", "电气控制", "检测", "数据分析", "节能", "工装夹具")
SUFFIX = {"Hospital": "医院", "Cooperative": "合作社", "CraftsmanCollege": "工匠学院", "PublicInstitution": "服务中心"}
SUBSUFFIX = {"university": "大学", "research_institute": "研究院", "vocational_school": "职业学院"}


def numeral(number: int) -> str:
    """Return a number below 100,000 in Chinese.

    >>> numeral(3), numeral(10), numeral(12), numeral(20), numeral(105)
    ('三', '十', '十二', '二十', '一〇五')
    """
    if number < 10:
        return DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")
    return "".join("〇" if digit == "0" else DIGITS[int(digit)] for digit in str(number))


def person(rng: Random) -> str:
    """Return the name of a head: surname, 某, one more character."""
    return rng.choice(SURNAMES) + "某" + rng.choice(GIVEN)


def unit(city: str, kind: str, subkind: str, division: str, number: int) -> str:
    """Return the name of the n-th unit of its trade in a city.

    >>> unit("示例市", "Enterprise", "", "34", 3)
    '示例市机床三公司'
    """
    if kind == "Enterprise":
        return f"{city}{TRADES[division]}{numeral(number)}公司"
    return f"{city}第{numeral(number)}{SUBSUFFIX.get(subkind) or SUFFIX[kind]}"


def workshop(rng: Random, head: str, host: str, craft: str, stream: str) -> str:
    """Return the name of a workshop in one of the five shapes met in public lists, head and craft most often."""
    shape = rng.random()
    if shape < 0.5:
        return f"{head}{stream}"
    if shape < 0.85:
        return f"{head}{craft}{stream}"
    if shape < 0.93 and host:
        return f"{host}{craft}{stream}"
    if shape < 0.96 and host:
        return f"{host}{stream}"
    return f"示例{craft}{stream}（{head}）"
