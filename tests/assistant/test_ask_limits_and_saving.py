"""The Ask page: where to look, and an answer to copy or to keep as a file."""

from __future__ import annotations

import html
import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from assistant.library import Library
from assistant.printing import answer_to_paste
from assistant.screens import saving, wording
from assistant.screens.conversation import Exchange
from corpus.sources import held_sources
from index.models import SearchRequest
from tests.assistant.conversing import QUOTE, ToldAssistant, answer, full_library, no_answer, page, shown, type_question

NOTHING = SearchRequest(question="")


def choose(on_page, label: str, *chosen: str):
    return next(one for one in on_page.sidebar.multiselect if one.label == label).set_value(list(chosen)).run()


def test_without_limits_everything_is_searched_and_nothing_is_said_of_it(monkeypatch):
    told = ToldAssistant(answer())
    after = type_question(page(monkeypatch, told), "Who answers?")
    assert told.within == [None]
    for said in (wording.LIMITED, wording.LIMITS_ON):
        assert said not in shown(after)
    assert wording.LOOK_EVERYWHERE not in labels(after)


def test_every_publisher_and_authority_that_is_held_can_be_chosen(monkeypatch):
    authorities, publishers = page(monkeypatch, ToldAssistant(answer())).sidebar.multiselect
    assert set(publishers.options) == {source.publisher for source in held_sources()}
    assert len(authorities.options) == len({source.authority for source in held_sources()})


def test_a_question_is_asked_within_what_is_chosen_and_the_page_says_so(monkeypatch):
    told = ToldAssistant(answer(limits="Only the press"))
    limited = choose(page(monkeypatch, told), wording.WHO_SAYS_IT, "rules", "audit")
    limited = choose(limited, wording.PUBLISHERS, "HM Treasury")
    limited = limited.sidebar.date_input[0].set_value(date(2024, 12, 31)).run()
    words = "Only Treasury rules and guidance or audit findings, published by HM Treasury, as at 31 December 2024."
    assert f"<strong>{wording.LIMITS_ON}</strong> {words}" in shown(limited)
    after = type_question(limited, "Who answers?")
    assert told.within == [
        SearchRequest(question="", authorities=("rules", "audit"), publishers=("HM Treasury",), as_at="2024-12-31")
    ]
    assert f"<strong>{wording.LIMITED}</strong> Only the press." in shown(after)


def test_an_example_is_asked_within_the_limits_too(monkeypatch):
    told = ToldAssistant(answer())
    limited = choose(page(monkeypatch, told), wording.WHO_SAYS_IT, "rules")
    next(button for button in limited.button if button.label == wording.EXAMPLES["Delivering"][0]).click().run()
    assert told.within == [NOTHING.model_copy(update={"authorities": ("rules",)})]


def test_one_button_takes_all_limits_off(monkeypatch):
    told = ToldAssistant(answer())
    limited = choose(page(monkeypatch, told), wording.WHO_SAYS_IT, "press")
    everywhere = press(limited, wording.LOOK_EVERYWHERE)
    assert wording.LIMITS_ON not in shown(everywhere)
    type_question(everywhere, "Who answers?")
    assert told.within == [None]


@pytest.mark.parametrize("outcome", ["no_evidence", "declined"])  # what seems to be no question may be one elsewhere
def test_a_question_without_an_answer_within_limits_can_be_asked_everywhere(monkeypatch, outcome):
    told = ToldAssistant(no_answer(outcome=outcome, limits="Only the press"), answer())
    limited = choose(page(monkeypatch, told), wording.WHO_SAYS_IT, "press")
    after = press(type_question(limited, "Who answers?"), wording.ASK_EVERYWHERE)
    assert [question for question, _ in told.asked] == ["Who answers?", "Who answers?"]
    assert told.within[1] is None
    assert QUOTE in shown(after)
    assert wording.ASK_EVERYWHERE not in labels(after)


def test_the_limits_of_a_question_are_those_when_it_was_asked(monkeypatch):
    waiting = choose(page(monkeypatch), wording.WHO_SAYS_IT, "press")
    waiting = type_question(waiting, "Who answers?")
    waiting = choose(waiting, wording.WHO_SAYS_IT)
    told = ToldAssistant(answer())
    monkeypatch.setattr("assistant.screens.loading.load", lambda: opening(told))
    waiting.run()
    assert told.within == [NOTHING.model_copy(update={"authorities": ("press",)})]


def test_the_whole_answer_is_there_to_copy(monkeypatch):
    told = ToldAssistant(answer(warnings=('"><script>alert(1)</script>',)))
    after = type_question(page(monkeypatch, told), "Who answers?")
    copied = re.search(r'data-copy="([^"]*)" data-copied="([^"]*)">([^<]*)</button>', shown(after))
    said = after.session_state["conversation"].exchanges[0].answer
    assert html.unescape(copied[1]) == answer_to_paste(said, full_library())
    assert (copied[2], copied[3]) == (wording.ANSWER_COPIED, wording.COPY_ANSWER)
    assert "<script>" not in shown(after)


def test_an_answer_is_offered_as_word_and_markdown_and_made_only_when_it_is_asked_for(monkeypatch):
    made = []
    monkeypatch.setattr(saving, "_file", lambda kind, *_: made.append(kind) or b"")
    after = type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?")
    assert offered(after) == list(wording.SAVE_AS.values())
    assert made == []


def test_the_files_hold_the_answer():
    said = answer(question="Who answers?", understood="Who answers?")
    exchange, told = Exchange(said, "", 1), ToldAssistant(said)
    word = Document(BytesIO(saving._file(".docx", exchange, told)))
    assert any(QUOTE in paragraph.text for paragraph in word.paragraphs)
    assert QUOTE in saving._file(".md", exchange, told).decode()


def test_a_file_is_named_after_the_question_whatever_was_typed():
    assert saving._name_of("Who is the accounting officer, and why?") == "who-is-the-accounting-officer-and-why"
    assert saving._name_of("../../etc/passwd") == "etc-passwd"
    assert saving._name_of("???") == "answer"
    assert len(saving._name_of("x" * 2000)) <= 60


def test_an_answer_whose_edition_has_left_the_index_is_not_offered_as_a_file(monkeypatch):
    told = ToldAssistant(answer())
    after = type_question(page(monkeypatch, told), "Who answers?")
    told._library = Library([], [])
    again = after.run()
    assert offered(again) == []
    assert "The April 2026 edition of rules is no longer in the index." in shown(again)


def offered(on_page) -> list[str]:
    """The files that single answers are offered as."""
    return [button.label for button in on_page.get("download_button") if button.label in wording.SAVE_AS.values()]


def labels(on_page) -> list[str]:
    return [button.label for button in on_page.button]


def press(on_page, label: str):
    return next(button for button in on_page.button if button.label == label).click().run()


def opening(told):
    from assistant.screens.loading import Opening

    return Opening(assistant=told)
