"""Hits → statements without a language model: the fewest sentences that answer, each as it stands in its source (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.stretches import SENTENCE, Span, Stretch, count_words, stretches, with_more
from index.result import SearchResult

# Over the tune half (2026-11-26): a passage of up to 100 words quoted whole, and a further one only from .90 of the best on, give
# citation recall .819, precision .640, key facts .535 and 119 words in the median; up to 45 words, from .85 on, five statements:
# .817, .572, .469 and 116. From .92 on: .812, .662, .526 and a needed warning less. With 150 words in all recall is .788.
# Beside what see_also.py names, three statements at most would cite as much that is wanted, in 109 words instead of 122, and
# would lose a needed warning, .007 key facts, and the sentence that says what a senior responsible owner is (2026-11-27).
READ = 6  # hits whose sentences are weighed
STATEMENTS = 4  # at most, so that an answer is read in half a minute
WORDS = 170  # of all statements together, once there are two
HISTORIC = 0.95  # what the score of a historic passage counts when the past is not asked for
NEAR_BEST = 0.9  # a further hit speaks only when its score is this share of the first one's
OTHER_TIME = 0.82  # and this share for the other time, where past and present are compared; tune half: .84 to .92 are right
MORE = 0.015  # what a further sentence of the first thing's passage must add
MORE_SENTENCES = 3  # of them at most
FURTHER_SHORT = 30  # words up to which a passage is quoted whole after the first thing


@dataclass(frozen=True)
class Selection:
    """What one statement quotes: places in the text of one hit."""

    hit: int
    spans: tuple[Span, ...]


def select_from(question: str, found: SearchResult, hit: int) -> Selection | None:
    """The best stretch of one hit, whatever the others say; None for a hit without sentences."""
    options = stretches(question, found, found.whole, [hit])
    return Selection(hit, options[0].spans) if options else None


def select(
    question: str, found: SearchResult, is_historic: Sequence[bool], wants_past: bool, wants_both: bool = False
) -> list[Selection]:
    """Selections in the order in which they should be read; empty only when there are no hits.

    For each part of the question the passage that answers it best; then whichever sentence adds most to what has been met so far.
    How well a sentence meets the question is MaxSim over its own tokens, together with its passage's score, so that a good
    sentence of a bad passage does not win. `is_historic` tells it of each hit: unless the past is asked for, what is historic
    stands back, and is not added to what is in force. With `wants_both` the best of either speaks, if one is near.
    """
    standing = [HISTORIC if old and not wants_past else 1.0 for old in is_historic]
    picked = _Picked(found, is_historic, wants_past)
    read = range(min(READ, len(found.hits)))
    for part in found.parts:
        options = stretches(question, found, part, read)
        best = max(options, key=lambda option: standing[option.hit] * option.worth, default=None)
        if best:
            picked.add(best, must_be_near=False)
    if not picked.selections:
        return []
    if wants_both:
        spoken = {is_historic[one.hit] for one in picked.selections}
        near = OTHER_TIME * found.hits[0].score
        silent = [n for n, hit in enumerate(found.hits) if is_historic[n] not in spoken and hit.score >= near]
        options = stretches(question, found, found.whole, silent, short=FURTHER_SHORT)
        if options:
            picked.add(max(options, key=lambda option: option.worth), must_be_near=False)
    options = stretches(question, found, found.whole, read, short=FURTHER_SHORT)
    while options and len(picked.selections) < STATEMENTS:
        best = max(
            options, key=lambda option: standing[option.hit] * found.hits[option.hit].score + SENTENCE * picked.gain(option)
        )
        options.remove(best)
        picked.add(best, must_be_near=True)
    return picked.selections


class _Picked:
    """What has been chosen so far, and how well it meets the words of the question."""

    def __init__(self, found: SearchResult, is_historic: Sequence[bool], wants_past: bool) -> None:
        self._found, self._is_historic, self._wants_past = found, is_historic, wants_past
        self._met = np.zeros(len(found.whole.weights))
        self._words = 0
        self.selections: list[Selection] = []

    def gain(self, option: Stretch) -> float:
        """How much better the question's words are met with this stretch than without, 0 to 1."""
        return float(self._found.whole.weights @ np.maximum(option.met - self._met, 0.0))

    def holds(self, hit: int) -> bool:
        """Whether this paragraph speaks already: a second piece of it might show more than its licence allows."""
        passages = [self._found.hits[chosen.hit].passage for chosen in self.selections]
        return self._found.hits[hit].passage.paragraph_id in {passage.paragraph_id for passage in passages}

    def add(self, option: Stretch, must_be_near: bool) -> None:
        """Takes the stretch in, unless its paragraph speaks already, the answer grows too long, or old would blend with new;
        with `must_be_near` also unless its passage is nearly as good as the first."""
        if self.selections:
            first = self.selections[0].hit
            is_near = self._found.hits[option.hit].score >= NEAR_BEST * self._found.hits[first].score
            has_room = self._words + count_words(option.text, option.spans) <= WORDS
            blends = not self._wants_past and self._is_historic[option.hit] and not self._is_historic[first]
            if (must_be_near and not is_near) or not has_room or blends or self.holds(option.hit):
                return
        more = 0 if self.selections else MORE_SENTENCES
        spans, self._met = with_more(option, self._met, self._found, WORDS - self._words, more, MORE)
        self.selections.append(Selection(option.hit, spans))
        self._words += count_words(option.text, spans)
