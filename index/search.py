"""Search, as the list of its stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.models import Passage
from index.acronyms import Acronyms
from index.confidence import confidence
from index.embed import Embedder, TextVectors
from index.fusion import reciprocal_rank_fusion
from index.lexical import LexicalIndex
from index.maxsim import TokenStore
from index.models import Hit, Manifest, SearchRequest
from index.near_misses import NearMissIndex
from index.parts import parts_of
from index.references import ReferenceIndex
from index.rerank import each_paragraph_once, rerank, with_parts
from index.result import AskedPart, NearestUnanswered, SearchResult
from index.spelling import Spelling
from index.store import DenseIndex

CANDIDATES = 80  # from each ranking, and reranked; of 50, 80, 120, 200 and 400 none differs in recall@5 (tune half, 2026-11-24)


class Index:
    """One verified build, open for searching by any number of threads."""

    def __init__(self, folder: Path, manifest: Manifest, embedder: Embedder) -> None:
        with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
            self.passages = tuple(Passage.model_validate_json(line) for line in lines)
        self.manifest = manifest
        self._embedder = embedder
        self._dense = DenseIndex(folder, manifest.chroma)
        self._lexical = LexicalIndex(folder / "bm25")
        self._tokens = TokenStore(folder / "tokens")
        self.near_misses = NearMissIndex(folder / "near_misses")
        self._references = ReferenceIndex(self.passages, manifest.sources)
        self._acronyms = Acronyms(self.passages)
        self._spelling = Spelling(text for passage in self.passages for text in (passage.embedding_text(), *passage.questions))
        self._editions = np.array([f"{passage.source_id}/{passage.edition_id}" for passage in self.passages])

    def search(self, request: SearchRequest) -> SearchResult:
        """At most `request.limit` hits, best first; none when nothing may be searched."""
        editions = self._editions_admitted(request)
        allowed = np.isin(self._editions, editions)
        if not allowed.any():
            return SearchResult()
        asked = self._as_searched(request.question)
        named = [number for number in self._references.find(request.question) if allowed[number]]
        read = self._read([asked, *parts_of(asked)])
        looks = [self._look_for(text, vectors, None if allowed.all() else allowed, editions) for text, vectors in read]
        candidates = list(dict.fromkeys([*named, *(number for look in looks for number in look.candidates)]))
        whole, *parts = [self._scores(look, candidates) for look in looks]
        scores = dict(zip(candidates, with_parts(whole, parts), strict=True))
        ranked = named + sorted((number for number in candidates if number not in named), key=lambda n: (-scores[n], n))
        ranked = each_paragraph_once(ranked, [self.passages[number].paragraph_id for number in ranked])
        found = self._result(ranked[: request.limit], scores, set(named), looks, [whole, *parts], candidates)
        vectors = read[0][1]
        return replace(
            found, unanswered=self._unanswered(vectors), meaning=vectors.windows.mean(axis=0), model=self.manifest.embedding_model
        )

    def meanings(self, questions: Iterable[str]) -> np.ndarray:
        """(n, d) what `search` tells as the `meaning` of each."""
        return np.stack(
            [read.windows.mean(axis=0) for read in self._embedder.read([self._as_searched(one) for one in questions])]
        )

    def nearest_unanswered(self, question: str, leave_out: Iterable[str] = ()) -> NearestUnanswered | None:
        """What `search` tells of near misses, had those that ask `leave_out` not been written."""
        _, vectors = self._read([self._as_searched(question)])[0]
        return self._unanswered(vectors, leave_out)

    def close(self) -> None:
        self._dense.close()

    def _as_searched(self, question: str) -> str:
        return self._acronyms.spelt_out(self._spelling.mended(question))

    def _unanswered(self, vectors: TextVectors, leave_out: Iterable[str] = ()) -> NearestUnanswered | None:
        tokens = self._tokens.project(vectors.tokens)
        return self.near_misses.nearest(vectors.windows.mean(axis=0), tokens, self._tokens.weights(vectors.ids), leave_out)

    def _read(self, texts: list[str]) -> list[tuple[str, TextVectors]]:
        return list(zip(texts, self._embedder.read(texts), strict=True))

    def _look_for(self, text: str, vectors: TextVectors, allowed: np.ndarray | None, editions: list[str]) -> _Look:
        by_meaning = self._dense.nearest(vectors.windows.mean(axis=0), CANDIDATES, None if allowed is None else editions)
        by_words = self._lexical.nearest(text, CANDIDATES, allowed)
        fused = reciprocal_rank_fusion([[n for n, _ in by_meaning], [n for n, _ in by_words]])[:CANDIDATES]
        weights, projected = self._tokens.weights(vectors.ids), self._tokens.project(vectors.tokens)
        return _Look(text, dict(by_meaning), dict(by_words), fused, weights, projected)

    def _scores(self, look: _Look, candidates: list[int]) -> np.ndarray:
        maxsim = self._tokens.met(candidates, look.projected) @ look.weights
        return rerank(candidates, maxsim=maxsim, cosines=look.by_meaning, bm25=look.by_words)

    def _result(
        self,
        ranked: list[int],
        scores: dict[int, float],
        named: set[int],
        looks: list[_Look],
        scored: list[np.ndarray],
        candidates: list[int],
    ) -> SearchResult:
        place = {number: n for n, number in enumerate(candidates)}
        first = looks[0]
        ways = {"reference": named, "meaning": first.by_meaning, "words": first.by_words}
        hits = tuple(
            Hit(
                passage=self.passages[number],
                score=1.0 if number in named else float(scores[number]),
                found_by=tuple(way for way, numbers in ways.items() if number in numbers),
            )
            for number in ranked
        )
        asked = tuple(
            AskedPart(
                text=look.text,
                weights=look.weights,
                scores=tuple(float(of_part[place[number]]) for number in ranked),
                met=self._tokens.met(ranked, look.projected),
                similarities=tuple(self._tokens.similarities(number, look.projected) for number in ranked),
                starts=tuple(self._tokens.token_starts(number) for number in ranked),
            )
            for look, of_part in zip(looks, scored, strict=True)
        )
        found = SearchResult(hits=hits, asked=asked, nearest_cosine=max(first.by_meaning.values(), default=0.0))
        return replace(found, confidence=confidence(found))

    def _editions_admitted(self, request: SearchRequest) -> list[str]:
        sources = {source.source_id: source for source in self.manifest.sources}
        return [
            f"{edition.source_id}/{edition.edition_id}"
            for edition in self.manifest.editions
            if request.admits(sources[edition.source_id], edition)
        ]


@dataclass(frozen=True)
class _Look:
    """One text looked for: the question as a whole, or a part of it. `projected` are its token vectors as the store has them."""

    text: str
    by_meaning: dict[int, float]
    by_words: dict[int, float]
    candidates: list[int]
    weights: np.ndarray
    projected: np.ndarray
