"""The crib sheet's page, over the starter digest."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from assistant.helpers.crib_sheet import DRAFT, models
from assistant.helpers.saved_assessment import to_json
from assistant.helpers.self_assessment import from_answers
from assistant.screens import crib_sheet_wording as wording
from assistant.screens import held
from assistant.screens.self_assessment_session import ASSESSMENT
from tests.assistant.looking import html_of, ran

pytestmark = pytest.mark.usefixtures("over_the_digest")

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold**"
DAY = date(2026, 11, 25)


def _page() -> None:
    import streamlit as st

    from assistant.screens import crib_sheet

    if not st.session_state.get("elsewhere"):
        crib_sheet.show()


def opened(session: dict | None = None, **address: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=30)
    for name, value in (session or {}).items():
        app.session_state[name] = value
    for name, choice in address.items():
        app.query_params[name] = choice
    return ran(app.run())


def test_without_any_answer_there_is_a_draft_to_fill_in():
    text = html_of(opened())
    assert f"<strong>Draft.</strong> {escape(DRAFT)}" in text
    for heading in ("The model", "Who is accountable", "Memorandum of understanding: a skeleton to fill", "Whom to ask"):
        assert f"<h3>{heading}</h3>" in text
    assert text.count(escape(wording.NOT_ANSWERED)) == 3
    assert "Managing Public Money (April 2026), 7.6.2" in text


def test_answers_come_from_the_session_and_from_the_address():
    for app in (
        opened({"which_model": {"money": "several", "shape": "plan"}, "accounting_officer": {"novel": "yes"}}),
        opened(money="several", shape="plan", novel="yes"),
    ):
        text = html_of(app)
        assert "<strong>Which model?</strong>: 2 questions are answered." in text
        assert "<strong>Accounting officer check</strong>: 1 questions are answered." in text
        assert "<h4>Treasury consent: arises</h4>" in text
        assert f"<h4>{escape(models()['model-3'].name)}</h4>" in text
        assert f"<h4>{escape(models()['model-4'].name)}</h4>" not in text


def test_what_is_not_known_does_not_count_as_answered():
    text = html_of(opened({"which_model": {"money": "unknown"}, "accounting_officer": {}}))
    assert text.count(escape(wording.NOT_ANSWERED)) == 3


def test_an_address_with_what_is_not_asked_is_told_and_does_no_harm():
    text = html_of(opened(money=HOSTILE, tune="flat"))
    assert wording.NOT_KNOWN in text
    assert HOSTILE not in text
    assert wording.NOT_KNOWN not in html_of(opened(money="several"))


def test_the_chosen_model_s_lines_stand_in_the_sheet_and_stay_when_the_page_is_left():
    app = opened()
    app = ran(app.radio(key="crib-model").set_value("model-5").run())
    assert f"Chosen: {models()['model-5'].name}." in html_of(app)
    assert "Budget cover is transferred to the department that does the work." in html_of(app)
    for elsewhere in (True, False):
        app.session_state["elsewhere"] = elsewhere
        app = ran(app.run())
    assert f"Chosen: {models()['model-5'].name}." in html_of(ran(app.run()))


def test_a_choice_that_the_answers_rule_out_is_marked():
    app = ran(opened(budget_moves="no").radio(key="crib-model").set_value("model-5").run())
    assert "<h4>Check this choice</h4>" in html_of(app)


def test_the_open_self_assessment_gives_name_and_gaps():
    made = from_answers({"goals": "no"}, made_on=DAY, programme="Youth hubs")
    app = opened({ASSESSMENT: made})
    assert app.text_input(key="crib-programme").value == "Youth hubs"
    assert "<h4>Shared goals: no</h4>" in html_of(app)
    assert "1 answers of 25/11/2026." in html_of(app)


def test_a_saved_self_assessment_can_be_brought_and_a_broken_one_is_told():
    app = opened()
    made = from_answers({"skills": "partly"}, made_on=DAY)
    app = ran(app.file_uploader[0].set_value(("a.json", to_json(made).encode(), "application/json")).run())
    assert "<h4>Skills: partly</h4>" in html_of(app)
    app = ran(app.file_uploader[0].set_value(("b.json", b"{}", "application/json")).run())
    assert 'role="alert"' in html_of(app)
    assert "<h4>Skills: partly</h4>" in html_of(app)


def test_a_hostile_name_is_shown_as_text():
    app = opened()
    text = html_of(ran(app.text_input(key="crib-programme").set_value(HOSTILE).run()))
    assert escape(HOSTILE) in text
    assert "<img" not in text
    assert "<script" not in text


def test_while_the_documents_are_read_the_sheet_is_there_with_the_names_of_the_paragraphs(monkeypatch):
    monkeypatch.setattr(held, "grounds", lambda: None)
    assert '<p class="sp-note">Managing Public Money (April 2026), 7.6.2</p>' in html_of(opened())
