"""Plain questions: what is held, and how their endings are counted."""

from __future__ import annotations

from collections import Counter

from evals.plain import Plain, endings, read_plain
from tests.corpus.test_questions import nearly_golden


class Ends:
    """Ends each question as its first word says."""

    def ask(self, question: str):
        return type("Ended", (), {"outcome": question.split()[0]})()


def test_endings_are_counted_apart_for_what_is_answered_and_what_is_not():
    asked = [("answered a", True), ("no_evidence b", True), ("answered c", False), ("no_evidence d", False)]
    counted = endings(Ends(), [Plain(question=question, is_answered=so, about="x") for question, so in asked])
    assert counted == {True: Counter(answered=1, no_evidence=1), False: Counter(answered=1, no_evidence=1)}


def test_there_are_enough_of_both_each_once_and_none_is_nearly_a_golden_question():
    lines = read_plain()
    assert Counter(line.is_answered for line in lines).most_common()[-1][1] >= 50
    assert len({line.question.casefold() for line in lines}) == len(lines)
    assert [line.question for line in lines if nearly_golden(line.question)] == []
