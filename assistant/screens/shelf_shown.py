"""The list of documents as HTML: what is held of each, and what is only known of (pure). All text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from assistant.dates import day_in_words, in_words
from assistant.screens import library_wording as wording
from assistant.screens.links import link_to, link_with_host_html
from assistant.screens.pages import address_of
from assistant.screens.sources_shown import badges_html
from assistant.shelf import in_force, may_be_read_whole
from assistant.standing import AUTHORITY, status_name
from corpus.models import Edition, Source


def shelf_html(shelf: Sequence[tuple[Source, Sequence[Edition]]]) -> str:
    """Every source with the editions that are at hand of it; those without any are known and not held."""
    held = [(source, editions) for source, editions in shelf if editions]
    known = [source for source, editions in shelf if not editions]
    parts = [f"<h2>{escape(wording.HELD_HEADING)} ({len(held)})</h2>"]
    parts += [_held_html(source, editions) for source, editions in held] or [f"<p>{escape(wording.EMPTY)}</p>"]
    if known:
        parts.append(f"<h2>{escape(wording.KNOWN_HEADING)} ({len(known)})</h2><p>{escape(wording.KNOWN_NOTE)}</p>")
        parts += map(known_html, known)
    return f'<div class="sp-shelf">{"".join(parts)}</div>'


def known_html(source: Source, level: int = 3) -> str:
    """A source that is not held: whose it is, what it would answer, and where to get it."""
    facts = {
        "Publisher": escape(source.publisher),
        "Who speaks": escape(AUTHORITY[source.authority]),
        "Topics": escape(", ".join(source.topics)),
        "Where to get it": _where_html(source, wording.NO_ADDRESS.format(publisher=source.publisher)),
    }
    return (
        f'<section class="sp-card sp-known"><h{level}>{escape(_full_title(source))}</h{level}>'
        f"{facts_html(facts)}{_note_html(source.note)}</section>"
    )


def facts_html(facts: dict[str, str]) -> str:
    """Names and values; the values are HTML already. Empty values are left out."""
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in facts.items() if value)
    return f'<dl class="sp-facts">{rows}</dl>'


def official_html(source: Source, edition: Edition, address: str | None) -> str:
    return _where_html(source, wording.NO_OFFICIAL, address)


def licence_html(source: Source) -> str:
    if not source.licence:
        return ""
    limit = source.licence.quotation_limit
    extent = wording.READ_WHOLE if may_be_read_whole(source) else wording.QUOTED.format(limit=limit)
    return escape(f"{source.licence.name}: {extent}")


def _held_html(source: Source, editions: Sequence[Edition]) -> str:
    shown = in_force(editions)
    is_digest = shown.rendition == "digest"
    whole = may_be_read_whole(source) or is_digest
    action = (wording.READ if whole else wording.LOOK_INSIDE).format(title=source.short_title)
    facts = {
        "Publisher": escape(source.publisher),
        "Editions" if len(editions) > 1 else "Edition": "<br>".join(_editions_html(source, editions)),
        "What is here": escape(wording.DIGEST if is_digest else wording.FULL),
        "Licence": licence_html(source),
        "Original": official_html(source, shown, shown.file_address or source.landing_page),
    }
    links = [link_to(address_of("library", source=source.source_id), action, "sp-to-document")]
    if len(editions) > 1:
        links.append(link_to(address_of("changes", source=source.source_id), wording.WHAT_CHANGED))
    title, badges = escape(_full_title(source)), badges_html(source, shown, is_digest)
    return (
        f'<section class="sp-card"><h3>{title}</h3>{badges}{facts_html(facts)}'
        f'{_note_html(source.note)}<p class="sp-links">{" ".join(links)}</p></section>'
    )


def _editions_html(source: Source, editions: Sequence[Edition]) -> Iterator[str]:
    """Newest first, each with its dates; with several, each also with its standing."""
    for edition in reversed(editions):
        told = [edition.title]
        if in_words(edition.published) != edition.title:
            told.append(f"published {in_words(edition.published)}")
        if len(editions) > 1:
            told.append(status_name(source, edition).lower() + _until(edition))
        if edition.retrieved_at:
            told.append(f"taken in {day_in_words(edition.retrieved_at)}")
        yield escape(", ".join(told))


def _until(edition: Edition) -> str:
    return f" on {in_words(edition.valid_to)}" if edition.valid_to and edition.status == "superseded" else ""


def _where_html(source: Source, otherwise: str, address: str | None = None) -> str:
    address = address or source.landing_page
    if not address:
        return escape(otherwise)
    return link_with_host_html(address, source.title)


def _full_title(source: Source) -> str:
    return f"{source.title} ({source.series})" if source.series.startswith("HC ") else source.title


def _note_html(*notes: str) -> str:
    return "".join(f'<p class="sp-note">{escape(note)}</p>' for note in notes if note)


def links_html(links: Iterable[tuple[str, str]]) -> str:
    """A list of (address on this host, text)."""
    return f'<ul class="sp-link-list">{"".join(f"<li>{link_to(*link)}</li>" for link in links)}</ul>'


def back_html() -> str:
    """The way back to the list."""
    return f"<p>{link_to(address_of('library'), f'← {wording.ALL_DOCUMENTS}')}</p>"
