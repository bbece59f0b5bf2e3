"""The picture of the whole as a file: SVG for a document, one HTML page that opens anywhere without a network; and small, for a page."""

from __future__ import annotations

from collections.abc import Mapping

from alliance import messages
from alliance.drawing.colours import FACES, LIGHT
from alliance.drawing.page import draw_page
from alliance.drawing.panorama.labels import disc_labels
from alliance.drawing.panorama.sketch import named_discs, wider
from alliance.drawing.panorama.svg import DrawnBow, DrawnDisc, DrawnDot, dot_radius, draw_svg, ring_bands
from alliance.network.period_wording import shown_as_of
from alliance.network.reach.wording import chip
from alliance.services.authorization import authorized
from alliance.services.explore.files.page_notes import check_form, nature_note
from alliance.services.explore.panorama import PanoramaResult, panorama
from alliance.services.session import Session

SHAPE = "wide"
FEW = 600  # workshops that are dots in a small picture; of more the discs show how many have which reach


@authorized
def panorama_file(
    net: Session,
    form: str = "svg",
    on: str | None = None,
    *,
    grouping: str = "groups",
    layer: str = "cooperation",
    within: str = "",
    lang: str = "zh",
) -> bytes:
    """Return the picture of ``panorama`` as svg or html; it holds what the picture shows and nothing else. Noted in the audit.

    Raises ``InvalidValue`` for another form.
    """
    check_form(form)
    picture = panorama(net, on=on, grouping=grouping, layer=layer, within=within, lang=lang)
    net.store.note(net.actor, "export-panorama", [], {"form": form, "grouping": grouping, "within": within, "workshops": picture.workshops})
    svg = _svg(picture, lang)
    return (svg if form == "svg" else _page(net, picture, svg, lang)).encode()


def sketch_panorama(picture: PanoramaResult, lang: str, colours: Mapping[str, str], points: float) -> str:
    """Return the picture as SVG with the names of groups alone, ``points`` high; nobody's name is in it, and nothing is noted."""
    dotted = len(picture.dots) <= FEW
    return draw_svg(
        wider(picture.frames[SHAPE][:4], points),
        discs=named_discs(_discs(picture, lang, dotted=bool(picture.dots) and dotted), points),
        dots=_dots(picture, named=False) if dotted else [],
        bows=_bows(picture),
        ties=[],
        colours=colours,
        faces=FACES,
        title=picture.sentence,
        points=points,
    )


def _svg(picture: PanoramaResult, lang: str) -> str:
    place = {dot.id: dot.places[SHAPE] for dot in picture.dots}
    group = {dot.id: dot.group for dot in picture.dots}
    return draw_svg(
        picture.frames[SHAPE][:4],
        discs=_discs(picture, lang, dotted=bool(picture.dots)),
        dots=_dots(picture, named=True),
        bows=_bows(picture),
        ties=[(place[a], place[b]) for a, b in picture.ties if group[a] == group[b]],
        colours=LIGHT,
        faces=FACES,
        title=picture.sentence,
    )


def _discs(picture: PanoramaResult, lang: str, *, dotted: bool) -> list[DrawnDisc]:
    found = []
    for one in picture.groups:
        x, y, radius = one.places[SHAPE]
        label = disc_labels(one.name, one.workshops, one.cut_off, lang, len(picture.groups))[SHAPE]
        found.append(DrawnDisc((x, y), radius, label, () if dotted else tuple(ring_bands(one.counts))))
    return found


def _dots(picture: PanoramaResult, *, named: bool) -> list[DrawnDot]:
    spacing = picture.frames[SHAPE][4]
    return [DrawnDot(dot.places[SHAPE], dot.ring, dot_radius(spacing, dot.partners), dot.name if named else "") for dot in picture.dots]


def _bows(picture: PanoramaResult) -> list[DrawnBow]:
    return [DrawnBow(bow.curves[SHAPE], bow.pairs, bow.earlier, bow.gap) for bow in picture.bows if SHAPE in bow.curves]


def _page(net: Session, picture: PanoramaResult, svg: str, lang: str) -> str:
    word = {key: messages.text(f"services.panorama.file.{key}", lang) for key in ("group", "workshops", "cut_off", "pairs", "gaps")}
    date = shown_as_of(picture.as_of, picture.period, lang)
    said = [messages.text("services.panorama.file.note", lang, date=date), messages.text("services.panorama.file.marks", lang)]
    legend = [("workshop", LIGHT[code], f"{chip(code, lang)} {n}") for code, n in picture.counts.items() if n]
    rows = [[group.name, *map(str, (group.workshops, group.cut_off, group.pairs, group.gaps))] for group in picture.groups]
    table = [list(word.values()), *rows]
    return draw_page(
        lang,
        title=picture.sentence,
        notes=[*nature_note(net.store.settings(), lang), *said],
        svg=svg,
        legend=legend,
        table=table,
        colours=LIGHT,
        faces=FACES,
        numbers=range(1, len(word)),
    )
