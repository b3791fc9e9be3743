"""Passages, citations and sources as the tools of the MCP server show them: as far as the licence goes (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cite import page_address, pinpoint, shown_within
from assistant.library import Library
from assistant.mcp_values import Cited, EditionListed, Place, Shown, SourceListed
from assistant.models import Citation
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name
from corpus.models import Edition, Passage, Rendition, Source

SOURCES_WORDS = "The source's own words"


def place(source: Source, edition: Edition, reference: str, page: int | None) -> Place:
    """Where a paragraph stands, who says it, and whether it holds today."""
    return Place(**_placed(source, edition, reference, page))


def _placed(source: Source, edition: Edition, reference: str, page: int | None) -> dict:
    return {
        "source_id": source.source_id,
        "edition": edition.title,
        "reference": reference,
        "page": page,
        "pinpoint": pinpoint(source, edition, reference, page),
        "who_says_it": AUTHORITY[source.authority],
        "status": status_name(source, edition),
        "address": page_address(source, edition, page),
    }


def shown(passage: Passage, library: Library, score: float | None = None) -> Shown:
    """A passage, cut where its licence ends. Our digest is ours to show whole."""
    source, edition = library.origin(passage)
    text = shown_within(source.licence if passage.rendition == "full" else None, passage.text)
    return Shown(
        **_placed(source, edition, passage.reference, passage.page),
        headings=passage.headings,
        text=text,
        whose_words=whose_words(passage.rendition),
        is_cut=text != passage.text,
        score=score,
    )


def cited(citation: Citation, library: Library) -> Cited:
    """A citation without the passage it was taken from. Raises LookupError when its edition is no longer there."""
    source, edition = library.cited(citation)
    return Cited(
        **_placed(source, edition, citation.paragraph, citation.page),
        marker=citation.marker,
        quote=citation.quote,
        whose_words=whose_words(citation.rendition),
    )


def listed(source: Source, editions: Sequence[Edition]) -> SourceListed:
    """A source with the editions at hand; without any it counts as not held."""
    return SourceListed(
        source_id=source.source_id,
        title=source.title,
        publisher=source.publisher,
        authority=source.authority,
        held=bool(editions),
        editions=tuple(
            EditionListed(
                edition=edition.title,
                published=edition.published,
                status=edition.status,
                whose_words=whose_words(edition.rendition),
                sha256=edition.sha256,
                retrieved=f"{edition.retrieved_at:%Y-%m-%d}" if edition.retrieved_at else None,
            )
            for edition in editions
        ),
        licence=source.licence.name if source.licence else "",
        most_words_shown=source.licence.quotation_limit if source.licence else None,
        address=source.landing_page,
        topics=source.topics,
        note=source.note,
    )


def whose_words(rendition: Rendition) -> str:
    return SOURCES_WORDS if rendition == "full" else OUR_SUMMARY
