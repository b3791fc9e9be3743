"""The files of a self-assessment: saved, reopened, compared."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.helpers.compared_assessments import compare
from assistant.helpers.grounds import Grounds
from assistant.helpers.saved_assessment import Reopened, file_name, from_json, to_json
from assistant.helpers.self_assessment import Assessment, AssessmentProblem
from assistant.screens import self_assessment_shown as shown
from assistant.screens import self_assessment_wording as wording
from assistant.screens.answer_shown import announced_html, notice_html, problem_html
from assistant.screens.conversation import new_number
from assistant.screens.saving import MIME
from assistant.screens.self_assessment_session import REOPENED, current, open_saved, start_anew

_COMPARED = "sa-compared"


def show_files(grounds: Grounds | None) -> None:
    name = file_name(current())
    st.html(f"<h2>{wording.SAVE}</h2><p>{wording.INTO_CRIB_SHEET}</p>")
    # Each is made when it is asked for, outside of the session: it is given what is to be written.
    made = {"json": partial(to_json, current()), "docx": partial(_in_word, current(), grounds)}
    st.download_button(wording.SAVE_FILE, made["json"], f"{name}.json", "application/json", key="sa-save", on_click="ignore")
    st.download_button(wording.SAVE_WORD, made["docx"], f"{name}.docx", MIME[".docx"], key="sa-word", on_click="ignore")
    st.html(f"<h2>{wording.REOPEN}</h2>")
    st.file_uploader(wording.REOPEN_FILE, type="json", key="sa-reopen", on_change=_reopen)
    _show_reopened(st.session_state.get(REOPENED))
    st.html(f"<h2>{wording.COMPARE}</h2>")
    _show_comparison(st.file_uploader(wording.COMPARE_FILES, type="json", accept_multiple_files=True, key="sa-compare"))
    st.html(f"<h2>{wording.ANEW}</h2><p>{wording.ANEW_SURE}</p>")
    st.button(wording.ANEW, on_click=start_anew)


def _in_word(assessment: Assessment, grounds: Grounds | None) -> bytes:
    from assistant.helpers.export_self_assessment import as_word

    return as_word(assessment, grounds)


def _reopen() -> None:
    file = st.session_state["sa-reopen"]
    if file is None:
        st.session_state.pop(REOPENED, None)
        return
    try:
        read = from_json(file.getvalue())
    except AssessmentProblem as problem:
        st.session_state[REOPENED] = str(problem)
    else:
        open_saved(read)


def _show_reopened(told: tuple[Reopened, int] | str | None) -> None:
    if isinstance(told, str):
        st.html(problem_html(told))
    elif told:
        outcome, number = told
        said = {"programme": outcome.programme or wording.UNNAMED, "date": outcome.made_on.strftime("%d/%m/%Y")}
        done = wording.REOPENED.format(answers=len(outcome.answered), **said)
        st.html(announced_html(notice_html("Done.", done, "note"), number, done))
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
    compared = compare(*(read if len(read) == 2 else (read[0], current())))
    st.html(announced_html(shown.comparison_html(compared), _number_of(files), wording.IS_COMPARED))


def _number_of(files: list) -> int:
    """The same for the same files, so that a comparison is announced once."""
    ids = tuple(file.file_id for file in files)
    known, number = st.session_state.get(_COMPARED, ((), 0))
    if ids != known:
        number = new_number()
        st.session_state[_COMPARED] = (ids, number)
    return number
