"""The candidates in their last order: late interaction, a little for the nearest meaning and for shared words (pure)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

# On 146 golden questions of the tune half (2026-11-24, over all 1,950 passages): recall@5 .726 and MRR .655 for MaxSim over
# a passage and its questions together, .747 and .674 with the words, .753 and .668 with the cosine beside. Each question key by
# itself (the best of them at half the weight, as before) gave .719 and .640. Weights from half to double of these differ by less
# than .02.
MAXSIM, COSINE, BM25 = 1.0, 0.2, 0.1
READ = 5  # hits that people look at
PARTS = 0.6  # of the mean over the parts of a question, beside the whole of it: .753 to .764 recall@5, .668 to .683 MRR


def rerank(
    candidates: Sequence[int], *, maxsim: np.ndarray, cosines: Mapping[int, float], bm25: Mapping[int, float]
) -> np.ndarray:
    """(c,) score of each candidate, 0 to 1. BM25 counts as a share of the best; a candidate that is not among the nearest by
    cosine counts as the farthest of those."""
    farthest = min(cosines.values(), default=0.0)
    most = max(bm25.values(), default=0.0) or 1.0
    near = np.array([cosines.get(number, farthest) for number in candidates])
    words = np.array([bm25.get(number, 0.0) / most for number in candidates])
    return np.clip((MAXSIM * maxsim + COSINE * near + BM25 * words) / (MAXSIM + COSINE + BM25), 0.0, 1.0)


def with_parts(whole: np.ndarray, parts: Sequence[np.ndarray]) -> np.ndarray:
    """Scores for the question as a whole and for each of its parts, made one: what answers several parts rises."""
    return (whole + PARTS * np.mean(parts, axis=0)) / (1 + PARTS) if len(parts) else whole


def each_paragraph_once(ranked: Sequence[int], paragraphs: Sequence[Hashable]) -> list[int]:
    """The ranking with further pieces of a paragraph behind the first five other paragraphs: .777 to .791 recall@5.

    `paragraphs` names the paragraph of each. Dropped after the same measurement (tune half, 2026-11-24): moving passages that
    nearly repeat a higher one (cosine above .80 to .93) likewise, .771 to .777; a bonus of .002 to .02 for rules and for what is
    not historic, .764 to .777.
    """
    first, again, seen = [], [], set()
    for number, paragraph in zip(ranked, paragraphs, strict=True):
        (again if paragraph in seen else first).append(number)
        seen.add(paragraph)
    return first[:READ] + again + first[READ:]
