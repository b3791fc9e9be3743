"""How completely an edition was read: what a person checks after a refresh (pure)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from pydantic import Field

from corpus.file_words import FilePage, count_words, words_of
from corpus.models import Document, Edition, Paragraph, Passage, Source, Value
from corpus.numbering import is_numbered, is_printed, missing_numbers, repeated

ENOUGH = 0.99  # share of the body's words that must be in some passage
ENOUGH_OF_A_PAGE = 0.9  # of one page: a table whose cells were parted otherwise costs a page a few words, a lost block more
FRONT = 0.05  # most of the file's words that cover, imprint and contents may hold: 0.003 in Managing Public Money
FRONT_WORDS = 300  # and however short the file is, so many they may: a page of contents
_PAGE_WITH_TEXT = 10  # words: fewer are a page number or the title of a part
_RUN = 3  # words in a row: a line of which no such run is in any passage is lost, whatever the sum of the words says
_NAMED_WORDS, _NAMED_LOST = 8, 20


class ReadingReport(Value):
    """What was found in one edition and what was not.

    `counts` are of paragraphs: numbered, other prose, box, part of a box, table, figure, footnote. `words` are those of the body,
    by another route than the reader's; `held` of them are in some passage or its headings, `lost_words` are the commonest others.
    `missing` numbers are printed, `absent` ones are not in the file either. `to_look_at` are lines for a person; with none of
    them the reading is in order.
    """

    source_id: str
    edition_id: str
    edition: str
    counts: dict[str, int]
    words: int
    held: int
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    pages_without_text: tuple[int, ...] = ()
    pages_hardly_read: tuple[int, ...] = ()
    lost_lines: tuple[str, ...] = ()
    lost_words: dict[str, int] = Field(default_factory=dict)
    loose_footnotes: tuple[str, ...] = ()
    front_pages: int = 0
    front_words: int = 0
    to_look_at: tuple[str, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of the body's words that reached a passage, 0 to 1."""
        return self.held / self.words if self.words else 0.0


def report_on(
    source: Source, edition: Edition, document: Document, passages: Sequence[Passage], pages: Sequence[FilePage]
) -> ReadingReport:
    """The report on one stored edition. `pages` is the file's own text (corpus/file_words.py)."""
    front, body = _front_and_body(document, pages)
    said = _words_that_reached_a_passage(document, passages)
    words = sum((count_words(page.text) for page in body), Counter())
    lost = words - sum(said, Counter())
    references = [paragraph.reference for paragraph in document.paragraphs]
    text = "\n".join(page.text for page in pages)
    missing = missing_numbers(references)
    known = set(references)
    report = ReadingReport(
        source_id=source.source_id,
        edition_id=edition.edition_id,
        edition=edition.title,
        counts=dict(Counter(_kind(paragraph) for paragraph in document.paragraphs)),
        words=words.total(),
        held=words.total() - lost.total(),
        missing=tuple(number for number in missing if is_printed(number, text)),
        absent=tuple(number for number in missing if not is_printed(number, text)),
        repeats=tuple(repeated(references)),
        pages_without_text=tuple(page.number for page in body if page.number and not words_of(page.text)),
        pages_hardly_read=_pages_hardly_read(document, said, body),
        lost_lines=_lost_lines(document, body),
        lost_words=dict(lost.most_common(_NAMED_LOST)),
        loose_footnotes=tuple(p.reference for p in document.paragraphs if p.kind == "footnote" and p.attached_to not in known),
        front_pages=len(front),
        front_words=sum(len(words_of(page.text)) for page in front),
    )
    pictures = [page.number for page in body if page.number in report.pages_without_text and page.has_picture]
    return report.model_copy(update={"to_look_at": tuple(_to_look_at(report, pictures))})


def _to_look_at(report: ReadingReport, pictures: list[int]) -> list[str]:
    lines = []
    if report.coverage < ENOUGH:
        lines.append(f"only {report.coverage:.1%} of the words reached a passage, where {ENOUGH:.0%} should")
    if report.missing:
        lines.append(f"printed, and no paragraph's number: {_few(report.missing)}")
    if report.repeats:
        lines.append(f"more than one paragraph has this reference: {_few(report.repeats)}")
    if report.pages_hardly_read:
        lines.append(f"less than {ENOUGH_OF_A_PAGE:.0%} of these pages reached a passage: {_few(report.pages_hardly_read)}")
    if pictures:
        lines.append(f"pictures without a text layer: pages {_few(pictures)}")
    if report.lost_lines:
        quoted = [f"“{line}”" for line in report.lost_lines]
        lines.append(f"lines that are in no passage ({len(quoted)}): {_few(quoted, 4)}")
    if report.loose_footnotes:
        lines.append(f"attached to nothing: {_few(report.loose_footnotes)}")
    if report.front_words > max(FRONT * (report.front_words + report.words), FRONT_WORDS):
        lines.append(f"{report.front_words:,} words stand before the first paragraph, on {report.front_pages} pages")
    return lines


def _front_and_body(document: Document, pages: Sequence[FilePage]) -> tuple[list[FilePage], list[FilePage]]:
    """Cover, imprint and contents are what stands on pages before that of the first paragraph."""
    first = min((paragraph.page for paragraph in document.paragraphs if paragraph.page), default=1)
    front = [page for page in pages if page.number and page.number < first]
    return front, [page for page in pages if page not in front]


def _words_that_reached_a_passage(document: Document, passages: Sequence[Passage]) -> list[Counter[str]]:
    """For each paragraph the words of it that its passages hold, its reference, and the headings that stand over it first.

    Counted by paragraph, since a long one's passages repeat its lead-in; and headings where they are printed, not each time they
    are said again.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        texts[passage.reference].append(passage.text)
    found, trail = [], ()
    for paragraph in document.paragraphs:
        in_passages = sum((count_words(text) for text in texts[paragraph.reference]), Counter())
        fresh = [heading for n, heading in enumerate(paragraph.headings) if trail[: n + 1] != paragraph.headings[: n + 1]]
        said_above = count_words(" ".join((*fresh, paragraph.reference)))
        found.append((count_words(paragraph.text) & in_passages) + said_above)
        trail = paragraph.headings
    return found


def _pages_hardly_read(document: Document, said: list[Counter[str]], body: list[FilePage]) -> tuple[int, ...]:
    """Pages of which too few words are in the paragraphs that begin on them, or go on to them from the page before."""
    pools: dict[int, Counter[str]] = defaultdict(Counter)
    for paragraph, words in zip(document.paragraphs, said, strict=True):
        for number in range(paragraph.page or 0, (paragraph.last_page or paragraph.page or 0) + 2):
            pools[number] += words + count_words(" ".join(paragraph.headings))
    hardly = []
    for page in body:
        words = count_words(page.text)
        if page.number and words.total() >= _PAGE_WITH_TEXT:
            held = (words & pools[page.number]).total()
            hardly += [page.number] * (held < ENOUGH_OF_A_PAGE * words.total())
    return tuple(hardly)


def _lost_lines(document: Document, body: list[FilePage]) -> tuple[str, ...]:
    """The first words of lines that are in no passage, nor in a heading, with any three words in a row."""
    runs: set[tuple[str, ...]] = set()
    for paragraph in document.paragraphs:
        for text in (paragraph.text, *paragraph.headings, paragraph.reference):
            runs.update(_runs(words_of(text)))
    lines = (words_of(line) for page in body for line in page.text.splitlines())
    return tuple(" ".join(line[:_NAMED_WORDS]) for line in lines if len(line) > _RUN + 1 and runs.isdisjoint(_runs(line)))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}


def _kind(paragraph: Paragraph) -> str:
    if paragraph.kind == "prose":
        return "numbered" if is_numbered(paragraph.reference) else "other prose"
    return "part of a box" if paragraph.kind == "box" and paragraph.part_of else paragraph.kind


def _few(things: Sequence, most: int = 12) -> str:
    more = f" and {len(things) - most} more" if len(things) > most else ""
    return ", ".join(map(str, things[:most])) + more
