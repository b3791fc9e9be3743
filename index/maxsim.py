"""Late interaction: how well each word of a question is met somewhere in a passage, over token vectors stored at build time.

MaxSim (Khattab and Zaharia 2020, ColBERT), here over the token vectors of the sentence model itself, as the mean over the
question's tokens, each weighted by its rarity. The vectors are kept as 64 principal components in 8 bits.
Centring them and making their length 1 again is what keeps the ranking: on 146 of the trial questions MRR was .412 with all 384
components, .424 so, .362 without either (2026-11-22). Tokens of the headings are left out: .376 with them, .401 without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.embed import TextVectors

COMPONENTS = 64
SCALE = 127.0


class TokenStore:
    """Compressed token vectors of all passages and of the questions that they answer, memory-mapped.

    A text is named by its number: first the passages in order, then the questions, those of one passage side by side.
    """

    def __init__(self, folder: Path) -> None:
        self._codes = np.load(folder / "codes.npy", mmap_mode="r")
        self.starts = np.load(folder / "starts.npy", mmap_mode="r")
        self.bounds = np.load(folder / "bounds.npy")
        self._basis = np.load(folder / "basis.npy")
        self._centre = np.load(folder / "centre.npy")
        self._idf = np.load(folder / "idf.npy")
        self._key_bounds = np.load(folder / "key_bounds.npy")

    def project(self, tokens: np.ndarray) -> np.ndarray:
        """(q, 64) float32 components of a question's token vectors."""
        return _components(tokens, self._centre, self._basis)

    def weights(self, ids: np.ndarray) -> np.ndarray:
        """(q,) rarity of each token among the passages (square root of its idf), summing to 1."""
        rarity = np.sqrt(self._idf[np.minimum(ids, len(self._idf) - 1)])
        return rarity / max(rarity.sum(), 1e-9)

    def similarities(self, text: int, question: np.ndarray) -> np.ndarray:
        """(q, t) cosine of each question token with each token of the text, as far as 64 components tell."""
        begin, end = self.bounds[text], self.bounds[text + 1]
        return question @ (self._codes[begin:end].astype(np.float32) / SCALE).T

    def token_starts(self, passage: int) -> np.ndarray:
        """(t,) where each token begins in the passage's text."""
        return self.starts[self.bounds[passage] : self.bounds[passage + 1]]

    def met(self, passages: Sequence[int], question: np.ndarray) -> np.ndarray:
        """(p, q) greatest cosine of each question token with any token of the passage or of a question that it answers, so that
        each word may be met where it is met best. MaxSim is its sum weighted by the rarity of the tokens."""
        texts = [(passage, *self._key_bounds[passage : passage + 2]) for passage in passages]
        stretches = [
            np.concatenate([self._stretch(own, own + 1), self._stretch(first_key, end)]) for own, first_key, end in texts
        ]
        sizes = np.array([len(stretch) for stretch in stretches], dtype=np.int64)
        found = np.zeros((len(stretches), len(question)), dtype=np.float32)
        if sizes.any():
            similarities = (np.concatenate(stretches).astype(np.float32) / SCALE) @ question.T
            found[sizes > 0] = np.maximum.reduceat(similarities, (np.cumsum(sizes) - sizes)[sizes > 0], axis=0)
        return found

    def _stretch(self, first: int, end: int) -> np.ndarray:
        """The tokens of the texts from `first` up to `end`."""
        return self._codes[self.bounds[first] : self.bounds[end]]


def write_tokens(
    folder: Path,
    passages: Iterable[TextVectors],
    text_begins: Sequence[int],
    dimensions: int,
    keys: Sequence[Sequence[TextVectors]] = (),
) -> None:
    """Compresses and writes the token vectors of all passages, in order, and of each one's questions (`keys`).

    `text_begins` is where each text begins after its headings. The components and the rarity of tokens are those of the passages.
    """
    folder.mkdir(parents=True)
    found = [_of_text(vectors, begin) for vectors, begin in zip(passages, text_begins, strict=True)]
    counts = [len(asked) for asked in keys] or [0] * len(found)
    np.save(folder / "key_bounds.npy", len(found) + np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))
    texts = found + [vectors for asked in keys for vectors in asked]
    centre, basis = _principal_components(found, dimensions)
    codes = [np.rint(_components(vectors.tokens, centre, basis) * SCALE).astype(np.int8) for vectors in texts]
    frequency = np.zeros(1 + max((int(vectors.ids.max(initial=0)) for vectors in found), default=0), dtype=np.int64)
    for vectors in found:
        frequency[np.unique(vectors.ids)] += 1
    np.save(folder / "codes.npy", np.concatenate(codes))
    np.save(folder / "starts.npy", np.concatenate([vectors.starts for vectors in texts]))
    np.save(folder / "bounds.npy", np.concatenate([[0], np.cumsum([len(code) for code in codes])]).astype(np.int64))
    np.save(folder / "centre.npy", centre)
    np.save(folder / "basis.npy", basis)
    np.save(folder / "idf.npy", np.log(1 + (len(found) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32))


def _of_text(vectors: TextVectors, begin: int) -> TextVectors:
    """Only the tokens of the text itself, counted from its beginning."""
    inside = vectors.starts >= begin
    return replace(vectors, tokens=vectors.tokens[inside], starts=vectors.starts[inside] - begin, ids=vectors.ids[inside])


def _principal_components(found: Sequence[TextVectors], dimensions: int) -> tuple[np.ndarray, np.ndarray]:
    """(d,) mean and (d, 64) axes of greatest variance of all token vectors."""
    total, moments, count = np.zeros(dimensions), np.zeros((dimensions, dimensions)), 0
    for vectors in found:
        tokens = vectors.tokens.astype(np.float64)
        total += tokens.sum(axis=0)
        moments += tokens.T @ tokens
        count += len(tokens)
    centre = total / max(count, 1)
    _, axes = np.linalg.eigh(moments / max(count, 1) - np.outer(centre, centre))
    return centre.astype(np.float32), axes[:, ::-1][:, : min(COMPONENTS, dimensions)].astype(np.float32)


def _components(tokens: np.ndarray, centre: np.ndarray, basis: np.ndarray) -> np.ndarray:
    found = (tokens.astype(np.float32) - centre) @ basis
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)
