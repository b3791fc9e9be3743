"""What a judge's two readings of an answer say (see evals/judge.py), as shares of its points. None where it was not judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from evals.attempts import Attempt
from evals.golden import GoldenQuestion, GoldenValue
from evals.scorers.facts import key_facts


class Judgement(GoldenValue):
    """One reading of an answer: a verdict by point, F1, F2 … for key facts and M1, M2 … for must_not."""

    points: dict[str, Literal["stated", "contradicted", "absent"]]


Readings = Mapping[str, tuple[Judgement, Judgement]]  # by question id; a question that was not judged is not there


def points_of(question: GoldenQuestion) -> dict[str, str]:
    """What a judge is asked about, by name: its key facts as F1, F2 …, then its must_not as M1, M2 …"""
    return _facts(question) | {f"M{number}": claim for number, claim in enumerate(question.must_not, 1)}


def facts_judged(readings: Readings, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Key facts judged stated / key facts, mean of the two readings; None when not judged. One of 2, then 2 of 2: 0.75."""
    return _mean(readings, question, lambda one: [one.points[name] == "stated" for name in _facts(question)])


def contradictions(readings: Readings, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """(Key facts contradicted + must_not stated) / (both listed), mean of the two readings; None when not judged.

    With 2 facts and 1 must_not: one fact contradicted in the first reading, nothing in the second: (1/3 + 0/3) / 2 = 0.1667.
    """
    wrong = {name: "contradicted" if name.startswith("F") else "stated" for name in points_of(question)}
    return _mean(readings, question, lambda one: [one.points[name] == verdict for name, verdict in wrong.items()])


def judged_alike(readings: Readings, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Points with the same verdict in both readings / points; None when not judged. F1 alike, F2 stated, then absent: 0.5."""
    first, second = readings.get(question.id, (None, None))
    return _mean(readings, question, lambda _: [first.points[name] == second.points[name] for name in points_of(question)])


def judged_like_words(readings: Readings, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Key facts on which a reading and `key_facts` agree (both say stated, or neither) / key facts, mean of the two readings.

    By its words the answer below states F1 only. The first reading finds both, 1/2 alike; the second F1 alone, 2/2: 0.75.

    >>> from evals.examples import attempt, question
    >>> one = question(key_facts=["a joint activity has 1 accounting officer", "the PAC may summon 3 witnesses"])
    >>> readings = tuple(Judgement(points={"F1": "stated", "F2": verdict}) for verdict in ("stated", "absent"))
    >>> judged_like_words({"g1": readings}, one, attempt(says="For each activity there is 1 accounting officer."))
    0.75
    """
    facts = {name: question.model_copy(update={"key_facts": (fact,)}) for name, fact in _facts(question).items()}
    by_words = {name: key_facts(alone, attempt) == 1 for name, alone in facts.items()}
    return _mean(readings, question, lambda one: [(one.points[name] == "stated") == said for name, said in by_words.items()])


def _mean(readings: Readings, question: GoldenQuestion, hits: Callable[[Judgement], list[bool]]) -> float | None:
    shares = [sum(found) / len(found) for found in map(hits, readings.get(question.id, ()))]
    return round(sum(shares) / len(shares), 4) if shares else None


def _facts(question: GoldenQuestion) -> dict[str, str]:
    return {f"F{number}": fact for number, fact in enumerate(question.key_facts, 1)}
