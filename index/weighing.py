"""Named signals weighed into a probability: a logistic regression whose weights stand in a file that people can read (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path

from corpus.models import Value


class Weighing(Value):
    """p = 1 / (1 + exp(−(intercept + Σ weight · (signal − mean) / scale))). `made` says from what, when and by which command.

    `threshold`: the probability from which it counts as so. `held_out`: (probability, 1 where it was so, else 0) of each question
    learnt from, as told by weights learnt without it; by these evals/reliability.py judges the weighing.
    """

    made: str
    threshold: float
    intercept: float
    signals: dict[str, tuple[float, float, float]]
    held_out: tuple[tuple[float, int], ...] = ()

    def probability(self, told: Mapping[str, float | None]) -> float:
        """0 to 1. A signal of None, which cannot be told here, counts as its mean: for neither side. Raises KeyError when a
        signal that was weighed is not named at all."""
        weighed = ((told[name], *row) for name, row in self.signals.items())
        total = sum(weight * (value - mean) / scale for value, weight, mean, scale in weighed if value is not None)
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.intercept + total))))


@cache
def load_weighing(path: Path) -> Weighing:
    return Weighing.model_validate(json.loads(path.read_text(encoding="utf-8")))
