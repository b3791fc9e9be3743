"""python -m evals.bench: what it costs to read, index, start and answer, as figures.

Everything happens in a data folder of its own, which is removed afterwards. With the real documents beside the checkout they are
read and indexed; without them the starter digest is.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.embed import Embedder

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT.parent / "shared" / "corpus" / "documents"
QUESTIONS = (
    "Who is the accounting officer when three departments each pay for part of a joint plan?",
    "Do we need a memorandum of understanding?",
    "How many officials had trouble finding guidance?",
    "What should we agree on risk before two departments start?",
    "Who answers to Parliament for an arm's length body?",
    "What stops departments from sharing data?",
    "When is Treasury consent needed?",
    "How was the Shared Outcomes Fund used?",
)
ROUNDS = 5
SEARCHED = 60  # questions for the time from question to hits
EMBEDDED = 200  # passages, and as many questions that they answer, for the build rate


def main() -> int:
    """Prints a line for each figure, as it is measured."""
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as folder:
        environment = os.environ | {"SIGNPOST_DATA_DIR": folder}
        for name, figure in _figures(Path(folder), environment):
            print(f"{name:<58} {figure}", flush=True)
    return 0


def _figures(data_dir: Path, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "python -m assistant --help", _timed(environment, "-m", "assistant", "--help")
    if DOCUMENTS.is_dir():
        for file in sorted(DOCUMENTS.iterdir()):
            yield f"read {file.name}", _timed_reading(file)
        refresh = ("-m", "corpus.refresh", "--from", str(DOCUMENTS))
        yield "refresh, everything new", _timed(environment, *refresh)
        yield "refresh, nothing new", _timed(environment, *refresh)
    else:
        yield "the real documents are not beside this checkout", "the starter digest is measured"
    yield "build the index from nothing", _timed(environment, "-m", "index.build")
    yield "build again, nothing new", _timed(environment, "-m", "index.build")
    yield "first answer, cold (command to exit)", _timed(environment, "-m", "assistant", "ask", QUESTIONS[0])
    yield from _warm(data_dir)
    yield from search_costs(data_dir)
    yield "index on disk", f"{_size(data_dir / 'index') / 1e6:.0f} MB, vectors kept {_size(data_dir / 'vectors') / 1e6:.0f} MB"


def _warm(data_dir: Path) -> Iterator[tuple[str, str]]:
    from functools import partial

    from assistant.ask import Assistant
    from index.embed import SentenceTransformerEmbedder
    from index.reader import IndexReader

    began = time.perf_counter()
    reader = IndexReader(data_dir, partial(SentenceTransformerEmbedder))
    passages = len(reader.current().passages)
    assistant = Assistant(reader)
    assistant.ask(QUESTIONS[0])
    yield "first answer, from the start of the imports", f"{time.perf_counter() - began:.1f} s, {passages:,} passages"
    seconds = []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            began = time.perf_counter()
            assistant.ask(question)
            seconds.append(time.perf_counter() - began)
    yield f"warm answer, {len(seconds)} questions", _median_and_p95(seconds)
    yield "memory of the answering process, at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def search_costs(data_dir: Path) -> Iterator[tuple[str, str]]:
    """From question to hits, beside the nearest by meaning alone; what the token vectors take; how fast texts are embedded."""
    from corpus.settings import load_settings
    from index.embed import SentenceTransformerEmbedder
    from index.models import SearchRequest
    from index.reader import IndexReader
    from index.search import CANDIDATES
    from index.store import DenseIndex

    model = load_settings().embedding_model
    embedder = SentenceTransformerEmbedder(model)
    index = IndexReader(data_dir, lambda: embedder).current()
    build = data_dir / "index" / index.manifest.build_id
    dense = DenseIndex(build)
    questions = _spread([question for passage in index.passages for question in passage.questions] or list(QUESTIONS), SEARCHED)

    def by_meaning(question: str) -> None:
        dense.nearest(next(iter(embedder.read([question]))).windows.mean(axis=0), CANDIDATES, None)

    def searched(question: str) -> None:
        index.search(SearchRequest(question=question))

    alone, ours = _seconds_of(by_meaning, questions), _seconds_of(searched, questions)
    dense.close()
    yield f"question to hits, {len(questions)} questions", _median_and_p95(ours)
    yield "the same by meaning alone (embedding, nearest vectors)", _median_and_p95(alone)
    yield "question to hits, times meaning alone", f"{statistics.median(ours) / statistics.median(alone):.1f}"
    yield "token vectors, for each thousand passages", _token_vectors(build / "tokens", len(index.passages) / 1000)
    embedder = SentenceTransformerEmbedder(model, threads=2)  # as a build has it; last, since the threads are all of torch's
    for name, texts in (
        ("passages", [passage.embedding_text() for passage in index.passages]),
        ("questions that they answer", [question for passage in index.passages for question in passage.questions]),
    ):
        yield f"build rate, {name}", _embedded(embedder, sorted(_spread(texts, EMBEDDED), key=len))


def _seconds_of(way: Callable[[str], None], questions: list[str]) -> list[float]:
    """Seconds for each question. One way after the other, not in turn: the threads that numpy leaves spinning after a search
    tripled the time of the embedding that came next."""
    way(questions[0])
    seconds = []
    for question in questions:
        began = time.perf_counter()
        way(question)
        seconds.append(time.perf_counter() - began)
    return seconds


def _token_vectors(folder: Path, thousands: float) -> str:
    """Memory is that of all arrays once every page of them has been read; they are mapped, so that less is in use at first."""
    import numpy as np

    memory = sum(np.load(file, mmap_mode="r").nbytes for file in folder.glob("*.npy"))
    return f"{memory / 1e6 / thousands:.1f} MB of memory, {_size(folder) / 1e6 / thousands:.1f} MB on disk"


def _embedded(embedder: Embedder, texts: list[str]) -> str:
    if not texts:
        return "none held"
    began = time.perf_counter()
    for _ in embedder.read(texts):
        pass
    seconds = time.perf_counter() - began
    return f"{len(texts) / seconds:.0f} a second, {len(texts)} embedded"


def _spread(values: list[str], count: int) -> list[str]:
    """At most `count` of them, evenly spread."""
    return values if count >= len(values) else [values[number * len(values) // count] for number in range(count)]


def _median_and_p95(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {ordered[int(0.95 * len(ordered))] * 1000:.0f} ms"


def _timed(environment: dict[str, str], *arguments: str) -> str:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        return f"{seconds:.1f} s, FAILED: {done.stderr.strip().splitlines()[-1]}"
    passages = re.search(r"([\d,]+) passages", done.stdout)
    return f"{seconds:.1f} s" + (f", {passages[0]}" if passages and "index.build" in arguments else "")


def _timed_reading(file: Path) -> str:
    """Seconds and memory of a process that reads one document and nothing else."""
    code = (
        "import resource, sys, time; from pathlib import Path\n"
        "from corpus.readers.sandbox import read_here; from corpus.sources import load_sources\n"
        "file = Path(sys.argv[1]); source = next(s for s in load_sources() if s.source_id == file.stem)\n"
        "began = time.perf_counter(); document = read_here(file, source)\n"
        "print(f'{time.perf_counter() - began:.1f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, '\n"
        "      f'{len(document.paragraphs):,} paragraphs')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or f"FAILED: {done.stderr.strip().splitlines()[-1]}"


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    sys.exit(main())
