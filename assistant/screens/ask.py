"""The Ask page: a conversation whose every answer shows where it comes from."""

from __future__ import annotations

import logging
from dataclasses import replace
from secrets import token_hex
from traceback import format_tb
from typing import TYPE_CHECKING

import streamlit as st

from assistant.models import QuestionProblem, Statement
from assistant.screens import conversations_shown, loading, wording
from assistant.screens.answer_shown import answer_html, notice_html, problem_html, question_html, text_html
from assistant.screens.chips import place_named, pressed
from assistant.screens.conversation import Asked, Conversation, Exchange, new_number
from assistant.screens.feedback_shown import show_feedback
from assistant.screens.page_picture import open_in_place
from assistant.screens.pages import framed
from assistant.screens.saving import show_saving
from assistant.screens.sources_shown import digests_html
from assistant.screens.where_to_look import limits, look_everywhere, show_limits, show_what_is_set
from assistant.understand import checked
from index.models import IndexProblem

if TYPE_CHECKING:
    from assistant.ask import Assistant

log = logging.getLogger(__name__)

TYPED = "typed_question"  # the chat input's key
POLL = 0.5  # seconds between two looks at how far the loading is


def show() -> None:
    opening = loading.load()
    show_limits()
    with framed(wording.TITLE, wording.WHAT_IT_IS):
        conversations_shown.reopened()
        _show_conversation(opening, _conversation())
        if opening.assistant:
            _open_chip(opening.assistant, _conversation())


def _show_conversation(opening: loading.Opening, conversation: Conversation) -> None:
    _show_state(opening, conversation)
    if conversation.is_new:
        _show_examples()
    for exchange in conversation.exchanges:
        st.html(question_html(exchange.answer.question))
        _show_exchange(exchange, opening.assistant)
    if opening.assistant:
        _answer_waiting(opening.assistant, conversation)
    else:
        _show_waiting(opening, conversation)
    _show_end(conversation)
    _take_question(conversation)


def _show_exchange(exchange: Exchange, assistant: Assistant | None) -> None:
    from assistant.screens.touched_shown import touched_html  # reads what words stem from, which the first page need not wait for

    st.html(exchange.html)
    if touched := touched_html(exchange.answer):
        st.html(touched)
    if assistant:
        show_saving(exchange, assistant)
    show_feedback(exchange.answer, exchange.number)


def _open_chip(assistant: Assistant, conversation: Conversation) -> None:
    """Opens what was pressed in an answer: a source in its place."""
    name = pressed()
    if not name:
        return
    try:
        if shown := place_named(name, conversation, assistant.library()):
            open_in_place(shown)
    except (LookupError, IndexProblem):
        st.html(notice_html(wording.GONE_FROM_INDEX, wording.STILL_LINKED, "plain"))


def _conversation() -> Conversation:
    return st.session_state.setdefault("conversation", Conversation())


def _show_state(opening: loading.Opening, conversation: Conversation) -> None:
    """One place for what holds for the whole page: still loading, cannot load, or a digest in use."""
    if opening.problem:
        st.html(problem_html(opening.problem))
        st.button(wording.TRY_AGAIN, on_click=loading.try_again)
    elif not opening.assistant:
        if not conversation.waiting:
            _show_progress(wording.LOADING)
    else:
        try:
            notice = where_html(opening.assistant) + digests_html(opening.assistant.library())
        except IndexProblem as problem:
            notice = problem_html(str(problem))
        if notice:
            st.html(notice)


@st.fragment(run_every=POLL)
def _show_progress(meanwhile: str) -> None:
    """How far the loading is, looked at again and again; the whole page is drawn anew when it has ended."""
    opening = loading.load()
    if not opening.is_under_way:
        st.rerun()
    step = opening.step
    st.html(notice_html("Loading.", meanwhile, "loading"))
    st.progress(step.fraction, text=step.said)


def _show_examples() -> None:
    st.html(f"<h2>{wording.EXAMPLES_HEADING}</h2>")
    for column, (stage, questions) in zip(st.columns(len(wording.EXAMPLES)), wording.EXAMPLES.items(), strict=True):
        with column.container(gap="xsmall"):
            st.html(f"<h3>{stage}</h3>")
            for question in questions:
                st.button(question, on_click=_ask_example, args=(question,), width="stretch", wrap=True)


def _show_waiting(opening: loading.Opening, conversation: Conversation) -> None:
    for asked in conversation.waiting:
        st.html(question_html(asked.question))
    if not conversation.waiting:
        return
    if opening.problem:
        st.html(notice_html("Waiting.", wording.KEPT_PROBLEM, "loading"))
    else:
        _show_progress(wording.KEPT)


def where_html(assistant: Assistant) -> str:
    """Where questions go when a chat model is set; empty without one."""
    from assistant.llm import where_it_goes

    return notice_html("A chat model is in use.", where_it_goes(assistant.chat.name), "warning") if assistant.chat else ""


def _answer_waiting(assistant: Assistant, conversation: Conversation) -> None:
    """Answers what was asked, in order, and shows each answer in its place as soon as it is there."""
    while conversation.waiting:
        asked = conversation.waiting[0]  # it waits on until it is answered: another click may end this run at any time
        place = st.empty()
        with place.container():
            st.html(question_html(asked.question))
            with st.spinner(wording.LOOKING):
                arriving = st.empty()
                exchange = _answered(assistant, asked, conversation, arriving)
                arriving.empty()
        conversation.waiting.pop(0)
        if exchange is None:
            place.empty()
        else:
            conversation.exchanges.append(exchange)
            _show_exchange(exchange, assistant)


def _answered(assistant: Assistant, asked: Asked, conversation: Conversation, arriving) -> Exchange | None:
    """None when there is no answer; then the question is handed back with what went wrong. A chat model's sentences are shown in
    `arriving` as they are checked."""
    so_far: list[str] = []

    def show_arriving(statement: Statement) -> None:
        so_far.append(statement.text)
        arriving.html(text_html("\n".join(so_far)))

    try:
        answer = assistant.ask(
            asked.question,
            conversation.history(),
            within=asked.within,
            send_anyway=asked.send_anyway,
            on_statement=show_arriving,
        )
        number = new_number()
        return Exchange(answer, answer_html(answer, assistant.library(), number), number, asked.within)
    except (QuestionProblem, IndexProblem) as problem:
        conversation.refuse(asked.question, str(problem))
    except Exception as error:  # whatever it is, the reader keeps the question and the conversation
        # Where it went wrong and no message: that may hold the question, as pydantic's do.
        number = token_hex(4)
        where = "".join(format_tb(error.__traceback__))
        log.error("A question could not be answered (%s, %s):\n%s", type(error).__name__, number, where)
        conversation.refuse(asked.question, wording.UNEXPECTED.format(name=f"{type(error).__name__}, {number}"))
    return None


def _show_end(conversation: Conversation) -> None:
    last = conversation.exchanges[-1] if conversation.exchanges else None
    if last and last.answer.was_held_back:
        again = Asked(last.answer.question, last.within, send_anyway=True)
        st.button(wording.SEND_ANYWAY, on_click=_ask, args=(again,))
    if last and last.within and last.answer.outcome != "answered":
        st.button(wording.ASK_EVERYWHERE, on_click=_ask_everywhere, args=(last.answer.question,))
    if conversation.exchanges:
        st.button(wording.NEW_CONVERSATION, on_click=conversations_shown.start_anew)
    show_what_is_set()
    conversations_shown.show_keeping(conversation)
    st.html(f'<p class="sp-note">{wording.TRUST} {conversations_shown.where_it_stays()}</p>')


def _take_question(conversation: Conversation) -> None:
    """The box to type in, always in sight, and above it what was wrong with the question that is back in it."""
    if conversation.problem:
        st.bottom.html(problem_html(conversation.problem, wording.REFUSED))
    if conversation.returned:
        st.session_state[TYPED], conversation.returned = conversation.returned, ""
    # In `st.bottom`, since a page whose chat input Streamlit puts there by itself also scrolls to the end of every answer.
    st.bottom.chat_input(wording.ASK_HERE, key=TYPED, on_submit=_ask_typed)


def _ask_everywhere(question: str) -> None:
    look_everywhere()
    _ask(Asked(question))


def _ask_typed() -> None:
    _ask(Asked(st.session_state[TYPED], limits()))


def _ask_example(question: str) -> None:
    _ask(Asked(question, limits()))


def _ask(asked: Asked) -> None:
    """Takes a question in; one that cannot be asked is handed back at once, even while the assistant is still loading."""
    conversation = _conversation()
    conversation.problem = ""
    try:
        conversation.waiting.append(replace(asked, question=checked(asked.question)))
    except QuestionProblem as problem:
        conversation.refuse(asked.question, str(problem))
