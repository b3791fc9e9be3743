"""Late interaction: how well each word of a question is met somewhere in a passage, over token vectors stored at build time.

MaxSim (Khattab and Zaharia 2020, ColBERT), here over the token vectors of the sentence model itself, as the mean over the
question's tokens, each weighted by its rarity. The vectors are kept as 64 principal components in 8 bits.
Centring them and making their length 1 again is what keeps the ranking: on 146 of the trial questions MRR was .412 with all 384
components, .424 so, .362 without either (2026-11-22). Tokens of the headings are left out: .376 with them, .401 without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from index.array_file import array_file
from index.embed import TextVectors

COMPONENTS = 64
SCALE = 127.0
SAMPLED = 4_000  # texts at most, evenly spread, that the components are learnt from: more change them little and cost the most


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
    passages: Collection[TextVectors],
    text_begins: Sequence[int],
    dimensions: int,
    keys: Sequence[Collection[TextVectors]] = (),
) -> None:
    """Compresses and writes the token vectors of all passages, in order, and of each one's questions (`keys`).

    `text_begins` is where each text begins after its headings. The components and the rarity of tokens are those of the passages.
    Everything is read twice, and never held at once.
    """
    folder.mkdir(parents=True)
    keys = keys or [()] * len(passages)
    np.save(
        folder / "key_bounds.npy",
        len(passages) + np.concatenate([[0], np.cumsum([len(asked) for asked in keys])]).astype(np.int64),
    )
    seen, lengths = _Seen(dimensions), []
    every = -(-len(passages) // SAMPLED)
    for number, vectors in enumerate(_of_texts(passages, text_begins)):
        seen.add(vectors, is_sampled=number % every == 0)
        lengths.append(len(vectors.tokens))
    lengths += [len(vectors.tokens) for asked in keys for vectors in asked]
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    centre, basis = seen.principal_components()
    with (
        array_file(folder / "codes.npy", "i1", (int(bounds[-1]), basis.shape[1])) as write_codes,
        array_file(folder / "starts.npy", "<i4", (int(bounds[-1]),)) as write_starts,
    ):
        for vectors in chain(_of_texts(passages, text_begins), (vectors for asked in keys for vectors in asked)):
            write_codes(np.rint(_components(vectors.tokens, centre, basis) * SCALE))
            write_starts(vectors.starts)
    np.save(folder / "bounds.npy", bounds)
    np.save(folder / "centre.npy", centre)
    np.save(folder / "basis.npy", basis)
    np.save(folder / "idf.npy", seen.inverse_document_frequency())


def _of_texts(passages: Iterable[TextVectors], begins: Sequence[int]) -> Iterator[TextVectors]:
    """Only the tokens of the text itself, counted from its beginning."""
    for vectors, begin in zip(passages, begins, strict=True):
        inside = vectors.starts >= begin
        yield replace(vectors, tokens=vectors.tokens[inside], starts=vectors.starts[inside] - begin, ids=vectors.ids[inside])


class _Seen:
    """What is told of all token vectors together, gathered text by text."""

    def __init__(self, dimensions: int) -> None:
        self._total, self._moments = np.zeros(dimensions), np.zeros((dimensions, dimensions))
        self._tokens = self._texts = 0
        self._frequency = np.zeros(0, dtype=np.int64)

    def add(self, vectors: TextVectors, is_sampled: bool) -> None:
        """Counts its words, and with `is_sampled` learns from its vectors too."""
        if is_sampled:
            tokens = vectors.tokens.astype(np.float64)
            self._total += tokens.sum(axis=0)
            self._moments += tokens.T @ tokens
            self._tokens += len(tokens)
        self._texts += 1
        ids = np.unique(vectors.ids)
        if len(ids) and ids[-1] >= len(self._frequency):
            self._frequency = np.pad(self._frequency, (0, int(ids[-1]) + 1 - len(self._frequency)))
        self._frequency[ids] += 1

    def principal_components(self) -> tuple[np.ndarray, np.ndarray]:
        """(d,) mean and (d, 64) axes of greatest variance of the token vectors learnt from."""
        centre = self._total / max(self._tokens, 1)
        _, axes = np.linalg.eigh(self._moments / max(self._tokens, 1) - np.outer(centre, centre))
        return centre.astype(np.float32), axes[:, ::-1][:, : min(COMPONENTS, len(centre))].astype(np.float32)

    def inverse_document_frequency(self) -> np.ndarray:
        """(v,) of each token number, as BM25 counts it."""
        frequency = self._frequency if len(self._frequency) else np.zeros(1, dtype=np.int64)
        return np.log(1 + (self._texts - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)


def _components(tokens: np.ndarray, centre: np.ndarray, basis: np.ndarray) -> np.ndarray:
    found = (tokens.astype(np.float32) - centre) @ basis
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)
