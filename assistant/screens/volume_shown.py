"""One document open for reading as HTML: its contents, one part of it, and the paragraph that was asked for (pure).

Everything a document says goes through `escape`. How much of it may be seen is the volume's to say (assistant/shelf.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from assistant.counted import counted
from assistant.screens import library_wording as wording
from assistant.screens.answer_shown import notice_html, text_html
from assistant.screens.copying import copy_html
from assistant.screens.links import before_after_html, link_html, link_to
from assistant.screens.pages import address_of
from assistant.screens.shelf_shown import back_html, facts_html, licence_html, links_html, official_html
from assistant.screens.sources_shown import badges_html
from assistant.shelf import Part, Volume
from corpus.models import Edition, Paragraph

DEEPEST = 6  # levels of heading that HTML has
FEWEST_HEADINGS = 3  # in a part, for a list of them to be of use


def address_in(volume: Volume, editions: Sequence[Edition], **asked: str | int) -> str:
    """An address in this volume. The edition in force needs no name: the address then leads to whichever is."""
    if len(editions) > 1:
        asked = {"edition": volume.edition.edition_id, **asked}
    return address_of("library", source=volume.source.source_id, **{name: str(value) for name, value in asked.items()})


def head_html(volume: Volume, editions: Sequence[Edition], arrives: bool = False) -> str:
    """What the document is and whether it holds; where the original is; what of it can be read here."""
    source, edition = volume.source, volume.edition
    title = f"<h2{_arriving(f'{source.source_id} {edition.edition_id}') if arrives else ''}>{escape(source.title)}</h2>"
    facts = {
        "Publisher": escape(source.publisher),
        "Edition": escape(edition.title),
        "Other editions": _other_editions_html(volume, editions),
        "Licence": licence_html(source),
        "Original": official_html(source, edition, volume.address()),
    }
    notes = (source.note, volume.licence.attribution if volume.licence else "")
    said = "".join(f'<p class="sp-note">{escape(note)}</p>' for note in notes if note) + _notices_html(volume)
    return f"{back_html()}{title}{badges_html(source, edition, volume.is_digest)}{facts_html(facts)}{said}"


def contents_html(volume: Volume, editions: Sequence[Edition], is_open: bool, current: Part | None = None) -> str:
    """Every part with a link; folded where a part is being read."""
    items = "".join(_in_contents_html(volume, editions, part, is_current=part == current) for part in volume.parts)
    listed = f'<ul class="sp-contents">{items}</ul>'
    if is_open:
        return f'<nav aria-label="{wording.CONTENTS}"><h3>{wording.CONTENTS}</h3>{listed}</nav>'
    summary = f"{wording.CONTENTS}: {counted(len(volume.parts), 'part')}"
    return f'<nav aria-label="{wording.CONTENTS}"><details><summary>{escape(summary)}</summary>{listed}</details></nav>'


def part_html(volume: Volume, editions: Sequence[Edition], part: Part, asked: Sequence[Paragraph] = ()) -> str:
    """A part under its headings, with those paragraphs marked that were asked for; page.js brings the first into view."""
    arriving = "" if asked else _arriving(f"{volume.source.source_id} {volume.edition.edition_id} {part.number}")
    parts = [f"<h3{arriving}>{escape(part.title)}</h3>", _in_this_part_html(_headings_in(part))]
    trail: tuple[str, ...] = part.paragraphs[0].headings[: part.depth] if part.paragraphs else ()
    met = 0
    for paragraph in part.paragraphs:
        for depth, heading in _fresh(trail, paragraph.headings, part.depth):
            level = min(DEEPEST, 4 + depth - part.depth)
            parts.append(f'<h{level} class="sp-under" id="heading-{met}" tabindex="-1">{escape(heading)}</h{level}>')
            met += 1
        trail = paragraph.headings
        parts.append(paragraph_html(volume, editions, paragraph, is_asked=paragraph in asked, arrives=paragraph in asked[:1]))
    return f'<div class="sp-part">{"".join(parts)}</div>{_neighbours_html(volume, editions, part)}'


def paragraph_html(volume: Volume, editions: Sequence[Edition], paragraph: Paragraph, is_asked: bool, arrives: bool) -> str:
    link = link_to(address_in(volume, editions, para=paragraph.reference), paragraph.reference, "sp-reference")
    copy = copy_html(volume.pinpoint(paragraph), wording.COPY)
    here, attributes = "", ""
    if is_asked:
        here = f'<p class="sp-here"><span aria-hidden="true">▶ </span>{escape(wording.ASKED_FOR)}</p>'
        attributes = f' role="group" tabindex="-1" aria-label="{escape(wording.ASKED_FOR)}: {escape(paragraph.reference)}"'
        attributes += f' data-arrive="{escape(volume.pinpoint(paragraph))}"' if arrives else ""
    kinds = f"sp-para sp-{paragraph.kind}" + (" sp-asked" if is_asked else "")
    head = f'{here}<p class="sp-para-head">{link}{page_html(paragraph)} {copy}</p>'
    words = "".join(_words_html(volume, paragraph, is_asked))
    return f'<div class="{kinds}" id="{escape(anchor(paragraph))}"{attributes}>{head}{words}</div>'


def page_html(paragraph: Paragraph) -> str:
    return f' <span class="sp-quiet">page {paragraph.page}</span>' if paragraph.page is not None else ""


def anchor(paragraph: Paragraph) -> str:
    """The paragraph's id on the page: "para-7.6.1"."""
    return "para-" + re.sub(r"\s+", "-", paragraph.reference)


def near_html(volume: Volume, editions: Sequence[Edition], wanted: str) -> str:
    """That there is no such paragraph, and which are near it."""
    where = f"{volume.source.title} ({volume.edition.title})"
    near = [(address_in(volume, editions, para=p.reference), _with_heading(p)) for p in volume.near(wanted)]
    said = notice_html("Not there.", wording.UNKNOWN_PARAGRAPH.format(wanted=wanted, where=where), "warning")
    return f"{said}<p>{escape(wording.NEAR)}</p>{links_html(near)}" if near else said


def _words_html(volume: Volume, paragraph: Paragraph, is_asked: bool) -> Iterator[str]:
    """The paragraph where it may be read; else our summary, and the quotation that the licence allows where it was asked for."""
    if volume.is_read_whole:
        yield f'<div class="sp-text">{text_html(volume.shown(paragraph))}</div>'
        if is_asked:
            yield _page_link_html(volume, paragraph)
        return
    summary = volume.summaries.get(paragraph.reference)
    if is_asked:
        shown = volume.shown(paragraph)
        tag = wording.QUOTATION_OF_NOTHING_LEFT_OUT if shown == paragraph.text else wording.QUOTATION
        yield f'<p class="sp-tag">{escape(tag)}</p><blockquote class="sp-passage">{text_html(shown)}</blockquote>'
        yield _page_link_html(volume, paragraph)
    if summary:
        yield f'<p class="sp-tag">{escape(wording.OUR_SUMMARY)}</p><div class="sp-text">{text_html(summary)}</div>'
    elif not is_asked:
        yield f'<p class="sp-quiet">{escape(wording.NO_SUMMARY)}</p>'


def _arriving(what: str) -> str:
    """For the heading of what a link leads to: page.js brings it into view, with the focus, which the link has lost by then."""
    return f' tabindex="-1" data-arrive="{escape(what)}"'


def _page_link_html(volume: Volume, paragraph: Paragraph) -> str:
    address = volume.address(paragraph.page)
    if not address:
        return ""
    what = f"Open page {paragraph.page} of the original" if "#page=" in address else "Open the original"
    return f'<p class="sp-link">{link_html(address, what)}</p>'


def _notices_html(volume: Volume) -> str:
    notices = []
    if volume.is_digest:
        notices.append(notice_html("Our summary.", f"{wording.DIGEST_NOTICE} {wording.DIGEST_WAY_OUT}", "digest"))
    elif not volume.is_read_whole:
        limit = volume.licence.quotation_limit if volume.licence else 0
        notices.append(notice_html("Not the document itself.", wording.LIMITED.format(limit=limit), "digest"))
    if volume.edition.status == "superseded":
        notices.append(notice_html("Warning:", wording.OLD_EDITION.format(edition=volume.edition.title), "warning"))
    return "".join(notices)


def _other_editions_html(volume: Volume, editions: Sequence[Edition]) -> str:
    others = [edition for edition in reversed(editions) if edition.edition_id != volume.edition.edition_id]
    links = [
        link_to(address_of("library", source=edition.source_id, edition=edition.edition_id), edition.title) for edition in others
    ]
    if links:
        links.append(link_to(address_of("changes", source=volume.source.source_id), wording.WHAT_CHANGED))
    return " · ".join(links)


def _neighbours_html(volume: Volume, editions: Sequence[Edition], part: Part) -> str:
    """To the part before and the one after."""
    places = [(wording.BEFORE, part.number - 2), (wording.AFTER, part.number)]
    links = [
        link_to(address_in(volume, editions, part=place + 1), f"{word} {volume.parts[place].title}")
        for word, place in places
        if 0 <= place < len(volume.parts)
    ]
    return before_after_html(links, "Parts before and after")


def _in_this_part_html(headings: Sequence[tuple[int, str]]) -> str:
    if len(headings) < FEWEST_HEADINGS:
        return ""
    items = "".join(f'<li><a class="sp-marker" href="#heading-{n}">{escape(heading)}</a></li>' for n, heading in headings)
    return f'<nav aria-label="{wording.IN_THIS_PART}"><p>{wording.IN_THIS_PART}:</p><ul class="sp-link-list">{items}</ul></nav>'


def _headings_in(part: Part) -> list[tuple[int, str]]:
    """The headings one level below the part's own, each with its number among all that are printed in the part."""
    trail = part.paragraphs[0].headings[: part.depth] if part.paragraphs else ()
    found, met = [], 0
    for paragraph in part.paragraphs:
        for depth, heading in _fresh(trail, paragraph.headings, part.depth):
            if depth == part.depth:
                found.append((met, heading))
            met += 1
        trail = paragraph.headings
    return found


def _fresh(trail: tuple[str, ...], headings: tuple[str, ...], below: int) -> Iterator[tuple[int, str]]:
    """The headings that are printed before a paragraph: those that did not hold for the one before it, with their depths."""
    for depth in range(below, len(headings)):
        if trail[: depth + 1] != headings[: depth + 1]:
            yield depth, headings[depth]


def _with_heading(paragraph: Paragraph) -> str:
    return f"{paragraph.reference}, under “{paragraph.headings[-1]}”" if paragraph.headings else paragraph.reference


def _in_contents_html(volume: Volume, editions: Sequence[Edition], part: Part, is_current: bool) -> str:
    title = f"<strong>{escape(part.title)}</strong> (shown below)" if is_current else ""
    title = title or link_to(address_in(volume, editions, part=part.number), part.title)
    return f'<li>{title} <span class="sp-quiet">{counted(len(part.paragraphs), "paragraph")}</span></li>'
