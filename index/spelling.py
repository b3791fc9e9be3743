"""Typing errors in terms of the corpus, mended before the search: "acounting oficer" finds accounting officers (pure)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from index.lexical import STOP_WORDS

SHORTEST = 5  # letters: shorter words have too many neighbours
LONG = 8  # letters from which two slips are mended, below it one
SEEN = 2  # times that a word must stand in the corpus to be what somebody meant

_WORD = re.compile(rf"[A-Za-z]{{{SHORTEST},}}")


class Spelling:
    """Knows the words of a corpus: its passages, and the questions that they answer."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._count = Counter(word for text in texts for word in re.findall(r"[a-z]+", text.lower()))
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word, count in self._count.items():
            if count >= SEEN and len(word) >= SHORTEST and word not in STOP_WORDS:
                self._by_length[len(word)].append(word)

    def mended(self, question: str) -> str:
        """The question with each misspelt term of the corpus spelt right; words that are English or stand in the corpus, and
        names inside a sentence, stay as they are."""

        def mend(match: re.Match) -> str:
            word = match[0]
            is_name = not word.islower() and question[: match.start()].strip(" \"'“‘([") != ""
            if is_name or word.lower() in self._count or _is_english(word.lower()):
                return word
            return self._nearest(word.lower()) or word

        return _WORD.sub(mend, question)

    def _nearest(self, word: str) -> str | None:
        """The commonest of the corpus's words at the fewest slips: a letter missed, added, changed, or two exchanged."""
        from rapidfuzz.distance import OSA

        slips = 1 if len(word) < LONG else 2
        near = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            for term in self._by_length.get(length, ()):
                if term[0] == word[0] and (distance := OSA.distance(word, term, score_cutoff=slips)) <= slips:
                    near.append((distance, -self._count[term], term))
        return min(near)[2] if near else None


def _is_english(word: str) -> bool:
    return word in _english()


@cache
def _english():
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
