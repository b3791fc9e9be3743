"""python -m evals.weigh: learns what a question is like, when it is declined, and what tells that the documents answer it.

The first is evals/weigh_probes.py, the second evals/weigh_scope.py; this file learns the third, assistant/answerable.json.
Answered: what the last of several writers asked of a paragraph, asked of an index that holds the others' questions. Not
answered: corpus/near-misses, which look answered and are not, or are asked elsewhere, each told without those written beside it.
The tune half of the golden questions counts as much as all of these together. The threshold is the probability below which
WRONGLY_REFUSED of the answerable tune questions lie, each weighed by a regression that has not seen it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.signals import as_like, signals
from assistant.understand import understood
from corpus.near_misses import read_elsewhere, read_near_misses
from corpus.sources import held_sources
from evals.golden import GOLDEN_FILE, in_split, read_golden
from evals.place import Place, last_written
from evals.weighed import as_weights, scaled_regression
from index.models import SearchRequest

WEIGHTS_FILE = Path(__file__).parents[1] / "assistant" / "answerable.json"
# With MOST_LIKE at 2 in assistant/signals.py, .02 left .56 of the near misses of the golden test half unanswered and refused .032
# of what is answered; .03 left .68 and refused .045 (2026-11-28).
WRONGLY_REFUSED = 0.03
UNANSWERED = 1_500  # near misses that are learnt from; all of them are looked among
REGULARISATION = 0.03
FOLDS = 8
SEED = 20261124


class Asked(NamedTuple):
    """A question to learn from. `leave_out`: the near misses written with it, or it would be told by itself."""

    question: str
    is_answered: bool
    leave_out: frozenset[str] = frozenset()


def learn(without_last_writer: Place, complete: Place, like_unanswered: Mapping[str, float], watched: Callable) -> dict:
    """What the weights file holds. `without_last_writer` is asked the written questions, `complete` the golden ones.
    `like_unanswered`: log-odds that a question is like those, told by a probe that had not learnt from it.
    """
    written = _written()
    counted = watched("Weighing written questions", written, len(written))
    told, answered = _signals_of(counted, without_last_writer, like_unanswered)
    golden = in_split(read_golden(GOLDEN_FILE), "tune")
    asked = [Asked(understood(question.question, question.history), question.wants_an_answer) for question in golden]
    golden_told, golden_answered = _signals_of(watched("Weighing golden questions", asked, len(asked)), complete, {})
    names = list(told[0])
    table, tune = _table(told, names), _table(golden_told, names)
    held_out = _held_out(table, answered, tune, golden_answered)
    model = _fitted(np.vstack([table, tune]), np.concatenate([answered, golden_answered]), len(table))
    made = (
        f"python -m evals.weigh, {date.today()}: {int(answered.sum())} questions that are answered, "
        f"{int((~answered).sum())} near misses, {len(tune)} golden questions of the tune half; area under the ROC curve on "
        f"those, held out: {_area(golden_answered, held_out):.3f}"
    )
    return as_weights(model, names, made, threshold=float(np.quantile(held_out[golden_answered], WRONGLY_REFUSED)))


def _written() -> list[Asked]:
    """What is not answered, and half as many again that are, in a fixed order."""
    unanswered = [
        Asked(miss.question, False, frozenset(beside.question for beside in line.near_misses))
        for source in held_sources()
        for line in read_near_misses(source.source_id)
        for miss in line.near_misses
    ]
    unanswered += [Asked(miss.question, False, frozenset({miss.question})) for miss in read_elsewhere()]
    unanswered = random.Random(SEED).sample(unanswered, min(len(unanswered), UNANSWERED))
    last = [question for source in held_sources() for question in last_written(source.source_id)]
    chosen = random.Random(SEED).sample(last, min(len(last), len(unanswered) * 3 // 2))
    return [*(Asked(question, True) for question in chosen), *unanswered]


def _signals_of(
    asked: Iterable[Asked], place: Place, like_unanswered: Mapping[str, float]
) -> tuple[list[dict[str, float | None]], np.ndarray]:
    library, index = place.assistant.library(), place.index
    told, answered = [], []
    for one in asked:
        found = index.search(SearchRequest(question=one.question))
        if one.leave_out:
            found = replace(found, unanswered=index.nearest_unanswered(one.question, one.leave_out))
        if found.hits:
            unseen = {"like_unanswered": as_like(like_unanswered[one.question])} if one.question in like_unanswered else {}
            told.append(signals(one.question, found, library) | unseen)
            answered.append(one.is_answered)
    return told, np.array(answered)


def _table(told: Sequence[dict[str, float | None]], names: Sequence[str]) -> np.ndarray:
    return np.array([[one[name] for name in names] for one in told])


def _fitted(table: np.ndarray, answered: np.ndarray, written: int):
    """The scaler and the regression; rows from `written` on are golden questions. Those count together as much as the written
    ones, and in either lot what is answered as much as what is not."""
    lots = [(lot, side) for lot in (slice(None, written), slice(written, None)) for side in (True, False)]
    weights = np.ones(len(table))
    for lot, side in lots:
        chosen = answered[lot] == side
        weights[lot][chosen] = len(table) / 4 / max(1, chosen.sum())
    return scaled_regression(table, answered, REGULARISATION, weights)


def _held_out(written: np.ndarray, answered: np.ndarray, tune: np.ndarray, golden_answered: np.ndarray) -> np.ndarray:
    """(t,) probability of each golden question from a regression that has not seen it."""
    from sklearn.model_selection import StratifiedKFold

    found = np.zeros(len(tune))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(tune, golden_answered):
        table = np.vstack([written, tune[seen]])
        model = _fitted(table, np.concatenate([answered, golden_answered[seen]]), len(written))
        found[unseen] = model.predict_proba(tune[unseen])[:, 1]
    return found


def _area(answered: np.ndarray, probability: np.ndarray) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(answered, probability))


def main() -> None:
    from evals.cli import weigh_app

    weigh_app()


if __name__ == "__main__":
    main()
