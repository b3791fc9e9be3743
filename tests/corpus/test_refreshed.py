"""How the last refresh of each source ended is kept, and a refresh does not stumble over it."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.intake import outcome
from corpus.refreshed import FILE, note_refreshed, read_refreshed
from tests.corpus.keeping import FIRST, NEWS, RULES, Keeping


def test_a_refresh_notes_how_each_source_ended(keeping: Keeping):
    keeping.hold(RULES, NEWS)
    keeping.publish(FIRST)
    assert keeping.type().exit_code == 1  # nobody publishes the article
    tried = read_refreshed(keeping.data_dir)
    assert (tried["guidance"].kind, tried["news"].kind) == ("new", "failed")
    assert tried["guidance"].line == "guidance: June 2025, 3 paragraphs."
    assert abs((datetime.now(UTC) - tried["news"].at).total_seconds()) < 600


def test_a_later_refresh_of_one_source_leaves_what_is_noted_of_others(tmp_path):
    note_refreshed(tmp_path, outcome(RULES, "new", "April 2026."), datetime(2026, 4, 16, tzinfo=UTC))
    note_refreshed(tmp_path, outcome(NEWS, "later", "ask again."), datetime(2026, 4, 17, tzinfo=UTC))
    note_refreshed(tmp_path, outcome(NEWS, "unchanged", "nothing new."), datetime(2026, 4, 18, tzinfo=UTC))
    tried = read_refreshed(tmp_path)
    assert {name: one.kind for name, one in tried.items()} == {"guidance": "new", "news": "unchanged"}
    assert tried["news"].at.day == 18


def test_a_dry_run_notes_nothing(keeping: Keeping):
    keeping.publish(FIRST)
    keeping.type("--dry-run")
    assert read_refreshed(keeping.data_dir) == {}


def test_a_note_that_cannot_be_written_is_said_and_ends_no_refresh(keeping: Keeping):
    keeping.publish(FIRST)
    (keeping.data_dir / FILE).mkdir(parents=True)
    typed = keeping.type()
    assert typed.exit_code == 0
    assert "could not be noted" in typed.stderr
    assert len(keeping.store.editions("guidance")) == 1


def test_a_damaged_note_counts_as_none(tmp_path):
    (tmp_path / FILE).write_text("{")
    assert read_refreshed(tmp_path) == {}
