"""python -m evals.weigh_confidence: learns how likely one of the first five hits answers, and writes index/confidence.json.

From the tune half's questions that want an answer: what index/confidence.py can tell of each search, and whether any required
group has a label among the first five hits. Few signals and few questions: the regression is held back strongly, and what the
file says of itself is told by regressions that have not seen the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np

from assistant.understand import understood
from evals.golden import GOLDEN_FILE, GoldenQuestion, in_split, read_golden
from evals.matching import ranks
from evals.peers.bm25 import as_hit
from evals.place import Place
from evals.reliability import FIRST, is_found, reliability
from evals.weigh import FOLDS, SEED
from evals.weighed import as_weights, scaled_regression, write_weights
from index.confidence import WEIGHTS_FILE, signals
from index.models import SearchRequest

# scikit-learn's C. Brier score held out, mean of five ways to divide: .087 at .005, .074 at .1 and at 1, .084 at 10 (2026-11-24).
REGULARISATION = 0.1
LIKELY = 0.5  # more likely than not


def learn_confidence(place: Place, watched: Callable) -> dict:
    """What the weights file holds. The place is searched for each question once."""
    golden = [one for one in in_split(read_golden(GOLDEN_FILE), "tune") if one.wants_an_answer and one.groups]
    told, right = searched(place, watched("Searching golden questions", golden, len(golden)))
    return learnt_from(told, right)


def searched(place: Place, questions: Iterable[GoldenQuestion]) -> tuple[list[dict[str, float]], np.ndarray]:
    """Signals of each question for which there was a hit, and (q,) whether one of the first five answers."""
    told, right = [], []
    for question in questions:
        found = place.index.search(SearchRequest(question=understood(question.question, question.history)))
        if found.hits:
            told.append(signals(found))
            hits = tuple(as_hit(hit.passage, hit.score) for hit in found.hits[:FIRST])
            right.append(is_found(ranks(question, hits)))
    return told, np.array(right)


def learnt_from(told: list[dict[str, float]], right: np.ndarray) -> dict:
    """Weights, and the probabilities held out, lowest first, so that no question can be told from its place."""
    names = list(told[0])
    table = np.array([[one[name] for name in names] for one in told])
    model = _fitted(table, right)
    held_out = sorted((round(float(p), 4), int(so)) for p, so in zip(_held_out(table, right), right, strict=True))
    judged = reliability("held out", held_out)
    made = (
        f"python -m evals.weigh_confidence, {date.today()}: {len(right)} golden questions of the tune half, of which "
        f"{int(right.sum())} have a passage that answers among the first five; held out, Brier score {judged.brier:.3f} "
        f"({judged.brier_of_share:.3f} for always telling the share), calibration error {judged.calibration_error:.3f}"
    )
    return as_weights(model, names, made, LIKELY) | {"held_out": held_out}


def _fitted(table: np.ndarray, right: np.ndarray):
    return scaled_regression(table, right, REGULARISATION)


def _held_out(table: np.ndarray, right: np.ndarray) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold

    found = np.zeros(len(table))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(table, right):
        found[unseen] = _fitted(table[seen], right[seen]).predict_proba(table[unseen])[:, 1]
    return found


def main() -> None:
    from corpus.settings import load_settings
    from evals.ask import progress
    from evals.cli import told_plainly
    from evals.place import open_documents

    with told_plainly(), progress() as (watched, on_progress):
        learnt = learn_confidence(open_documents(load_settings(), on_progress=on_progress), watched)
        write_weights(learnt, WEIGHTS_FILE)
    print(f"{WEIGHTS_FILE.name}: {learnt['made']}.")


if __name__ == "__main__":
    main()
