"""The self-assessment's page: a form in parts, the profile with the gaps, and the files it is kept in."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from assistant.helpers.compared_assessments import compare
from assistant.helpers.grounds import Grounds
from assistant.helpers.saved_assessment import Reopened, file_name, from_json, to_json
from assistant.helpers.self_assessment import (
    GIVEN,
    Answered,
    Area,
    Assessment,
    AssessmentProblem,
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
from assistant.screens.answer_shown import notice_html, problem_html
from assistant.screens.pages import framed

ASSESSMENT = "self_assessment"  # where the session keeps it; the crib sheet looks there too
_PART, _TAB, _REOPENED = "sa-part", "sa-tab", "sa-reopened"
_CHOICES = (*GIVEN, None)


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
                _show_files(grounds)


def current() -> Assessment:
    """The assessment that is open in this session; a blank one of today when there is none."""
    return st.session_state.setdefault(ASSESSMENT, Assessment(made_on=date.today()))


def _put(assessment: Assessment) -> None:
    st.session_state[ASSESSMENT] = assessment


# ---------------------------------------------------------------------------------------------------------- answering


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
    _prefill(f"sa-answer-{name}", answered.given)
    st.radio(
        question.line.says, _CHOICES, key=f"sa-answer-{name}", format_func=wording.ANSWERS.get, horizontal=True, on_change=take
    )
    with st.expander(wording.NOTE_AND_EVIDENCE.format(name=question.name)):
        for part, label in (("note", wording.NOTE), ("evidence", wording.EVIDENCE)):
            _prefill(f"sa-{part}-{name}", getattr(answered, part))
            st.text_area(label.format(name=question.name), key=f"sa-{part}-{name}", max_chars=10_000, height=90, on_change=take)
    st.html(shown.paragraphs_html(question.line, grounds))


def _prefill(key: str, value: object) -> None:
    """A widget that is drawn anew shows what the assessment holds; one that stands there keeps what is being typed."""
    if key not in st.session_state:
        st.session_state[key] = value


def _take_head() -> None:
    head = {"programme": st.session_state["sa-programme"].strip(), "made_on": st.session_state["sa-date"] or current().made_on}
    _put(current().model_copy(update=head))


def _take_answer(name: str) -> None:
    given, note, evidence = (st.session_state[f"sa-{part}-{name}"] for part in ("answer", "note", "evidence"))
    _put(current().with_answer(Answered(question_id=name, given=given, note=note, evidence=evidence)))


# -------------------------------------------------------------------------------------------------- profile and gaps


def _show_profile(grounds: Grounds | None) -> None:
    found = gaps(current())
    st.html(f"<h2>{wording.PROFILE}</h2>{shown.profile_html(profile(current()))}")
    st.html(f"<h2>{wording.GAPS} ({len(found)})</h2>{shown.gaps_html(found, grounds)}")
    unanswered = open_questions(current())
    st.html(f"<h2>{wording.OPEN} ({len(unanswered)})</h2>{shown.open_html(unanswered)}")


# -------------------------------------------------------------------------------------------------------------- files


def _show_files(grounds: Grounds | None) -> None:
    name = file_name(current())
    st.html(f"<h2>{wording.SAVE}</h2>")
    st.download_button(
        wording.SAVE_FILE, lambda: to_json(current()), f"{name}.json", "application/json", key="sa-save", on_click="ignore"
    )
    st.download_button(
        wording.SAVE_WORD, partial(_in_word, current(), grounds), f"{name}.docx", _WORD, key="sa-word", on_click="ignore"
    )
    st.html(f"<h2>{wording.REOPEN}</h2>")
    st.file_uploader(wording.REOPEN_FILE, type="json", key="sa-reopen", on_change=_reopen)
    _show_reopened(st.session_state.get(_REOPENED))
    st.html(f"<h2>{wording.COMPARE}</h2>")
    _show_comparison(st.file_uploader(wording.COMPARE_FILES, type="json", accept_multiple_files=True, key="sa-compare"))
    st.html(f"<h2>{wording.ANEW}</h2><p>{wording.ANEW_SURE}</p>")
    st.button(wording.ANEW, on_click=_start_anew)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _in_word(assessment: Assessment, grounds: Grounds | None) -> bytes:
    from assistant.helpers.export_self_assessment import as_word

    return as_word(assessment, grounds)


def _reopen() -> None:
    file = st.session_state["sa-reopen"]
    if file is None:
        st.session_state.pop(_REOPENED, None)
        return
    try:
        read = from_json(file.getvalue())
    except AssessmentProblem as problem:
        st.session_state[_REOPENED] = str(problem)
        return
    _put(Assessment(**read.model_dump(exclude={"reworded"})))
    _forget_widgets()
    st.session_state[_REOPENED] = read


def _show_reopened(outcome: Reopened | str | None) -> None:
    if isinstance(outcome, str):
        st.html(problem_html(outcome))
    elif outcome:
        said = {"programme": outcome.programme or wording.UNNAMED, "date": outcome.made_on.strftime("%d/%m/%Y")}
        st.html(notice_html("Done.", wording.REOPENED.format(answers=len(outcome.answered), **said), "loading"))
        if outcome.set_aside:
            names = "; ".join(aside.asked or aside.answered.question_id for aside in outcome.set_aside)
            st.html(notice_html("Set aside.", wording.SET_ASIDE.format(names=names), "warning"))
        if outcome.reworded:
            st.html(notice_html("Check:", wording.REWORDED.format(names="; ".join(outcome.reworded)), "warning"))


def _show_comparison(files: list) -> None:
    if not files:
        return
    if len(files) > 2:
        st.html(problem_html(wording.TOO_MANY))
        return
    read: list[Assessment] = []
    for file in files:
        try:
            read.append(from_json(file.getvalue()))
        except AssessmentProblem as problem:
            st.html(problem_html(f"{file.name}: {problem}"))
            return
    st.html(shown.comparison_html(compare(*(read if len(read) == 2 else (read[0], current())))))


def _start_anew() -> None:
    st.session_state.pop(ASSESSMENT, None)
    st.session_state.pop(_REOPENED, None)
    _forget_widgets()


def _forget_widgets() -> None:
    """So that the form is drawn from the assessment that is open now."""
    for key in [key for key in st.session_state if str(key).startswith(("sa-answer-", "sa-note-", "sa-evidence-"))]:
        del st.session_state[key]
    for key in ("sa-programme", "sa-date"):
        st.session_state.pop(key, None)
