"""Finding words inside one document, without a model: as in a book's index, every paragraph that holds them (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.paragraphs import referred_to
from corpus.models import Paragraph, Value
from index.lexical import stems
from index.references import references_in

How = Literal["reference", "phrase", "every word", "some words", "letters"]
_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]')
_WORD = re.compile(r"\w+(?:[.’'-]\w+)*")
LONGEST = 200  # characters of what is looked for: more is no search inside a document


class FoundInside(Value):
    """What was found and how: `paragraphs` with the words side by side first, then in reading order.

    reference: the words name these paragraphs. phrase: what stood in quotation marks, exactly. every word: each of them, in
    whatever form ("department" finds "departments"). some words: no paragraph holds them all, these hold most. letters: words
    that are too common to look for one by one, as they are typed.
    """

    asked: str
    how: How
    paragraphs: tuple[Paragraph, ...]


class Inside:
    """The paragraphs of one document, ready to be searched."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = tuple(paragraphs)
        self._stems = [stems(text) for text in _with_headings(paragraphs)]
        self._held = [frozenset(held) for held in self._stems]

    def find(self, asked: str) -> FoundInside:
        asked = " ".join(asked.split())[:LONGEST]
        if named := self._named(asked):
            return FoundInside(asked=asked, how="reference", paragraphs=named)
        if quoted := _QUOTED.search(asked):
            return FoundInside(asked=asked, how="phrase", paragraphs=self._with_letters(quoted[1]))
        wanted = stems(asked)
        if not wanted:
            return FoundInside(asked=asked, how="letters", paragraphs=self._with_letters(asked) if asked else ())
        return self._with_words(asked, wanted)

    def _named(self, asked: str) -> tuple[Paragraph, ...]:
        """Only where nothing but a reference is typed: "7.6" among other words may be a figure."""
        rest = asked
        for name in re.findall(r"[\w.]+", " ".join(references_in(asked))):
            rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
        if re.sub(r"\b(paragraphs?|paras?)\b|[\W_]", "", rest, flags=re.IGNORECASE) and not any(
            asked.casefold() in (name.casefold() for name in paragraph.references) for paragraph in self._paragraphs
        ):
            return ()
        return tuple(referred_to(asked, self._paragraphs)) if asked else ()

    def _with_letters(self, phrase: str) -> tuple[Paragraph, ...]:
        wanted = " ".join(phrase.split()).casefold()
        return tuple(p for p in self._paragraphs if wanted in " ".join(p.text.split()).casefold())

    def _with_words(self, asked: str, wanted: list[str]) -> FoundInside:
        counts = [len(held.intersection(wanted)) for held in self._held]
        most = max(counts, default=0)
        every = most == len(set(wanted))
        places = [place for place, count in enumerate(counts) if count == most] if most else []
        places.sort(key=lambda place: not _in_a_row(wanted, self._stems[place]))
        return FoundInside(
            asked=asked,
            how="every word" if every or not most else "some words",
            paragraphs=tuple(self._paragraphs[place] for place in places),
        )


def words_found(text: str, found: FoundInside) -> Iterator[tuple[int, int]]:
    """Where in the text the words stand that it was found by, in order; nothing where it was found by its reference."""
    if found.how in ("phrase", "letters"):
        quoted = _QUOTED.search(found.asked)
        phrase = r"\s+".join(re.escape(word) for word in (quoted[1] if quoted else found.asked).split())
        if phrase:
            yield from (match.span() for match in re.finditer(phrase, text, re.IGNORECASE))
    elif found.how != "reference":
        wanted = set(stems(found.asked))
        yield from (match.span() for match in _WORD.finditer(text) if wanted.intersection(stems(match[0])))


def _with_headings(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The text of each paragraph, the first under a heading with that heading: who looks for what a heading says is led to it."""
    trail: tuple[str, ...] = ()
    for paragraph in paragraphs:
        fresh = paragraph.headings if paragraph.headings != trail else ()
        yield "\n".join((*fresh[-1:], paragraph.text))
        trail = paragraph.headings


def _in_a_row(wanted: Sequence[str], held: Sequence[str]) -> bool:
    size = len(wanted)
    return size > 1 and any(list(held[n : n + size]) == list(wanted) for n in range(len(held) - size + 1))
