"""The picture of the whole as a file: SVG for a document, one HTML page that opens anywhere without a network."""

from __future__ import annotations

from alliance import messages
from alliance.drawing.colours import FACES, LIGHT
from alliance.drawing.page import draw_page
from alliance.drawing.panorama.labels import disc_labels
from alliance.drawing.panorama.svg import DrawnBow, DrawnDisc, DrawnDot, dot_radius, draw_svg, ring_bands
from alliance.network.period_wording import shown_as_of
from alliance.network.reach.wording import chip
from alliance.services.authorization import authorized
from alliance.services.explore.files.page_notes import check_form, nature_note
from alliance.services.explore.panorama import PanoramaResult, panorama
from alliance.services.session import Session

SHAPE = "wide"


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


def _svg(picture: PanoramaResult, lang: str) -> str:
    left, top, width, height, spacing = picture.frames[SHAPE]
    place = {dot.id: dot.places[SHAPE] for dot in picture.dots}
    group = {dot.id: dot.group for dot in picture.dots}
    discs = []
    for one in picture.groups:
        x, y, radius = one.places[SHAPE]
        label = disc_labels(one.name, one.workshops, one.cut_off, lang, len(picture.groups))[SHAPE]
        bands = () if picture.dots else tuple(ring_bands(one.counts))
        discs.append(DrawnDisc((x, y), radius, label, bands))
    return draw_svg(
        (left, top, width, height),
        discs=discs,
        dots=[DrawnDot(place[dot.id], dot.ring, dot_radius(spacing, dot.partners), dot.name) for dot in picture.dots],
        bows=[DrawnBow(bow.curves[SHAPE], bow.pairs, bow.earlier, bow.gap) for bow in picture.bows if SHAPE in bow.curves],
        ties=[(place[a], place[b]) for a, b in picture.ties if group[a] == group[b]],
        colours=LIGHT,
        faces=FACES,
        title=picture.sentence,
    )


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
