"""Names of people in a cell: several are split, titles and remarks are set aside, a blank inside a short name goes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_REMARK = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_BETWEEN = re.compile(r"[、,;/|\n]+|(?<=[\u4e00-\u9fff])(?:和|与|及|暨)(?=[\u4e00-\u9fff]{2,4}(?:$|[、,;/|\s]))")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff○×xX某*]{2,4}|[\u3400-\u9fff]{1,12}(?:[·•・][\u3400-\u9fff]{1,12})+")
_TITLE = re.compile(
    r"(特级|高级|中级|初级|首席|正高级?|副高级?|助理|主任|副主任|主管|资深|总)?"
    r"(技师|技工|工程师|工艺师|经济师|会计师|医师|护师|护士长?|药师|教师|讲师|教授|研究员|设计师|农艺师|厨师|茶艺师|工匠|劳模|劳动模范|院士|专家|大师|"
    r"班长|组长|队长|段长|站长|所长|院长|校长|厂长|科长|处长|部长|主席|书记|主任|经理|总监|总裁|董事长|工长|员|先生|女士|同志)(一级|二级|三级)?"
)
_GROUP = re.compile(r"团队|小组|班组|工作室")
_OTHERS = re.compile(r"等(\d+|[一二两三四五六七八九十]+)?[人名位]?$")


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in a cell; ``aside``: titles and remarks, as written; ``clear``: False where it cannot be told who is meant."""

    names: tuple[str, ...]
    aside: tuple[str, ...] = ()
    clear: bool = True


def people(text: str) -> People:
    """Return the people that a cell names.

    >>> people("李文博、王晓").names, people("张　立").names, people("刘桂兰（女）"), people("赵一 钱二").names
    (('李文博', '王晓'), ('张立',), People(names=('刘桂兰',), aside=('女',), clear=True), ('赵一', '钱二'))
    >>> people("陈海生 高级技师"), people("周五和吴六").names, people("焊接团队").clear
    (People(names=('陈海生',), aside=('高级技师',), clear=True), ('周五', '吴六'), False)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    aside = [remark[1:-1].strip() for remark in _REMARK.findall(plain)]
    names: list[str] = []
    clear = True
    for part in _BETWEEN.split(_REMARK.sub(" ", plain)):
        found = _one_part(part.split())
        names += found.names
        aside += found.aside
        clear = clear and found.clear
    return People(tuple(dict.fromkeys(names)), tuple(word for word in aside if word), clear and bool(names))


def _one_part(words: list[str]) -> People:
    """Read what stands between two separators: one name, a name with its title, or names parted by blanks."""
    if not words:
        return People((), (), True)
    if all(len(word) == 1 for word in words) and 2 <= len(words) <= 3:
        return People(("".join(words),))  # 张　立: blanks to fill the column
    if all(word.isascii() for word in words):
        return People((" ".join(words),))  # a name in Latin letters, or an id
    found = [_one_word(word) for word in words]
    return People(tuple(name for name, _ in found if name), tuple(rest for _, rest in found if rest), all(name or rest for name, rest in found))


def _one_word(word: str) -> tuple[str, str]:
    """Return (name, what stands after it); both empty where it cannot be told, as for 王主任 or 焊接团队."""
    others = _OTHERS.search(word)
    name, rest = (word[: others.start()], word[others.start() :]) if others else (word, "")
    title = next((found for found in _TITLE.finditer(name) if found.end() == len(name)), None)
    if title and (len(name) > 2 or title.start() == 0):
        name, rest = name[: title.start()], name[title.start() :] + rest
        if not name:
            return "", rest
    return (name, rest) if _NAME.fullmatch(name) and not _GROUP.search(name) else ("", "")
