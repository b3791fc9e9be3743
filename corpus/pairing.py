"""Which paragraph of a new edition is which of the old one, by their words and references (pure).

Everything here is symmetrical: with the editions exchanged the same paragraphs are paired.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from corpus.models import Paragraph, text_hash

STILL_THE_PARAGRAPH = 0.35  # share of words kept under the same reference; less than that and one was removed, another added
NEARLY_THE_SAME = 0.75  # share of words kept under another reference; two paragraphs on one matter often share half of theirs
_RUN = 3  # words in a row by which likely pairs are found
_COMMON = 12  # paragraphs of one edition: a run in more of them ("the accounting officer should") tells nothing
_RUNS_OF_A_PARAGRAPH = 400  # enough to know it by; a table may have thousands


class Pair(NamedTuple):
    """Places in the two editions. `same_words`: equal but for white space."""

    old: int
    new: int
    same_words: bool


def pair_paragraphs(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]) -> list[Pair]:
    """Pairs in no order; each paragraph is in at most one. First equal words under one reference, then equal words anywhere, then
    the likest."""
    pairing = _Pairing(old, new)
    pairing.pair_equal(with_reference=True)
    pairing.pair_equal(with_reference=False)
    pairing.pair_likest()
    return pairing.pairs


class _Pairing:
    def __init__(self, old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]) -> None:
        self.old, self.new = old, new
        self.old_hashes = [text_hash(paragraph.text) for paragraph in old]
        self.new_hashes = [text_hash(paragraph.text) for paragraph in new]
        self.open_old, self.open_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
        self.pairs: list[Pair] = []

    def pair_equal(self, with_reference: bool) -> None:
        """Pairs paragraphs of equal words, in order where several are equal."""
        waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in self.open_new:
            waiting[self._key(self.new[place], self.new_hashes[place], with_reference)].append(place)
        for place in list(self.open_old):
            same = waiting[self._key(self.old[place], self.old_hashes[place], with_reference)]
            if same:
                self._pair(place, same.pop(0), same_words=True)

    def pair_likest(self) -> None:
        """Pairs the likest first; of equally like pairs the one that kept its reference, then the one that moved least."""
        candidates = []
        for place, other in self._likely_pairs():
            likeness = _likeness(self.old_words[place], self.new_words[other])
            kept = self.old[place].reference == self.new[other].reference
            if likeness >= (STILL_THE_PARAGRAPH if kept else NEARLY_THE_SAME):
                candidates.append((-likeness, not kept, abs(place - other), place + other, place, other))
        for *_, place, other in sorted(candidates):
            if place in self.open_old and other in self.open_new:
                self._pair(place, other, same_words=False)

    def _likely_pairs(self) -> set[tuple[int, int]]:
        """Open paragraphs that have the same reference or share a rare run of words."""
        self.old_words = {place: _words(self.old[place]) for place in self.open_old}
        self.new_words = {place: _words(self.new[place]) for place in self.open_new}
        old_keys, new_keys = _places_by_key(self.old, self.old_words), _places_by_key(self.new, self.new_words)
        return {
            (place, other)
            for key, places in old_keys.items()
            if len(places) <= _COMMON and len(new_keys.get(key, ())) <= _COMMON
            for place in places
            for other in new_keys.get(key, ())
        }

    def _pair(self, place: int, other: int, same_words: bool) -> None:
        self.pairs.append(Pair(place, other, same_words))
        del self.open_old[place], self.open_new[other]

    @staticmethod
    def _key(paragraph: Paragraph, its_hash: str, with_reference: bool) -> tuple[str, str]:
        return (paragraph.reference if with_reference else "", its_hash)


def _words(paragraph: Paragraph) -> Counter[str]:
    return Counter(paragraph.text.lower().split())


def _likeness(words: Counter[str], others: Counter[str]) -> float:
    """Share of the words of both that both have (Dice): 1.0 for the same words, 0.5 where half of each is in the other."""
    return 2 * (words & others).total() / (words.total() + others.total() or 1)


def _places_by_key(paragraphs: tuple[Paragraph, ...], open_words: dict[int, Counter[str]]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in open_words:
        words = paragraphs[place].text.lower().split()
        runs = {tuple(words[n : n + _RUN]) for n in range(min(max(1, len(words) - _RUN + 1), _RUNS_OF_A_PARAGRAPH))}
        for key in {("reference", "=", paragraphs[place].reference, "")} | runs:
            places[key].append(place)
    return places
