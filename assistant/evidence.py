"""Is there an answer in what was found, and if not, what is missing? (pure)"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.library import Library
from assistant.models import Outcome
from assistant.signals import missing_from, signals
from corpus.models import Value
from index.result import SearchResult
from index.weighing import load_weighing

WEIGHTS_FILE = Path(__file__).with_name("answerable.json")
# Cosine of the nearest passage or question key. Of 146 answerable golden questions of the tune half the lowest was at .353, a
# misspelt one. Of 16 questions about cooking, football, passwords and the like ten lie below .34 and six above, up to .577: those
# that name a permanent secretary or an accounting officer, among others, pass for ours (full text, 2026-11-22).
ENOUGH = 0.34
SOMETHING_ELSE = 0.30
# What is nearly a question that a paragraph answers stands near to its near misses too: from this score on only what is very
# improbable is refused. From .82 instead of .86 on, of 350 questions of other writers that the documents answer (python -m
# evals.plain) 339 are answered instead of 337, and of 190 that they do not answer 125 instead of 130 are left so (2026-11-28,
# with MOST_LIKE at .5 in assistant/signals.py).
NEARLY_ASKED, VERY_IMPROBABLE = 0.82, 0.10
# Cosine from which a question is nearly word for word one that a paragraph is known to answer, if no near miss is nearer. Of 540
# questions of other writers (python -m evals.plain) 50 that are answered lie there and 2 that are not; 4 of the 50 were refused
# without it, "By how much did rough sleeping fall between 1998 and 2001?" among them (2026-11-28).
ASKED_BEFORE = 0.90
SPOKEN_OF = 0.5  # MaxSim of a part with what is cited, below which it counts as not answered


class Judgement(Value):
    """How a question ends. `missing` is what is asked for and not in the nearest passages, in words; `probability` is that the
    passages found answer the question, None where that was not weighed."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    comes_close: bool = False
    probability: float | None = None


def judge(question: str, found: SearchResult, library: Library) -> Judgement:
    """Answered, or no evidence (coming close, or nothing near), or declined as about something else.

    A question that names a paragraph is answered with it.
    """
    if not found.asked:  # limits left nothing to look in
        return Judgement(outcome="no_evidence")
    is_named = bool(found.hits) and "reference" in found.hits[0].found_by
    if not is_named and (not found.hits or found.nearest_cosine < ENOUGH):
        return Judgement(outcome="no_evidence" if found.nearest_cosine >= SOMETHING_ELSE else "declined")
    weighing = load_weighing(WEIGHTS_FILE)
    probability = weighing.probability(signals(question, found, library))
    is_nearly_asked = found.hits[0].score >= NEARLY_ASKED
    if is_named or _was_asked_before(found) or probability >= (VERY_IMPROBABLE if is_nearly_asked else weighing.threshold):
        return Judgement(outcome="answered", probability=probability)
    return Judgement(outcome="no_evidence", missing=missing_from(question, found), comes_close=True, probability=probability)


def _was_asked_before(found: SearchResult) -> bool:
    unanswered = found.unanswered.cosine if found.unanswered else 0.0
    return found.nearest_cosine >= max(ASKED_BEFORE, unanswered)


def unanswered_parts(found: SearchResult, cited: Sequence[int]) -> tuple[str, ...]:
    """Parts of a question of several that nothing cited speaks of."""
    return tuple(
        part.text
        for part in found.asked[1:]
        if max((float(part.weights @ part.met[hit]) for hit in cited), default=0.0) < SPOKEN_OF
    )
