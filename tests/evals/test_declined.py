"""Questions that should be declined, and how their endings are counted."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.models import QuestionProblem
from evals.declined import ToDecline, endings, read_declined, share_right
from evals.golden import GOLDEN_FILE, read_golden


class Ends:
    """Ends each question as its first word says."""

    def ask(self, question: str):
        if not question.strip("?"):
            raise QuestionProblem("There is no question.")
        return type("Ended", (), {"outcome": question.split()[0]})()


def told(kind: str, question: str) -> ToDecline:
    return ToDecline(kind=kind, split="tune", question=question, about="a thing")


def test_endings_are_counted_by_kind_and_judged_by_what_is_right_for_it():
    counted = endings(
        Ends(),
        [
            told("out-of-scope", "???"),
            told("out-of-scope", "answered now"),
            told("improper", "no_evidence now"),
            told("proper", "declined now"),
            told("proper", "answered now"),
        ],
    )
    assert counted["out-of-scope"] == Counter(declined=1, answered=1)
    assert [share_right(kind, ended) for kind, ended in counted.items()] == [0.5, 1.0, 0.5]


@pytest.mark.parametrize("split", ["tune", "test"])
def test_every_kind_is_there_often_enough_and_no_line_is_a_golden_question(split):
    lines = read_declined(split)
    assert min(Counter(line.kind for line in lines).values()) >= 100
    golden = {question.question.casefold().strip(" ?.") for question in read_golden(GOLDEN_FILE)}
    assert [line.question for line in lines if line.question.casefold().strip(" ?.") in golden] == []


def test_the_halves_share_no_question():
    halves = [{line.question.casefold() for line in read_declined(split)} for split in ("tune", "test")]
    assert halves[0].isdisjoint(halves[1])
    assert all(len(half) == len(read_declined(split)) for half, split in zip(halves, ("tune", "test"), strict=True))
