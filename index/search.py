"""Search, as the list of its stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.models import Passage
from index.acronyms import Acronyms
from index.embed import Embedder, TextVectors
from index.fusion import reciprocal_rank_fusion
from index.lexical import LexicalIndex
from index.maxsim import TokenStore
from index.models import Hit, Manifest, SearchRequest
from index.references import ReferenceIndex
from index.rerank import rerank
from index.store import DenseIndex

CANDIDATES = 80  # from each ranking, and reranked; 50: .704 recall@5 on the tune half, 80: .713 (2026-11-22)


@dataclass(frozen=True)
class SearchResult:
    """Hits best first, and how each word of the question is met in them.

    `nearest_cosine` is that of the passage whose meaning is nearest. `weights` is (q,): the rarity of each of the question's
    tokens, summing to 1.
    """

    hits: tuple[Hit, ...]
    nearest_cosine: float
    weights: np.ndarray
    _similarities: tuple[np.ndarray, ...]
    _starts: tuple[np.ndarray, ...]

    def met_in(self, hit: int, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """(s, q) greatest cosine of each question token with a token inside each span of the hit's text, 0 where it has none."""
        starts, table = self._starts[hit], self._similarities[hit]
        inside = [(starts >= begin) & (starts < end) for begin, end in spans]
        return (
            np.stack([table[:, mask].max(axis=1, initial=0.0) for mask in inside]) if spans else np.zeros((0, len(self.weights)))
        )


class Index:
    """One verified build, open for searching by any number of threads."""

    def __init__(self, folder: Path, manifest: Manifest, embedder: Embedder) -> None:
        with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
            self.passages = tuple(Passage.model_validate_json(line) for line in lines)
        self.manifest = manifest
        self._embedder = embedder
        self._dense = DenseIndex(folder / "chroma")
        self._lexical = LexicalIndex(folder / "bm25")
        self._tokens = TokenStore(folder / "tokens")
        self._references = ReferenceIndex(self.passages, manifest.sources)
        self._acronyms = Acronyms(self.passages)
        self._editions = [f"{passage.source_id}/{passage.edition_id}" for passage in self.passages]

    def search(self, request: SearchRequest) -> SearchResult:
        """At most `request.limit` hits; none when nothing may be searched."""
        editions = self._editions_to_search(request)
        allowed = np.isin(self._editions, editions)
        if not allowed.any():
            return SearchResult((), 0.0, np.zeros(0), (), ())
        asked = self._acronyms.spelt_out(request.question)
        question = next(self._embedder.read([asked]))
        narrowed = None if allowed.all() else editions

        named = [number for number in self._references.find(request.question) if allowed[number]]
        by_meaning = self._dense.nearest(question.windows.mean(axis=0), CANDIDATES, narrowed)
        by_words = self._lexical.nearest(asked, CANDIDATES, None if narrowed is None else allowed)
        fused = reciprocal_rank_fusion([[n for n, _ in by_meaning], [n for n, _ in by_words]])[:CANDIDATES]
        candidates = list(dict.fromkeys(named + fused))
        scores = self._rerank(candidates, question, dict(by_words))
        ranked = named + sorted((n for n in fused if n not in named), key=lambda n: -scores[n])

        found_by = {"reference": set(named), "meaning": {n for n, _ in by_meaning}, "words": {n for n, _ in by_words}}
        return self._result(ranked[: request.limit], scores, found_by, question, by_meaning[0][1])

    def close(self) -> None:
        self._dense.close()

    def _rerank(self, candidates: list[int], question: TextVectors, by_words: dict[int, float]) -> dict[int, float]:
        tokens = self._tokens
        weights, projected = tokens.weights(question.ids), tokens.project(question.tokens)
        return rerank(
            candidates,
            maxsim=tokens.scores(candidates, projected, weights),
            key_maxsim=[max(tokens.scores(tokens.keys(n), projected, weights), default=None) for n in candidates],
            bm25=[by_words.get(number, 0.0) for number in candidates],
        )

    def _result(
        self, ranked: list[int], scores: dict[int, float], found_by: dict, question: TextVectors, nearest_cosine: float
    ) -> SearchResult:
        projected = self._tokens.project(question.tokens)
        return SearchResult(
            hits=tuple(
                Hit(
                    passage=self.passages[n],
                    score=1.0 if n in found_by["reference"] else scores[n],
                    found_by=tuple(way for way, found in found_by.items() if n in found),
                )
                for n in ranked
            ),
            nearest_cosine=nearest_cosine,
            weights=self._tokens.weights(question.ids),
            _similarities=tuple(self._tokens.similarities(n, projected) for n in ranked),
            _starts=tuple(self._tokens.token_starts(n) for n in ranked),
        )

    def _editions_to_search(self, request: SearchRequest) -> list[str]:
        """Names of the editions in force now or at the date asked for, of the sources asked for."""
        wanted = []
        for edition in self.manifest.editions:
            if request.source_ids is not None and edition.source_id not in request.source_ids:
                continue
            if request.as_at is None:
                in_force = edition.status != "superseded"
            else:
                begins, ends = edition.valid_from or edition.published, edition.valid_to
                in_force = begins <= request.as_at and (ends is None or request.as_at < ends)
            if in_force:
                wanted.append(f"{edition.source_id}/{edition.edition_id}")
        return wanted
