"""What a helper's lines stand on today: each paragraph as it is held, its pinpoint, and whether it still says what was read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from assistant.cite import page_address, pinpoint, shown_within
from assistant.helpers.lines import Line, hashes_read, key
from assistant.library import Library
from assistant.paragraphs import whole_paragraphs
from assistant.places import Place
from assistant.standing import AUTHORITY, status_name
from corpus.changes import Whereabouts, find_paragraphs
from corpus.models import Edition, Passage, Source, Value
from corpus.references import CUT, is_named
from corpus.store import EditionStore
from index.models import IndexProblem, Manifest

State = Literal["as read", "moved", "reworded", "gone"]


class NotHeld(LookupError):
    """A line stands on a source that is not held. The message says which, and what to type."""


class Ground(Value):
    """One paragraph under a line, as it is held today.

    `paragraph` is where it stands now, which is another place than the line names when it has moved. `text` is what the licence
    lets us show of it, our summary where only the digest is at hand (`is_digest`); it and `page` are empty when it is gone, and
    where the digest does not restate it, as with footnotes. `published` is the edition's date, as exact as the print gives it.
    `who_says_it` and `standing` are its authority and whether it is in force, in words; `attribution` is what the licence asks to
    be said beside the source's own words.
    """

    source_id: str
    source: str
    edition: str
    paragraph: str
    page: int | None
    pinpoint: str
    address: str | None
    text: str
    is_digest: bool
    is_old: bool
    state: State
    who_says_it: str = ""
    standing: str = ""
    attribution: str = ""
    published: str = ""

    @property
    def warning(self) -> str:
        """What whoever reads the line has to know of this paragraph; empty when nothing."""
        edition = f"{self.source} ({self.edition})"
        if self.state == "reworded":
            return f"{edition} words {self.paragraph} anew since this was written: read it before you rely on this."
        if self.state == "gone":
            return f"{edition} no longer has {self.paragraph}, on which this rests."
        return ""


class Grounded(Value):
    """A line with its paragraphs as they are held today."""

    says: str
    grounds: tuple[Ground, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(ground.warning for ground in self.grounds if ground.warning)


class Grounds:
    """Looks up what lines stand on, in one build of the index."""

    def __init__(self, manifest: Manifest, passages: Iterable[Passage], store: EditionStore) -> None:
        self._library = Library(manifest.sources, manifest.editions)
        self._passages = passages
        self._store = store
        self._found: dict[str, dict[tuple[str, str], Whereabouts]] = {}

    def check_documents(self) -> None:
        """Raises IndexProblem where a document that paragraphs are looked up in has gone from the disk since it was indexed."""
        for source_id in dict.fromkeys(edition.source_id for edition in self._library.editions):
            source, edition = self._newest(source_id)
            if edition.rendition == "full" and not self._store.document_file(edition).exists():
                raise IndexProblem(
                    f"The index was built from {source.short_title} ({edition.title}), which is no longer below "
                    f"{self._store.folder}. Type make refresh."
                )

    def under(self, line: Line) -> Grounded:
        return Grounded(says=line.says, grounds=tuple(map(self.of, line.at)))

    def of(self, place: Place) -> Ground:
        """Raises NotHeld for a source that is not held, IndexProblem where its document has gone from the disk."""
        source, edition = self._newest(place.source_id)
        state, reference = self._whereabouts(place, edition)
        passage = self._paragraphs.get((source.source_id, edition.edition_id, reference)) or self._named(place, edition)
        is_digest = edition.rendition == "digest"
        if passage is None and not is_digest:
            state = "gone"
        page = passage.page if passage else None
        return Ground(
            source_id=source.source_id,
            source=source.short_title,
            edition=edition.title,
            paragraph=passage.reference if passage else place.paragraph,
            page=page,
            pinpoint=pinpoint(source, edition, passage.reference if passage else place.paragraph, page),
            address=page_address(source, edition, page),
            text=shown_within(None if is_digest else source.licence, passage.text) if passage else "",
            is_digest=is_digest,
            is_old=edition.status != "current",
            state=state,
            who_says_it=AUTHORITY[source.authority],
            standing=status_name(source, edition),
            published=edition.published,
            attribution=source.licence.attribution if source.licence and not is_digest else "",
        )

    def _newest(self, source_id: str) -> tuple[Source, Edition]:
        held = [edition for edition in self._library.editions if edition.source_id == source_id]
        if not held:
            raise NotHeld(f"No source {source_id} is held, and this stands on it. Type make refresh.")
        edition = max(held, key=lambda edition: (edition.status != "superseded", edition.edition_id))
        return next(source for source in self._library.sources if source.source_id == source_id), edition

    def _whereabouts(self, place: Place, edition: Edition) -> tuple[State, str]:
        """A digest restates the paragraphs that the lines were read against: only a full text can have moved on."""
        written_for = hashes_read().get(key(place))
        if edition.rendition == "digest" or written_for is None:
            return "as read", place.paragraph
        if edition.source_id not in self._found:
            self._found[edition.source_id] = self._whereabouts_of_all(edition)
        where = self._found[edition.source_id][place.paragraph, written_for]
        state: State = "as read" if where.state == "unchanged" else where.state
        return state, where.reference or place.paragraph

    def _whereabouts_of_all(self, edition: Edition) -> dict[tuple[str, str], Whereabouts]:
        """Where each paragraph that lines stand on is now, by (its name in the line, the hash it was read with).

        All at once, since each look reads through the whole document.
        """
        self.check_documents()
        document = self._store.document(edition)
        named = ((*name.partition(", ")[::2], read) for name, read in hashes_read().items())
        own = {(name, read): name for source_id, name, read in named if source_id == edition.source_id}
        references = [paragraph.reference for paragraph in document.paragraphs]
        for name, read in own:
            if CUT in name:
                own[name, read] = next((reference for reference in references if is_named(name, reference)), name)
        found = find_paragraphs([(whole, read) for (_, read), whole in own.items()], document)
        return {(name, read): found[whole, read] for (name, read), whole in own.items()}

    @cached_property
    def _paragraphs(self) -> dict[tuple[str, str, str], Passage]:
        return {(p.source_id, p.edition_id, p.reference): p for p in whole_paragraphs(self._passages)}

    def _named(self, place: Place, edition: Edition) -> Passage | None:
        """A long heading in a reference may be cut in the line."""
        own = (p for (_, edition_id, _), p in self._paragraphs.items() if edition_id == edition.edition_id)
        return next((passage for passage in own if place.is_in(passage)), None)
