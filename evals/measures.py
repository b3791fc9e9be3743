"""The measures, in the order in which they are shown: each a scorer with what a reader has to know about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from evals.attempts import Attempt
from evals.golden import GoldenQuestion
from evals.scorers.citations import citation_precision, citation_recall
from evals.scorers.effort import seconds, words_in_top_five
from evals.scorers.facts import key_facts, must_not
from evals.scorers.outcomes import answer_rate, near_miss_recall, refusal_precision, refusal_recall
from evals.scorers.quotations import Witnesses, pinpoints_found, quotations_found
from evals.scorers.ranking import ndcg_at_10, recall_at, reciprocal_rank
from evals.scorers.warnings import needed_warning, needless_warning

Scorer = Callable[[GoldenQuestion, Attempt], float | None]
Role = Literal["ranking", "answer", "cost"]
DEPTHS = (1, 3, 5, 10, 20)


@dataclass(frozen=True)
class Measure:
    """`name` stands in files, `title` in tables.

    `role`: ranking (a ladder rung has it too), answer, or cost (read, never gated). `statistic`: how values become one figure.
    `exact`: any question that falls is a regression, noise or not; for promises that have to hold every time.
    """

    name: str
    title: str
    role: Role
    score: Scorer
    lower_is_better: bool = False
    statistic: Literal["mean", "median", "95th percentile"] = "mean"
    exact: bool = False

    def of(self, values: np.ndarray) -> np.ndarray:
        """The figure of the values on the last axis; those that are NaN do not count."""
        if self.statistic == "mean":
            return np.nanmean(values, axis=-1)
        quantile = np.nanquantile if np.isnan(values).any() else np.quantile  # the first goes row by row, in Python
        return quantile(values, 0.5 if self.statistic == "median" else 0.95, axis=-1)

    def is_better(self, difference: float) -> bool:
        return difference < 0 if self.lower_is_better else difference > 0

    def shown(self, value: float) -> str:
        if self.role == "cost":
            return f"{value:.0f}" if value >= 10 else f"{value:.3f}"
        return f"{value:.3f}"


def measures(witnesses: Witnesses) -> tuple[Measure, ...]:
    """All measures. Without witnesses those that need originals apply to no question."""
    return (
        *RANKING,
        Measure("citation_recall", "citation recall", "answer", citation_recall),
        Measure("citation_precision", "citation precision", "answer", citation_precision),
        Measure("quotations_found", "quotations found again", "answer", partial(quotations_found, witnesses), exact=True),
        Measure("pinpoints_found", "pinpoints confirmed", "answer", partial(pinpoints_found, witnesses)),
        Measure("key_facts", "key facts (rough)", "answer", key_facts),
        Measure("must_not", "said what it must not (rough)", "answer", must_not, lower_is_better=True),
        Measure("answer_rate", "answer rate", "answer", answer_rate),
        Measure("refusal_precision", "refusal precision", "answer", refusal_precision),
        Measure("refusal_recall", "refusal recall", "answer", refusal_recall),
        Measure("near_miss_recall", "refusal recall, near misses", "answer", near_miss_recall),
        Measure("needed_warning", "needed warnings", "answer", needed_warning),
        Measure("needless_warning", "needless warnings", "answer", needless_warning, lower_is_better=True),
        WORDS,
        Measure("seconds", "seconds, median", "cost", seconds, lower_is_better=True, statistic="median"),
        Measure("seconds_p95", "seconds, 95th percentile", "cost", seconds, lower_is_better=True, statistic="95th percentile"),
    )


RANKING = (
    *(Measure(f"recall@{k}", f"recall@{k}", "ranking", partial(recall_at, k)) for k in DEPTHS),
    Measure("mrr", "MRR", "ranking", reciprocal_rank),
    Measure("ndcg@10", "nDCG@10", "ranking", ndcg_at_10),
)
WORDS = Measure("words@5", "words in the top five", "cost", words_in_top_five, lower_is_better=True)
ALL = {measure.name: measure for measure in measures({})}


def as_array(values: Sequence[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
