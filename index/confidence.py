"""How likely it is that a passage which answers is among the first five hits, from what a search knows by itself (pure).

The weights stand in confidence.json and are learnt by `python -m evals.weigh_confidence`. They say nothing about whether the
documents answer at all: only questions that they answer were learnt from.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.result import SearchResult
from index.weighing import load_weighing

WEIGHTS_FILE = Path(__file__).with_name("confidence.json")
MET = 0.75  # cosine from which a word counts as met


def confidence(found: SearchResult) -> float:
    """0 to 1; 0 where nothing was found. A limit below six hits tells less: leads are then over the last hit."""
    return load_weighing(WEIGHTS_FILE).probability(signals(found)) if found.hits else 0.0


def signals(found: SearchResult) -> dict[str, float]:
    """Named signals of a search with at least one hit, in the order of the weights.

    Leads are differences of score. `met_by_…` are shares of the question's token weight met at MET or above, 0 to 1.
    `rarest_met` is the lowest cosine at which the first three hits together meet one of the three rarest tokens.
    """
    scores = [hit.score for hit in found.hits]
    weights, met = found.whole.weights, found.whole.met
    by_three = met[:3].max(axis=0)
    rarest = np.argsort(-weights)[:3]
    return {
        "score": scores[0],
        "lead_over_second": scores[0] - scores[:2][-1],
        "lead_over_sixth": scores[0] - scores[:6][-1],
        "nearest_cosine": found.nearest_cosine,
        "met_by_first": float(weights @ (met[0] >= MET)),
        "met_by_three": float(weights @ (by_three >= MET)),
        "rarest_met": float(by_three[rarest].min(initial=1.0)),
        "rankings": float(len(found.hits[0].found_by)),
        "parts": float(len(found.parts)),
    }
