"""What a question is like by itself: words and meaning, and the weights that are shipped."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from assistant.probe import WEIGHTS_FILE, Probe, Probes, load_probes, probed, words_of, write_probes
from index.embed import PACKAGED_WEIGHTS
from index.result import SearchResult

BY_HAND = Probe(intercept=-1.0, meaning=(2.0, 0.0), words={"hide": 5.0, "who": -2.0})


def probes(**fields) -> Probes:
    return Probes(made="for tests", model="small", something_else=BY_HAND, improper=BY_HAND, unanswered=BY_HAND).model_copy(
        update=fields
    )


def test_words_are_read_without_capitals_and_with_either_apostrophe():
    assert words_of("Don’t HIDE it: 'tis o'clock, Q&A 42!") == {"don't", "hide", "it", "tis", "o'clock", "q", "a"}


def test_log_odds_add_up_the_meaning_and_each_word_once():
    meaning = np.array([0.5, 0.1], dtype=np.float32)
    assert BY_HAND.log_odds("nothing known", meaning) == pytest.approx(-1 + 1)
    assert BY_HAND.log_odds("Who would hide? hide!", meaning) == pytest.approx(-1 + 1 + 0.3 * (5 - 2))


def test_nothing_is_told_for_another_model_or_without_a_meaning(monkeypatch):
    monkeypatch.setattr("assistant.probe.load_probes", lambda _: probes())
    found = SearchResult(meaning=np.array([1.0, 0.0]), model="small")
    assert probed("who", found)["improper"] == pytest.approx(-1 + 2 - 0.6)
    for unlike in (replace(found, model="large"), replace(found, meaning=None)):
        assert set(probed("who", unlike).values()) == {None}


def test_what_is_written_is_read_again_a_list_on_a_line(tmp_path):
    file = tmp_path / "probes.json"
    write_probes(probes(), file)
    assert load_probes(file) == probes()
    lines = file.read_text(encoding="utf-8").splitlines()
    assert json.loads("{" + next(line for line in lines if "words" in line).strip().rstrip(",") + "}") == {"words": BY_HAND.words}


def test_the_weights_that_are_shipped_are_for_the_model_that_is_shipped():
    shipped = load_probes(WEIGHTS_FILE)
    assert shipped.model == f"all-MiniLM-L6-v2-384-{PACKAGED_WEIGHTS[:12]}"
    assert {len(probe.meaning) for probe in (shipped.something_else, shipped.improper, shipped.unanswered)} == {384}
