"""What the embedding model gives when several questions come at once: with one thread for each, with two, one question after the
other, or those that wait read together.

Each way runs in a process of its own, since the number of threads is set for the whole of one.
"""

from __future__ import annotations

import json
import queue
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from evals.load.crowd import p95

WAYS = ("one thread each", "two threads each", "one question at a time", "those waiting together")
ASKERS = (1, 4, 16)  # questions under way at once
ASKED_FOR = 6.0  # seconds for each number of askers
TOGETHER = 16  # questions read at once at most


class Embedded(NamedTuple):
    """Questions embedded a second, and seconds that one takes (median, and the time that one in twenty takes or more)."""

    way: str
    askers: int
    a_second: float
    p50: float
    p95: float


def embedded_at_once(questions: Sequence[str]) -> Iterator[Embedded]:
    """Each way with each number of askers, in turn."""
    for way in WAYS:
        command = [sys.executable, "-m", "evals.load.embedding", way]
        done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
        yield from (Embedded(**told) for told in json.loads(done.stdout))


def _measured(way: str, questions: Sequence[str]) -> Iterator[Embedded]:
    from corpus.settings import load_settings
    from index.embed import SentenceTransformerEmbedder

    embedder = SentenceTransformerEmbedder(load_settings().embedding_model, threads=2 if way == WAYS[1] else 1)
    read = _as_asked(way, lambda texts: list(embedder.read(texts)))
    read(questions[0])
    for askers in ASKERS:
        until, seconds = time.perf_counter() + ASKED_FOR, []

        def ask(asker: int, askers=askers, until=until, seconds=seconds) -> None:
            for number in range(asker, 10**9, askers):
                began = time.perf_counter()
                if began >= until:
                    return
                read(questions[number % len(questions)])
                seconds.append(time.perf_counter() - began)

        with ThreadPoolExecutor(askers) as pool:
            list(pool.map(ask, range(askers)))
        yield Embedded(way, askers, len(seconds) / ASKED_FOR, statistics.median(seconds), p95(seconds))


def _as_asked(way: str, read: Callable[[list[str]], list]) -> Callable[[str], None]:
    if way == WAYS[2]:
        lock = threading.Lock()

        def one_at_a_time(question: str) -> None:
            with lock:
                read([question])

        return one_at_a_time
    if way == WAYS[3]:
        waiting: queue.SimpleQueue[tuple[str, Future]] = queue.SimpleQueue()
        threading.Thread(target=_read_together, args=(waiting, read), daemon=True).start()

        def wait_for(question: str) -> None:
            asked: Future = Future()
            waiting.put((question, asked))
            asked.result()

        return wait_for
    return lambda question: read([question])


def _read_together(waiting: queue.SimpleQueue, read: Callable[[list[str]], list]) -> None:
    while True:
        taken = [waiting.get()]
        while len(taken) < TOGETHER and not waiting.empty():
            taken.append(waiting.get())
        for (_, asked), vectors in zip(taken, read([question for question, _ in taken]), strict=True):
            asked.set_result(vectors)


if __name__ == "__main__":
    print(json.dumps([told._asdict() for told in _measured(sys.argv[1], json.load(sys.stdin))]))
