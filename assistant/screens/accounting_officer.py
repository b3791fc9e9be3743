"""The page "Accounting officer check": what a joint plan raises under the four standards, what arises, and who signs what."""

from __future__ import annotations

import streamlit as st

from assistant.helpers import check_told
from assistant.helpers.accounting_officer import Checked, check, load_check
from assistant.helpers.form import UNKNOWN
from assistant.screens import form_shown, held
from assistant.screens.outline_shown import onward_html, outcome_html
from assistant.screens.pages import address_of, framed

NAME = "accounting_officer"
TITLE = "Accounting officer check"
WHAT_IT_IS = (
    "What a joint plan raises under regularity, propriety, value for money and feasibility; whether Treasury consent, an "
    "assessment, a direction or notice to Parliament arises; and who signs what. Leave open what you do not know."
)
QUESTIONS = "The plan, as far as it is known"
SUBMIT = "Show what arises"
CRIB_SHEET = "Make a crib sheet from these answers"
MODELS = "See which models of joint working are left"


def show() -> None:
    with framed(TITLE, WHAT_IT_IS):
        grounds = held.grounds()
        if grounds:
            st.html(f"<h2>{QUESTIONS}</h2>")
            answers = form_shown.ask(NAME, load_check().questions, grounds, SUBMIT)
            if answers is not None:
                checked = check(answers)
                st.html(outcome_html(check_told.told(checked), grounds, form_shown.number_of(NAME), _announced(checked)))
                st.html(onward_html(_onward(checked)))


def _announced(checked: Checked) -> str:
    """What a screen reader hears, once, when the outcome is there."""
    arise = [one.name for one in checked.duties if one.state == "arises"]
    missed = [one.name for one in checked.standards if one.state == "not met"]
    return f"Arises: {', '.join(arise) or 'nothing'}. Not met: {', '.join(missed) or 'no standard'}. On these answers."


def _onward(checked: Checked) -> tuple[tuple[str, str], ...]:
    known = {one.question_id: one.choice for one in checked.answers if one.choice != UNKNOWN}
    return (address_of("crib_sheet", **known), CRIB_SHEET), (address_of("which_model"), MODELS)
