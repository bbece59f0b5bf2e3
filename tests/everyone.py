"""What makes a page one for everyone: no violation of axe, its language, taps that a finger hits, nothing wider than the screen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

TAP = 43.5  # px: 44, less what a browser rounds away
VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 120)}`))"""
# texts and spoken names without one Chinese character; the names of the data have one, addresses and file types are no words
FOREIGN = """() => {
    const found = new Set(), words = /[A-Za-z]{3}/, han = /[\\u4e00-\\u9fff]/;
    const kept = /^(English|Excel|Word|CSV|SVG|PNG|XLSX|HTML|root)$|[\\/\\d.]|^• /;
    const note = (text, of) => { if (words.test(text) && !han.test(text) && !kept.test(text.trim())) found.add(`${of}: ${text.trim()}`); };
    const walk = (root) => root.querySelectorAll("*").forEach((one) => {
        if (one.matches("script, style, noscript, [data-testid^=stIcon], [class*=stIcon], [data-testid=stExpanderIcon]")) return;
        for (const name of ["aria-label", "placeholder", "title", "alt"]) if (one.getAttribute(name)) note(one.getAttribute(name), name);
        for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) note(node.data, one.tagName);
        if (one.shadowRoot) walk(one.shadowRoot);
    });
    walk(document.body);
    return [...found];
}"""
SMALL = """(least) => {
    const found = [];
    const walk = (root) => root.querySelectorAll("*").forEach((one) => {
        if (one.shadowRoot) walk(one.shadowRoot);
        if (!one.matches("button, input, select, textarea, summary, [role=button], [role=tab]") || one.type === "hidden" || one.closest("[aria-hidden=true], [style*='clip:']")) return;
        const hit = (one.type === "checkbox" && one.closest("label")) || one, box = hit.getBoundingClientRect(), style = getComputedStyle(hit);
        if (box.width > 1 && box.height > 1 && box.height < least && style.visibility !== "hidden" && style.pointerEvents !== "none" && style.opacity !== "0")
            found.push(`${Math.round(box.width)}x${Math.round(box.height)} ${one.tagName} ${(one.innerText || one.getAttribute("aria-label") || "").slice(0, 30)}`);
    });
    walk(document);
    return found;
}"""
WIDE = "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def check_page(page: Any, lang: str = "zh") -> None:
    """Hold a page that is drawn to all of it."""
    width = page.viewport_size["width"]
    assert page.evaluate(WIDE) <= width
    page.evaluate(_axe())
    found = page.evaluate(VIOLATIONS)
    if found:  # what was still being drawn is looked at once more
        page.wait_for_timeout(2_000)
        found = page.evaluate(VIOLATIONS)
    assert found == []
    page.wait_for_function("(lang) => document.documentElement.lang === lang", arg={"zh": "zh-CN", "en": "en"}[lang])
    if lang == "zh":
        assert page.evaluate(FOREIGN) == []
    if width < 640:
        assert page.evaluate(SMALL, TAP) == []
