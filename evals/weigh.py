"""python -m evals.weigh: learns what a question is like, when it is declined, and what tells that the documents answer it.

The first is evals/weigh_probes.py, the second evals/weigh_scope.py; this file learns the third, assistant/answerable.json.
Answered: questions that a second writer wrote for a paragraph, asked of an index that holds the first writer's alone. Not
answered: corpus/near-misses, which look answered and are not, or are asked elsewhere. The tune half of the golden questions
counts as much as all of these together. The threshold is the probability below which WRONGLY_REFUSED of the answerable tune
questions lie, each weighed by a regression that has not seen it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.signals import signals
from assistant.understand import understood
from corpus.near_misses import read_elsewhere, read_near_misses
from corpus.questions import read_questions
from corpus.sources import held_sources
from evals.golden import GOLDEN_FILE, in_split, read_golden
from evals.place import Place
from evals.weighed import as_weights, scaled_regression
from index.models import SearchRequest

WEIGHTS_FILE = Path(__file__).parents[1] / "assistant" / "answerable.json"
WRONGLY_REFUSED = 0.03
UNANSWERED = 1_500  # near misses that are learnt from; all of them are looked among
REGULARISATION = 0.03
FOLDS = 8
SEED = 20261124


class Asked(NamedTuple):
    """A question to learn from. `leave_out`: the near misses of the same paragraph, or it would be told by itself."""

    question: str
    is_answered: bool
    leave_out: frozenset[str] = frozenset()


def learn(first_writer: Place, complete: Place, watched: Callable) -> dict:
    """What the weights file holds. `first_writer` is asked the written questions, `complete` the golden ones."""
    told, answered = _signals_of(list(watched("Weighing written questions", *_counted(_written()))), first_writer)
    golden = in_split(read_golden(GOLDEN_FILE), "tune")
    asked = [Asked(understood(question.question, question.history), question.wants_an_answer) for question in golden]
    golden_told, golden_answered = _signals_of(list(watched("Weighing golden questions", asked, len(asked))), complete)
    names = list(told[0])
    written, tune = _table(told, names), _table(golden_told, names)
    held_out = _held_out(written, answered, tune, golden_answered)
    model = _fitted(np.vstack([written, tune]), np.concatenate([answered, golden_answered]), len(written))
    made = (
        f"python -m evals.weigh, {date.today()}: {int(answered.sum())} questions that are answered, "
        f"{int((~answered).sum())} near misses, {len(tune)} golden questions of the tune half; area under the ROC curve on "
        f"those, held out: {_area(golden_answered, held_out):.3f}"
    )
    return as_weights(model, names, made, threshold=float(np.quantile(held_out[golden_answered], WRONGLY_REFUSED)))


def _written() -> list[Asked]:
    """What is not answered, and half as many again that are, in a fixed order."""
    unanswered = [Asked(miss.question, False, _of_paragraph(source.source_id, line.para))
                  for source in held_sources() for line in read_near_misses(source.source_id)
                  for miss in line.near_misses]  # fmt: skip
    unanswered += [Asked(miss.question, False, frozenset({miss.question})) for miss in read_elsewhere()]
    unanswered = random.Random(SEED).sample(unanswered, min(len(unanswered), UNANSWERED))
    second = [question for source in held_sources() for question in _second_writer(source.source_id)]
    chosen = random.Random(SEED).sample(second, min(len(second), len(unanswered) * 3 // 2))
    return [*(Asked(question, True) for question in chosen), *unanswered]


@cache
def _of_paragraph(source_id: str, para: str) -> frozenset[str]:
    lines = (line for line in read_near_misses(source_id) if line.para == para)
    return frozenset(miss.question for line in lines for miss in line.near_misses)


def _second_writer(source_id: str) -> Iterator[str]:
    seen = set()
    for entry in read_questions(source_id):
        if (entry.para, entry.text_hash) in seen:
            yield from entry.questions
        seen.add((entry.para, entry.text_hash))


def _counted(values: list) -> tuple[list, int]:
    return values, len(values)


def _signals_of(asked: Sequence[Asked], place: Place) -> tuple[list[dict[str, float | None]], np.ndarray]:
    library, index = place.assistant.library(), place.index
    told, answered = [], []
    for one in asked:
        found = index.search(SearchRequest(question=one.question))
        if one.leave_out:
            found = replace(found, unanswered=index.nearest_unanswered(one.question, one.leave_out))
        if found.hits:
            told.append(signals(one.question, found, library))
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
