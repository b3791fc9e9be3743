"""Feedback and kept conversations on the Ask page, over a database of its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant import kept
from assistant.conversations import Conversations
from assistant.database import DatabaseProblem
from assistant.feedback import FeedbackBook
from assistant.library import Library
from assistant.screens import conversations_shown, feedback_shown, loading
from assistant.screens import keeping_wording as wording
from assistant.screens.answer_kept import UNREADABLE
from assistant.users import NOBODY
from corpus.settings import Settings
from tests.assistant.conversing import APP, QUOTE, ToldAssistant, answer, page, shown, type_question
from tests.assistant.keeping import Clock, database_in
from tests.builders import source

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** [a](javascript:alert(3)) ![](http://evil.test/x.png) ‮"


@pytest.fixture(autouse=True)
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def book(tmp_path, monkeypatch, clock) -> FeedbackBook:
    book = FeedbackBook(database_in(tmp_path), clock)
    monkeypatch.setattr(kept, "open_feedback", lambda: book)
    return book


@pytest.fixture(autouse=True)
def conversations(tmp_path, monkeypatch, clock) -> Conversations:
    conversations = Conversations(database_in(tmp_path), clock)
    monkeypatch.setattr(kept, "open_conversations", lambda: conversations)
    return conversations


@pytest.fixture
def answered(monkeypatch) -> AppTest:
    return type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?")


def _radio(at: AppTest, label: str):
    return next(radio for radio in at.radio if radio.label == label)


def _button(at: AppTest, label: str):
    return next(button for button in at.button if button.label == label)


def _switch(at: AppTest, on: bool) -> AppTest:
    at.toggle(key=conversations_shown.KEEP).set_value(on).run()
    return at


def _reopen(monkeypatch, address: str, library: Library | None = None) -> AppTest:
    """The page as a new session sees it that follows the address."""
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(assistant=ToldAssistant(answer(), library=library)))
    at = AppTest.from_file(str(APP), default_timeout=30)
    at.query_params["conversation"] = address
    return at.run()


def _address(at: AppTest) -> str:
    named = at.query_params.get("conversation", "")
    return named if isinstance(named, str) else named[0]


def test_nothing_is_said_of_an_answer_unless_its_reader_says_it(answered, book):
    assert _radio(answered, feedback_shown.ASK).value is None
    assert book.everything() == ()


def test_a_thumb_is_kept_with_the_question(answered, book):
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.YES).run()
    assert [(said.question, said.helpful) for said in book.everything()] == [("Who answers?", True)]
    assert f'data-say="{feedback_shown.THANKS}"' in shown(answered)  # which page.js has a screen reader say
    assert _radio(answered, feedback_shown.ASK).value == feedback_shown.YES


def test_a_thumb_down_can_be_explained(answered, book):
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.NO).run()
    assert [(said.helpful, said.reason) for said in book.everything()] == [(False, None)]
    _radio(answered, feedback_shown.WHY).set_value("missing source")
    answered.text_area[0].set_value(HOSTILE)
    _button(answered, feedback_shown.SEND).click().run()
    assert [(said.helpful, said.reason, said.comment) for said in book.everything()] == [(False, "missing source", HOSTILE)]
    assert feedback_shown.THANKS_MORE in shown(answered)
    assert "<img" not in shown(answered) and "<script" not in shown(answered)


def test_a_second_thumb_replaces_the_first(answered, book):
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.NO).run()
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.YES).run()
    assert [said.helpful for said in book.everything()] == [True]
    assert len(answered.radio) == 1


def test_what_was_said_is_taken_back(answered, book):
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.NO).run()
    _button(answered, feedback_shown.TAKE_BACK).click().run()
    assert book.everything() == ()
    assert feedback_shown.TAKEN_BACK in shown(answered)
    assert _radio(answered, feedback_shown.ASK).value is None


def test_each_answer_has_its_own(monkeypatch, book):
    at = type_question(type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?"), "And who pays?")
    at.radio[0].set_value(feedback_shown.YES).run()
    at.radio[1].set_value(feedback_shown.NO).run()
    assert {said.question: said.helpful for said in book.everything()} == {"Who answers?": True, "And who pays?": False}


def test_what_could_not_be_kept_is_said_and_not_shown_as_kept(answered, monkeypatch):
    def away():
        raise DatabaseProblem("The database is away. Mend it.")

    monkeypatch.setattr(kept, "open_feedback", away)
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.YES).run()
    assert "The database is away. Mend it." in shown(answered)
    assert feedback_shown.THANKS not in shown(answered)
    assert _radio(answered, feedback_shown.ASK).value is None
    assert QUOTE in shown(answered)


def test_no_conversation_is_kept_unless_its_reader_asks_for_it(answered, conversations, tmp_path):
    assert answered.toggle(key=conversations_shown.KEEP).value is False
    assert wording.IS_NOT_KEPT in shown(answered)
    assert _address(answered) == ""
    from assistant.database import conversations as rows

    assert database_in(tmp_path).count(rows) == 0


def test_a_conversation_is_kept_with_all_that_was_and_will_be_said_in_it(answered, conversations):
    address = _address(_switch(answered, True))
    assert len(address) == 32
    type_question(answered, "And who pays?")
    assert [one.question for one in conversations.open(address, NOBODY).exchanges] == ["Who answers?", "And who pays?"]
    assert _address(answered) == address


def test_switching_off_deletes_it_and_leaves_it_on_the_page(answered, conversations):
    address = _address(_switch(answered, True))
    _switch(answered, False)
    assert conversations.open(address, NOBODY) is None
    assert _address(answered) == ""
    assert QUOTE in shown(answered)
    type_question(answered, "And who pays?")
    assert conversations.listed(NOBODY, [address]) == ()


def test_a_kept_conversation_opens_again_at_its_address_and_goes_on(answered, conversations, monkeypatch):
    address = _address(_switch(answered, True))
    again = _reopen(monkeypatch, address)
    assert QUOTE in shown(again)
    assert "It was given on 1 November 2026." in shown(again)
    assert again.toggle(key=conversations_shown.KEEP).value is True
    type_question(again, "And who pays?")
    assert [one.question for one in conversations.open(address, NOBODY).exchanges] == ["Who answers?", "And who pays?"]
    assert shown(again).count('class="sp-question"') == 2


def test_a_thumb_on_an_answer_that_was_opened_again_replaces_the_earlier_one(answered, book, monkeypatch):
    _radio(answered, feedback_shown.ASK).set_value(feedback_shown.YES).run()
    again = _reopen(monkeypatch, _address(_switch(answered, True)))
    assert _radio(again, feedback_shown.ASK).value == feedback_shown.YES
    assert feedback_shown.THANKS in shown(again) and "data-say" not in shown(again)  # no news
    _radio(again, feedback_shown.ASK).set_value(feedback_shown.NO).run()
    assert [said.helpful for said in book.everything()] == [False]


def test_an_address_that_leads_nowhere_is_said_and_tells_nothing(monkeypatch, conversations, clock, answered):
    address = _address(_switch(answered, True))
    assert wording.NOT_THERE in shown(_reopen(monkeypatch, "x" * 32))
    clock.pass_by(days=31)
    late = _reopen(monkeypatch, address)
    assert wording.NOT_THERE in shown(late)
    assert QUOTE not in shown(late)
    assert _address(type_question(late, "Who answers?")) == ""


def test_an_edition_that_is_no_longer_held_is_said_and_what_was_said_stays(answered, monkeypatch):
    address = _address(_switch(answered, True))
    again = shown(_reopen(monkeypatch, address, library=Library([source()], [])))
    assert "At least one edition that it rests on is no longer held here" in again
    assert f"“{QUOTE}”" in again
    assert "[1] Spending Together (April 2026), 7.5.4, p. 77 · Treasury rules and guidance" in again
    assert "Others may be called as witnesses" not in again


def test_an_index_that_changed_since_is_said(monkeypatch, conversations):
    class Newer(ToldAssistant):
        @property
        def manifest(self):
            return super().manifest.model_copy(update={"fingerprint": "newer"})

    address = conversations.begin(NOBODY, "Who?")
    conversations.add(address, NOBODY, "key", answer())
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(assistant=Newer(answer())))
    at = AppTest.from_file(str(APP), default_timeout=30)
    at.query_params["conversation"] = address
    assert "They have been read anew since" in shown(at.run())


def test_an_answer_of_another_version_is_said_to_be_unreadable(monkeypatch, conversations, tmp_path):
    from assistant.database import exchanges

    address = conversations.begin(NOBODY, "Who?")
    with database_in(tmp_path).connected() as connection:
        told = '{"question": "From tomorrow?", "answer": {"mood": "sunny"}}'
        row = {"key": "k", "address": address, "asked": "2026-11-01T12:00:00+00:00", "told": told}
        connection.execute(exchanges.insert().values(**row))
    at = _reopen(monkeypatch, address)
    assert UNREADABLE in shown(at)
    assert "From tomorrow?" in shown(at)


def test_a_new_conversation_leaves_the_kept_one_where_it_is(answered, conversations):
    address = _address(_switch(answered, True))
    _button(answered, "Start a new conversation").click().run()
    assert _address(answered) == ""
    assert QUOTE not in shown(answered)
    assert conversations.open(address, NOBODY) is not None
    assert wording.LISTED.format(count=1) in [expander.label for expander in answered.expander]
    _button(answered, wording.OPEN.format(number=1)).click().run()
    assert QUOTE in shown(answered)
    assert _address(answered) == address


def test_another_session_is_shown_nothing_of_what_is_kept(answered, monkeypatch):
    _switch(answered, True)
    other = page(monkeypatch, ToldAssistant(answer()))
    assert not other.expander
    assert not type_question(other, "Who pays?").expander


def test_one_conversation_is_deleted(answered, conversations):
    address = _address(_switch(answered, True))
    _button(answered, wording.DELETE.format(number=1)).click().run()
    assert conversations.open(address, NOBODY) is None
    assert answered.toggle(key=conversations_shown.KEEP).value is False
    assert not answered.expander
    assert _address(answered) == ""


def test_all_are_deleted_only_once_that_was_confirmed(answered, conversations):
    first = _address(_switch(answered, True))
    _button(answered, "Start a new conversation").click().run()
    second = _address(_switch(type_question(answered, "Who pays?"), True))
    assert _button(answered, wording.DELETE_ALL).disabled
    answered.checkbox(key="kept-sure").set_value(True).run()
    _button(answered, wording.DELETE_ALL).click().run()
    assert [conversations.open(one, NOBODY) for one in (first, second)] == [None, None]
    assert not answered.expander


def test_hostile_titles_show_as_text(monkeypatch, conversations):
    at = _switch(type_question(page(monkeypatch, ToldAssistant(answer())), HOSTILE), True)
    text = shown(at)
    assert "<img" not in text and "<script" not in text
    assert "<strong>1. &lt;img src=x onerror=alert(1)&gt;" in text


@pytest.mark.parametrize(
    ("setting", "others", "offered"),
    [(None, False, True), (None, True, False), (True, True, True), (True, False, True), (False, False, False)],
)
def test_keeping_is_offered_where_nobody_else_reaches_the_page_or_a_setting_allows_it(monkeypatch, setting, others, offered):
    monkeypatch.setattr(conversations_shown, "load_settings", lambda: Settings(keep_conversations=setting))
    monkeypatch.setattr(conversations_shown, "is_reached_by_others", lambda: others)
    at = type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?")
    assert bool(at.toggle) is offered


def test_where_keeping_is_not_offered_no_address_opens_anything(monkeypatch, answered):
    address = _address(_switch(answered, True))
    monkeypatch.setattr(conversations_shown, "is_reached_by_others", lambda: True)
    closed = _reopen(monkeypatch, address)
    assert QUOTE not in shown(closed)
    assert wording.NOT_THERE in shown(closed)


@pytest.mark.parametrize(
    ("address", "headers", "others"),
    [
        ("127.0.0.1", {}, False),
        ("localhost", {"Host": "localhost:8501"}, False),
        ("::1", {}, False),
        ("0.0.0.0", {}, True),
        (None, {}, True),
        ("10.0.0.7", {}, True),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, True),
        ("127.0.0.1", {"Host": "[::1]:8501"}, False),
        ("127.0.0.1", {"Host": "signpost.example.gov.uk"}, True),
        ("127.0.0.1", {"Host": "[nonsense"}, True),
        ("127.0.0.1", {"Host": "localhost:8501", "Via": "1.1 proxy"}, True),
    ],
)
def test_a_page_is_reached_by_others_by_its_address_or_through_a_proxy(monkeypatch, address, headers, others):
    class Context:
        pass

    Context.headers = headers
    monkeypatch.setattr(conversations_shown.st, "get_option", {"server.address": address}.get)
    monkeypatch.setattr(conversations_shown.st, "context", Context)
    assert conversations_shown.is_reached_by_others() is others


@pytest.mark.parametrize(
    ("others", "elsewhere", "where"), [(False, False, "this computer"), (True, True, "the computer that Signpost runs on")]
)
def test_the_page_says_where_what_is_typed_stays_and_what_goes_elsewhere(monkeypatch, others, elsewhere, where):
    monkeypatch.setattr(conversations_shown, "is_reached_by_others", lambda: others)
    monkeypatch.setattr(conversations_shown, "is_kept_elsewhere", lambda: elsewhere)
    told = shown(page(monkeypatch, ToldAssistant(answer())))
    assert f"What you type stays on {where}, unless" in told
    assert ("go to a database on another computer." in told) is elsewhere


def test_a_database_that_is_away_keeps_nobody_from_asking(answered, monkeypatch):
    def away():
        raise DatabaseProblem("The database is away. Mend it.")

    monkeypatch.setattr(kept, "open_conversations", away)
    _switch(answered, True)
    assert "The database is away. Mend it." in shown(answered)
    assert answered.toggle(key=conversations_shown.KEEP).value is False
    assert shown(type_question(answered, "And who pays?")).count(QUOTE) >= 2


def test_a_database_that_goes_away_later_keeps_the_conversation_on_the_page(answered, monkeypatch, conversations):
    address = _address(_switch(answered, True))

    def away():
        raise DatabaseProblem("The database is away. Mend it.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(kept, "open_conversations", away)
        assert "The database is away. Mend it." in shown(type_question(answered, "And who pays?"))
    answered.run()
    assert len(conversations.open(address, NOBODY).exchanges) == 2
