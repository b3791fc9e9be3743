"""The page "Which model?": a few questions, the models that are not ruled out, and all of them side by side."""

from __future__ import annotations

import streamlit as st

from assistant.helpers import models_told
from assistant.helpers.form import UNKNOWN
from assistant.helpers.joint_models import Considered, consider, load_guide
from assistant.helpers.outline import differing
from assistant.screens import form_shown, held
from assistant.screens.comparison_shown import comparison_html
from assistant.screens.outline_shown import onward_html, outcome_html, section_html
from assistant.screens.pages import address_of, framed

NAME = "which_model"
TITLE = "Which model?"
WHAT_IT_IS = (
    "Which models of joint working in Managing Public Money, Box 7.3, are not ruled out by what you know of the work. "
    "Leave open what you do not know."
)
QUESTIONS = "The work, as far as it is known"
SUBMIT = "Show the models that are left"
COMPARED = "The models side by side"
NOT_RULED_OUT, RULED_OUT = "Not ruled out", "Ruled out"
CRIB_SHEET = "Make a crib sheet from these answers"
CHECK = "Go through the accounting officer check"


def show() -> None:
    with framed(TITLE, WHAT_IT_IS):
        grounds = held.grounds()
        if grounds:
            guide = load_guide()
            st.html(f"<h2>{QUESTIONS}</h2>")
            answers = form_shown.ask(NAME, guide.questions, grounds, SUBMIT)
            considered = consider(answers) if answers is not None else None
            if considered:
                st.html(outcome_html(models_told.told(considered), grounds, form_shown.number_of(NAME), _announced(considered)))
                st.html(onward_html(_onward(considered)))
            st.html(f"<h2>{COMPARED}</h2><p>{models_told.UNRANKED} {models_told.SORTED_BY_US}</p>")
            st.html(comparison_html(models_told.comparison(), guide.models, _states(considered), grounds))
            if not considered:  # else it is told with the outcome
                st.html(section_html(differing(consider({}).differences), grounds, 3))


def _states(considered: Considered | None) -> dict[str, str]:
    models = considered.models if considered else ()
    return {one.model.model_id: RULED_OUT if one.is_ruled_out else NOT_RULED_OUT for one in models}


def _announced(considered: Considered) -> str:
    """What a screen reader hears, once, when the outcome is there."""
    left = [one.model.name.partition(":")[0] for one in considered.open_models]
    return f"{len(left)} of six models not ruled out: {', '.join(left)}" if left else "None of the six models is left"


def _onward(considered: Considered) -> tuple[tuple[str, str], ...]:
    known = {one.question_id: one.choice for one in considered.answers if one.choice != UNKNOWN}
    return (address_of("crib_sheet", **known), CRIB_SHEET), (address_of("accounting_officer"), CHECK)
