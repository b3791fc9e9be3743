"""Conversations are kept under addresses that nobody guesses, each its owner's own, and are gone after thirty days."""

from __future__ import annotations

import json

import pytest

from assistant.conversations import Conversations, new_address
from assistant.in_place import place_found
from assistant.users import NOBODY
from tests.assistant.conversing import answer, full_library, no_answer
from tests.assistant.keeping import ANN, BOB, NOON, Clock, bytes_on_disk, database_in


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def conversations(tmp_path, clock) -> Conversations:
    return Conversations(database_in(tmp_path), clock)


def _kept(conversations: Conversations, owner: str, question: str = "Who answers?") -> str:
    address = conversations.begin(owner, question)
    assert conversations.add(address, owner, new_address(), answer(question=question))
    return address


def test_what_is_opened_is_what_was_kept(conversations):
    said = [answer(question="Who answers?"), no_answer(question="And the moon?", understood="Who answers? And the moon?")]
    address = conversations.begin(ANN, "Who answers?")
    for number, one in enumerate(said):
        conversations.add(address, ANN, f"key-{number}", one)
    opened = conversations.open(address, ANN)
    assert [exchange.answer for exchange in opened.exchanges] == said
    assert [hit.edition for hit in opened.exchanges[1].answer.hits] == ["April 2026"]
    assert [(exchange.key, exchange.question) for exchange in opened.exchanges] == [
        ("key-0", "Who answers?"),
        ("key-1", "And the moon?"),
    ]
    assert (opened.title, opened.began, opened.last_asked) == ("Who answers?", NOON, NOON)


def test_the_nearest_paragraphs_of_an_answer_that_is_opened_again_still_lead_to_their_place(conversations):
    address = conversations.begin(ANN, "And the moon?")
    conversations.add(address, ANN, "key", no_answer())
    (again,) = conversations.open(address, ANN).exchanges
    shown = place_found(again.answer.hits[0], full_library())
    assert (shown.paragraph, shown.edition.title) == ("7.5.4", "April 2026")


def test_addresses_cannot_be_guessed_and_never_come_twice():
    addresses = {new_address() for _ in range(1_000)}
    assert len(addresses) == 1_000
    assert {len(address) for address in addresses} == {32}  # 192 bits


def test_an_exchange_is_kept_once_however_often_it_is_added(conversations):
    address = conversations.begin(ANN, "Who?")
    assert [conversations.add(address, ANN, "key", answer()) for _ in range(3)] == [True] * 3
    assert len(conversations.open(address, ANN).exchanges) == 1


def test_another_s_conversation_is_neither_opened_nor_listed_nor_added_to_nor_deleted(conversations):
    address = _kept(conversations, ANN)
    for other in (BOB, NOBODY):
        assert conversations.open(address, other) is None
        assert conversations.listed(other, [address]) == ()
        assert conversations.add(address, other, "key", answer()) is False
        assert conversations.delete(other, [address]) == 0
        assert conversations.delete_all(other, [address]) == 0
    assert len(conversations.open(address, ANN).exchanges) == 1


def test_without_sign_in_only_known_addresses_are_listed_and_deleted(conversations):
    mine, another_s = _kept(conversations, NOBODY, "Mine?"), _kept(conversations, NOBODY, "Another's?")
    assert conversations.listed(NOBODY) == ()
    assert [one.title for one in conversations.listed(NOBODY, [mine])] == ["Mine?"]
    assert conversations.delete_all(NOBODY) == 0
    assert conversations.delete_all(NOBODY, [mine]) == 1
    assert conversations.open(mine, NOBODY) is None
    assert conversations.open(another_s, NOBODY).title == "Another's?"


def test_what_nobody_signed_in_for_is_not_a_user_s(conversations):
    address = _kept(conversations, NOBODY)
    assert conversations.open(address, ANN) is None
    assert conversations.delete(ANN, [address]) == 0


def test_a_user_s_are_listed_the_last_one_first(conversations, clock):
    for question in ("First?", "Second?"):
        _kept(conversations, ANN, question)
        clock.pass_by(hours=1)
    _kept(conversations, BOB, "Bob's?")
    assert [one.title for one in conversations.listed(ANN)] == ["Second?", "First?"]


def test_one_and_all_are_deleted(conversations):
    first, second, third = (_kept(conversations, ANN) for _ in range(3))
    bobs = _kept(conversations, BOB)
    assert conversations.delete(ANN, [first]) == 1
    assert [conversations.open(one, ANN) is None for one in (first, second, third)] == [True, False, False]
    assert conversations.delete_all(ANN) == 2
    assert conversations.listed(ANN) == ()
    assert conversations.open(bobs, BOB) is not None


def test_what_is_deleted_is_overwritten_on_disk(conversations, tmp_path):
    address = _kept(conversations, ANN, "whatmaynotstay?")
    assert b"whatmaynotstay" in bytes_on_disk(tmp_path)
    conversations.delete(ANN, [address])
    assert b"whatmaynotstay" not in bytes_on_disk(tmp_path)


def test_no_exchange_outlives_its_conversation(conversations, tmp_path):
    """As one that was being added while another process deleted the conversation."""
    from assistant.database import exchanges

    kept = _kept(conversations, ANN)
    with conversations._database.connected() as connection:
        row = {"key": "late", "address": "gone", "asked": "2026-11-01T12:00:00+00:00", "told": '{"question": "whatmaynotstay"}'}
        connection.execute(exchanges.insert().values(**row))
    assert conversations.forget_old() == 0
    assert b"whatmaynotstay" not in bytes_on_disk(tmp_path)
    assert len(conversations.open(kept, ANN).exchanges) == 1


def test_a_conversation_goes_before_its_exchanges(conversations):
    """Or where a database locks rows, an exchange that was being added meanwhile would be passed over."""
    from sqlalchemy import event

    address, deleted = _kept(conversations, ANN), []
    engine = conversations._database._engine
    event.listen(engine, "before_cursor_execute", lambda _, __, statement, *___: deleted.append(statement.split()[:3]))
    conversations.delete(ANN, [address])
    assert [words[2] for words in deleted if words[0] == "DELETE"] == ["conversations", "exchanges"]


def test_what_was_deleted_elsewhere_is_not_kept_again(conversations):
    address = _kept(conversations, ANN)
    conversations.delete(ANN, [address])
    assert conversations.add(address, ANN, "late", answer()) is False
    assert conversations.open(address, ANN) is None


def test_a_conversation_is_gone_thirty_days_after_its_last_question(conversations, clock):
    address = _kept(conversations, ANN)
    clock.pass_by(days=29)
    conversations.add(address, ANN, "later", answer())
    clock.pass_by(days=30)
    assert len(conversations.open(address, ANN).exchanges) == 2
    clock.pass_by(seconds=1)
    assert conversations.open(address, ANN) is None
    assert conversations.listed(ANN) == ()
    assert conversations.add(address, ANN, "too late", answer()) is False


def test_what_is_too_old_is_deleted_when_something_is_written_at_least_daily(conversations, clock, tmp_path):
    _kept(conversations, ANN, "whatmaynotstay?")
    clock.pass_by(days=30, seconds=1)
    assert b"whatmaynotstay" in bytes_on_disk(tmp_path)
    _kept(conversations, BOB)
    assert b"whatmaynotstay" not in bytes_on_disk(tmp_path)


def test_it_is_not_looked_for_again_within_the_day(conversations, clock, tmp_path):
    _kept(conversations, ANN, "thefirst?")
    clock.pass_by(hours=1)
    _kept(conversations, ANN, "thesecond?")
    clock.pass_by(days=30, minutes=-30)
    _kept(conversations, BOB)  # clears: the first is too old, the second not yet
    clock.pass_by(minutes=31)
    _kept(conversations, BOB)
    assert (b"thefirst" in bytes_on_disk(tmp_path), b"thesecond" in bytes_on_disk(tmp_path)) == (False, True)
    clock.pass_by(days=1)
    _kept(conversations, BOB)
    assert b"thesecond" not in bytes_on_disk(tmp_path)


def test_an_answer_that_another_version_kept_is_said_to_be_unreadable_and_the_rest_is_opened(conversations):
    from assistant.database import exchanges

    address = _kept(conversations, ANN)
    later = json.dumps({"question": "From tomorrow?", "answer": {"mood": "sunny"}, "editions": []})
    with conversations._database.connected() as connection:
        row = {"key": "later", "address": address, "asked": "2026-11-01T12:00:00+00:00", "told": later}
        connection.execute(exchanges.insert().values(**row))
    opened = conversations.open(address, ANN)
    assert [(one.question, one.answer is None) for one in opened.exchanges] == [("Who answers?", False), ("From tomorrow?", True)]
