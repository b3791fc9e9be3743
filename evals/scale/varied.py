"""Passages put together from sentences of the documents at hand, and vectors for them without a run of the model for each."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.models import Edition, Passage
from corpus.sentences import sentence_spans
from corpus.store import Corpus
from index.embed import Embedder, TextVectors

EDITIONS = 100  # each with a hundredth of the passages
NEARBY = 10  # passages before and after one, from which its second sentence may come
LONGEST = 400  # characters of a sentence that is taken
# Of each sentence, where vectors are put together: all tokens of a million passages would take 60 GB while they are built.
TOKENS_KEPT = 8
SPREAD = 0.5  # length of the chance part of such a vector, beside the mean of its sentences' with length 1
SEED = 20261127


def sentences_by_passage(real: Corpus) -> list[list[str]]:
    """Of each passage that has any: its sentences, in order."""
    found = ([passage.text[slice(*span)] for span in sentence_spans(passage.text)] for passage in real.passages)
    kept = ([" ".join(one.split()) for one in own if 20 <= len(one) <= LONGEST and " > " not in one] for own in found)
    return [own for own in kept if own]


def varied_corpus(real: Corpus, sentences: Sequence[Sequence[str]], count: int, changed: float = 0.0) -> Corpus:
    """`count` passages of three sentences each: one of a passage, one from near it, one from anywhere. `changed` is the share put
    together anew."""
    licensed = next(source for source in real.sources if source.licence)
    sources = [licensed.model_copy(update={"source_id": f"varied-{n:02}"}) for n in range(EDITIONS)]
    editions = [Edition(source_id=source.source_id, edition_id="2026", title="2026", published="2026") for source in sources]
    passages = []
    for number in range(count):
        anew = changed and number % round(1 / changed) == 0
        chance = random.Random(f"{SEED} {number} {'anew' if anew else ''}")
        base = number % len(sentences)
        near = sentences[min(max(base + chance.randint(-NEARBY, NEARBY), 0), len(sentences) - 1)]
        text = "\n".join((chance.choice(sentences[base]), chance.choice(near), chance.choice(chance.choice(sentences))))
        source = sources[number * EDITIONS // count]
        passages.append(
            Passage(
                source_id=source.source_id,
                edition_id="2026",
                references=(f"{number // 1000 + 1}.{number % 1000 + 1}",),
                title=source.title,
                text=text,
            )
        )
    return Corpus(sources=tuple(sources), editions=tuple(editions), passages=tuple(passages))


class RecombiningEmbedder:
    """The vectors of a varied passage from those of its sentences, which the model has read; it also reads any other text."""

    def __init__(self, embedder: Embedder, sentences: dict[str, TextVectors]) -> None:
        self._embedder, self._sentences = embedder, sentences
        self.dimensions = embedder.dimensions
        self.fingerprint = f"recombined-{embedder.fingerprint}"

    def read(self, texts: Sequence[str]) -> Iterator[TextVectors]:
        for text in texts:
            before, mark, own = text.rpartition(" > ")
            lines = own.split("\n")
            if mark and all(line in self._sentences for line in lines):
                yield self._joined(lines, len(before) + len(mark))
            else:
                yield from self._embedder.read([text])

    def _joined(self, lines: list[str], begin: int) -> TextVectors:
        read = [self._sentences[line] for line in lines]
        places = np.cumsum([begin, *(len(line) + 1 for line in lines)])
        mean = np.mean([vectors.windows.mean(axis=0) for vectors in read], axis=0)
        chance = np.random.default_rng(zlib.crc32("\n".join(lines).encode())).normal(size=len(mean))
        window = mean / np.linalg.norm(mean) + SPREAD * chance / np.linalg.norm(chance)
        return TextVectors(
            windows=(window / np.linalg.norm(window)).astype(np.float32)[None],
            tokens=np.concatenate([vectors.tokens[:TOKENS_KEPT] for vectors in read]),
            starts=np.concatenate([v.starts[:TOKENS_KEPT] + np.int32(at) for v, at in zip(read, places[:-1], strict=True)]),
            ids=np.concatenate([vectors.ids[:TOKENS_KEPT] for vectors in read]),
        )
