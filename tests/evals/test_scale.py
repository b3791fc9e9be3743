"""What the bench of scale is made of: varied passages, vectors put together, and what of its figures counts as wrong."""

from __future__ import annotations

import numpy as np
import pytest

from evals.scale.command import LEAST_RECALL, MOST_REFRESH, _wrong_with
from evals.scale.varied import EDITIONS, TOKENS_KEPT, RecombiningEmbedder, sentences_by_passage, varied_corpus
from tests.builders import WordEmbedder, corpus, passage

TEXTS = (
    "Cooks share one kitchen all day. Butlers keep the salt in a box.",
    "Gardeners grow peas behind the house. Peas are sold on Mondays.",
)
REAL = corpus(*(passage(f"1.{n}", text) for n, text in enumerate(TEXTS)))
SENTENCES = sentences_by_passage(REAL)


def test_passages_are_sentences_of_the_documents_spread_over_all_editions():
    assert SENTENCES[0] == ["Cooks share one kitchen all day.", "Butlers keep the salt in a box."]
    varied = varied_corpus(REAL, SENTENCES, 300)
    assert len({one.passage_id for one in varied.passages}) == len(varied.passages) == 300
    assert len(varied.editions) == EDITIONS
    known = {sentence for own in SENTENCES for sentence in own}
    assert all(set(one.text.split("\n")) <= known for one in varied.passages)
    assert varied_corpus(REAL, SENTENCES, 300) == varied


def test_of_a_refresh_only_its_share_is_put_together_anew():
    before, after = (varied_corpus(REAL, SENTENCES, 300, changed) for changed in (0.0, 0.1))
    changed = [n for n in range(300) if before.passages[n].text != after.passages[n].text]
    assert changed and all(n % 10 == 0 for n in changed)


def test_vectors_are_those_of_the_sentences_with_some_chance_and_others_are_the_model_s():
    known = [sentence for own in SENTENCES for sentence in own]
    model = WordEmbedder()
    embedder = RecombiningEmbedder(model, dict(zip(known, model.read(known), strict=True)))
    one = varied_corpus(REAL, SENTENCES, 1).passages[0]
    read, other = embedder.read([one.embedding_text(), "who keeps the salt"])
    nearest = max(known, key=lambda sentence: float(next(model.read([sentence])).windows[0] @ read.windows[0]))
    assert nearest in one.text and np.linalg.norm(read.windows[0]) == pytest.approx(1.0)
    assert len(read.tokens) <= 3 * TOKENS_KEPT
    first = one.embedding_text()[read.starts[0] :]
    assert one.text.startswith(first[:5])
    np.testing.assert_array_equal(other.windows, next(model.read(["who keeps the salt"])).windows)
    assert embedder.fingerprint != model.fingerprint


def test_a_search_that_misses_and_a_refresh_that_costs_a_build_are_wrong():
    good = {
        "passages": 1000,
        "vectors": "real",
        "build": {"seconds": 100.0},
        "refresh": {"seconds": 100.0 * MOST_REFRESH},
        "ask": {"filters": [{"share": 0.1, "recall": LEAST_RECALL}]},
    }
    assert list(_wrong_with(good)) == []
    (line,) = _wrong_with(good | {"ask": {"filters": [{"share": 0.1, "recall": 0.5}]}})
    assert "within 10% the search finds 0.500" in line
    (line,) = _wrong_with(good | {"refresh": {"seconds": 50.0}})
    assert "takes 50% of a build" in line
    assert list(_wrong_with(good | {"refresh": {"seconds": 50.0}, "vectors": "recombined"})) == []
