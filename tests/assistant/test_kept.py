"""What is kept is opened from the settings, and cleared of what is too old while the app runs."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from assistant import kept
from assistant.conversations import Conversations
from assistant.database import DatabaseProblem, exchanges, open_database
from assistant.feedback import FeedbackBook, feedback_on
from corpus.settings import Settings, load_settings
from tests.assistant.conversing import answer
from tests.assistant.keeping import ANN


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path))
    for opened in (load_settings, kept.open_feedback, kept.open_conversations):
        opened.cache_clear()
    yield load_settings()
    for opened in (load_settings, kept.open_feedback, kept.open_conversations):
        opened.cache_clear()


def _long_ago(settings: Settings) -> None:
    """A conversation and feedback of two years ago."""
    database = open_database(settings.database_address)
    then = datetime.now(UTC) - timedelta(days=730)
    conversations = Conversations(database, lambda: then)
    conversations.add(conversations.begin(ANN, "Who?"), ANN, "key", answer())
    FeedbackBook(database, lambda: then).give("key", ANN, feedback_on(answer(), then, helpful=True))


def test_it_is_kept_below_the_data_folder_unless_a_setting_says_where(settings, tmp_path, monkeypatch):
    assert kept.open_conversations() is kept.open_conversations()
    assert (tmp_path / "kept" / "signpost.sqlite").exists()
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    load_settings.cache_clear()
    kept.open_feedback.cache_clear()
    kept.open_feedback()
    assert (tmp_path / "elsewhere.sqlite").exists()


def test_an_empty_address_is_the_default(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", "")
    assert Settings().database_address == f"sqlite:///{tmp_path / 'kept' / 'signpost.sqlite'}"


def test_clearing_makes_nothing_where_nothing_was_ever_kept(settings, tmp_path):
    assert kept.clear_old() == 0
    assert list(tmp_path.iterdir()) == []


def test_clearing_deletes_what_is_too_old(settings):
    _long_ago(settings)
    assert kept.clear_old() == 2
    assert open_database(settings.database_address).count(exchanges) == 0


def test_the_app_clears_when_it_has_started_and_every_day(settings):
    waited = []

    def wait(seconds: float) -> bool:
        _long_ago(settings)
        waited.append((seconds, open_database(settings.database_address).count(exchanges)))
        return len(waited) == 3

    kept._clear_daily(wait)
    assert waited == [(kept.PAGE_FIRST, 1), (kept.DAY, 1), (kept.DAY, 1)]


def test_a_database_that_cannot_be_used_does_not_end_the_clearing(monkeypatch, caplog):
    def clear_old():
        raise DatabaseProblem("The database is away.")

    monkeypatch.setattr(kept, "clear_old", clear_old)
    pauses = iter([False, False, True])
    with caplog.at_level(logging.WARNING):
        kept._clear_daily(lambda _: next(pauses))
    assert caplog.text.count("The database is away.") == 2


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("", False),
        ("sqlite:////srv/signpost/kept.sqlite", False),
        ("postgresql+psycopg://ann:secret@localhost/kept", False),
        ("postgresql+psycopg://ann:secret@[::1]:5432/kept", False),
        ("postgresql+psycopg://ann:secret@db.example.gov.uk/kept", True),
        ("postgresql+psycopg:///kept?host=db.example.gov.uk", True),
        ("postgresql+psycopg://ann:[secret@host/kept", True),
    ],
)
def test_whether_what_is_kept_leaves_this_computer_is_told_by_the_address(settings, monkeypatch, address, elsewhere):
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", address)
    load_settings.cache_clear()
    assert kept.is_kept_elsewhere() is elsewhere
