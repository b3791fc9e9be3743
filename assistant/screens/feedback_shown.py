"""Under an answer: was it helpful, and if not, why. Kept for those who look after the answers, and taken back by who said it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from assistant import kept
from assistant.conversations import new_address
from assistant.feedback import LONGEST_COMMENT, REASONS, feedback_on
from assistant.models import Answer
from assistant.screens.answer_shown import problem_html
from assistant.screens.sign_in import owner
from corpus.settings import SettingsError

log = logging.getLogger(__name__)

ASK = "Was this answer helpful?"
YES, NO = "Yes", "No"
WHAT_IS_KEPT = (
    "If you say so, it is kept for a year with the question and the places cited, for those who look after Signpost. "
    "They are not told who said it."
)
WHY = "What was wrong?"
COMMENT = "What should it have said? You need not answer. Leave out what is personal or protected."
SEND = "Send"
TAKE_BACK = "Take it back"
THANKS = "Thank you. Your word on this answer is kept."
THANKS_MORE = "Thank you. Your word on this answer is kept, with the reason."
TAKEN_BACK = "It is deleted."
_REASON_NAMES = {reason: reason.capitalize() for reason in REASONS}


@dataclass(frozen=True)
class Said:
    """What was said of one answer, kept under `key`.

    `looked_up`: whether what was said on an earlier day was looked for; `is_news`: whether the note is to be heard too.
    """

    key: str
    helpful: bool | None = None
    reason: str | None = None
    comment: str = ""
    note: str = ""
    problem: str = ""
    looked_up: bool = True
    is_news: bool = False


def show_feedback(answer: Answer, number: int) -> None:
    """`number` is the one that the answer is shown under. A fragment: what is said draws nothing else of the page anew."""
    _show(answer, number)


def key_of(number: int) -> str:
    """What the answer of that number is known by wherever something of it is kept; made at random when it is first asked for."""
    return _said(number).key


def take_key(number: int, key: str) -> None:
    """Gives an answer that comes back from where it is kept the key it had, so that a second thumb replaces the first."""
    _all_said()[number] = Said(key=key, looked_up=False)


@st.fragment
def _show(answer: Answer, number: int) -> None:
    said = _looked_up(number)
    helpful, reason, comment = _widgets(number)
    # Set before the widget is made, not handed to it as its default: a new default makes it a new widget, without focus.
    # And only where they differ: what is set overrides what a quick reader has chosen meanwhile.
    shown = {None: None, True: YES, False: NO}[said.helpful]
    if helpful not in st.session_state or st.session_state[helpful] != shown:
        st.session_state[helpful] = shown
    with st.container(key=f"feedback-{number}", gap="xsmall"):
        st.radio(ASK, (YES, NO), index=None, horizontal=True, key=helpful, on_change=_thumb, args=(answer, number))
        st.html(f'<p class="sp-note">{escape(WHAT_IS_KEPT)}</p>')
        if said.helpful is False:
            st.session_state.setdefault(reason, said.reason)
            st.session_state.setdefault(comment, said.comment)
            with st.form(f"why-{number}"):
                st.radio(WHY, REASONS, index=None, key=reason, format_func=_REASON_NAMES.get)
                st.text_area(COMMENT, key=comment, max_chars=LONGEST_COMMENT)
                st.form_submit_button(SEND, on_click=_explain, args=(answer, number))
        if said.problem:
            st.html(problem_html(said.problem))
        if said.note:
            spoken = f' data-say="{escape(said.note)}"' if said.is_news else ""
            st.html(f'<p class="sp-said"{spoken}>{escape(said.note)}</p>')
        if said.helpful is not None:
            st.button(TAKE_BACK, key=f"take-back-{number}", on_click=_take_back, args=(number,))


def _thumb(answer: Answer, number: int) -> None:
    helpful = {YES: True, NO: False}.get(st.session_state[_widgets(number)[0]])
    if helpful is not None:
        _keep(answer, number, replace(_said(number), helpful=helpful, reason=None, note=THANKS))


def _explain(answer: Answer, number: int) -> None:
    _, reason, comment = (st.session_state.get(widget) for widget in _widgets(number))
    _keep(answer, number, replace(_said(number), helpful=False, reason=reason, comment=comment or "", note=THANKS_MORE))


def _keep(answer: Answer, number: int, said: Said) -> None:
    """What could not be kept is not shown as if it were."""
    from assistant.database import DatabaseProblem

    try:
        book = kept.open_feedback()
        told = feedback_on(answer, book.now(), helpful=bool(said.helpful), reason=said.reason, comment=said.comment)
        if not book.give(said.key, owner(), told):
            raise DatabaseProblem("It could not be kept: this answer is somebody else's.")
    except (SettingsError, DatabaseProblem) as problem:
        log.warning("Feedback could not be kept: %s", problem)
        said = replace(_said(number), problem=str(problem), note="")
    else:
        said = replace(said, problem="", is_news=True)
    _all_said()[number] = said


def _take_back(number: int) -> None:
    from assistant.database import DatabaseProblem

    said = _said(number)
    try:
        kept.open_feedback().take_back(said.key, owner())
    except (SettingsError, DatabaseProblem) as problem:
        _all_said()[number] = replace(said, problem=str(problem), note="")
        return
    _all_said()[number] = Said(key=said.key, note=TAKEN_BACK, is_news=True)
    for widget in _widgets(number)[1:]:
        st.session_state.pop(widget, None)


def _widgets(number: int) -> tuple[str, str, str]:
    return f"helpful-{number}", f"reason-{number}", f"comment-{number}"


def _all_said() -> dict[int, Said]:
    return st.session_state.setdefault("said_of_answers", {})


def _said(number: int) -> Said:
    return _all_said().setdefault(number, Said(key=new_address()))


def _looked_up(number: int) -> Said:
    """What was said of the answer, of one that comes back from where it is kept also what was said on an earlier day."""
    from_before = _said(number)
    if not from_before.looked_up:
        _all_said()[number] = replace(from_before, looked_up=True)
        from assistant.database import DatabaseProblem

        try:
            found = kept.open_feedback().given(from_before.key, owner())
        except (SettingsError, DatabaseProblem):
            found = None  # whoever says something of it now is told what is wrong with the database
        if found:
            note = THANKS_MORE if found.reason else THANKS
            told = {"helpful": found.helpful, "reason": found.reason, "comment": found.comment, "note": note}
            _all_said()[number] = replace(_said(number), **told)
    return _said(number)
