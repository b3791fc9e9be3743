"""Does a search that is sure of itself at .8 have what answers among its first five hits four times of five? (pure)"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from evals.attempts import Attempt
from evals.golden import GoldenQuestion, GoldenValue
from evals.matching import ranks

FIRST = 5  # hits that the confidence speaks of
BINS = 10


class Bin(GoldenValue):
    """Questions whose probability lies in one tenth: n of them (at least 1), the mean told and the share that was right.

    `low` and `high` are the ends of that share's 95% interval, by Wilson (1927): with so few questions it is wide.
    """

    n: int
    predicted: float
    right: float
    low: float
    high: float


class Reliability(GoldenValue):
    """How far probabilities can be relied on. `predicted` and `right` are the mean and the share over all n questions.

    `brier` is to be read against `brier_of_share`, what telling everybody the share that was right would have had.
    """

    title: str
    n: int
    predicted: float
    right: float
    brier: float
    brier_of_share: float
    calibration_error: float
    bins: tuple[Bin, ...]


def reliability(title: str, told: Sequence[tuple[float, int]]) -> Reliability:
    """Of at least one (probability, 1 where it was right, else 0), in any order."""
    share = sum(right for _, right in told) / len(told)
    tenths = bins(told)
    return Reliability(
        title=title,
        n=len(told),
        predicted=_rounded(sum(probability for probability, _ in told) / len(told)),
        right=_rounded(share),
        brier=_rounded(brier(told)),
        brier_of_share=_rounded(share * (1 - share)),
        calibration_error=_rounded(calibration_error(told)),
        bins=tuple(
            Bin(**{name: _rounded(value) for name, value in one.model_dump(exclude={"n"}).items()}, n=one.n) for one in tenths
        ),
    )


def brier(told: Sequence[tuple[float, int]]) -> float:
    """Brier (1950): the mean of (probability − right)², 0 is best.

    .8 told of what is right and .4 of what is wrong: (.2² + .4²) / 2 = .1.
    """
    return sum((probability - right) ** 2 for probability, right in told) / len(told)


def calibration_error(told: Sequence[tuple[float, int]]) -> float:
    """Expected calibration error (Naeini and others 2015): Σ over tenths of n / N · |share right − mean told|, 0 is best.

    Four times .9 of which three are right, once .2 that is wrong: 4/5 · |.75 − .9| + 1/5 · |0 − .2| = .16. Never quite 0 on few
    questions, however well calibrated.
    """
    return sum(one.n * abs(one.right - one.predicted) for one in bins(told)) / len(told)


def bins(told: Sequence[tuple[float, int]]) -> tuple[Bin, ...]:
    """By tenths of the probability, lowest first: from 0 up to .1, and so on; 1 belongs to the last; empty ones left out."""
    tenths: dict[int, list[tuple[float, int]]] = {}
    for probability, right in told:
        tenths.setdefault(min(int(probability * BINS), BINS - 1), []).append((probability, right))
    return tuple(_bin(tenths[number]) for number in sorted(tenths))


def is_found(found: Mapping[int, int | None]) -> bool:
    """Whether any required group (see matching.ranks) stands among the first five."""
    return any(rank is not None and rank <= FIRST for rank in found.values())


def told_of(
    questions: Sequence[GoldenQuestion], attempts: Mapping[str, Attempt], seen: Collection[str] = ()
) -> list[tuple[float, int]]:
    """(confidence, whether it was right) of each question that wants an answer and was attempted by a search that tells it.

    `seen` are the questions that the weights were learnt from: they are left out.
    """
    asked = [(one, attempts[one.id]) for one in questions if one.id in attempts and one.wants_an_answer and one.groups]
    return [
        (attempt.confidence, int(is_found(ranks(question, attempt.hits))))
        for question, attempt in asked
        if attempt.confidence is not None and question.question not in seen
    ]


def reliability_of(
    questions: Sequence[GoldenQuestion],
    attempts: Mapping[str, Attempt],
    seen: Collection[str],
    held_out: Sequence[tuple[float, int]],
) -> tuple[Reliability, ...] | None:
    """That of the weights when they were learnt, then that of these attempts at questions they were not learnt from.

    None when no attempt tells a confidence: then there is nothing to rely on.
    """
    if not told_of(questions, attempts):
        return None
    plain = told_of(questions, attempts, seen)
    parts = (("tune half, held out when the weights were learnt", held_out), ("this run, questions not learnt from", plain))
    return tuple(reliability(title, told) for title, told in parts if told)


def _bin(told: Sequence[tuple[float, int]]) -> Bin:
    n = len(told)
    right = sum(right for _, right in told) / n
    low, high = wilson(right, n)
    return Bin(n=n, predicted=sum(probability for probability, _ in told) / n, right=right, low=low, high=high)


def wilson(share: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """(low, high) of a share's 95% interval: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). 5 of 10 gives .237 to .763."""
    middle, half = share + z * z / (2 * n), z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def _rounded(value: float) -> float:
    return round(value, 4)
