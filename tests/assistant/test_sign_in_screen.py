"""Where sign-in is set up nothing of any page is shown before it; where it is not, nothing of it is to be seen."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import kept
from assistant.conversations import Conversations
from assistant.feedback import FeedbackBook
from assistant.screens import conversations_shown, feedback_shown, loading, sign_in
from assistant.screens import keeping_wording as wording
from assistant.screens.wording import TRUST, WHAT_IT_IS
from assistant.users import user_of
from tests.assistant.conversing import APP, QUOTE, ToldAssistant, answer, shown, type_question
from tests.assistant.keeping import database_in

AUTH = {"redirect_uri": "http://127.0.0.1:1/oauth2callback", "cookie_secret": "x" * 40, "client_id": "signpost"}
ANN = {"iss": "https://id.example.gov.uk", "sub": "1", "name": "Ann <b>Other</b>"}
BOB = {"iss": "https://id.example.gov.uk", "sub": "2", "name": "Bob"}


class Claims(dict):
    """What `st.user` is to a session whose user has these claims."""

    def to_dict(self) -> dict:
        return dict(self)


@pytest.fixture(autouse=True)
def kept_here(tmp_path, monkeypatch) -> tuple[Conversations, FeedbackBook]:
    conversations, book = Conversations(database_in(tmp_path)), FeedbackBook(database_in(tmp_path))
    monkeypatch.setattr(kept, "open_conversations", lambda: conversations)
    monkeypatch.setattr(kept, "open_feedback", lambda: book)
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(assistant=ToldAssistant(answer())))
    return conversations, book


@pytest.fixture
def visit(monkeypatch):
    """visit(claims, auth, conversation): the page as that user sees it, None for somebody who is not signed in."""

    def visit(claims: dict | None, auth: dict | None = AUTH, conversation: str = "") -> AppTest:
        monkeypatch.setattr(st, "user", Claims(claims or {}, is_logged_in=claims is not None))
        at = AppTest.from_file(str(APP), default_timeout=30)
        if auth:
            at.secrets["auth"] = auth
        if conversation:
            at.query_params["conversation"] = conversation
        return at.run()

    return visit


def _button(at: AppTest, label: str):
    return next(button for button in at.button if button.label == label)


def test_without_sign_in_set_up_nothing_of_it_is_seen(visit):
    at = visit(None, auth=None)
    assert WHAT_IT_IS in shown(at)
    assert sign_in.SIGN_IN not in [button.label for button in at.button]
    assert sign_in.SIGN_OUT not in [button.label for button in at.button]


def test_nothing_is_shown_before_sign_in(visit):
    at = visit(None)
    assert [button.label for button in at.button] == [sign_in.SIGN_IN]
    text = shown(at)
    assert sign_in.TITLE in text
    assert WHAT_IT_IS not in text and TRUST not in text and "accounting officer" not in text
    assert not at.chat_input and not at.sidebar.children


def test_a_kept_conversation_is_not_shown_before_sign_in(visit, kept_here):
    key = user_of(ANN).key
    address = kept_here[0].begin(key, "Who?")
    kept_here[0].add(address, key, "k", answer())
    assert QUOTE not in shown(visit(None, conversation=address))


def test_each_provider_has_its_button(visit):
    auth = {"redirect_uri": "x", "cookie_secret": "x", "treasury": {"client_id": "1"}, "cabinet": {"client_id": "2"}}
    assert [button.label for button in visit(None, auth).button] == ["Sign in with treasury", "Sign in with cabinet"]


def test_an_incomplete_set_up_lets_nobody_in_and_says_so(visit):
    at = visit(None, {"client_id": "signpost"})
    _button(at, sign_in.SIGN_IN).click().run()
    assert "Signing in is not possible" in shown(at)
    assert not at.chat_input


def test_a_secrets_file_that_cannot_be_read_lets_nobody_in(visit, tmp_path, monkeypatch):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\nclient_id = 'signpost'")
    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: [str(broken)] if name == "secrets.files" else real(name))
    at = visit(None, auth=None)
    assert "The secrets file cannot be read" in shown(at)
    assert not at.chat_input and not at.button


def test_who_is_signed_in_sees_the_page_their_name_and_the_way_out(visit):
    at = visit(ANN)
    assert WHAT_IT_IS in shown(at)
    assert "Signed in as Ann &lt;b&gt;Other&lt;/b&gt;" in shown(at)
    assert _button(at, sign_in.SIGN_OUT)
    assert user_of(ANN).key not in shown(at)


def test_a_provider_that_does_not_say_who_it_is_lets_nobody_in(visit):
    at = visit({"name": "Somebody"})
    assert "does not say who you are" in shown(at)
    assert not at.chat_input
    assert [button.label for button in at.button] == [sign_in.SIGN_OUT]


def test_keeping_is_offered_on_a_shared_host_to_those_who_signed_in(visit, monkeypatch):
    monkeypatch.setattr(conversations_shown, "is_reached_by_others", lambda: True)
    at = type_question(visit(ANN), "Who answers?")
    assert wording.IS_NOT_KEPT in shown(at)
    at.toggle(key=conversations_shown.KEEP).set_value(True).run()
    assert wording.YOURS_ALONE in shown(at)


def test_conversations_are_listed_for_their_user_in_a_new_session_and_for_no_other(visit):
    at = type_question(visit(ANN), "Who answers?")
    at.toggle(key=conversations_shown.KEEP).set_value(True).run()
    address = at.query_params["conversation"]
    address = address if isinstance(address, str) else address[0]
    again = visit(ANN)
    assert [expander.label for expander in again.expander] == [wording.LISTED.format(count=1)]
    _button(again, wording.OPEN.format(number=1)).click().run()
    assert QUOTE in shown(again)
    bobs = visit(BOB, conversation=address)
    assert wording.NOT_THERE in shown(bobs)
    assert QUOTE not in shown(bobs) and "Who answers?" not in shown(bobs)
    assert not bobs.expander


def test_feedback_is_its_user_s(visit, kept_here):
    at = type_question(visit(ANN), "Who answers?")
    at.radio[0].set_value(feedback_shown.YES).run()
    key = next(iter(at.session_state["said_of_answers"].values())).key
    assert kept_here[1].given(key, user_of(ANN).key).helpful is True
    assert kept_here[1].given(key, user_of(BOB).key) is None


def test_what_a_session_holds_goes_when_another_user_takes_it_over(visit, monkeypatch):
    at = type_question(visit(ANN), "Who answers?")
    assert QUOTE in shown(at)
    monkeypatch.setattr(st, "user", Claims(BOB, is_logged_in=True))
    at.run()
    assert QUOTE not in shown(at)
    assert "Signed in as Bob" in shown(at)
