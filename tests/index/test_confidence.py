"""How likely it is that a passage which answers is among the first five."""

from __future__ import annotations

import numpy as np
import pytest

from index import confidence as room
from index.confidence import WEIGHTS_FILE, confidence, signals
from index.models import Hit
from index.result import AskedPart, SearchResult
from index.weighing import Weighing, load_weighing
from tests.builders import passage


def found(*scores: float, met=None, weights=(0.5, 0.3, 0.1, 0.1), ways=("meaning", "words"), parts=0, cosine=0.7) -> SearchResult:
    """Hits with these scores, and how each meets the four tokens of the question (all at .8 unless told)."""
    table = np.array(met if met is not None else [[0.8] * len(weights)] * len(scores))
    asked = AskedPart("asked", np.array(weights), table, scores, (), ())
    hits = tuple(Hit(passage=passage(f"1.{n}", "Words."), score=score, found_by=ways) for n, score in enumerate(scores))
    return SearchResult(hits=hits, asked=(asked,) * (1 + parts), nearest_cosine=cosine)


def test_the_signals_of_a_search_are_told_by_hand():
    met = [[0.9, 0.2, 0.9, 0.1], [0.1, 0.8, 0.1, 0.1], [0.1, 0.1, 0.6, 0.1], [1.0, 1.0, 1.0, 1.0]]
    told = signals(found(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, met=met + [[0.0] * 4] * 3, parts=2))
    assert told == pytest.approx(
        {
            "score": 0.9,
            "lead_over_second": 0.1,
            "lead_over_sixth": 0.5,
            "nearest_cosine": 0.7,
            "met_by_first": 0.6,  # the first and the third token
            "met_by_three": 0.9,  # all but the fourth, which only the fourth hit meets
            "rarest_met": 0.8,  # of .9, .8 and .9
            "rankings": 2.0,
            "parts": 2.0,
        }
    )


def test_a_single_hit_has_no_lead_and_a_question_of_one_token_its_rarest():
    told = signals(found(0.9, weights=(1.0,)))
    assert (told["lead_over_second"], told["lead_over_sixth"], told["rarest_met"], told["parts"]) == (0.0, 0.0, 0.8, 1.0)


def test_nothing_found_has_no_confidence():
    assert confidence(SearchResult()) == SearchResult().confidence == 0.0


def test_the_weights_that_are_shipped_weigh_just_the_signals_that_are_told():
    assert set(load_weighing(WEIGHTS_FILE).signals) == set(signals(found(0.9, 0.8)))


def test_a_search_that_meets_everything_is_surer_than_one_that_meets_little():
    sure = confidence(found(0.95, 0.7, 0.7, 0.65, 0.6, 0.6, met=[[0.95] * 4] * 6, cosine=0.9))
    unsure = confidence(found(0.45, 0.45, 0.45, 0.45, 0.45, 0.45, met=[[0.3] * 4] * 6, ways=("words",), cosine=0.4))
    assert 0 < unsure < 0.5 < sure < 1


def test_the_probability_is_the_logistic_of_the_weighed_signals(monkeypatch):
    weighing = Weighing(made="by hand", threshold=0.5, intercept=1.0, signals={"score": (2.0, 0.5, 0.1)})
    monkeypatch.setattr(room, "load_weighing", lambda _: weighing)
    assert confidence(found(0.4)) == pytest.approx(1 / (1 + np.exp(1.0)))  # 1 + 2 · (.4 − .5) / .1 = −1


def test_what_was_held_out_is_kept_with_the_weights():
    held_out = load_weighing(WEIGHTS_FILE).held_out
    assert len(held_out) > 100
    assert all(0 < probability < 1 and right in (0, 1) for probability, right in held_out)


def test_every_search_tells_its_confidence(tmp_path, monkeypatch):
    from index.build import build_index
    from index.models import SearchRequest
    from index.reader import IndexReader
    from index.verify import problem_with
    from tests.builders import WordEmbedder, corpus

    held = corpus(passage("1.1", "Cooks wash their hands."), passage("1.2", "Gardeners sharpen their tools."))
    monkeypatch.setattr("index.build.load_corpus", lambda *_, **__: held)
    monkeypatch.setattr("index.build.verify_elsewhere", problem_with)
    build_index(tmp_path, WordEmbedder())
    index = IndexReader(tmp_path, WordEmbedder).current()
    result = index.search(SearchRequest(question="gardeners sharpen tools"))
    assert result.confidence == confidence(result) > 0
    assert result.confidence > index.search(SearchRequest(question="zebra sharpen xylophone quantum")).confidence
    assert index.search(SearchRequest(question="tools", source_ids=("nobody",))).confidence == 0.0
