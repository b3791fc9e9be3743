"""A Chroma server that holds the vectors: built onto, asked, killed and back, the old build dropped."""

from __future__ import annotations

import time

import pytest

from evals.load.service import free_port
from index import store
from index.build import _forget_on_server, build_index, verify_elsewhere
from index.models import SearchRequest
from index.reader import IndexReader
from index.store import open_server
from tests.builders import WordEmbedder, corpus, passage
from tests.operations.chroma import running_chroma

pytestmark = pytest.mark.operations


def found(reader: IndexReader, question: str) -> list[str]:
    return [hit.passage.reference for hit in reader.current().search(SearchRequest(question=question)).hits]


def test_a_build_on_a_server_is_asked_there_outlives_its_death_and_gives_way_to_the_next(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(store, "LEFT_ALONE", 0.2)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    held = [passage("1.1", "Cooks share one kitchen."), passage("1.2", "Butlers keep the salt.")]
    reader = IndexReader(tmp_path, WordEmbedder)
    with running_chroma(tmp_path / "server", port) as server:
        first = build_index(tmp_path, WordEmbedder(), corpus=corpus(*held), chroma=address)
        assert first.chroma == address and not (tmp_path / "index" / first.build_id / "chroma").exists()
        assert found(reader, "kitchen of the cooks")[0] == "1.1" and "cannot be used" not in caplog.text
        server.kill()
        server.wait(timeout=20)
        assert found(reader, "who keeps the salt")[0] == "1.2"  # from the vectors on disk
        assert "cannot be used" in caplog.text
        problem = verify_elsewhere(tmp_path / "index" / first.build_id)
        assert problem and problem.startswith(f"The Chroma server at {address} cannot be used")
    caplog.clear()
    with running_chroma(tmp_path / "server", port):
        time.sleep(0.3)
        assert found(reader, "kitchen of the cooks")[0] == "1.1" and "cannot be used" not in caplog.text  # it is back, unasked
        assert verify_elsewhere(tmp_path / "index" / first.build_id) is None
        second = build_index(
            tmp_path, WordEmbedder(), corpus=corpus(*held, passage("1.3", "Gardeners grow peas.")), chroma=address
        )
        assert found(reader, "peas of the gardeners")[0] == "1.3"
        _forget_on_server(tmp_path / "index" / first.build_id)
        names = [one.name for one in open_server(address, 5.0).list_collections()]
        assert names == [store.collection_name(second.build_id, address)]
