"""What readers say of answers is kept with all that it takes to make a test of it, and is each reader's own."""

from __future__ import annotations

import pytest

from assistant.feedback import KEPT_FOR, LONGEST_COMMENT, FeedbackBook, feedback_on
from tests.assistant.conversing import PASSAGE, answer, citation, no_answer
from tests.assistant.keeping import ANN, BOB, NOON, Clock, bytes_on_disk, database_in

HOSTILE = "<script>alert(1)</script> **bold** '; DROP TABLE feedback; --\0 ‮"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path, clock) -> FeedbackBook:
    return FeedbackBook(database_in(tmp_path), clock)


def test_what_is_said_is_kept_with_what_was_asked_and_shown(book):
    said = answer(
        citation(1),
        citation(2, paragraph="7.5.5", rendition="digest"),
        question="who?",
        understood="who pays?",
        limits="Only Parliament",
    )
    said = said.model_copy(update={"hits": no_answer().hits})
    book.give("k", ANN, feedback_on(said, NOON, helpful=False, reason="out of date", comment=" See the new one. "))
    kept = book.given("k", ANN)
    assert (kept.question, kept.understood, kept.outcome, kept.composer) == ("who?", "who pays?", "answered", "extractive")
    assert kept.limits == "Only Parliament"
    assert [(place.paragraph, place.rendition) for place in kept.cited] == [("7.5.4", "full"), ("7.5.5", "digest")]
    assert [(hit.source_id, hit.edition, hit.paragraphs, hit.score) for hit in kept.hits] == [
        ("rules", "April 2026", ("7.5.4",), 0.3)
    ]
    assert (kept.editions, kept.index_fingerprint, kept.given) == (("rules, April 2026",), "0", NOON)
    assert (kept.helpful, kept.reason, kept.comment) == (False, "out of date", "See the new one.")


def test_the_source_s_text_is_not_kept_with_it(book):
    said = feedback_on(answer(hits=no_answer().hits), NOON, helpful=True)
    assert PASSAGE not in said.model_dump_json()


def test_a_second_thumb_on_the_same_answer_replaces_the_first(book):
    book.give("k", ANN, feedback_on(answer(), NOON, helpful=False, reason="wrong paragraph", comment="no"))
    book.give("k", ANN, feedback_on(answer(), NOON, helpful=True))
    assert [(said.helpful, said.reason, said.comment) for said in book.everything()] == [(True, None, "")]


def test_another_s_feedback_is_neither_read_nor_changed_nor_deleted(book):
    book.give("k", ANN, feedback_on(answer(), NOON, helpful=True, comment="mine"))
    for other in (BOB, ""):
        assert book.given("k", other) is None
        assert book.give("k", other, feedback_on(answer(), NOON, helpful=False)) is False
        assert book.take_back("k", other) is False
    assert book.given("k", ANN).comment == "mine"
    assert book.take_back("k", ANN) is True
    assert book.given("k", ANN) is None


def test_what_is_taken_back_is_overwritten_on_disk(book, tmp_path):
    book.give("k", ANN, feedback_on(answer(), NOON, helpful=False, comment="whatmaynotstay"))
    assert b"whatmaynotstay" in bytes_on_disk(tmp_path)
    book.take_back("k", ANN)
    assert b"whatmaynotstay" not in bytes_on_disk(tmp_path)


def test_a_comment_is_text_and_is_cut_at_its_longest(book):
    book.give("k", ANN, feedback_on(answer(), NOON, helpful=False, comment=HOSTILE))
    assert book.given("k", ANN).comment == HOSTILE
    assert len(feedback_on(answer(), NOON, helpful=False, comment="x" * 9_000).comment) == LONGEST_COMMENT


def test_feedback_goes_after_a_year(book, clock):
    book.give("old", ANN, feedback_on(answer(), clock(), helpful=True))
    clock.pass_by(days=KEPT_FOR.days - 1)
    book.give("new", ANN, feedback_on(answer(), clock(), helpful=True))
    assert len(book.everything()) == 2
    clock.pass_by(days=2)
    assert book.forget_old() == 1
    assert book.given("old", ANN) is None and book.given("new", ANN) is not None


def test_what_was_too_old_is_overwritten_on_disk(book, clock, tmp_path):
    book.give("old", ANN, feedback_on(answer(), NOON, helpful=False, comment="whatmaynotstay"))
    clock.pass_by(days=366)
    assert book.forget_old() == 1
    assert b"whatmaynotstay" not in bytes_on_disk(tmp_path)


def test_what_another_version_wrote_is_left_out_and_the_rest_is_read(book):
    from assistant.database import feedback

    book.give("k", ANN, feedback_on(answer(), NOON, helpful=True))
    with book._database.connected() as connection:
        row = {"key": "later", "owner": ANN, "at": "2026-11-01T12:00:00+00:00", "told": '{"stars": 5}'}
        connection.execute(feedback.insert().values(**row))
    assert len(book.everything()) == 1
    assert book.given("later", ANN) is None


def test_nothing_that_is_told_of_feedback_names_its_owner(book):
    book.give("k", ANN, feedback_on(answer(), NOON, helpful=True))
    assert ANN not in "".join(said.model_dump_json() for said in book.everything())
