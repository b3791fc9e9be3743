"""The passages under an answer as HTML: pinpoint, standing, official address, and as much text as the licence allows (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from assistant.cite import page_address, pinpoint, shown_within
from assistant.library import Library
from assistant.models import Answer, Citation, FoundPassage
from assistant.screens import wording
from assistant.screens.marked import Stretch, marked_passage
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name
from corpus.models import Edition, Source

NEAREST = 3


def anchor(number: int, citation: Citation) -> str:
    """The id of a source on the page; every answer, by its number, has its own."""
    return f"source-{number}-{citation.marker}"


def sources_html(answer: Answer, library: Library, number: int) -> str:
    items = "".join(_source_html(citation, answer, library, anchor(number, citation)) for citation in answer.citations)
    return f'<h3>{escape(wording.SOURCES_HEADING)}</h3><ol class="sp-sources">{items}</ol>'


def nearest_html(hits: Sequence[FoundPassage], library: Library) -> str:
    """What was found though it does not answer: named, and its text behind a click, since nobody asked for it."""
    items = "".join(_nearest_html(hit, library) for hit in hits[:NEAREST])
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


def link_html(address: str | None, text: str) -> str:
    """A link that opens a tab of its own; the bare text where there is no web address."""
    if not address or urlsplit(address).scheme not in ("http", "https"):
        return escape(text)
    return f'<a href="{escape(address)}" target="_blank">{escape(text)}<span class="sp-hidden"> (opens in a new tab)</span></a>'


def _source_html(citation: Citation, answer: Answer, library: Library, place: str) -> str:
    source, edition = library.cited(citation)
    is_digest = citation.rendition == "digest"
    said = citation.quote or "\n".join(s.text for s in answer.statements if citation.marker in s.citations)
    passage = marked_passage(citation.passage, said, None if is_digest else source.licence)
    number = f'<span class="sp-number" aria-hidden="true">[{citation.marker}]</span>'
    head = _head_html(source, edition, pinpoint(source, edition, citation.paragraph, citation.page), citation.page, is_digest)
    body = f"{number}{head}{_passage_html(passage)}{_footing_html(source, is_digest)}"
    return f'<li id="{place}" tabindex="-1">{body}</li>'


def _nearest_html(hit: FoundPassage, library: Library) -> str:
    source, edition = library.found(hit)
    is_digest = edition.rendition == "digest"
    text = shown_within(None if is_digest else source.licence, hit.text)
    head = _head_html(source, edition, pinpoint(source, edition, hit.paragraphs[0], hit.page), hit.page, is_digest)
    passage = f"<details><summary>{escape(wording.READ_IT)}</summary>{_passage_html([Stretch(text)])}</details>"
    return f"<li>{head}{passage}{_footing_html(source, is_digest)}</li>"


def _head_html(source: Source, edition: Edition, reference: str, page: int | None, is_digest: bool) -> str:
    copied = escape(reference)
    button = f'<button type="button" class="sp-copy" data-copy="{copied}">Copy<span class="sp-hidden"> {copied}</span></button>'
    return (
        f'<p class="sp-pinpoint"><span class="sp-reference">{copied}</span> {button}</p>'
        f'<p class="sp-badges">{"".join(_badges_html(source, edition, is_digest))}</p>'
        f'<p class="sp-link">{_official_link(source, edition, page)}</p>'
    )


def _badges_html(source: Source, edition: Edition, is_digest: bool) -> Iterable[str]:
    yield f'<span class="sp-badge">{escape(AUTHORITY[source.authority])}</span> '
    yield f'<span class="sp-badge sp-{edition.status}">{escape(status_name(source, edition))}</span> '
    if is_digest:
        yield f'<span class="sp-badge sp-summary">{escape(OUR_SUMMARY)}</span>'


def _official_link(source: Source, edition: Edition, page: int | None) -> str:
    address = page_address(source, edition, page)
    if not address:
        return "No official address is known."
    what = f"Open page {page} of the document" if "#page=" in address else "Open the document's official page"
    return f"{link_html(address, what)} <span class='sp-host'>({escape(urlsplit(address).netloc)})</span>"


def _passage_html(passage: Iterable[Stretch]) -> str:
    text = "".join(f"<mark>{escape(part.text)}</mark>" if part.is_marked else escape(part.text) for part in passage)
    return f'<div class="sp-passage">{text}</div>'


def _footing_html(source: Source, is_digest: bool) -> str:
    """What has to be said of the source, and the attribution its licence asks for where the words are its own."""
    attribution = "" if is_digest or not source.licence else source.licence.attribution
    return "".join(f'<p class="sp-note">{escape(said)}</p>' for said in (source.note, attribution) if said)
