"""The values of the corpus room: what the guidance says and where it came from.

All are frozen: a changed document is a new edition, never an edited one.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Authority = Literal["rules", "audit", "government", "parliamentary", "think-tank", "press"]
Status = Literal["current", "superseded", "historic"]
Rendition = Literal["full", "digest"]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Kind = Literal["prose", "box", "table", "figure", "footnote"]


class Value(BaseModel):
    """A frozen value; an unknown field is an error, so that a misspelt key never passes unseen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Licence(Value):
    """What a publisher allows. `quotation_limit` is the most words of one paragraph that may be shown; None means all of it."""

    name: str
    attribution: str
    quotation_limit: int | None = None


class Reading(Value):
    """What a reader has to be told about one source, because the print does not say it.

    `numbered_parts` maps a heading to the word that goes before the numbers under it ("Appendix One" -> "Appendix"), where one
    document counts from 1 more than once. `plain_numbers` admits paragraph numbers without a dot ("17").
    `body_from` and `body_until` are how the lines begin, marks and all, with which the body begins and what follows it begins.
    `numbered_entries` maps the word of entries printed as "Conclusion 8: …" to how their last line begins ("By when"); an entry
    printed more than once counts where it stands last, the others being contents.
    `named_entries` maps a heading to the word that goes before the names of the entries under it: titled, or abbreviations.
    `bare_figure_numbers` says that captions of figures are printed as "3 Five initiatives", without the word.
    """

    numbered_parts: dict[str, str] = Field(default_factory=dict)
    plain_numbers: bool = False
    body_from: str | None = None
    body_until: str | None = None
    numbered_entries: dict[str, str] = Field(default_factory=dict)
    named_entries: dict[str, str] = Field(default_factory=dict)
    bare_figure_numbers: bool = False


class Fetching(Value):
    """What a fetcher has to be told about one source, because no page says it.

    `titled`: words that the title or the address of the wanted file holds, every one of them, where a page lists several.
    `preferred`: the form to take where a source comes in two; a PDF has pages to cite.
    `page_is_the_document`: the landing page is itself what is read, as with an article.
    """

    titled: str = ""
    preferred: Literal["pdf", "html"] = "pdf"
    page_is_the_document: bool = False


# An id is the name of a folder too: nothing in it may lead out of its place.
Id = Annotated[str, Field(pattern=r"^[a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*$")]


class Edition(Value):
    """One state of one source. `title` is what people call it ("April 2026").

    Dates are as exact as the print gives them: "2001", "2021-03" or "2026-04-16"; they sort as text. `edition_id` is the date, so
    editions sort too. `withdrawn` is what the publisher says about having withdrawn it. `valid_from` and `valid_to` are for
    sources in force during a time; a report has only its date.
    """

    source_id: Id
    edition_id: Id
    title: str
    published: PartialDate
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    status: Status = "current"
    file_address: str | None = None
    sha256: str | None = None
    retrieved_at: datetime | None = None
    withdrawn: str | None = None
    rendition: Rendition = "full"

    def is_in_force_on(self, date: str) -> bool:
        """Whether this was the edition to go by on an ISO date; a report counts from its publication on."""
        begins = self.valid_from or self.published
        return begins <= date and (self.valid_to is None or date < self.valid_to)


class Source(Value):
    """A document that exists, whether its text is held or only its title and topics are known.

    `series` is the number it is cited by ("HC 1659"). `note` is said wherever the source is listed.
    """

    source_id: Id
    title: str
    short_title: str
    publisher: str
    authority: Authority
    held: bool = True
    series: str = ""
    landing_page: str | None = None
    licence: Licence | None = None
    topics: tuple[str, ...] = ()
    note: str = ""
    reading: Reading = Reading()
    fetching: Fetching = Fetching()
    editions: tuple[Edition, ...] = ()


class Paragraph(Value):
    """The unit that is cited: one numbered paragraph, box, table, figure, footnote, or prose block of a text without numbers.

    `text` keeps the source's words; a line break in it parts list items or table rows, and list items begin with "• ".
    `page_starts` are (place in the text, page) for each page after the first that it runs on to.
    `part_of` names what also counts as found when this is found ("Box 7.3" for "Box 7.3, Model 3").
    `attached_to` is, for a footnote, the reference of the paragraph that calls it.
    """

    reference: str
    part_of: str | None = None
    attached_to: str | None = None
    headings: tuple[str, ...] = ()
    page: int | None = None
    last_page: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    kind: Kind = "prose"
    text: str

    @property
    def references(self) -> tuple[str, ...]:
        return (self.reference, self.part_of) if self.part_of else (self.reference,)


class Document(Value):
    """A file as read: its paragraphs in reading order, and what the reading report needs to say how complete they are.

    `body_words` counts the words that the file holds on its body pages, as an extractor saw them before any paragraph was made.
    `reading` is the state of the readers that read it (`corpus.readers.READING`).
    """

    source_id: str
    reading: int = 0
    edition_title: str | None = None
    page_count: int | None = None
    pages_without_text: tuple[int, ...] = ()
    body_words: int = 0
    paragraphs: tuple[Paragraph, ...]


class Passage(Value):
    """What is searched and shown: a paragraph, or a piece of a long one. `text` may be quoted, as far as the licence goes.

    `page` is where it begins, `page_starts` where in the text each further page does.
    `questions` are those that its paragraph answers, in our words: further keys to find it by, never shown as the source's.
    """

    source_id: str
    edition_id: str
    references: tuple[str, ...]
    ordinal: int = 1
    title: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    kind: Kind = "prose"
    rendition: Rendition = "full"
    text: str
    questions: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        return self.references[0]

    @property
    def passage_id(self) -> str:
        return f"{self.source_id}/{self.edition_id}/{self.rendition}/{self.reference}/{self.ordinal}"

    @property
    def paragraph_id(self) -> tuple[str, str, str]:
        """Which paragraph it is, or is a piece of."""
        return self.source_id, self.edition_id, self.reference

    def page_at(self, place: int) -> int | None:
        """The page on which the text stands at a place in it; None where the rendition has no pages.

        A new page begins with the words of a list's item: the mark before them is no word of the page before.
        """
        place += 2 * self.text.startswith("• ", place)
        return next((page for start, page in reversed(self.page_starts) if start <= place), self.page)

    def embedding_text(self) -> str:
        """What the embedding model reads: title > headings > text."""
        return f"{self.embedding_prefix()}{self.text}"

    def embedding_prefix(self) -> str:
        return " > ".join((self.title, *self.headings)) + " > "

    @property
    def content_hash(self) -> str:
        return text_hash(self.embedding_text())


def text_hash(text: str) -> str:
    """Sixteen hexadecimal digits that stay the same when only white space changes."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]
