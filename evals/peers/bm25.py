"""Plain BM25 over the same passages: bm25s as its own documentation shows it, stemmed, with its English stop words."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.models import Passage
from evals.attempts import AttemptHit
from evals.matching import DEPTH


class PlainBM25:
    name = "bm25"

    def __init__(self, passages: Sequence[Passage]) -> None:
        import bm25s
        import Stemmer

        self._passages = tuple(passages)
        self._stemmer = Stemmer.Stemmer("english")
        self._bm25 = bm25s.BM25()
        self._bm25.index(self._tokens([passage.text for passage in passages]), show_progress=False)

    def find(self, question: str) -> tuple[AttemptHit, ...]:
        found, scores = self._bm25.retrieve(self._tokens([question]), k=min(DEPTH, len(self._passages)), show_progress=False)
        return tuple(
            as_hit(self._passages[number], float(score)) for number, score in zip(found[0], scores[0], strict=True) if score > 0
        )

    def _tokens(self, texts: list[str]):
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)


def as_hit(passage: Passage, score: float) -> AttemptHit:
    return AttemptHit(
        source_id=passage.source_id, paragraphs=passage.references, page=passage.page, score=round(score, 4), text=passage.text
    )
