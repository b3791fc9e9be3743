"""What is known of the sources behind an index build: whose a passage is, and which are at hand only as a digest (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models import Citation, FoundPassage
from corpus.models import Edition, Passage, Source


class Library:
    def __init__(self, sources: Iterable[Source], editions: Iterable[Edition]) -> None:
        self.sources = tuple(sources)
        self.editions = tuple(editions)
        self._by_id = {(edition.source_id, edition.edition_id): edition for edition in self.editions}
        self._sources = {source.source_id: source for source in self.sources}

    def origin(self, passage: Passage) -> tuple[Source, Edition]:
        """Raises LookupError for a passage of another library."""
        return self._sources[passage.source_id], self._by_id[passage.source_id, passage.edition_id]

    def cited(self, citation: Citation) -> tuple[Source, Edition]:
        return self._of(citation.source_id, citation.edition)

    def found(self, hit: FoundPassage) -> tuple[Source, Edition]:
        return self._of(hit.source_id, hit.edition)

    def _of(self, source_id: str, title: str) -> tuple[Source, Edition]:
        """Raises LookupError when a newer build no longer holds that edition."""
        edition = next((e for e in self.editions if (e.source_id, e.title) == (source_id, title)), None)
        if edition is None:
            raise LookupError(f"The {title} edition of {source_id} is no longer in the index.")
        return self._sources[source_id], edition

    @property
    def digests(self) -> tuple[Source, ...]:
        """Sources of which only our digest is at hand."""
        return tuple(self._sources[edition.source_id] for edition in self.editions if edition.rendition == "digest")

    def digest_notice(self) -> str:
        """What every surface says while a digest answers, and where the original is."""
        where = "; ".join(f"{source.title}, {source.landing_page}" for source in self.digests if source.landing_page)
        return (
            "This answer rests on the starter digest: our summary, not the source's words, so nothing here is a quotation. "
            f"Run `make refresh` to get the full documents. The originals: {where}."
        )
