"""Whether a question was answered that can be, and none that cannot. `no_evidence` and `declined` are both refusals here."""

from __future__ import annotations

from evals.attempts import Attempt
from evals.golden import GoldenQuestion


def answer_rate(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Answered / answerable. None for a question that expects no answer.

    >>> from evals.examples import attempt, question
    >>> answer_rate(question(expect="answer"), attempt(outcome="no_evidence"))
    0.0
    """
    return float(attempt.answered) if question.wants_an_answer else None


def refusal_recall(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Refused / those that should be. None for an answerable question.

    >>> from evals.examples import attempt, question
    >>> refusal_recall(question(expect="abstain"), attempt(outcome="no_evidence"))
    1.0
    """
    return None if question.wants_an_answer else float(not attempt.answered)


def near_miss_recall(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Refusal recall over near misses alone: unanswerable questions with a label of group 0, so that they look answerable.

    >>> from evals.examples import attempt, question
    >>> near_miss_recall(question(kind="unanswerable", expect="abstain", relevant=["0: 7.5.4"]), attempt())
    0.0
    """
    return refusal_recall(question, attempt) if question.is_near_miss else None


def refusal_precision(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Rightly refused / refused. None for a question that was answered.

    >>> from evals.examples import attempt, question
    >>> refusal_precision(question(expect="answer"), attempt(outcome="declined"))
    0.0
    """
    return None if attempt.answered else float(not question.wants_an_answer)
