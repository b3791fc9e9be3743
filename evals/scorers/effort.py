"""What an answer costs the reader: words to read, seconds to wait."""

from __future__ import annotations

from evals.attempts import Attempt
from evals.golden import GoldenQuestion


def words_in_top_five(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Words of the first five hits: what has to be read to have the good of recall@5. None when nothing was found.

    >>> from evals.examples import attempt, question
    >>> words_in_top_five(question(), attempt(hits=["1.1", "1.2"], words=40))
    80.0
    """
    return float(sum(len(hit.text.split()) for hit in attempt.hits[:5])) if attempt.hits else None


def seconds(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """The sum of an attempt's stages, wall time. None when none was taken.

    >>> from evals.examples import attempt, question
    >>> seconds(question(), attempt(seconds={"retrieve": 0.05, "answer": 0.02}))
    0.07
    """
    return round(sum(attempt.seconds.values()), 4) if attempt.seconds else None
