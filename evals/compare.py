"""python -m evals.compare A B: what became better and worse, over the questions that both runs were asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evals.golden import EvaluationProblem
from evals.intervals import paired_difference
from evals.measures import ALL, Measure, as_array
from evals.scores import Scored, Scores


@dataclass(frozen=True)
class Difference:
    """One measure in two runs: after − before with its 95% interval, over the n questions to which it applies in either.

    `won` and `lost` name the questions that it scores better and worse in the second run, in the order of the golden file.
    """

    measure: Measure
    n: int
    before: float
    after: float
    difference: float
    low: float
    high: float
    won: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def is_better(self) -> bool:
        """By more than noise: the whole interval is on the better side."""
        return self.high < 0 if self.measure.lower_is_better else self.low > 0

    @property
    def is_worse(self) -> bool:
        return self.low > 0 if self.measure.lower_is_better else self.high < 0


@dataclass(frozen=True)
class Comparison:
    """`questions` by id, as scored after. `unlike` counts those that one run lacks, or has with other labels."""

    before: Scores
    after: Scores
    questions: dict[str, Scored]
    unlike: int
    differences: tuple[Difference, ...]

    def of(self, measure: str) -> Difference:
        """Raises EvaluationProblem when the runs have no such measure in common."""
        for difference in self.differences:
            if difference.measure.name == measure:
                return difference
        known = ", ".join(difference.measure.name for difference in self.differences)
        raise EvaluationProblem(f"There is nothing to compare by {measure}. Measured in both runs: {known}.")


def compare_runs(before: Scores, after: Scores) -> Comparison:
    """Raises EvaluationProblem when the runs have no question in common."""
    old = {one.id: one for one in before.questions}
    new = {one.id: one for one in after.questions}
    common = [one.id for one in after.questions if one.id in old and old[one.id].hash == one.hash]
    if not common:
        raise EvaluationProblem(
            "The two runs have no question in common, or all were relabelled in between. Ask again with one golden file."
        )
    found = (_difference(measure, [old[id_] for id_ in common], [new[id_] for id_ in common]) for measure in ALL.values())
    return Comparison(
        before=before,
        after=after,
        questions={id_: new[id_] for id_ in common},
        unlike=len(old.keys() | new.keys()) - len(common),
        differences=tuple(difference for difference in found if difference is not None),
    )


def _difference(measure: Measure, old: list[Scored], new: list[Scored]) -> Difference | None:
    """None when the measure applies to nothing in both runs; NaN in its figures when in one of them only."""
    before = as_array([one.values.get(measure.name) for one in old])
    after = as_array([one.values.get(measure.name) for one in new])
    if np.isnan(before).all() and np.isnan(after).all():
        return None
    difference, low, high = paired_difference(measure, before, after)
    change = after - before
    return Difference(
        measure=measure,
        n=int((~(np.isnan(before) & np.isnan(after))).sum()),
        before=_figure(measure, before),
        after=_figure(measure, after),
        difference=difference,
        low=low,
        high=high,
        won=tuple(one.id for one, by in zip(new, change, strict=True) if measure.is_better(by)),
        lost=tuple(one.id for one, by in zip(new, change, strict=True) if measure.is_better(-by)),
    )


def _figure(measure: Measure, values: np.ndarray) -> float:
    return float("nan") if np.isnan(values).all() else float(measure.of(values))


def main() -> None:
    from evals.cli import compare_app

    compare_app()


if __name__ == "__main__":
    main()
