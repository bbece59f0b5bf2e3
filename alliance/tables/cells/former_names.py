"""A former name in brackets behind the name: 甲河智造创新工作室（原甲河数控创新工作室）."""

from __future__ import annotations

import re

_FORMER = re.compile(r"^(.{2,}?)\s*[(（]\s*(?:原名?|曾用名|更名前|前身|原称)(?:为|是)?\s*[:：]?\s*([^()（）]{2,80})[)）]\s*$")


def split_former(name: str) -> tuple[str, str]:
    """Return (name, former name); the former one is empty where none is told.

    >>> split_former("甲河智造创新工作室（原甲河数控创新工作室）"), split_former("示例集团（东港）检测中心")
    (('甲河智造创新工作室', '甲河数控创新工作室'), ('示例集团（东港）检测中心', ''))
    """
    match = _FORMER.match(name) if "原" in name or "曾" in name or "前" in name else None
    return (match.group(1), match.group(2).strip()) if match else (name, "")
