"""One step of one size, in a process of its own: python -m evals.scale.measured STEP DATA PASSAGES real|recombined [SENTENCES].

Says its figures as one line of JSON.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np

from corpus.models import text_hash
from corpus.settings import load_settings
from corpus.store import Corpus, load_corpus
from evals.load.crowd import p95
from evals.scale.varied import EDITIONS, RecombiningEmbedder, sentences_by_passage, varied_corpus
from index.build import build_index, read_current
from index.embed import Embedder, SentenceTransformerEmbedder
from index.models import SearchRequest
from index.reader import IndexReader
from index.rows import VectorRows
from index.store import DenseIndex
from index.vectors import VectorCache

CHANGED = 0.01  # of the passages, by the refresh
QUESTIONS, WARM_UP = 100, 5
NEAREST = 10  # passages, for recall against exact search
SHARES = (None, 0.9, 0.1, 0.01)  # of the editions that are searched


class Scale:
    """A size: `passages` in number, below `data_dir`; with `is_real`, each is read by the model."""

    def __init__(self, data_dir: Path, passages: int, is_real: bool, most_sentences: int) -> None:
        settings = load_settings()
        self.data_dir, self._passages = data_dir, passages
        self._model = SentenceTransformerEmbedder(settings.embedding_model, threads=2)
        self._real = load_corpus(settings.data_dir)
        self._sentences = sentences_by_passage(self._real)[: most_sentences or None]
        self.embedder: Embedder = self._model if is_real else self._recombining(settings.data_dir / "vectors")

    def _recombining(self, kept: Path) -> Embedder:
        texts = {text_hash(one): one for own in self._sentences for one in own}
        with closing(VectorCache(kept, self._model.fingerprint)) as cache:
            cache.read(texts, self._model, lambda *_: None)
            return RecombiningEmbedder(self._model, dict(zip(texts.values(), cache.get(list(texts)), strict=True)))

    def corpus(self, changed: float = 0.0) -> Corpus:
        return varied_corpus(self._real, self._sentences, self._passages, changed)

    def questions(self) -> list[str]:
        asked = sorted({question for passage in self._real.passages for question in passage.questions})
        return [asked[n * len(asked) // QUESTIONS] for n in range(QUESTIONS)] if len(asked) >= QUESTIONS else asked


def build(scale: Scale) -> dict:
    return _built(scale, scale.corpus())


def refresh(scale: Scale) -> dict:
    return _built(scale, scale.corpus(CHANGED))


def _built(scale: Scale, corpus: Corpus) -> dict:
    """Seconds of the whole and of its stages, greatest memory (MB) and what is on disk (MB)."""
    stages: dict[str, float] = {}
    began = before = time.perf_counter()
    stage = "preparing"

    def told(doing: str, done: int, _: int) -> None:
        nonlocal before, stage
        now = time.perf_counter()
        stages[stage] = stages.get(stage, 0.0) + now - before
        before, stage = now, f"{doing} {done}" if doing.startswith("Writing") else doing

    manifest = build_index(scale.data_dir, scale.embedder, corpus=corpus, on_progress=told)
    place = scale.data_dir / "index" / manifest.build_id
    return {
        "seconds": time.perf_counter() - began,
        "stages": {name: round(seconds, 2) for name, seconds in stages.items()},
        "rows": manifest.rows,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "build": _megabytes(place),
        "chroma": _megabytes(place / "chroma"),
        "tokens": _megabytes(place / "tokens"),
        "kept": _megabytes(scale.data_dir / "vectors"),
    }


def ask(scale: Scale) -> dict:
    """Seconds to open the build and from question to hits, memory (MB), and for each share of editions what Chroma finds of the
    NEAREST by exact search, and how long both take."""
    before = _memory()
    began = time.perf_counter()
    index = IndexReader(scale.data_dir, lambda: scale.embedder).current()
    opened = time.perf_counter() - began
    questions = scale.questions()
    searched = _seconds(lambda question: index.search(SearchRequest(question=question)), questions)
    vectors = [read.windows.mean(axis=0) for read in scale.embedder.read(questions)]
    index.close()
    return {
        "opened": opened,
        "memory": _memory() - before,
        "p50": statistics.median(searched),
        "p95": p95(searched),
        "filters": [_recall(scale, vectors, share) for share in SHARES],
    }


def _recall(scale: Scale, vectors: list[np.ndarray], share: float | None) -> dict:
    place = scale.data_dir / "index" / read_current(scale.data_dir).build_id
    wanted = None if share is None else [f"varied-{n:02}/2026" for n in range(round(share * EDITIONS))]
    dense, rows = DenseIndex(place), VectorRows(place / "rows")
    found: dict[str, list[list[int]]] = {"ours": [], "exact": []}
    ours = _seconds(lambda v: found["ours"].append([n for n, _ in dense.nearest(v, NEAREST, wanted)]), vectors)
    exact = _seconds(lambda v: found["exact"].append([n for n, _ in rows.nearest(v, NEAREST, wanted)]), vectors)
    dense.close()
    met = [len({*of_ours} & {*of_exact}) / len(of_exact) for of_ours, of_exact in zip(found["ours"], found["exact"], strict=True)]
    return {
        "share": 1.0 if share is None else share,
        "recall": statistics.mean(met),
        "p50": statistics.median(ours),
        "p95": p95(ours),
        "exact_p50": statistics.median(exact),
    }


def _seconds(way: Callable, asked: list) -> list[float]:
    seconds = []
    for number, one in enumerate([*asked[:WARM_UP], *asked]):
        began = time.perf_counter()
        way(one)
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - began)
    return seconds


def _memory() -> float:
    import psutil

    return psutil.Process().memory_info().rss / 2**20


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


if __name__ == "__main__":
    step, folder, passages, kind, most = sys.argv[1:]
    print(
        json.dumps(
            {"build": build, "refresh": refresh, "ask": ask}[step](Scale(Path(folder), int(passages), kind == "real", int(most)))
        )
    )
