"""The passages under an answer as HTML: pinpoint, standing, official address, and as much text as the licence allows (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant.cite import page_address, shown_within
from assistant.in_place import InPlace, place_cited, place_found
from assistant.library import Library
from assistant.models import Answer, Citation, FoundPassage
from assistant.screens import wording
from assistant.screens.copying import copy_html
from assistant.screens.links import link_html, link_html_here, official_link_html
from assistant.screens.marked import Stretch, marked_passage
from assistant.screens.pages import address_of
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name
from corpus.models import Edition, Source

NEAREST = 3
NEAREST_MARK = "n"  # before the place of a nearest paragraph, where a source that is cited has its marker


def anchor(number: int, citation: Citation) -> str:
    """The id of a source on the page; every answer, by its number, has its own."""
    return f"source-{number}-{citation.marker}"


def sources_html(answer: Answer, library: Library, number: int) -> str:
    items = "".join(_source_html(citation, answer, library, number) for citation in answer.citations)
    return f'<h3>{escape(wording.SOURCES_HEADING)}</h3><ol class="sp-sources">{items}</ol>'


def nearest_html(hits: Sequence[FoundPassage], library: Library, number: int) -> str:
    """What was found though it does not answer: named, and its text behind a click, since nobody asked for it."""
    items = "".join(_nearest_html(hit, library, f"{number}-{NEAREST_MARK}{n}") for n, hit in enumerate(hits[:NEAREST], 1))
    note = f'<p class="sp-note">{escape(wording.NEAREST_NOTE)}</p>'
    return f'<h3>{escape(wording.NEAREST_HEADING)}</h3>{note}<ol class="sp-sources">{items}</ol>'


def digests_html(library: Library) -> str:
    """The notice on the page which documents are at hand only as our digest; empty when none is."""
    if not library.digests:
        return ""
    originals = "".join(f"<li>{link_html(source.landing_page, source.title)}</li>" for source in library.digests)
    return (
        f'<div class="sp-notice sp-digest"><p><strong>{escape(wording.DIGEST_ON_PAGE)}</strong></p>'
        f"<details><summary>{escape(wording.DIGEST_DETAILS)}</summary><ul>{originals}</ul>"
        f"<p>{escape(wording.DIGEST_WAY_OUT)}</p></details></div>"
    )


def opener_html(opens: str, label: str, of: str = "") -> str:
    """A button that opens a source in its place: `opens` is the number of the answer and the source's marker (see chips.py)."""
    more = f'<span class="sp-hidden">{escape(of)}</span>' if of else ""
    return f'<button type="button" class="sp-chip" data-opens="{escape(opens)}">{escape(label)}{more}</button>'


def _source_html(citation: Citation, answer: Answer, library: Library, number: int) -> str:
    shown = place_cited(citation, answer, library)
    passage = marked_passage(shown.passage, shown.words, None if shown.is_digest else shown.source.licence)
    marker = f'<span class="sp-number" aria-hidden="true">[{citation.marker}]</span>'
    ways = _ways_html(shown, f"{number}-{citation.marker}")
    body = f"{marker}{head_html(shown)}{passage_html(passage)}{ways}{footing_html(shown)}"
    return f'<li id="{anchor(number, citation)}" tabindex="-1">{body}</li>'


def _nearest_html(hit: FoundPassage, library: Library, opens: str) -> str:
    shown = place_found(hit, library)
    text = shown_within(None if shown.is_digest else shown.source.licence, shown.passage)
    passage = f"<details><summary>{escape(wording.READ_IT)}</summary>{passage_html([Stretch(text)])}</details>"
    return f"<li>{head_html(shown)}{passage}{_ways_html(shown, opens)}{footing_html(shown)}</li>"


def head_html(shown: InPlace) -> str:
    """The pinpoint with its copy button, and what has to be known of who says it."""
    return reference_html(shown.pinpoint) + badges_html(shown.source, shown.edition, shown.is_digest)


def _ways_html(shown: InPlace, opens: str) -> str:
    """Ways to read on: in its place on this page, in the Library, at its publisher's."""
    label = wording.SHOW_PLACE
    if shown.may_be_read and shown.page is not None:
        label = (wording.SHOW_PAGE if shown.words else wording.SHOW_PAGE_ALONE).format(page=shown.page)
    return f'<p class="sp-ways">{opener_html(opens, label, f": {shown.pinpoint}")} {links_html(shown)}</p>'


def links_html(shown: InPlace) -> str:
    """To the Library and to the official page, each in a tab of its own, since leaving the page ends the conversation."""
    library = address_of("library", source=shown.source.source_id, para=shown.paragraph)
    official = official_link_html(page_address(shown.source, shown.edition, shown.page), shown.page)
    return f"{link_html_here(library, wording.IN_LIBRARY)} <span>{official}</span>"


def reference_html(pinpoint: str) -> str:
    return f'<p><span class="sp-reference">{escape(pinpoint)}</span> {copy_html(pinpoint)}</p>'


def badges_html(source: Source, edition: Edition, is_digest: bool) -> str:
    """Who speaks, whether it holds today, and whose words these are, each in words."""
    badges = [
        f'<span class="sp-badge">{escape(AUTHORITY[source.authority])}</span>',
        f'<span class="sp-badge sp-{edition.status}">{escape(status_name(source, edition))}</span>',
    ]
    if is_digest:
        badges.append(f'<span class="sp-badge sp-summary">{escape(OUR_SUMMARY)}</span>')
    return f'<p class="sp-badges">{" ".join(badges)}</p>'


def passage_html(passage: Iterable[Stretch]) -> str:
    text = "".join(f"<mark>{escape(part.text)}</mark>" if part.is_marked else escape(part.text) for part in passage)
    return f'<div class="sp-passage">{text}</div>'


def footing_html(shown: InPlace) -> str:
    """What has to be said of the source, and the attribution its licence asks for where the words are its own."""
    attribution = "" if shown.is_digest or not shown.source.licence else shown.source.licence.attribution
    return "".join(f'<p class="sp-note">{escape(said)}</p>' for said in (shown.source.note, attribution) if said)
