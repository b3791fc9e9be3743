"""Vectors on a Chroma server: found there, and without it. The server is played by one that is down, or hangs, or lacks the build."""

from __future__ import annotations

import socket
import threading
import time

import numpy as np
import pytest

from index import store
from index.build import build_index
from index.models import IndexProblem, SearchRequest
from index.reader import IndexReader
from index.rows import write_rows
from index.store import DenseIndex
from tests.builders import WordEmbedder, corpus, passage

NOBODY = "http://127.0.0.1:9"  # nothing listens there


@pytest.fixture
def build(tmp_path):
    folder = tmp_path / "20261126T000000-one"
    write_rows(
        folder / "rows", [row[None] for row in np.eye(3, 8, dtype=np.float32)], ["1.1", "1.2", "1.3"], ["a/1", "a/1", "b/1"]
    )
    return folder


def test_while_no_server_answers_the_vectors_on_disk_do(build, caplog):
    index = DenseIndex(build, NOBODY)
    assert index.nearest(np.eye(1, 8)[0], 2, None) == [(0, pytest.approx(1.0)), (1, pytest.approx(0.0))]
    assert "The Chroma server at http://127.0.0.1:9 cannot be used" in caplog.text and "Searching without it" in caplog.text


def test_a_server_that_is_down_is_left_alone_for_a_while(build, caplog, monkeypatch):
    index = DenseIndex(build, NOBODY)
    for _ in range(3):
        index.nearest(np.eye(1, 8)[0], 2, None)
    assert caplog.text.count("cannot be used") == 1
    monkeypatch.setattr(store, "LEFT_ALONE", 0.0)
    index.nearest(np.eye(1, 8)[0], 2, None)
    assert caplog.text.count("cannot be used") == 2


def test_a_server_that_never_says_anything_keeps_nobody_waiting(build, monkeypatch, caplog):
    monkeypatch.setattr(store, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []
        threading.Thread(target=lambda: held.append(listening.accept()[0]), daemon=True).start()
        index = DenseIndex(build, f"http://127.0.0.1:{listening.getsockname()[1]}")
        began = time.monotonic()
        assert index.nearest(np.eye(1, 8)[0], 1, None) == [(0, pytest.approx(1.0))]
        assert time.monotonic() - began < 30  # Chroma itself would wait for ever
    assert "cannot be used" in caplog.text


def test_a_build_for_a_server_that_is_down_says_so_and_the_one_before_stays(tmp_path):
    held = corpus(passage("1.1", "Cooks share one kitchen."))
    before = build_index(tmp_path, WordEmbedder(), corpus=held)
    with pytest.raises(
        IndexProblem, match=r"The Chroma server at http://127\.0\.0\.1:9 cannot be used .* See SIGNPOST_CHROMA_URL"
    ):
        build_index(tmp_path, WordEmbedder(), corpus=held, chroma=NOBODY)
    index = IndexReader(tmp_path, WordEmbedder).current()
    assert index.manifest == before and not before.chroma
    assert [hit.passage.reference for hit in index.search(SearchRequest(question="kitchen")).hits] == ["1.1"]
