"""Whether the answer cites what it should. None for questions without required groups, which no citation can answer."""

from __future__ import annotations

from evals.attempts import Attempt
from evals.golden import GoldenQuestion
from evals.matching import citation_holds


def citation_recall(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Required groups cited / required groups; 0 when the question was not answered.

    >>> from evals.examples import attempt, question
    >>> citation_recall(question(relevant=["1: 7.5.4", "2: Box 7.3"]), attempt(cites=["7.5.4", "2.1"]))
    0.5
    """
    groups = question.groups.values()
    if not groups:
        return None
    cited = [
        any(citation_holds(label, citation, attempt) for label in labels for citation in attempt.citations) for labels in groups
    ]
    return sum(cited) / len(cited)


def citation_precision(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Citations that hold a label, group 0 included / citations. None when nothing is cited.

    >>> from evals.examples import attempt, question
    >>> citation_precision(question(relevant=["1: 7.5.4", "0: 7.6.1"]), attempt(cites=["7.5.4", "7.6.1", "2.1", "2.2"]))
    0.5
    """
    if not question.groups or not attempt.citations:
        return None
    wanted = [any(citation_holds(label, citation, attempt) for label in question.relevant) for citation in attempt.citations]
    return sum(wanted) / len(wanted)
