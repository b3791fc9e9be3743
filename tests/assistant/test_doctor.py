"""What the doctor says of the database."""

from __future__ import annotations

from assistant.conversations import Conversations
from assistant.doctor import _database
from assistant.feedback import FeedbackBook, feedback_on
from corpus.settings import Settings
from tests.assistant.conversing import answer
from tests.assistant.keeping import ANN, NOON, database_in


def test_an_examination_makes_no_database(tmp_path):
    finding = _database(Settings(data_dir=tmp_path))
    assert (finding.is_well, "nothing is kept yet" in finding.line) == (True, True)
    assert list(tmp_path.iterdir()) == []


def test_it_counts_what_is_kept_and_tells_nothing_of_it(tmp_path):
    conversations = Conversations(database_in(tmp_path))
    for question in ("Who answers?", "Who pays?"):
        conversations.begin(ANN, question)
    FeedbackBook(database_in(tmp_path)).give("k", ANN, feedback_on(answer(), NOON, helpful=True))
    finding = _database(Settings(data_dir=tmp_path))
    assert finding.is_well
    assert finding.line.endswith("signpost.sqlite: 2 conversations, feedback on 1 answer")


def test_an_address_that_cannot_be_used_is_a_problem_with_what_to_type():
    finding = _database(Settings(database_url="postgres://user:secret@host/name"))
    assert not finding.is_well
    assert "SIGNPOST_DATABASE_URL names postgres, which is no database that is known. Write it as" in finding.line
    assert "secret" not in finding.line
