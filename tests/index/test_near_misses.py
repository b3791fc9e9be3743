"""Near misses: a question that is nearly one of them is known to be unanswered, and nothing is told where none are held."""

from __future__ import annotations

import pytest

from corpus.near_misses import NearMiss
from index.build import build_index
from index.models import SearchRequest
from index.search import Index
from tests.builders import WordEmbedder, corpus, passage

TILL = passage("1.1", "Two bodies may share one till.", questions=("can two bodies share a till",))
HOW_MANY = NearMiss(question="how many bodies share a till today", missing="the number today")
ABROAD = NearMiss(question="do French bodies share tills", missing="anything on France")


@pytest.fixture
def index_over(tmp_path):
    def index_over(*passages, near_misses=(HOW_MANY, ABROAD)):
        embedder = WordEmbedder()
        held = corpus(*passages).model_copy(update={"near_misses": near_misses})
        manifest = build_index(tmp_path, embedder, corpus=held)
        return Index(tmp_path / "index" / manifest.build_id, manifest, embedder)

    return index_over


def test_the_near_miss_that_asks_the_same_is_the_nearest_and_meets_every_word(index_over):
    found = index_over(TILL).search(SearchRequest(question=HOW_MANY.question))
    assert found.unanswered.near_miss == HOW_MANY
    assert found.unanswered.cosine == pytest.approx(1.0, abs=0.01)
    assert found.unanswered.met == pytest.approx(1.0, abs=0.05)
    assert found.unanswered.met_by_few < found.unanswered.met


def test_a_near_miss_that_is_left_out_tells_nothing_and_without_any_nothing_is_told(index_over):
    index = index_over(TILL)
    assert index.nearest_unanswered(HOW_MANY.question, [HOW_MANY.question]).near_miss == ABROAD
    assert index.nearest_unanswered(HOW_MANY.question, [HOW_MANY.question, ABROAD.question]) is None


def test_where_no_passage_has_questions_near_misses_are_not_held_against_it(index_over):
    found = index_over(TILL.model_copy(update={"questions": ()})).search(SearchRequest(question=HOW_MANY.question))
    assert found.hits and found.unanswered is None


def test_a_build_with_other_near_misses_is_another_build(index_over):
    assert index_over(TILL).manifest.fingerprint != index_over(TILL, near_misses=(ABROAD,)).manifest.fingerprint
