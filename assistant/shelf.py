"""The documents on the shelf: what is held of each source, its parts, and how much of a paragraph a reader may see (pure).

Where the licence allows a full reading, every paragraph is shown; elsewhere the headings, our own summaries, and of the one
paragraph that was asked for a short quotation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby

from assistant.cite import page_address, pinpoint, shown_within
from assistant.paragraphs import referred_to
from corpus.models import Document, Edition, Licence, Paragraph, Source, Value
from corpus.references import is_named

LONGEST_PART = 120  # paragraphs: a chapter with more is shown heading by heading, so that a page stays quick to draw and to read
NEAR = 3
LIKE = 0.5  # half of the letters in a row: "managing-public" is like "hmt-managing-public-money", "green" is not


class Part(Value):
    """A chapter, or one heading of a long one. `number` counts from 1 in reading order; `depth` headings lead to it."""

    number: int
    title: str
    depth: int
    paragraphs: tuple[Paragraph, ...]


class Volume:
    """One edition of a source, open for reading. `summaries` are ours, by reference (corpus/at_hand.py)."""

    def __init__(self, source: Source, edition: Edition, document: Document, summaries: dict[str, str] | None = None) -> None:
        self.source, self.edition = source, edition
        self.paragraphs = with_notes_in_place(document.paragraphs)
        self.summaries = summaries or {}

    @property
    def is_digest(self) -> bool:
        return self.edition.rendition == "digest"

    @property
    def licence(self) -> Licence | None:
        """The one that what is shown stands under; none for our own digest."""
        return None if self.is_digest else self.source.licence

    @property
    def is_read_whole(self) -> bool:
        """Whether every paragraph may be shown, one after the other."""
        return self.is_digest or may_be_read_whole(self.source)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.paragraphs, self.source.short_title)

    def shown(self, paragraph: Paragraph) -> str:
        """As much of the paragraph as the licence lets us show."""
        return shown_within(self.licence, paragraph.text)

    def pinpoint(self, paragraph: Paragraph) -> str:
        return pinpoint(self.source, self.edition, paragraph.reference, paragraph.page)

    def address(self, page: int | None = None) -> str | None:
        """Its official address, at that page where the file has pages."""
        return page_address(self.source, self.edition, page)

    def named(self, reference: str) -> tuple[Paragraph, ...]:
        """What a reference names, however it is typed, in reading order: a box with its parts. Empty for none."""
        if named := referred_to(reference, self.paragraphs):
            return tuple(named)
        return tuple(p for p in self.paragraphs if any(is_named(reference, name) for name in p.references))[:1]

    def near(self, reference: str) -> tuple[Paragraph, ...]:
        """The paragraphs whose references are most like one that does not exist, the likest first."""
        likest = sorted(self.paragraphs, key=lambda paragraph: _unlikeness(reference, paragraph.reference))
        return tuple(likest[:NEAR])

    def part_with(self, paragraph: Paragraph) -> Part:
        """Raises LookupError for a paragraph of another volume."""
        part = next((part for part in self.parts if paragraph in part.paragraphs), None)
        if part is None:
            raise LookupError(f"{paragraph.reference} is not in {self.source.title} ({self.edition.title}).")
        return part


def may_be_read_whole(source: Source) -> bool:
    """Whether the licence lets us show the source's own text without a limit. A source without a licence is only quoted."""
    return source.licence is not None and source.licence.quotation_limit is None


def in_force(editions: Sequence[Edition]) -> Edition:
    """The newest that was not superseded, else the newest."""
    return max(editions, key=lambda edition: (edition.status != "superseded", edition.edition_id))


def parts_of(paragraphs: Sequence[Paragraph], untitled: str) -> tuple[Part, ...]:
    """The parts in reading order. What stands under no heading is called `untitled`."""
    cut = [(trail, tuple(held)) for trail, held in _cut(paragraphs, 1)]
    return tuple(
        Part(number=number, title=trail[-1] if trail else untitled, depth=len(trail), paragraphs=held)
        for number, (trail, held) in enumerate(cut, 1)
    )


def near_sources(wanted: str, sources: Iterable[Source]) -> tuple[Source, ...]:
    """Sources whose id or title is like one that does not exist, the likest first; empty when none is at all like it."""
    liked = [(max(_likeness(wanted.casefold(), name.casefold()) for name in _names(source)), source) for source in sources]
    likest = sorted((one for one in liked if one[0] >= LIKE), key=lambda one: -one[0])
    return tuple(source for _, source in likest[:NEAR])


def with_notes_in_place(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Each footnote behind the paragraph that calls it, wherever the print has it: at the foot of a page or at the very end."""
    callers = {paragraph.reference for paragraph in paragraphs}
    notes: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.attached_to in callers:
            notes[paragraph.attached_to].append(paragraph)
    called = (paragraph for paragraph in paragraphs if paragraph.attached_to not in callers)
    return tuple(held for paragraph in called for held in (paragraph, *notes.get(paragraph.reference, ())))


def _names(source: Source) -> tuple[str, ...]:
    return source.source_id, source.short_title, source.title


def _cut(paragraphs: Sequence[Paragraph], depth: int) -> Iterable[tuple[tuple[str, ...], list[Paragraph]]]:
    """Runs of paragraphs under one heading, cut at the next deeper heading where a run is too long and has one."""
    for trail, run in groupby(paragraphs, key=lambda paragraph: paragraph.headings[:depth]):
        held = list(run)
        if len(held) > LONGEST_PART and any(len(paragraph.headings) > depth for paragraph in held):
            yield from _cut(held, depth + 1)
        else:
            yield trail, held


def _unlikeness(wanted: str, reference: str) -> tuple[float, float, float]:
    """Smaller is liker: the same beginning counts first, as with "7.6.9" and "7.6.2", then the nearest number after it."""
    wanted, reference = wanted.casefold(), reference.casefold()
    steps, others = _steps(wanted), _steps(reference)
    shared = next((n for n, (a, b) in enumerate(zip(steps, others, strict=False)) if a != b), min(len(steps), len(others)))
    ahead = [part[shared] if len(part) > shared else "0" for part in (steps, others)]
    apart = abs(int(ahead[0]) - int(ahead[1])) if all(part.isdecimal() for part in ahead) else 1e6
    return -shared, apart, -_likeness(wanted, reference)


def _steps(reference: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", reference)[:12]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:200], other[:200]).ratio()
