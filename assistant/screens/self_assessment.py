"""The self-assessment's page: a form in parts, the profile with the gaps, and the files it is kept in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.helpers.grounds import Grounds
from assistant.helpers.self_assessment import (
    GIVEN,
    IN_WORDS,
    Answered,
    Area,
    Question,
    areas,
    gaps,
    open_questions,
    profile,
    questions,
)
from assistant.screens import held
from assistant.screens import self_assessment_shown as shown
from assistant.screens import self_assessment_wording as wording
from assistant.screens.answer_shown import notice_html
from assistant.screens.pages import framed
from assistant.screens.self_assessment_files import show_files
from assistant.screens.self_assessment_session import current, put

_PART, _TAB = "sa-part", "sa-tab"
_OPEN = "open"  # to a radio group None would mean that nothing is chosen
_CHOICES = (*GIVEN, _OPEN)


def show() -> None:
    with framed(wording.TITLE, wording.WHAT_IT_IS):
        grounds = held.grounds()
        st.html(f'<p class="sp-note">{wording.STAYS_HERE}</p>')
        answering, profiled, kept = st.tabs(wording.TABS, key=_TAB, on_change="rerun")
        if answering.open:
            with answering:
                _show_form(grounds)
        if profiled.open:
            with profiled:
                _show_profile(grounds)
        if kept.open:
            with kept:
                show_files(grounds)


def _show_form(grounds: Grounds | None) -> None:
    _prefill("sa-programme", current().programme)
    _prefill("sa-date", current().made_on)
    st.text_input(wording.PROGRAMME, key="sa-programme", max_chars=200, on_change=_take_head)
    st.date_input(wording.MADE_ON, key="sa-date", format="DD/MM/YYYY", on_change=_take_head)
    st.html('<div id="parts" tabindex="-1"></div>')
    by_id = {area.area_id: area for area in areas()}
    _prefill(_PART, st.session_state.get("sa-last-part", areas()[0].area_id))
    chosen = st.radio(wording.PART, list(by_id), key=_PART, format_func=lambda name: f"{by_id[name].title} ({by_id[name].dated})")
    st.session_state["sa-last-part"] = chosen  # a widget that is not drawn is forgotten
    _show_area(by_id[chosen], grounds)


def _show_area(area: Area, grounds: Grounds | None) -> None:
    done = [question for question in area.questions if current().to(question.question_id).given]
    every = len(questions())
    progress = wording.ANSWERED.format(
        here=len(done), asked=len(area.questions), all=every - len(open_questions(current())), every=every
    )
    st.html(f"<h2>{area.title}</h2><p>{progress}</p>")
    if area.is_historic:
        st.html(notice_html("Historic.", wording.HISTORIC.format(dated=area.dated), "warning"))
    st.html(shown.line_html(area.introduces, grounds))
    for number, question in enumerate(area.questions, 1):
        _show_question(number, question, grounds)
    st.html(f'<p><a href="#parts">{wording.BACK_TO_PARTS}</a></p>')


def _show_question(number: int, question: Question, grounds: Grounds | None) -> None:
    name, answered = question.question_id, current().to(question.question_id)
    take = partial(_take_answer, name)
    st.html(f'<h3 class="sp-asked">{number}. {question.name}</h3>')
    _prefill(f"sa-answer-{name}", answered.given or _OPEN)
    st.radio(question.line.says, _CHOICES, key=f"sa-answer-{name}", format_func=_in_words, horizontal=True, on_change=take)
    with st.expander(wording.NOTE_AND_EVIDENCE.format(name=question.name)):
        for part, label in (("note", wording.NOTE), ("evidence", wording.EVIDENCE)):
            _prefill(f"sa-{part}-{name}", getattr(answered, part))
            st.text_area(label.format(name=question.name), key=f"sa-{part}-{name}", max_chars=10_000, height=90, on_change=take)
    st.html(shown.paragraphs_html(question.line, grounds))


def _in_words(choice: str) -> str:
    return IN_WORDS[None if choice == _OPEN else choice]


def _prefill(key: str, value: object) -> None:
    """A widget that is drawn anew shows what the assessment holds; one that stands there keeps what is being typed."""
    if key not in st.session_state:
        st.session_state[key] = value


def _take_head() -> None:
    head = {"programme": st.session_state["sa-programme"].strip(), "made_on": st.session_state["sa-date"] or current().made_on}
    put(current().model_copy(update=head))


def _take_answer(name: str) -> None:
    given, note, evidence = (st.session_state[f"sa-{part}-{name}"] for part in ("answer", "note", "evidence"))
    answered = Answered(question_id=name, given=None if given == _OPEN else given, note=note, evidence=evidence)
    put(current().with_answer(answered))


def _show_profile(grounds: Grounds | None) -> None:
    found = gaps(current())
    st.html(f"<h2>{wording.PROFILE}</h2>{shown.profile_html(profile(current()))}")
    st.html(f"<h2>{wording.GAPS} ({len(found)})</h2>{shown.gaps_html(found, grounds)}")
    unanswered = open_questions(current())
    st.html(f"<h2>{wording.OPEN} ({len(unanswered)})</h2>{shown.open_html(unanswered)}")
