"""The one door to HTML escapes everything; words and dates in both languages; keys are unique."""

from __future__ import annotations

import pytest

from alliance.ui import keys
from alliance.ui.kit import html, tokens
from alliance.ui.kit.tables import provenance, site
from alliance.ui.pages.explore.node_choice import plain
from alliance.ui.pages.partners.suggestions import blocks

EVIL = "<script>alert(1)</script>\" onmouseover='x'"


def test_text_is_escaped_in_content_and_in_attributes() -> None:
    made = html.tag("div", EVIL, title=EVIL, cls=EVIL)
    assert "<script" not in made
    assert made.count('"') == 4
    assert "&lt;script&gt;" in made


def test_markup_of_ours_is_not_escaped_twice_and_lists_are_flat() -> None:
    assert html.tag("p", [html.tag("b", "a"), None, ["c<", html.tag("i", "d")]]) == "<p><b>a</b>c&lt;<i>d</i></p>"


@pytest.mark.parametrize(
    ("text", "wanted", "made"),
    [("滨州大有", "滨州", "<mark>滨州</mark>大有"), ("ABC<", "b", "A<mark>B</mark>C&lt;"), ("甲", "乙", "甲"), ("甲", "", "甲")],
)
def test_the_wanted_letters_are_marked(text: str, wanted: str, made: str) -> None:
    assert html.mark_text(text, wanted) == made


def test_an_image_is_data_and_its_alt_is_escaped() -> None:
    made = html.image("<svg/>", EVIL)
    assert made.startswith('<img class="glyph" alt="&lt;script')
    assert "data:image/svg+xml;base64," in made


def test_a_source_is_named_by_its_site() -> None:
    assert site("https://www.example.org/a?b") == "example.org"
    assert provenance([]) is None
    assert "example.org" in str(provenance([{"source": "https://example.org/x", "as_of": "2024-04"}]))


def test_a_number_is_text_too() -> None:
    assert html.tag("td", 3) == "<td>3</td>"
    assert html.tag("td", 0, 1.5) == "<td>01.5</td>"


def test_names_in_labels_are_no_markdown() -> None:
    assert plain("**a**[b](c)") == "\\*\\*a\\*\\*\\[b\\](c)"


@pytest.mark.parametrize(("share", "best", "filled"), [(0, 1, 0), (0.01, 1, 1), (1 / 3, 1, 1), (0.34, 1, 2), (1, 1, 3), (0.5, 0, 0)])
def test_blocks_are_thirds_of_the_largest_rounded_up(share: float, best: float, filled: int) -> None:
    assert blocks(share, best) == filled


def test_matrix_steps_run_from_light_to_dark() -> None:
    assert [tokens.STEPS_LIGHT.index(tokens.step(n, 12)) for n in (1, 2, 4, 6, 9, 12)] == [0, 0, 1, 2, 4, 5]


def test_colours_are_the_same_names_in_both_themes() -> None:
    assert set(tokens.LIGHT) == set(tokens.DARK)


def test_keys_are_unique() -> None:
    names = {name: value for name, value in vars(keys).items() if name.isupper()}
    assert len(names) > 30
    assert len(set(names.values())) == len(names)
