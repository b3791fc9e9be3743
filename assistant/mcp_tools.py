"""The tools of the MCP server: what each gives for what it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from assistant.ask import Assistant
from assistant.library import Library
from assistant.mcp_changes import changed
from assistant.mcp_shown import cited, listed, place, shown
from assistant.mcp_values import Answered, Checked, Compared, Found, Paragraphs, Said, Sources
from assistant.paragraphs import referred_to, whole_paragraphs
from assistant.quotations import verdict_on
from assistant.sound import only_sound
from assistant.understand import checked
from corpus.changes import compare_editions, summary
from corpus.models import Authority, Edition, Passage, Source
from corpus.sources import load_sources
from corpus.store import EditionStore
from index.models import SearchRequest
from index.reader import IndexReader
from index.search import Index

_SHORTEST_QUOTE = 4  # words: fewer stand in so many paragraphs that finding them says nothing
_MOST_PLACES = 5
_MOST_CHANGES = 50
_NEAREST = 3

SourceId = Annotated[str, Field(description='As list_sources gives it, for example "hmt-managing-public-money".')]
Reference = Annotated[str, Field(description='As printed: "7.5.4", "Box 7.3, Model 3", "Summary 8".')]
EditionName = Annotated[
    str | None, Field(description='Its title or id: "April 2026" or "2026-04-16". Default: the one in force.')
]


class Tools:
    """Each method is a tool; its signature and docstring are what a model reads. Raises ToolError, with what to ask instead."""

    def __init__(self, reader: IndexReader, store: EditionStore) -> None:
        self._reader = reader
        self._assistant = Assistant(reader)
        self._store = store

    def search_guidance(
        self,
        question: Annotated[str, Field(description="In plain words; a reference in it (7.5.4) is found too.")],
        limit: Annotated[int, Field(ge=1, le=20)] = 5,
        publisher: Annotated[
            str | None, Field(description="Only this publisher's sources, or those whose name holds this.")
        ] = None,
        authority: Annotated[Authority | None, Field(description="Only sources that speak with this authority.")] = None,
        as_at: Annotated[
            date | None, Field(description="Only editions in force on this day. Default: those in force now.")
        ] = None,
    ) -> Found:
        """Passages of the guidance on joint working that are nearest to a question, each with the pinpoint to cite."""
        index = self._reader.current()
        request = SearchRequest(
            question=checked(question),
            limit=limit,
            publishers=_publishers(publisher, index.manifest.sources),
            authorities=(authority,) if authority else None,
            as_at=as_at.isoformat() if as_at else None,
        )
        library = _library_of(index)
        return Found(passages=tuple(shown(hit.passage, library, round(hit.score, 3)) for hit in index.search(request).hits))

    def get_paragraph(self, source_id: SourceId, reference: Reference, edition: EditionName = None) -> Paragraphs:
        """One paragraph of a source, whole as far as its licence allows; the name of a box gives all its parts."""
        index = self._reader.current()
        source = _source(source_id, index.manifest.sources)
        held = [e for e in index.manifest.editions if e.source_id == source_id]
        chosen = _edition(edition, held, source) if edition else _in_force(held)
        key = chosen.source_id, chosen.edition_id
        paragraphs = whole_paragraphs(p for p in index.passages if (p.source_id, p.edition_id) == key)
        library = _library_of(index)
        named = _named(reference, paragraphs, f"{source.title} ({chosen.title})")
        return Paragraphs(paragraphs=tuple(shown(paragraph, library) for paragraph in named))

    def ask(self, question: Annotated[str, Field(description="One question, in plain words.")]) -> Answered:
        """An answer from the guidance alone: each statement with its paragraph, and warnings where that is not in force."""
        answer = only_sound(self._assistant.ask(question))
        library = self._assistant.library()
        notice = (library.digest_notice(),) if answer.rests_on_digest else ()
        nearest = answer.hits[:_NEAREST] if answer.outcome == "no_evidence" else ()
        return Answered(
            question=answer.question,
            outcome=answer.outcome,
            answer=answer.answer,
            statements=tuple(Said(text=said.text, citations=said.citations) for said in answer.statements),
            citations=tuple(cited(citation, library) for citation in answer.citations),
            warnings=(*answer.to_be_known, *notice),
            nearest=tuple(place(*library.found(hit), hit.paragraphs[0], hit.page) for hit in nearest),
            composed_by=answer.model,
            index_fingerprint=answer.index_fingerprint,
        )

    def verify_quote(
        self,
        quote: Annotated[str, Field(max_length=5000, description='The words quoted; "…" or "..." where some are left out.')],
        source_id: SourceId | None = None,
        reference: Reference | None = None,
    ) -> Checked:
        """Whether a quotation stands word for word where it is said to, else where it does. Without a place it looks everywhere.

        Kinds of quotation marks, dashes and white space make no difference; every word, letter and stop does.
        """
        if len(quote.split()) < _SHORTEST_QUOTE:
            raise ToolError(f"Give at least {_SHORTEST_QUOTE} words: fewer stand in too many places to tell.")
        index = self._reader.current()
        if source_id is not None:
            _source(source_id, index.manifest.sources)
        everywhere = whole_paragraphs(index.passages)
        there = [p for p in everywhere if source_id in (None, p.source_id)]
        if reference is not None:
            there = _named(reference, there, source_id or "the documents")
        library = _library_of(index)
        unseen = sorted({library.origin(p)[0].title for p in there if p.rendition == "digest"})
        note = f"Only our summary is at hand of {'; '.join(unseen)}, in which no quotation can be looked up." if unseen else ""
        if all(p.rendition == "digest" for p in there):
            return Checked(verdict=None, places=(), note=note)
        verdict, found = verdict_on(quote, [p for p in there if p.rendition == "full"], everywhere)
        found.sort(key=lambda where: library.origin(where.paragraph)[1].status != "current")
        return Checked(
            verdict=verdict,
            places=tuple(
                place(*library.origin(where.paragraph), where.paragraph.reference, where.page) for where in found[:_MOST_PLACES]
            ),
            note=note,
        )

    def list_sources(self) -> Sources:
        """Every source: those at hand with their editions, and those only known of, with the topics they would answer."""
        manifest = self._reader.current().manifest
        held = {source.source_id for source in manifest.sources}
        known = (source for source in load_sources() if source.source_id not in held)
        told = (
            listed(source, [e for e in manifest.editions if e.source_id == source.source_id])
            for source in (*manifest.sources, *known)
        )
        return Sources(sources=tuple(told))

    def compare_editions(
        self,
        source_id: SourceId,
        older: Annotated[str | None, Field(description="Title or id. Default: the edition before the newer one.")] = None,
        newer: Annotated[str | None, Field(description="Title or id. Default: the newest.")] = None,
    ) -> Compared:
        """What a newer edition of a source changed: paragraphs added, removed, reworded and renumbered."""
        source = _source(source_id, self._reader.current().manifest.sources)
        held = self._store.editions(source_id)
        if len(held) < 2:
            there = f"one edition ({held[0].title})" if held else "our digest"
            raise ToolError(f"Only {there} of {source.title} is held: there is nothing to compare.")
        after = _edition(newer, held, source) if newer else held[-1]
        before = (
            _edition(older, held, source) if older else next((e for e in reversed(held) if e.edition_id < after.edition_id), None)
        )
        if before is None or before.edition_id >= after.edition_id:
            raise ToolError(f"Name an older edition than {after.title}. Held: {_titles(held)}.")
        changes = compare_editions(self._store.document(before), self._store.document(after))
        return Compared(
            source_id=source_id,
            older=before.title,
            newer=after.title,
            summary=summary(changes),
            changes=tuple(changed(change, source.licence) for change in changes[:_MOST_CHANGES]),
            left_out=max(0, len(changes) - _MOST_CHANGES),
        )


def _library_of(index: Index) -> Library:
    return Library(index.manifest.sources, index.manifest.editions)


def _source(source_id: str, sources: Sequence[Source]) -> Source:
    source = next((source for source in sources if source.source_id == source_id), None)
    if source is None:
        raise ToolError(f"No source {source_id} is held. Held: {', '.join(source.source_id for source in sources)}.")
    return source


def _publishers(wanted: str | None, sources: Sequence[Source]) -> tuple[str, ...] | None:
    if wanted is None:
        return None
    names = tuple(dict.fromkeys(source.publisher for source in sources))
    chosen = tuple(name for name in names if wanted.strip().casefold() in name.casefold())
    if not chosen:
        raise ToolError(f"No source of {wanted} is held. Publishers: {', '.join(names)}.")
    return chosen


def _in_force(editions: Sequence[Edition]) -> Edition:
    """The newest that was not superseded, else the newest."""
    return max(editions, key=lambda edition: (edition.status != "superseded", edition.edition_id))


def _edition(name: str, editions: Sequence[Edition], source: Source) -> Edition:
    wanted = name.strip().casefold()
    edition = next((e for e in editions if wanted in (e.edition_id.casefold(), e.title.casefold())), None)
    if edition is None:
        raise ToolError(f"No edition {name} of {source.title} is held. Held: {_titles(editions)}.")
    return edition


def _titles(editions: Sequence[Edition]) -> str:
    return ", ".join(edition.title for edition in editions)


def _named(reference: str, paragraphs: Sequence[Passage], where: str) -> list[Passage]:
    named = referred_to(reference, paragraphs)
    if not named:
        near = get_close_matches(reference, [paragraph.reference for paragraph in paragraphs], n=3)
        hint = f" Near it: {'; '.join(near)}." if near else ""
        raise ToolError(f"There is no paragraph {reference} in {where}.{hint}")
    return named
