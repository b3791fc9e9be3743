"""The Ask page's logic, over an assistant that answers as it is told."""

import re
from itertools import pairwise

import pytest
import streamlit as st
from langchain_core.language_models import GenericFakeChatModel

from assistant.library import Library
from assistant.llm import Chat
from assistant.models import Group, QuestionProblem, Statement
from assistant.screens import loading, wording
from assistant.standing import OUR_SUMMARY
from corpus.models import Licence
from index.models import IndexProblem
from tests.assistant.conversing import (
    QUOTE,
    ToldAssistant,
    answer,
    citation,
    digest_library,
    full_library,
    no_answer,
    page,
    shown,
    type_question,
)
from tests.builders import edition, source

FAR = Chat("openai:gpt-4o", GenericFakeChatModel(messages=iter(())))
NEAR = Chat("ollama:llama3", GenericFakeChatModel(messages=iter(())))
HELD = "Not sent to the chat model: the question seems to hold an e-mail address. The answer below is made of sentences."
HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** ![](http://evil.test/x.png) [a](javascript:alert(3)) \"'&"
)


def test_the_page_says_what_it_is_and_offers_questions_for_each_stage(monkeypatch):
    first = page(monkeypatch, ToldAssistant(answer()))
    text = shown(first)
    assert wording.WHAT_IT_IS in text
    assert [f"<h3>{stage}</h3>" in text for stage in ("Setting up", "Delivering", "Improving")] == [True] * 3
    assert [button.label for button in first.button] == [question for stage in wording.EXAMPLES.values() for question in stage]


def test_an_example_is_asked_by_its_button(monkeypatch):
    assistant = ToldAssistant(answer())
    after = page(monkeypatch, assistant).button[2].click().run()
    assert assistant.asked == [(wording.EXAMPLES["Delivering"][0], ())]
    assert QUOTE in shown(after)


def test_an_answer_has_markers_that_lead_to_its_sources(monkeypatch):
    text = shown(
        type_question(page(monkeypatch, ToldAssistant(answer(citation(1), citation(2, paragraph="7.5.5")))), "Who answers?")
    )
    for marker in (1, 2):
        anchor = text.split(f'aria-label="Source {marker}"')[0].rsplit('href="#', 1)[1].rstrip('" ')
        assert f'<li id="{anchor}"' in text
        assert f">[{marker}]</a>" in text


def test_a_source_shows_pinpoint_standing_official_page_and_the_quotation_marked(monkeypatch):
    text = shown(type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?"))
    assert 'data-copy="HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77"' in text
    assert ">Treasury rules and guidance<" in text
    assert ">In force<" in text
    assert 'href="https://assets.example.gov.uk/spending.pdf#page=77" target="_blank"' in text
    assert f"Joint activities often pay. <mark>{QUOTE}</mark> Others may be called as witnesses." in text


def test_what_the_licence_does_not_allow_is_not_shown(monkeypatch):
    library = full_library(licence=Licence(name="Strict", attribution="© Somebody", quotation_limit=8))
    text = shown(type_question(page(monkeypatch, ToldAssistant(answer(), library=library)), "Who answers?"))
    assert f"… <mark>{QUOTE}</mark> …" in text
    assert "Joint activities often pay" not in text
    assert "witnesses" not in text
    assert "© Somebody" in text


def test_a_warning_and_the_status_of_a_historic_source_are_said_in_words(monkeypatch):
    library = Library([source(authority="audit")], [edition(status="historic")])
    said = answer(citation(status="historic", authority="audit"), warnings=("It dates from 2001 and is historic.",))
    text = shown(type_question(page(monkeypatch, ToldAssistant(said, library=library)), "Who answers?"))
    assert "<strong>Warning:</strong> It dates from 2001 and is historic." in text
    assert ">Audit finding<" in text
    assert ">Historic: not current guidance<" in text
    assert text.index("It dates from 2001") < text.index(QUOTE)


def test_a_digest_is_named_on_the_page_and_on_the_answer_with_where_the_original_is(monkeypatch):
    assistant = ToldAssistant(answer(citation(rendition="digest", quote="", verified=None)), library=digest_library())
    first = page(monkeypatch, assistant)
    assert wording.DIGEST_ON_PAGE in _unescaped(shown(first))
    assert 'href="https://www.gov.uk/spending"' in shown(first)
    text = _unescaped(shown(type_question(first, "Who answers?")))
    assert f"<strong>{OUR_SUMMARY}.</strong> {wording.DIGEST_ON_ANSWER}" in text
    assert f">{OUR_SUMMARY}</span>" in text
    assert f"<mark>{QUOTE}</mark>" in text


def test_full_documents_carry_no_digest_notice(monkeypatch):
    assert "digest" not in shown(type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?"))


def test_a_question_without_an_answer_gets_the_nearest_paragraphs(monkeypatch):
    text = shown(type_question(page(monkeypatch, ToldAssistant(no_answer())), "What is the pension age?"))
    assert "The documents do not answer this question." in text
    assert wording.NEAREST_HEADING in text
    assert "paragraph 7.5.4, p. 77" in text
    assert "<mark>" not in text


def test_a_follow_up_is_asked_with_what_was_said_before(monkeypatch):
    assistant = ToldAssistant(answer(), answer(understood="Who answers? And for model 4?"))
    after = type_question(type_question(page(monkeypatch, assistant), "Who answers?"), "And for model 4?")
    question, history = assistant.asked[1]
    assert question == "And for model 4?"
    assert [(turn.role, turn.text) for turn in history] == [("user", "Who answers?"), ("assistant", f"“{QUOTE}”")]
    assert f"{wording.UNDERSTOOD} <q>Who answers? And for model 4?</q>" in shown(after)
    assert shown(after).count('class="sp-question"') == 2


def test_a_question_that_was_not_changed_is_not_repeated(monkeypatch):
    assert wording.UNDERSTOOD not in shown(type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?"))


def test_a_new_conversation_forgets_the_old_one(monkeypatch):
    assistant = ToldAssistant(answer())
    after = type_question(page(monkeypatch, assistant), "Who answers?")
    next(button for button in after.button if button.label == wording.NEW_CONVERSATION).click().run()
    assert QUOTE not in shown(after)
    type_question(after, "Who else?")
    assert assistant.asked[1] == ("Who else?", ())


@pytest.mark.parametrize("question", ["   ", "???", "x" * 10_000])
def test_a_question_that_cannot_be_asked_is_handed_back_with_the_reason(monkeypatch, question):
    assistant = ToldAssistant(answer())
    after = type_question(page(monkeypatch, assistant), question)
    assert assistant.asked == []
    assert 'role="alert"' in shown(after)
    assert wording.REFUSED in shown(after)
    assert after.chat_input[0].proto.value == question
    assert QUOTE in shown(type_question(after, "Who answers?"))
    assert 'role="alert"' not in shown(after)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (QuestionProblem("Ask for one thing."), "Ask for one thing."),
        (IndexProblem("There is no index. Run `make index`."), "Run `make index`."),
        (ZeroDivisionError("secret"), "did not expect (ZeroDivisionError, "),
    ],
)
def test_whatever_goes_wrong_the_question_and_the_conversation_stay(monkeypatch, problem, said):
    after = type_question(
        type_question(page(monkeypatch, ToldAssistant(answer(), problem, answer())), "Who answers?"), "And then?"
    )
    assert said in shown(after)
    assert "secret" not in shown(after)
    assert QUOTE in shown(after)
    assert after.chat_input[0].proto.value == "And then?"
    assert shown(type_question(after, "And then?")).count('class="sp-answer"') == 2


def test_a_question_outlives_a_run_that_is_cut_short(monkeypatch):
    class CutShort(ToldAssistant):
        def ask(self, question, history=(), **how):
            said = super().ask(question, history, **how)
            if len(self.asked) == 1:
                st.rerun()  # as when the reader clicks something while the answer is being looked for
            return said

    assistant = CutShort(answer())
    assert QUOTE in shown(type_question(page(monkeypatch, assistant), "Who answers?"))
    assert [question for question, _ in assistant.asked] == ["Who answers?"] * 2


def test_while_it_loads_the_page_says_how_far_it_is_and_keeps_the_question(monkeypatch):
    waiting = page(monkeypatch)
    assert wording.LOADING in shown(waiting)
    type_question(waiting, "Who answers?")
    assert wording.KEPT in shown(waiting)
    assert "Who answers?" in shown(waiting)

    assistant = ToldAssistant(answer())
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(assistant=assistant))
    assert QUOTE in shown(waiting.run())
    assert [question for question, _ in assistant.asked] == ["Who answers?"]


def test_what_keeps_it_from_loading_is_said_and_can_be_tried_again(monkeypatch):
    stuck = page(monkeypatch, problem="Unknown setting SIGNPOST_DATA. Did you mean SIGNPOST_DATA_DIR?")
    assert "Did you mean SIGNPOST_DATA_DIR?" in shown(stuck)
    assert wording.TRY_AGAIN in [button.label for button in stuck.button]
    assert wording.KEPT_PROBLEM in shown(type_question(stuck, "Who answers?"))


def test_hostile_text_is_shown_as_text_wherever_it_comes_from(monkeypatch):
    library = full_library(title=HOSTILE, short_title=HOSTILE, note=HOSTILE)
    said = answer(citation(passage=HOSTILE, quote=HOSTILE, paragraph=HOSTILE), understood=HOSTILE, warnings=(HOSTILE,))
    first = page(monkeypatch, ToldAssistant(said, no_answer(answer=HOSTILE), library=library))
    text = shown(type_question(type_question(first, HOSTILE), HOSTILE))
    for live in ("<img", "<script", '<a href="javascript', 'src=x onerror=alert(1)>"', "<strong>bold"):
        assert live not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "**bold** ![](http://evil.test/x.png)" in text


def test_an_address_that_is_no_web_address_is_no_link(monkeypatch):
    library = Library([source()], [edition(file_address="javascript:alert(1)")])
    text = shown(type_question(page(monkeypatch, ToldAssistant(answer(), library=library)), "Who answers?"))
    assert 'href="javascript' not in text


def test_headings_go_down_one_step_at_a_time(monkeypatch):
    after = type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?")
    for text in (shown(page(monkeypatch, ToldAssistant(answer()))), shown(after)):
        levels = [int(level) for level in re.findall(r"<h(\d)", text)]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))


def speaking(*groups: Group):
    """An answer with a statement of each of these groups, in this order, each with a source of its own."""
    cited = tuple(citation(n, paragraph=f"7.5.{n}") for n in range(1, len(groups) + 1))
    said = tuple(Statement(text=f"Saying {n}.", citations=(n,), group=group) for n, group in enumerate(groups, 1))
    return answer(*cited, statements=said)


def test_headings_stand_where_an_answer_speaks_with_several_forces(monkeypatch):
    spoken = speaking("required", "required", "expected", "good-practice", "comment")
    text = shown(type_question(page(monkeypatch, ToldAssistant(spoken)), "Who answers?"))
    headings = re.findall(r'<h3 class="sp-group">(.*?)</h3>', text)
    assert headings == ["Required", "Expected", "Good practice and findings", "Comment"]
    order = ["Required</h3>", "Saying 1.", "Saying 2.", "Expected</h3>", "Saying 3.", "findings</h3>", "Saying 4.", "Saying 5."]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)


def test_no_heading_stands_where_an_answer_speaks_with_one_force(monkeypatch):
    for group in ("required", "expected", "comment"):
        text = shown(type_question(page(monkeypatch, ToldAssistant(speaking(group, group))), "Who answers?"))
        assert "Saying 2." in text
        assert 'class="sp-group"' not in text


def test_differences_notes_and_parts_that_were_not_found_are_shown_before_the_answer(monkeypatch):
    said = answer(differences=("One says so, the other not.",), notes=("“CMPS” has gone.",), not_answered=("who pays",))
    text = shown(type_question(page(monkeypatch, ToldAssistant(said)), "Who answers, and who pays?"))
    for tag, words in (
        ("The documents differ:", "One says so, the other not."),
        ("Note:", "“CMPS” has gone."),
        ("Not found in the documents:", "who pays"),
    ):
        assert f"<strong>{tag}</strong> {words}" in text
        assert text.index(words + "</p>") < text.index(f"“{QUOTE}”")


def test_what_there_is_nothing_to_say_about_is_not_mentioned(monkeypatch):
    text = shown(type_question(page(monkeypatch, ToldAssistant(answer())), "Who answers?"))
    for tag in ("The documents differ:", "Note:", "Not found in the documents:", "The chat model:", "Written by a model."):
        assert tag not in text


def test_where_questions_go_is_said_when_a_chat_model_is_set(monkeypatch):
    monkeypatch.delenv("OPENAI_API_BASE", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    away = "A chat model is in use.</strong> Your question and the passages found for it will be sent to OpenAI"
    assert away in shown(page(monkeypatch, ToldAssistant(answer(), chat=FAR)))
    assert away in shown(type_question(page(monkeypatch, ToldAssistant(answer(), chat=FAR)), "Who answers?"))
    assert "on this machine and do not leave it." in shown(page(monkeypatch, ToldAssistant(answer(), chat=NEAR)))
    assert "A chat model is in use." not in shown(page(monkeypatch, ToldAssistant(answer())))


def test_an_answer_in_a_model_s_words_says_whose_they_are_and_what_was_left_out(monkeypatch):
    said = answer(model="openai:gpt-4o", composer_note="A sentence of the model was left out.")
    text = _unescaped(shown(type_question(page(monkeypatch, ToldAssistant(said, chat=FAR)), "Who answers?")))
    assert f"<strong>Written by a model.</strong> {wording.WRITTEN_BY_MODEL.format(model='openai:gpt-4o')}" in text
    assert "<strong>The chat model:</strong> A sentence of the model was left out." in text


def test_sentences_that_arrive_one_by_one_are_gone_when_the_answer_stands(monkeypatch):
    text = shown(type_question(page(monkeypatch, ToldAssistant(speaking("required", "expected"), chat=FAR)), "Who answers?"))
    assert text.count("<p>Saying 1.") == text.count("<p>Saying 2.") == 1


def test_a_question_that_was_not_sent_can_be_sent_by_its_button(monkeypatch):
    assistant = ToldAssistant(answer(composer_note=HELD), answer(), chat=FAR)
    held = type_question(page(monkeypatch, assistant), "Who answers, jane@example.org?")
    assert HELD in shown(held)
    assert assistant.sent_anyway == []
    sent = next(button for button in held.button if button.label == wording.SEND_ANYWAY).click().run()
    assert assistant.sent_anyway == ["Who answers, jane@example.org?"]
    assert [question for question, _ in assistant.asked] == ["Who answers, jane@example.org?"] * 2
    assert shown(sent).count('class="sp-answer"') == 2
    assert wording.SEND_ANYWAY not in [button.label for button in sent.button]


def test_sending_one_question_sends_no_other(monkeypatch):
    assistant = ToldAssistant(answer(composer_note=HELD), answer(), answer(composer_note=HELD), chat=FAR)
    held = type_question(page(monkeypatch, assistant), "Who answers, jane@example.org?")
    sent = next(button for button in held.button if button.label == wording.SEND_ANYWAY).click().run()
    again = type_question(sent, "Who answers, bob@example.org?")
    assert assistant.sent_anyway == ["Who answers, jane@example.org?"]
    assert wording.SEND_ANYWAY in [button.label for button in again.button]


def test_nothing_is_offered_for_sending_where_nothing_was_held_back(monkeypatch):
    for note in ("", "A sentence of the model was left out.", "The chat model gave an empty reply."):
        after = type_question(page(monkeypatch, ToldAssistant(answer(composer_note=note), chat=FAR)), "Who answers?")
        assert wording.SEND_ANYWAY not in [button.label for button in after.button]


def test_hostile_notices_are_shown_as_text(monkeypatch):
    said = answer(
        model=HOSTILE,
        composer_note=HOSTILE,
        differences=(HOSTILE,),
        notes=(HOSTILE,),
        not_answered=(HOSTILE,),
        statements=(Statement(text=HOSTILE, citations=(1,), group="required"),),
    )
    text = shown(type_question(page(monkeypatch, ToldAssistant(said, chat=FAR)), "Who answers?"))
    for live in ("<img", "<script", '<a href="javascript', "<strong>bold"):
        assert live not in text
    assert text.count("&lt;img src=x onerror=alert(1)&gt;") >= 6


def _unescaped(text: str) -> str:
    return text.replace("&#x27;", "'")


def test_what_goes_wrong_unexpectedly_is_logged_without_what_was_asked(monkeypatch, caplog):
    at = type_question(page(monkeypatch, ToldAssistant(ValueError("input_value='Who pays the cook?'"))), "Who pays the cook?")
    (number,) = re.findall(r"\(ValueError, (\w{8})\)", caplog.text)
    assert wording.UNEXPECTED.format(name=f"ValueError, {number}") in shown(at)
    assert "conversing.py" in caplog.text and "cook" not in caplog.text
