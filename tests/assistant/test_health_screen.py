"""Corpus health: what is wrong comes first, and what cannot be known says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st

from assistant.doctor import Finding
from assistant.screens import health_wording as wording
from corpus.intake import outcome
from corpus.refreshed import note_refreshed
from corpus.settings import Settings
from corpus.sources import held_sources
from index.build import build_index
from tests.assistant.looking import html_of, look, text_of
from tests.assistant.test_evaluations import FIGURE, write
from tests.builders import WordEmbedder, corpus, passage
from tests.shelving import HOSTILE, REPORT, RULES, SECOND, paragraph, shelve

REPORTS = Path(__file__).parents[2] / "evals" / "reports"

pytestmark = pytest.mark.usefixtures("nothing_cached")


@pytest.fixture
def held(tmp_path):
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", SECOND)
    return tmp_path


def test_what_needs_doing_stands_first_with_what_to_type(tmp_path, monkeypatch):
    text = text_of(look("health", tmp_path, monkeypatch))
    first = text.split(wording.DOCUMENTS)[0]
    assert "To do: documents: only our starter digest is here of Managing Public Money" in first
    assert "Type make refresh." in first
    assert "To do: index: there is none that this program can read. Type make index." in first
    assert wording.READING_NONE in text and wording.NO_INDEX in text


def test_each_document_says_what_is_here_and_how_the_last_refresh_of_it_ended(held, monkeypatch):
    sources = {source.source_id: source for source in held_sources()}
    note_refreshed(held, outcome(sources[RULES], "new", "April 2026, 6 paragraphs."))
    note_refreshed(held, outcome(sources[REPORT], "failed", f"not read. {HOSTILE}"))
    page = look("health", held, monkeypatch)
    text = text_of(page)
    assert "Managing Public Money April 2026 full text" in text
    assert "new edition taken in : April 2026, 6 paragraphs." in text
    assert "failed : not read." in text and f"python -m corpus.refresh --source {REPORT}" in text
    assert wording.NEVER_ASKED in text
    assert "<script>document" not in html_of(page) and "<img" not in html_of(page)


def test_the_index_in_use_is_described_and_an_old_one_is_found_out(held, monkeypatch):
    monkeypatch.setattr("index.build.verify_elsewhere", lambda place: None)
    manifest = build_index(held, WordEmbedder(), corpus=corpus(passage("1.1.1", "Two bodies may share one till.")))
    text = text_of(look("health", held, monkeypatch))
    assert manifest.build_id in text and manifest.fingerprint in text and f"{manifest.passages:,}" in text
    assert "it was built from other editions than are here now. Type make index." in text


def test_how_completely_each_document_was_read_is_told_and_what_was_lost_needs_doing(held, monkeypatch):
    good = text_of(look("health", held, monkeypatch))
    assert wording.READING in good and "100.00%" in good and wording.READING_WELL in good
    place = held / "corpus" / RULES / "2026-04-16"
    (place / "original.md").write_text(
        (place / "original.md").read_text() + "\n\nA whole line that is in no passage of it.\n" * 9
    )
    st.cache_resource.clear()
    text = text_of(look("health", held, monkeypatch))
    assert "of the words reached a passage" in text.split(wording.DOCUMENTS)[0]
    assert f"Type python -m corpus.report {RULES} for all." in text


def test_the_figures_are_shown_as_a_chart_with_a_text_and_as_tables(held, monkeypatch):
    page = look("health", held, monkeypatch)
    [chart] = page.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    assert "http" not in json.dumps({name: value for name, value in spec.items() if name != "$schema"})
    assert chart.proto.alt == wording.CHART
    text = text_of(page)
    reports = [json.loads(file.read_text()) for file in REPORTS.glob("*/scores.json")]
    newest = max((one for one in reports if one["run"]["split"] == "test"), key=lambda one: one["run"]["made_at"])
    latest = f"the latest: found among the first five {newest['figures']['recall@5']['value']:.0%}"
    assert wording.OVER_TIME in text and latest in text


def test_of_several_kinds_of_questions_one_is_chosen(held, monkeypatch):
    write(held / "evals", "tuned", {"recall@5": FIGURE | {"value": 0.123}}, split="tune", made_at="2027-01-01T00:00:00Z")
    page = look("health", held, monkeypatch)
    [choice] = page.selectbox
    assert choice.label == wording.WHICH_QUESTIONS and choice.value.startswith("tune")
    assert "found among the first five 12%" in text_of(page)
    choice.select(next(option for option in choice.options if option.startswith("test"))).run()
    assert "found among the first five 12%" not in text_of(page)


def test_a_file_that_is_no_evaluation_is_named(held, monkeypatch):
    (held / "evals" / "odd").mkdir(parents=True)
    (held / "evals" / "odd" / "scores.json").write_text("[]")
    assert f"{wording.EVALUATION_OTHER} {held / 'evals' / 'odd' / 'scores.json'}" in text_of(look("health", held, monkeypatch))


def test_everything_is_checked_when_somebody_asks_for_it(held, monkeypatch):
    asked = []

    def examine():
        asked.append(True)
        yield Finding("model", True, "it is there")
        yield Finding("index", False, f"it is damaged {HOSTILE}. Run `make index`.")

    monkeypatch.setattr("assistant.screens.health.examine", examine)
    page = look("health", held, monkeypatch)
    assert asked == []
    page.button[0].click().run()
    text = text_of(page)
    assert "Well: model: it is there" in text and "To do: index: it is damaged" in text
    assert wording.CHECKED_ILL.format(count=1) in text
    assert "<script>document" not in html_of(page)


def test_a_chat_model_is_named_with_where_questions_go(held, monkeypatch):
    assert wording.NO_CHAT_MODEL in text_of(look("health", held, monkeypatch))
    page = look("health", held, monkeypatch)
    monkeypatch.setattr("assistant.screens.health.load_settings", lambda: Settings(data_dir=held, model="openai:gpt-4o"))
    page.run()
    assert "OpenAI" in text_of(page)


def test_the_database_is_described_and_one_that_cannot_be_used_needs_doing(held, monkeypatch):
    assert "Feedback and conversations nothing is kept yet" in text_of(look("health", held, monkeypatch))
    page = look("health", held, monkeypatch)
    broken = Settings(data_dir=held, database_url="nonsense://nowhere")
    monkeypatch.setattr("assistant.screens.health.load_settings", lambda: broken)
    page.run()
    assert "To do: database:" in text_of(page).split(wording.DOCUMENTS)[0]


def test_disk_use_and_free_space_are_told(held, monkeypatch):
    text = text_of(look("health", held, monkeypatch))
    assert wording.FREE in text.split(wording.INSTALLATION)[1]
    assert str(held) in text


def test_one_damaged_file_does_not_keep_the_page_from_telling_the_rest(held, monkeypatch):
    shelve(held, REPORT, "2023-07-07", "July 2023", [paragraph("1", "One.")])
    (held / "corpus" / REPORT / "2023-07-07" / "document.json").write_text("{")
    text = text_of(look("health", held, monkeypatch))
    assert "Lessons learned: Cross-government working could not be read again" in text
    assert "100.00%" in text
