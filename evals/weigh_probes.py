"""Learns the linear probes of assistant/probe.py: what a question is like, by its meaning and its words.

Something else and improper: the tune half of evals/declined.jsonl, against questions that paragraphs answer, near misses, and the
honest questions of that half. Unanswered: all near misses, against what the last of several writers asked of each paragraph, and
some plain questions of the first. No golden question is learnt from.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.probe import WORD_SHARE, Probes, words_of
from corpus.near_misses import read_elsewhere, read_near_misses
from corpus.questions import read_questions
from corpus.sources import held_sources
from evals.declined import read_declined
from evals.place import first_written, last_written
from index.search import Index

ANSWERED_OF_A_SOURCE, NEAR_MISSES_OF_A_SOURCE = 900, 300  # so that the longest document does not outweigh the rest
# Questions of the first writers, who ask in plain words, beside those of the last, who ask as people talk. Area under the ROC
# curve on the golden tune half: against the last alone .886, the first alone .579, all .811. With the last alone more plain
# questions are refused ("Which model suits a programme of several departments?"): of 40 tried 8, with these 3 (2026-11-28).
PLAIN = 1_500
SEEN_IN = 5  # questions a word stands in to have a weight
REGULARISATION = 3.0  # scikit-learn's C; of 1, 3 and 10 none differs by .005 of area (tune half of declined.jsonl, 2026-11-27)
HONEST = 8.0  # what an honest question in improper words counts for; of 2 to 16 none differs by .01 of area (2026-11-28)
FOLDS = 5
SEED = 20261127


@dataclass(frozen=True)
class Learnt:
    """`probes` is what probes.json holds. `held_out`: by probe, log-odds of each question learnt from, told by a probe that has
    not seen it."""

    probes: Probes
    held_out: dict[str, dict[str, float]]


def learn_probes(index: Index) -> Learnt:
    declined = read_declined("tune")
    answered, near_misses = _answered(), _near_misses(most=NEAR_MISSES_OF_A_SOURCE)
    others = [*answered, *near_misses]
    kinds = {kind: [one.question for one in declined if one.kind == kind] for kind in ("out-of-scope", "improper", "proper")}
    scope = [*others, *kinds["proper"], *kinds["out-of-scope"], *kinds["improper"]]
    weights = np.ones(len(scope))
    weights[len(others) : len(others) + len(kinds["proper"])] = HONEST
    unanswered = _near_misses(most=None)
    last = [question for source in held_sources() for question in last_written(source.source_id)]
    first = [question for source in held_sources() for question in first_written(source.source_id)]
    as_asked = [*last, *_some(first, PLAIN)]
    evidence = list(dict.fromkeys([*as_asked, *unanswered]))
    meanings = dict(zip(texts := sorted({*scope, *evidence}), index.meanings(texts), strict=True))
    learnt = {
        "something_else": _learnt(scope, set(kinds["out-of-scope"]), weights, meanings),
        "improper": _learnt(scope, set(kinds["improper"]), weights, meanings),
        "unanswered": _learnt(evidence, set(unanswered), np.ones(len(evidence)), meanings),
    }
    file = {
        "made": f"python -m evals.weigh, {date.today()}: {len(answered)} questions that paragraphs answer, {len(near_misses)} "
        "near misses, and of the tune half of evals/declined.jsonl "
        + ", ".join(f"{len(questions)} {kind}" for kind, questions in kinds.items())
        + f"; unanswered: {len(unanswered)} near misses, {len(as_asked)} questions that paragraphs answer",
        "model": index.manifest.embedding_model,
    }
    probes = Probes.model_validate(file | {name: probe for name, (probe, _) in learnt.items()})
    return Learnt(probes, {name: told for name, (_, told) in learnt.items()})


def _learnt(
    questions: Sequence[str], positive: set[str], weights: np.ndarray, meanings: dict[str, np.ndarray]
) -> tuple[dict, dict[str, float]]:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.model_selection import StratifiedKFold

    is_positive = np.array([question in positive for question in questions])
    counter = CountVectorizer(analyzer=words_of, binary=True, min_df=SEEN_IN)
    words = counter.fit_transform(questions)
    table = hstack([csr_matrix(np.stack([meanings[one] for one in questions])), words * WORD_SHARE]).tocsr()
    told = np.zeros(len(questions))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(table, is_positive):
        told[unseen] = _fitted(table[seen], is_positive[seen], weights[seen]).decision_function(table[unseen])
    regression = _fitted(table, is_positive, weights)
    of_meaning, of_words = np.split(regression.coef_[0], [table.shape[1] - words.shape[1]])
    names = counter.get_feature_names_out()
    probe = {
        "intercept": round(float(regression.intercept_[0]), 4),
        "meaning": [round(float(weight), 3) for weight in of_meaning],
        "words": {name: round(float(weight), 2) for name, weight in sorted(zip(names, of_words, strict=True))},
    }
    return probe, dict(zip(questions, told.tolist(), strict=True))


def _fitted(table, is_positive: np.ndarray, weights: np.ndarray):
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(C=REGULARISATION, max_iter=5_000, class_weight="balanced")
    return regression.fit(table, is_positive, sample_weight=weights)


def _answered() -> list[str]:
    written = (
        [question for entry in read_questions(source.source_id) for question in entry.questions] for source in held_sources()
    )
    return list(dict.fromkeys(question for of_source in written for question in _some(of_source, ANSWERED_OF_A_SOURCE)))


def _near_misses(most: int | None) -> list[str]:
    """Of each source, and of what is asked of no paragraph; at most so many of each."""
    written = [
        [miss.question for line in read_near_misses(source.source_id) for miss in line.near_misses] for source in held_sources()
    ]
    written.append([miss.question for miss in read_elsewhere()])
    return [question for of_source in written for question in _some(of_source, most or len(of_source))]


def _some(questions: Sequence[str], most: int) -> list[str]:
    return random.Random(SEED).sample(list(questions), min(len(questions), most))
