"""A place in the documents, as the maintained tables name it."""

from __future__ import annotations

from functools import cache

from corpus.models import Passage, Source, Value
from corpus.references import is_named
from corpus.sources import load_sources


class Place(Value):
    """A source and one of its paragraphs; a long heading in a reference may be cut to its first words: "There are few … ¶4"."""

    source_id: str
    paragraph: str

    def is_named(self, reference: str) -> bool:
        return is_named(self.paragraph, reference) or is_named(reference, self.paragraph)

    def is_in(self, passage: Passage) -> bool:
        return passage.source_id == self.source_id and any(map(self.is_named, passage.references))

    def in_words(self, *, dated: bool = False) -> str:
        """How people name it: "Managing Public Money, 7.5.4", with its known date "Managing Public Money (April 2026), 7.5.4"."""
        source = _sources()[self.source_id]
        date = f" ({source.editions[-1].title})" if dated and source.editions else ""
        return f"{source.short_title}{date}, {self.paragraph}"


@cache
def _sources() -> dict[str, Source]:
    return {source.source_id: source for source in load_sources()}
