"""A cited paragraph in its place in the document, as much of it as its licence lets us show (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cite import pinpoint, shown_within
from assistant.library import Library
from assistant.models import Answer, Citation, FoundPassage
from corpus.models import Document, Edition, Paragraph, Source, Value
from corpus.references import is_named

NEIGHBOURS = 2  # before and after


class Neighbour(Value):
    """A paragraph beside the one that is shown. `text` is empty where the licence allows short quotations only: what is quoted is
    what was asked for, and its neighbours are named."""

    reference: str
    text: str


class InPlace(Value):
    """What is known of a citation's place. `words` are those to be marked in `passage`; `page` is where they begin.

    `may_be_read` says that the licence lets us show all of the document, its pages too.
    """

    source: Source
    edition: Edition
    paragraph: str
    page: int | None
    passage: str
    words: str

    @property
    def is_digest(self) -> bool:
        return self.edition.rendition == "digest"

    @property
    def may_be_read(self) -> bool:
        licence = self.source.licence
        return not self.is_digest and licence is not None and licence.quotation_limit is None

    @property
    def pinpoint(self) -> str:
        return pinpoint(self.source, self.edition, self.paragraph, self.page)


def place_cited(citation: Citation, answer: Answer, library: Library) -> InPlace:
    """Raises LookupError when the library no longer holds the edition."""
    source, edition = library.cited(citation)
    speaking = (said.text for said in answer.statements if citation.marker in said.citations and said.group != "see-also")
    words = citation.quote or "\n".join(speaking)
    return InPlace(
        source=source, edition=edition, paragraph=citation.paragraph, page=citation.page, passage=citation.passage, words=words
    )


def place_found(hit: FoundPassage, library: Library) -> InPlace:
    """Of a passage that was found and answers nothing, so that no words of it stand out. Raises LookupError likewise."""
    source, edition = library.found(hit)
    return InPlace(source=source, edition=edition, paragraph=hit.paragraphs[0], page=hit.page, passage=hit.text, words="")


def neighbours(shown: InPlace, document: Document) -> tuple[tuple[str, ...], list[Neighbour], list[Neighbour]]:
    """(headings over the paragraph, those before it, those after it); notes at the foot are no neighbours. Empty where the
    document has no such paragraph."""
    running = [p for p in document.paragraphs if p.kind != "footnote" or p.reference == shown.paragraph]
    at = next((n for n, p in enumerate(running) if is_named(shown.paragraph, p.reference)), None)
    if at is None:
        return (), [], []
    before, after = running[max(0, at - NEIGHBOURS) : at], running[at + 1 : at + 1 + NEIGHBOURS]
    return running[at].headings, [_neighbour(p, shown) for p in before], [_neighbour(p, shown) for p in after]


def whole_paragraph(shown: InPlace, document: Document) -> str:
    """All of a paragraph of which only a piece was found, where all of it may be shown; else the piece."""
    if not (shown.may_be_read or shown.is_digest):
        return shown.passage
    named = (p.text for p in document.paragraphs if is_named(shown.paragraph, p.reference))
    return next(named, shown.passage)


def paragraphs_on(page: int, document: Document) -> Sequence[Paragraph]:
    """What a page prints, paragraph by paragraph, each as much of it as stands there: what is read instead of its picture."""
    return [part for p in document.paragraphs if (part := _part_on(page, p))]


def _part_on(page: int, paragraph: Paragraph) -> Paragraph | None:
    starts = [(0, paragraph.page), *paragraph.page_starts]
    ends = [start for start, _ in starts[1:]] + [len(paragraph.text)]
    texts = [paragraph.text[start:end] for (start, on), end in zip(starts, ends, strict=True) if on == page]
    text = "".join(texts).strip().removesuffix("•").strip()
    return paragraph.model_copy(update={"text": text}) if text else None


def _neighbour(paragraph: Paragraph, shown: InPlace) -> Neighbour:
    if shown.is_digest:
        return Neighbour(reference=paragraph.reference, text=paragraph.text)
    text = shown_within(shown.source.licence, paragraph.text) if shown.may_be_read else ""
    return Neighbour(reference=paragraph.reference, text=text)
