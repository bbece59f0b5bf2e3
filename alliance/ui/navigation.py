"""The pages in their order, the bar above, the bar below on a phone, the language, the label of sample data."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st

from alliance import messages
from alliance.drawing.colours import LIGHT
from alliance.errors import InvalidValue, StoreError
from alliance.services.workspace import Workspace
from alliance.ui import keys, presenting, state
from alliance.ui.components import mounting
from alliance.ui.guard import guard_part
from alliance.ui.kit import names, notes, presses
from alliance.ui.kit.glyphs import mark
from alliance.ui.kit.html import show, style, tag
from alliance.ui.kit.tokens import dark, palette
from alliance.ui.pages.explore import saved_views
from alliance.ui.pages.stores import unopened
from alliance.ui.words import date_words, language, other_language, period_asked, say

HERE = Path(__file__).parent
# name of the page, its folder in pages/, part of the address, icon
PAGES = (
    ("home", "home", "home", "home"),
    ("network", "explore", "map", "hub"),
    ("register", "register", "register", "menu_book"),
    ("industries", "industries", "industries", "grid_view"),
    ("reach", "reach", "reach", "scatter_plot"),
    ("suggestions", "partners", "suggestions", "handshake"),
    ("events", "exchanges", "events", "event_note"),
    ("data", "data", "data", "table_view"),
)
ON_PHONE = (("home", "nav.home"), ("network", "nav.network"), ("reach", "nav.reach.short"), ("suggestions", "nav.suggestions.short"))
UNDER_MORE = tuple(name for name, *_ in PAGES if name not in dict(ON_PHONE))
OWN_SEARCH = ("home", "network")
OF_A_PERIOD = ("home", "network", "industries", "reach", "suggestions", "events")  # pages whose figures hang on what counts as recent


def run() -> None:
    """Draw the frame and run the page that the address names."""
    st.set_page_config(page_title=say("product"), page_icon=str(HERE / "icon.png"), layout="wide", initial_sidebar_state="collapsed")
    pages = {name: _page(name, url, icon) for name, _, url, icon in PAGES}
    st.session_state[keys.PAGES] = pages
    current = st.navigation(list(pages.values()), position="hidden")
    name = next(name for name, page in pages.items() if page.url_path == current.url_path)
    style(f":root{{{_variables()}}}\n@media print{{{_on_paper()}}}\n{_rules()}")
    mounting.frame(language())
    presses.begin()
    _top(pages, name)
    with guard_part():
        names.follow()
        if _opens(name):
            current.run()
    _bottom(pages, name)
    mounting.keyboard()


def _variables() -> str:
    """Return what the style sheet takes from here: the colours of the theme, and widths and words of the language."""
    wide = language() != "zh"
    sizes = {"--w-term": "112px" if wide else "72px", "--w-rel": "112px" if wide else "64px"}
    sizes["--w-failed"] = f"'{say('download.failed')}'"
    return ";".join(f"{name}:{value}" for name, value in {**_colours(palette()), **sizes}.items())


def _colours(of: Mapping[str, str]) -> dict[str, str]:
    return {f"--c-{name}": value for name, value in of.items()}


def _on_paper() -> str:
    """Return what a dark page is on paper: the light colours, Streamlit's own among them, and pictures turned from dark to light."""
    if not dark():
        return ""
    own = {"--st-text-color": LIGHT["text"], "--st-background-color": LIGHT["surface"], "--st-border-color": LIGHT["line"]}
    colours = ";".join(f"{name}:{value}" for name, value in {**_colours(LIGHT), "--paper": "invert(1) hue-rotate(180deg)"}.items())
    return f":root{{{colours}}} .stBidiComponent, .stBidiComponent *{{{';'.join(f'{name}:{value}!important' for name, value in own.items())}}}"


@lru_cache(maxsize=1)
def _rules() -> str:
    return (HERE / "style.css").read_text(encoding="utf-8")


def page_file(name: str) -> Path:
    """Return the file that Streamlit runs for a page."""
    folder = next(folder for page, folder, _, _ in PAGES if page == name)
    return HERE / "pages" / folder / "page.py"


def _page(name: str, url: str, icon: str) -> st.Page:
    return st.Page(page_file(name), title=say(f"nav.{name}"), url_path=url, icon=f":material/{icon}:", default=name == "home")


def _top(pages: dict[str, st.Page], current: str) -> None:
    with st.container(horizontal=True, key="topbar", vertical_alignment="center"):
        show(tag("div", mark(), say("product"), cls="brand"), width="content")
        for name, page in pages.items():
            with st.container(key="navcur" if name == current else keys.of("nav", name), width="content"):
                st.page_link(page, label=say(f"nav.{name}"), query_params=state.address())
        st.space("stretch")
        if current not in OWN_SEARCH:
            with st.container(key="topsearch", width=170):
                wanted = st.text_input(
                    say("search.label"), placeholder=say("search.short"), label_visibility="collapsed", type="search", key=keys.TOP_SEARCH
                )
            if wanted:
                del st.session_state[keys.TOP_SEARCH]
                state.go("home", q=wanted)
        if st.button(messages.text("ui.own_name", other_language()), type="tertiary", key=keys.LANGUAGE_LINK):
            st.session_state[keys.LANGUAGE] = st.query_params["lang"] = other_language()
            st.rerun()


def _opens(current: str) -> bool:
    """Label the data in use, and let their period be chosen; where they do not open, say why."""
    try:
        _about_data(state.workspace(), current)
    except (StoreError, InvalidValue) as error:
        unopened.show(error)
        return False
    return True


def _about_data(net: Workspace, current: str) -> None:
    begun = time.monotonic()
    facts = net.store_facts()
    unopened.slow(net, time.monotonic() - begun)
    unopened.look_only(facts)
    with st.container(key="dataline", horizontal=True, vertical_alignment="center", horizontal_alignment="right", gap="small"):
        if facts.nature in ("sample", "synthetic"):
            about = say(f"nature.{facts.nature}.about", date=date_words(net.as_of()))
            show(tag("div", tag("b", say(f"nature.{facts.nature}")), about, cls="nature"), width="stretch")
        if current in OF_A_PERIOD:
            _period(net)
            saved_views.show(net, current)
    if presenting.on():
        with st.container(key="presentbar", horizontal=True, vertical_alignment="center", gap="small"):
            notes.note(tag("b", say("present.on")), " ", say("present.on.about"))
            if st.button(say("present.end"), key=keys.PRESENT_END):
                presenting.end()
                st.rerun()


def _period(net: Workspace) -> None:
    """Let the period be chosen in which a contact counts as recent: one place, above all pages that hang on it; the kept views beside it."""
    choices = {one.code: one.name for one in net.period_choices(language())}
    now = period_asked()
    st.session_state[keys.PERIOD] = now if now in choices else ""
    with st.container(key="periodbar", horizontal=True, vertical_alignment="center", gap="small", width="content"):
        show(tag("span", say("period"), cls="muted small"), width="content")
        st.segmented_control(
            say("period"),
            list(choices),
            format_func=choices.__getitem__,
            key=keys.PERIOD,
            label_visibility="collapsed",
            required=True,
            on_change=_choose_period,
        )
        saved_views.button()


def _choose_period() -> None:
    state.ask(period=st.session_state.get(keys.PERIOD) or "")


def _bottom(pages: dict[str, st.Page], current: str) -> None:
    with st.container(horizontal=True, key="botbar"):
        for name, words in ON_PHONE:
            with st.container(key=keys.of("botcur" if name == current else "bot", name)):
                st.page_link(pages[name], label=say(words), icon=pages[name].icon, query_params=state.address())
        with st.popover(say("nav.more"), type="tertiary", icon=":material/menu:"):
            for name in UNDER_MORE:
                st.page_link(pages[name], label=say(f"nav.{name}"), query_params=state.address())
