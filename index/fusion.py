"""Rankings made one (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

K = 60  # Cormack, Clarke and Büttcher (2009), "Reciprocal Rank Fusion outperforms Condorcet"


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]], k: int = K) -> list[int]:
    """Passage numbers by the sum over rankings of 1 / (k + rank), best first.

    Example: [[7, 3], [3, 9]] gives 3 (1/62 + 1/61), 7 (1/61), 9 (1/62).
    """
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage in enumerate(ranking, 1):
            scores[passage] += 1 / (k + rank)
    return sorted(scores, key=lambda passage: (-scores[passage], passage))
