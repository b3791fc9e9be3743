"""The self-assessment that is open in a reader's session, which the crib sheet looks at too."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.helpers.saved_assessment import Reopened
from assistant.helpers.self_assessment import Assessment
from assistant.screens.conversation import new_number

ASSESSMENT = "self_assessment"  # the key in the session's state
REOPENED = "sa-reopened"


def current() -> Assessment:
    """The assessment that is open; a blank one of today when there is none."""
    return st.session_state.setdefault(ASSESSMENT, Assessment(made_on=date.today()))


def put(assessment: Assessment) -> None:
    st.session_state[ASSESSMENT] = assessment


def open_saved(read: Reopened) -> None:
    """Puts what was read from a file in the place of what is open."""
    put(Assessment(**read.model_dump(exclude={"reworded"})))
    _forget_widgets()
    st.session_state[REOPENED] = (read, new_number())


def start_anew() -> None:
    st.session_state.pop(ASSESSMENT, None)
    st.session_state.pop(REOPENED, None)
    _forget_widgets()


def _forget_widgets() -> None:
    """So that the form is drawn from the assessment that is open now."""
    for key in [key for key in st.session_state if str(key).startswith(("sa-answer-", "sa-note-", "sa-evidence-"))]:
        del st.session_state[key]
    for key in ("sa-programme", "sa-date"):
        st.session_state.pop(key, None)
