"""A search by meaning within limits, over 10,000 passages: what exact search finds, and not slower than can be felt."""

from __future__ import annotations

import statistics
import time

import numpy as np
import pytest

from index import store
from index.rows import write_rows
from index.store import DenseIndex, write_dense

PASSAGES, DIMENSIONS, TOPICS, QUESTIONS, WANTED = 10_000, 384, 200, 25, 80
# every hundredth passage is of "one", every tenth of "one" or "ten", every second of "one", "ten" or "half"
FILTERS = {0.5: ["one/1", "ten/1", "half/1"], 0.1: ["one/1", "ten/1"], 0.01: ["one/1"]}


def edition_of(number: int) -> str:
    return next((name for step, name in ((100, "one/1"), (10, "ten/1"), (2, "half/1")) if number % step == 0), "rest/1")


def of_length_one(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


class Held:
    """10,000 passages about 200 topics, one vector each, in an index and beside it; and questions near some of them."""

    def __init__(self, folder) -> None:
        random = np.random.default_rng(20261124)
        topics = random.normal(size=(TOPICS, DIMENSIONS))
        self.vectors = of_length_one(topics[random.integers(TOPICS, size=PASSAGES)] + random.normal(size=(PASSAGES, DIMENSIONS)))
        self.editions = np.array([edition_of(number) for number in range(PASSAGES)])
        near = self.vectors[random.integers(PASSAGES, size=QUESTIONS)]
        self.questions = of_length_one(near + 0.04 * random.normal(size=near.shape))
        write_rows(folder / "rows", self.vectors[:, None], [str(n) for n in range(PASSAGES)], list(self.editions))
        write_dense(folder)
        self.index = DenseIndex(folder)

    def exact(self, question: np.ndarray, editions: list[str]) -> list[int]:
        cosines = np.where(np.isin(self.editions, editions), self.vectors @ question, -np.inf)
        return np.argsort(-cosines, kind="stable")[: min(WANTED, int(np.isfinite(cosines).sum()))].tolist()


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    held = Held(tmp_path_factory.mktemp("dense"))
    yield held
    held.index.close()


@pytest.mark.parametrize("share", FILTERS)
def test_a_search_within_editions_finds_the_same_as_exact_search(held, share):
    assert np.isin(held.editions, FILTERS[share]).mean() == share
    for question in held.questions:
        found = held.index.nearest(question, WANTED, FILTERS[share])
        assert [number for number, _ in found] == held.exact(question, FILTERS[share])
        assert [cosine for _, cosine in found] == pytest.approx([float(held.vectors[n] @ question) for n, _ in found], abs=1e-5)


@pytest.mark.parametrize("share", FILTERS)
def test_a_search_within_editions_is_at_most_30_ms_slower(held, share):
    held.index.nearest(held.questions[0], WANTED, FILTERS[share])  # reads the rows, once for all searches
    within, whole = [], []
    for question in held.questions:  # turn by turn: what else the machine does falls on both alike
        for editions, seconds in ((FILTERS[share], within), (None, whole)):
            began = time.perf_counter()
            held.index.nearest(question, WANTED, editions)
            seconds.append(time.perf_counter() - began)
    assert statistics.median(within) - statistics.median(whole) <= 0.030


def test_a_search_within_editions_that_nobody_holds_finds_nothing(held):
    assert held.index.nearest(held.questions[0], WANTED, ["nobody/1"]) == []


def test_a_passage_of_several_rows_is_found_once_by_the_nearest_of_them(tmp_path):
    first, second = np.eye(2, 8, dtype=np.float32)
    few = [np.stack([first, second]), of_length_one(first + second)[None]]
    write_rows(tmp_path / "few" / "rows", few, ["1.1", "1.2"], ["a/1", "a/1"])
    write_dense(tmp_path / "few")
    index = DenseIndex(tmp_path / "few")
    assert index.nearest(3 * second, 5, ["a/1"]) == [(0, pytest.approx(1.0)), (1, pytest.approx(0.5**0.5))]
    index.close()


@pytest.mark.parametrize("share", FILTERS)
def test_above_the_rows_that_are_searched_exactly_the_nearest_of_all_are_passed_over(held, monkeypatch, share):
    monkeypatch.setattr(store, "EXACT_UP_TO", 99)
    missed = 0
    for question in held.questions:
        found = [number for number, _ in held.index.nearest(question, WANTED, FILTERS[share])]
        assert len(found) == WANTED and np.isin(held.editions[found], FILTERS[share]).all()
        missed += len({*held.exact(question, FILTERS[share])} - {*found})
    assert missed <= 0.05 * WANTED * len(held.questions)


def test_where_those_admitted_lie_far_from_what_is_asked_the_search_is_exact(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "EXACT_UP_TO", 9)
    random = np.random.default_rng(20261127)
    vectors = of_length_one(random.normal(size=(400, 16)))
    vectors[200:] = of_length_one(vectors[200:] * 0.5 - np.eye(1, 16))
    write_rows(tmp_path / "rows", vectors[:, None], [str(n) for n in range(400)], ["near/1"] * 200 + ["far/1"] * 200)
    write_dense(tmp_path)
    index = DenseIndex(tmp_path)
    found = [number for number, _ in index.nearest(np.eye(1, 16)[0], 20, ["far/1"])]
    index.close()
    assert found == (200 + np.argsort(-vectors[200:, 0], kind="stable")[:20]).tolist()
