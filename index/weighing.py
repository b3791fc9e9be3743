"""Named signals weighed into a probability: a logistic regression whose weights stand in a file that people can read (pure)."""

from __future__ import annotations

import json
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

    def probability(self, told: dict[str, float]) -> float:
        """0 to 1. Raises KeyError when a signal that was weighed is not told."""
        total = sum(weight * (told[name] - mean) / scale for name, (weight, mean, scale) in self.signals.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.intercept + total))))


@cache
def load_weighing(path: Path) -> Weighing:
    return Weighing.model_validate(json.loads(path.read_text(encoding="utf-8")))
