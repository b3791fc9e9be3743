"""A helper's form on a page: plain questions; the answers are kept in the session and in the address, to be opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from assistant.helpers.form import UNKNOWN, Question
from assistant.helpers.grounds import Grounds
from assistant.helpers.lines import Line
from assistant.screens.answer_shown import notice_html
from assistant.screens.conversation import new_number
from assistant.screens.grounds_shown import grounds_html

WHY = "What the guidance says on this"
START_AGAIN = "Start again"
NOT_AN_ANSWER = "The address held answers that this form does not have. They were left out."


def ask(name: str, questions: Sequence[Question], grounds: Grounds, submit: str) -> dict[str, str] | None:
    """The answers that were sent, question id to choice; None while none were. `name` is the page's module.

    They come from the form, else from the address, else from what the session keeps under `name`.
    """
    _take_from_address(name, questions)
    kept = st.session_state.get(name)
    if kept is not None and not st.query_params:  # who comes back by the menu finds the answers and their address again
        _write_address(kept)
    round_ = st.session_state.setdefault(f"{name} round", 0)
    with st.form(f"{name} form {round_}", border=False):
        chosen = {}
        for group, asked in groupby(questions, key=lambda question: question.group):
            if group:
                st.html(f"<h3>{escape(group)}</h3>")
            for question in asked:
                chosen[question.question_id] = _radio(f"{name} {round_} {question.question_id}", question, kept or {})
                st.html(_why_html(question.about, grounds))
        sent = st.form_submit_button(submit, type="primary")
    if sent:
        kept = _keep(name, chosen)
    if kept is not None:
        st.button(START_AGAIN, on_click=_forget, args=(name,), key=f"{name} again")
    return kept


def number_of(name: str) -> int:
    """The number of the outcome that is shown: another one each time the form is sent, so that each is announced once."""
    if f"{name} number" not in st.session_state:  # the crib sheet keeps answers too
        st.session_state[f"{name} number"] = new_number()
    return st.session_state[f"{name} number"]


def _radio(key: str, question: Question, kept: Mapping[str, str]) -> str:
    choices = question.choices
    return st.radio(
        question.asks,
        choices,
        index=choices.index(kept.get(question.question_id, UNKNOWN)),
        format_func=question.label_of,
        horizontal=all(len(option.label) < 16 for option in question.options),
        key=key,
    )


def _why_html(about: Sequence[Line], grounds: Grounds) -> str:
    lines = "".join(grounds_html(grounds.under(line)) for line in about)
    return f'<details class="sp-why"><summary>{escape(WHY)}</summary>{lines}</details>' if lines else ""


def _take_from_address(name: str, questions: Sequence[Question]) -> None:
    """Only when the page is first drawn: afterwards the form and the session know better."""
    if f"{name} number" in st.session_state:
        return
    asked = {question.question_id: question.choices for question in questions}
    given = {key: st.query_params[key] for key in st.query_params if key in asked}
    understood = {key: choice for key, choice in given.items() if choice in asked[key]}
    if len(understood) < len(given):
        st.html(notice_html("Note:", NOT_AN_ANSWER, "note"))
    if understood:
        _keep(name, {key: understood.get(key, UNKNOWN) for key in asked})


def _keep(name: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The address holds what is known, the session all of it."""
    st.session_state[name] = dict(answers)
    st.session_state[f"{name} number"] = new_number()
    _write_address(answers)
    return st.session_state[name]


def _write_address(answers: Mapping[str, str]) -> None:
    st.query_params.from_dict({key: choice for key, choice in answers.items() if choice != UNKNOWN})


def _forget(name: str) -> None:
    for key in (name, f"{name} number"):
        st.session_state.pop(key, None)
    st.session_state[f"{name} round"] += 1
    st.query_params.clear()
