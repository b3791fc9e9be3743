"""How well the ranking of passages finds what answers. None for questions that the documents do not answer."""

from __future__ import annotations

from math import inf

from evals.attempts import Attempt
from evals.golden import GoldenQuestion
from evals.matching import DEPTH, ranks


def recall_at(k: int, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Required groups found among the first k hits / required groups.

    >>> from evals.examples import attempt, question
    >>> two_parts = question(relevant=["1: 7.5.4", "1: 7.6.1", "2: Box 7.3"])
    >>> recall_at(5, two_parts, attempt(hits=["2.1", "7.6.1", "7.5.4"]))
    0.5
    """
    found = list(ranks(question, attempt.hits).values())
    return sum((rank or inf) <= k for rank in found) / len(found) if found else None


def reciprocal_rank(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """1 / rank of the first hit that any required group asks for; 0 when none of the first 20 is one. Its mean is the MRR.

    >>> from evals.examples import attempt, question
    >>> reciprocal_rank(question(relevant=["1: 7.5.4", "2: Box 7.3"]), attempt(hits=["2.1", "Box 7.3", "7.5.4"]))
    0.5
    """
    return _measured("RR", question, attempt)


def ndcg_at_10(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """nDCG@10 over required groups: the sum of 1 / log2(1 + rank) of each group's first hit / that sum for groups at 1, 2, 3 …

    A further hit for a group that was found already gains nothing and takes a place. A hit that finds two groups stands for both,
    one after the other. Järvelin and Kekäläinen (2002), by ir-measures (trec_eval).

    One group, found second: (1 / log2 3) / (1 / log2 2).

    >>> from evals.examples import attempt, question
    >>> round(ndcg_at_10(question(relevant=["1: 7.5.4"]), attempt(hits=["2.1", "7.5.4"])), 3)
    0.631
    """
    return _measured("nDCG@10", question, attempt)


def _measured(name: str, question: GoldenQuestion, attempt: Attempt) -> float | None:
    found = ranks(question, attempt.hits)
    if not found:
        return None
    import ir_measures

    judged = [ir_measures.Qrel("q", f"group {group}", 1) for group in found]
    ranking = [name for rank in range(1, min(len(attempt.hits), DEPTH) + 1) for name in _groups_first_found_at(rank, found)]
    run = [ir_measures.ScoredDoc("q", name, float(-place)) for place, name in enumerate(ranking)]
    measure = ir_measures.parse_measure(name)
    return float(next(iter(ir_measures.iter_calc([measure], judged, run))).value)


def _groups_first_found_at(rank: int, found: dict[int, int | None]) -> list[str]:
    return [f"group {group}" for group, first in found.items() if first == rank] or [f"hit {rank}"]
