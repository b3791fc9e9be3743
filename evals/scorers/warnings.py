"""Dated warnings: there where old material answers, absent elsewhere. Only for answered questions."""

from __future__ import annotations

import re

from evals.attempts import Attempt
from evals.golden import GoldenQuestion
from evals.matching import citation_holds

_YEAR = re.compile(r"\b(19|20)\d\d\b")


def needed_warning(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Answers with a dated warning / answers that need one. A warning is dated when it, or the answer's own words, names a year.

    None where `expect` is not answer-with-caveat, or the question was not answered. The answer's own words count because the
    format asks that the material be dated, not where.

    >>> from evals.examples import attempt, question
    >>> old = question(expect="answer-with-caveat")
    >>> needed_warning(old, attempt(warnings=["Wiring It Up dates from 2001."]))
    1.0
    >>> needed_warning(old, attempt(warnings=["Take care."]))
    0.0
    """
    if question.expect != "answer-with-caveat" or not attempt.answered:
        return None
    own_words = (s.text for s in attempt.statements if not s.citations)
    return float(any(_YEAR.search(text) for text in (*attempt.warnings, *own_words)))


def needless_warning(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Answers with a dated warning that nothing asked for calls for / answers that need none. Lower is better.

    Called for: a citation that holds a label of the question and is historic or superseded. So a warning that only a citation
    beside the point brought along is needless. None where `expect` is not answer, or the question was not answered.

    >>> from evals.examples import attempt, question
    >>> needless_warning(question(relevant=["1: 7.5.4"]), attempt(cites=["7.5.4"], warnings=["Dates from 2001."]))
    1.0
    """
    if question.expect != "answer" or not attempt.answered:
        return None
    called_for = any(
        citation.status != "current" and any(citation_holds(label, citation, attempt) for label in question.relevant)
        for citation in attempt.citations
    )
    return float(not called_for and any(_YEAR.search(text) for text in attempt.warnings))
