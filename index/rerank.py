"""The candidates in their last order: late interaction with passage and questions, a little for shared words (pure)."""

from __future__ import annotations

from collections.abc import Sequence

# On 146 golden questions of the tune half, with the passages' questions in both rankings: .713 recall@5 and .637 MRR so, .630 and
# .552 without those questions in this stage, .626 and .559 for the fused ranks as they come (2026-11-22). The cosine of the whole
# passage at a weight of .31 beside took .05 recall@5 away (.693 to .646, while a quarter of the questions was still unwritten).
MAXSIM, BM25 = 0.9, 0.1
KEY = 0.5  # of MaxSim's part, for the best question that the passage answers; .5 to .7 differ by less than .02


def rerank(
    candidates: Sequence[int], *, maxsim: Sequence[float], key_maxsim: Sequence[float | None], bm25: Sequence[float]
) -> dict[int, float]:
    """Score of each candidate, 0 to 1; BM25 counts as a share of the best score among them.

    `key_maxsim` is the best over the questions that a passage answers, None where there are none: then its own text speaks twice.
    """
    most = max(bm25, default=0.0) or 1.0
    late = [own if key is None else (1 - KEY) * own + KEY * key for own, key in zip(maxsim, key_maxsim, strict=True)]
    return {
        number: min(1.0, max(0.0, MAXSIM * near + BM25 * words / most))
        for number, near, words in zip(candidates, late, bm25, strict=True)
    }
