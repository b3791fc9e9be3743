"""What a figure could have been with other questions of the same sort: 95% intervals by bootstrap (Efron 1979), seeded.

Questions are drawn again, with replacement, as many as there are, 2,000 times; the interval is from the 2.5th to the 97.5th
percentile. Where every question scored alike it has no width: that says that the sample shows no spread, not that there is none.
"""

from __future__ import annotations

import numpy as np

from evals.measures import Measure

DRAWS = 2_000
SEED = 20261122
INTERVAL = (2.5, 97.5)


def interval(measure: Measure, values: np.ndarray) -> tuple[float, float]:
    """(low, high) of a measure's figure. `values` has no NaN and at least one entry."""
    drawn = _figures(measure, values, _draws(len(values)))
    low, high = np.percentile(drawn, INTERVAL)
    return float(low), float(high)


def paired_difference(measure: Measure, before: np.ndarray, after: np.ndarray) -> tuple[float, float, float]:
    """(difference, low, high) of after − before over the same questions in the same order.

    The same questions are drawn for both, so that how hard they are does not count. A NaN is a question that the measure does not
    apply to in that run: a refused question has no citations, and refusal precision is over whatever was refused. (NaN, NaN, NaN)
    when the measure applies to nothing in one of the runs.
    """
    if np.isnan(before).all() or np.isnan(after).all():
        return np.nan, np.nan, np.nan
    applies = ~(np.isnan(before) & np.isnan(after))
    before, after = before[applies], after[applies]
    draws = _draws(len(before))
    drawn = _figures(measure, after, draws) - _figures(measure, before, draws)
    low, high = np.nanpercentile(drawn, INTERVAL)
    return float(measure.of(after) - measure.of(before)), float(low), float(high)


def _figures(measure: Measure, values: np.ndarray, draws: np.ndarray) -> np.ndarray:
    import warnings

    with warnings.catch_warnings():
        # A draw may hold only questions that the measure does not apply to: NaN, and left out of the percentiles.
        warnings.simplefilter("ignore", RuntimeWarning)
        return measure.of(values[draws])


def _draws(count: int) -> np.ndarray:
    """(DRAWS, count) question numbers, the same for the same count."""
    return np.random.default_rng((SEED, count)).integers(0, count, (DRAWS, count))
