"""A build after another: what both hold is copied, what differs is written, and nothing else is found than in a build anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.store import Corpus
from index.build import build_index
from index.models import SearchRequest
from index.reader import IndexReader
from index.rows import VectorRows, id_text
from index.store import open_collection
from index.verify import problem_with
from tests.builders import WordEmbedder, corpus, passage

PASSAGES = 200


def corpus_of(*reworded: int, without: int = -1) -> Corpus:
    told = ((n, "spoon" if n in reworded else "ladle") for n in range(PASSAGES) if n != without)
    return corpus(*(passage(f"1.{n}", f"{n}kitchen {n}lends {n}{what} daily.") for n, what in told))


@pytest.fixture
def copied(monkeypatch) -> list[Path]:
    """The builds whose Chroma folder was copied."""
    seen: list[Path] = []
    copy = shutil.copytree

    def copy_and_tell(of: Path, *others):
        if of.name == "chroma":
            seen.append(of.parent)
        return copy(of, *others)

    monkeypatch.setattr("index.store.shutil.copytree", copy_and_tell)
    return seen


def held(data_dir: Path, build_id: str) -> set[str]:
    with open_collection(data_dir / "index" / build_id, None) as collection:
        return set(collection.get(include=[])["ids"])


def first_found(data_dir: Path, question: str) -> str:
    index = IndexReader(data_dir, WordEmbedder).current()
    try:
        return index.search(SearchRequest(question=question)).hits[0].passage.reference
    finally:
        index.close()


def test_a_build_of_nearly_the_same_is_copied_and_holds_exactly_what_it_should(tmp_path, copied):
    first = build_index(tmp_path, WordEmbedder(), corpus=corpus_of())
    second = build_index(tmp_path, WordEmbedder(), corpus=corpus_of(7, 8, without=9))
    place = tmp_path / "index" / second.build_id
    assert copied == [tmp_path / "index" / first.build_id]
    assert (first.replaced, second.replaced) == (0, 3)
    assert held(tmp_path, second.build_id) == {id_text(row) for row in VectorRows(place / "rows").ids}
    assert len(held(tmp_path, first.build_id)) == PASSAGES
    assert problem_with(place) is None
    assert first_found(tmp_path, "7spoon of 7kitchen") == "1.7" and first_found(tmp_path, "100ladle 100kitchen") == "1.100"
    third = build_index(tmp_path, WordEmbedder(), corpus=corpus_of(7, 8, 10, without=9))
    assert third.replaced == 4


def test_when_a_tenth_was_replaced_since_it_is_written_anew(tmp_path, copied):
    build_index(tmp_path, WordEmbedder(), corpus=corpus_of())
    build_index(tmp_path, WordEmbedder(), corpus=corpus_of(*range(15)))
    anew = build_index(tmp_path, WordEmbedder(), corpus=corpus_of(*range(30)))
    assert len(copied) == 1 and anew.replaced == 0
    other = build_index(tmp_path, WordEmbedder(), corpus=corpus_of(*range(60)))
    assert len(copied) == 1 and other.replaced == 0


def test_neither_a_damaged_build_nor_one_of_another_model_is_copied(tmp_path, copied):
    first = build_index(tmp_path, WordEmbedder(), corpus=corpus_of())
    database = tmp_path / "index" / first.build_id / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:1000])
    second = build_index(tmp_path, WordEmbedder(), corpus=corpus_of(7))
    assert copied == [] and problem_with(tmp_path / "index" / second.build_id) is None
    other = WordEmbedder()
    other.fingerprint = "other words"
    build_index(tmp_path, other, corpus=corpus_of(7))
    assert copied == []


def test_a_row_has_the_same_name_in_every_build_and_another_when_its_vector_is(tmp_path):
    names = []
    for changed in (False, True):
        build = build_index(tmp_path, WordEmbedder(), corpus=corpus_of(*([7] if changed else [])))
        names.append(np.array(VectorRows(tmp_path / "index" / build.build_id / "rows").ids))
    assert np.flatnonzero(names[0] != names[1]).tolist() == [7]
