"""The crib sheet's page: what it is made of, the sheet, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from assistant.helpers import accounting_officer, joint_models
from assistant.helpers.crib_sheet import CribSheet, crib_sheet, models
from assistant.helpers.crib_sheet_text import as_markdown
from assistant.helpers.form import UNKNOWN, Question
from assistant.helpers.grounds import Grounds
from assistant.helpers.saved_assessment import from_json, name_part
from assistant.helpers.self_assessment import Assessment, AssessmentProblem
from assistant.screens import crib_sheet_shown as shown
from assistant.screens import crib_sheet_wording as wording
from assistant.screens import held
from assistant.screens.answer_shown import notice_html, problem_html
from assistant.screens.pages import framed
from assistant.screens.saving import MIME
from assistant.screens.self_assessment_session import ASSESSMENT, open_saved

_WHICH_MODEL, _CHECK = "which_model", "accounting_officer"  # where the session keeps the answers of these pages
_PROBLEM = "crib-problem"
_UNDECIDED = "undecided"


def show() -> None:
    with framed(wording.TITLE, wording.WHAT_IT_IS):
        grounds = held.grounds()
        st.html(f'<p class="sp-note">{wording.STAYS_HERE}</p>')
        _take_address()
        assessment = st.session_state.get(ASSESSMENT)
        programme = _asked_programme(assessment)
        model_id = _asked_model()
        considered, checked = _answers(_WHICH_MODEL), _answers(_CHECK)
        _show_made_of(considered, checked, assessment)
        sheet = crib_sheet(
            made_on=date.today(),
            programme=programme,
            model_id=model_id,
            considered=joint_models.consider(considered) if considered else None,
            checked=accounting_officer.check(checked) if checked else None,
            assessment=assessment,
        )
        _show_files(sheet, grounds)
        st.html(shown.sheet_html(sheet, grounds))


def _asked_programme(assessment: Assessment | None) -> str:
    if "crib-programme" not in st.session_state:
        kept = st.session_state.get("crib-programme-kept")
        st.session_state["crib-programme"] = kept if kept is not None else assessment.programme if assessment else ""
    typed = st.text_input(wording.PROGRAMME, key="crib-programme", max_chars=200).strip()
    st.session_state["crib-programme-kept"] = typed  # a widget is forgotten while another page is shown
    return typed


def _asked_model() -> str | None:
    if "crib-model" not in st.session_state:
        st.session_state["crib-model"] = st.session_state.get("crib-model-kept", _UNDECIDED)
    chosen = st.radio(wording.MODEL, [_UNDECIDED, *models()], key="crib-model", format_func=_named)
    st.session_state["crib-model-kept"] = chosen
    return None if chosen == _UNDECIDED else chosen


def _named(choice: str) -> str:
    return wording.NO_MODEL if choice == _UNDECIDED else models()[choice].name


def _take_address() -> None:
    """Answers in the address, as other helpers link here, join those of the session; what is not asked is told and left out."""
    asked = {_WHICH_MODEL: joint_models.load_guide().questions, _CHECK: accounting_officer.load_check().questions}
    known: set[str] = set()
    for page, questions in asked.items():
        answers = {q.question_id: choice for q in questions if _is_choice(q, choice := st.query_params.get(q.question_id))}
        known |= set(answers)
        if answers:
            st.session_state[page] = {**answers, **(st.session_state.get(page) or {})}
    if set(st.query_params) - known:
        st.html(notice_html("Left out.", wording.NOT_KNOWN, "warning"))


def _is_choice(question: Question, choice: str | None) -> bool:
    return choice in question.choices


def _answers(page: str) -> Mapping[str, str]:
    """What was answered there, without what is not known."""
    return {name: choice for name, choice in (st.session_state.get(page) or {}).items() if choice != UNKNOWN}


def _show_made_of(considered: Mapping[str, str], checked: Mapping[str, str], assessment: Assessment | None) -> None:
    answered = [(wording.WHICH_MODEL, considered), (wording.CHECK, checked)]
    rows = [(name, wording.ANSWERED.format(count=len(given)) if given else wording.NOT_ANSWERED) for name, given in answered]
    is_assessed = assessment is not None and assessment.answered
    said = {"answers": len(assessment.answered), "date": f"{assessment.made_on:%d/%m/%Y}"} if is_assessed else {}
    rows.append((wording.ASSESSMENT, wording.ASSESSED.format(**said) if is_assessed else wording.NOT_ANSWERED))
    st.html(f"<h2>{wording.MADE_OF}</h2>{shown.made_of_html(rows)}")
    st.file_uploader(wording.ASSESSMENT_FILE, type="json", key="crib-assessment", on_change=_take_assessment)
    if problem := st.session_state.get(_PROBLEM):
        st.html(problem_html(problem))


def _take_assessment() -> None:
    st.session_state.pop(_PROBLEM, None)
    file = st.session_state["crib-assessment"]
    if file is None:
        return
    try:
        read = from_json(file.getvalue())
    except AssessmentProblem as problem:
        st.session_state[_PROBLEM] = str(problem)
    else:
        open_saved(read)


def _show_files(sheet: CribSheet, grounds: Grounds | None) -> None:
    name = "-".join(filter(None, ("crib-sheet", name_part(sheet.programme), sheet.made_on.isoformat())))
    st.html(f"<h2>{wording.SAVE}</h2>")
    st.download_button(
        wording.SAVE_WORD, partial(_in_word, sheet, grounds), f"{name}.docx", MIME[".docx"], key="crib-word", on_click="ignore"
    )
    st.download_button(
        wording.SAVE_MARKDOWN,
        partial(as_markdown, sheet, grounds),
        f"{name}.md",
        MIME[".md"],
        key="crib-markdown",
        on_click="ignore",
    )


def _in_word(sheet: CribSheet, grounds: Grounds | None) -> bytes:
    from assistant.helpers.export_crib_sheet import as_word

    return as_word(sheet, grounds)
