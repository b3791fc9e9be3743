"""The pages "Which model?" and "Accounting officer check", over the starter digest."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from assistant.helpers.joint_models import load_guide
from assistant.helpers.lines import lines_in, read_table
from assistant.screens import accounting_officer, form_shown, which_model
from assistant.standing import OUR_SUMMARY
from tests.assistant.helpers.holding import grounds_of_the_digest
from tests.assistant.looking import html_of

pytestmark = pytest.mark.usefixtures("over_the_digest")


def _models() -> None:
    from assistant.screens import which_model

    which_model.show()


def _check() -> None:
    from assistant.screens import accounting_officer

    accounting_officer.show()


def opened(page=_models, **address: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=20)
    for name, choice in address.items():
        app.query_params[name] = choice
    app.run()
    assert not app.exception
    return app


def answer(app: AppTest, asks: str, label: str) -> None:
    next(radio for radio in app.radio if radio.label.startswith(asks)).set_value(
        next(
            option.option_id
            for question in load_guide().questions
            if question.asks.startswith(asks)
            for option in question.options
            if option.label == label
        )
    )


def send(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label in (which_model.SUBMIT, accounting_officer.SUBMIT)).click().run()
    assert not app.exception
    return app


def test_before_anything_is_answered_all_models_stand_side_by_side_and_none_is_judged():
    app = opened()
    text = html_of(app)
    assert [radio.value for radio in app.radio] == ["unknown"] * 10
    assert "sp-outcome" not in text and which_model.RULED_OUT not in text
    assert all(f">{escape(model.name)}</th>" in text for model in load_guide().models)
    assert "7.5.4 asks for one accounting officer" in text


def test_the_models_that_are_left_and_the_reasons_against_the_others_are_shown_with_their_paragraphs():
    app = opened()
    answer(app, "Does responsibility for the policy move", "No")
    text = html_of(send(app))
    left, out = text.split("<h2>Not ruled out</h2>")[1].split("<h2>Ruled out by what you answered</h2>")
    assert "<h3>Model 5: Support via budget cover transfers</h3>" in left and "<h3>Model 6" not in left
    out = out.split("<h2>")[0]
    assert "<h3>Model 6: Machinery of government change</h3>" in out and "here it stays where it is" in out
    assert 'href="library?source=hmt-managing-public-money&amp;para=Box+7.3%2C+Model+6"' in out
    assert escape(OUR_SUMMARY) in out
    assert 'data-announce="5 of six models not ruled out: Model 1, Model 2, Model 3, Model 4, Model 5"' in text
    assert 'Model 6: Machinery of government change<br><span class="sp-badge">Ruled out</span></th>' in text


def test_answers_stand_in_the_address_and_are_opened_from_it():
    app = opened()
    answer(app, "Whose resources", "A common pot that is nobody's in particular")
    send(app)
    assert app.query_params == {"money": "pooled"}
    again = opened(money="pooled", duration="brief")
    assert "<h2>None of the six models is left</h2>" in html_of(again)
    assert {"pooled", "brief"} <= {radio.value for radio in again.radio}
    assert 'href="crib_sheet?money=pooled&amp;duration=brief"' in html_of(again)


def test_an_address_with_answers_that_there_are_not_is_told_and_does_no_harm():
    text = html_of(opened(money="<script>alert(1)</script>", policy_moves="no", stranger="x"))
    assert form_shown.NOT_AN_ANSWER in text
    assert "<script>alert" not in text
    assert "here it stays where it is" in text


def test_each_outcome_has_a_number_of_its_own_so_that_it_is_announced():
    app = send(opened())
    first = re.search(r'data-number="(\d+)"', html_of(app))[1]
    app.run()
    assert re.search(r'data-number="(\d+)"', html_of(app))[1] == first
    assert int(re.search(r'data-number="(\d+)"', html_of(send(app)))[1]) > int(first)


def test_answers_that_the_crib_sheet_kept_are_shown_too():
    app = AppTest.from_function(_models, default_timeout=20)
    app.session_state["which_model"] = {"policy_moves": "no"}
    app.run()
    assert not app.exception
    assert "here it stays where it is" in html_of(app)
    assert app.query_params == {"policy_moves": "no"}


def test_starting_again_forgets_the_answers():
    app = opened(money="several")
    next(button for button in app.button if button.label == form_shown.START_AGAIN).click().run()
    assert [radio.value for radio in app.radio] == ["unknown"] * 10
    assert "sp-outcome" not in html_of(app) and not app.query_params


def test_each_question_says_what_the_guidance_says_on_it():
    assert html_of(opened()).count(form_shown.WHY) == 10
    assert html_of(opened(_check)).count(form_shown.WHY) == 18


def test_the_outcome_can_be_copied_as_text():
    text = html_of(opened(budget_moves="no"))
    copied = re.search(r'data-copy="([^"]*)" data-copied', text)[1]
    assert "RULED OUT BY WHAT YOU ANSWERED" in copied and "Box 7.3, Model 5, p. 79" in copied


def test_the_check_tells_what_arises_and_who_signs():
    text = html_of(opened(_check, value="no", insists="yes", major="no"))
    assert "<h3>Ministerial direction: arises</h3>" in text
    assert "<h3>Value for money: not met</h3>" in text
    steps = text.split("<h2>Who does and signs what</h2>")[1].split("<h2>")[0]
    assert steps.index("Asks the senior minister for a formal written direction") < steps.index("Gives the direction in writing")
    assert steps.count("<li>") > 8 and "<ol>" in steps
    assert "Not met: Value for money." in text


class _Headings(HTMLParser):
    """Levels in order, and tags that are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in ("br", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("page", "address"), [(_models, {"money": "several", "shape": "single"}), (_check, {"novel": "yes", "major": "yes"})]
)
def test_headings_come_in_order_and_the_markup_is_whole(page, address):
    app = opened(page, **address)
    told = _Headings()
    told.feed(html_of(app))
    assert told.open == []
    assert told.levels[0] == 1 and told.levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in zip(told.levels, told.levels[1:], strict=False))


def test_the_table_is_one_for_whoever_hears_it():
    text = html_of(opened())
    table = text[text.index("<table") : text.index("</table>")]
    assert '<table role="table"><caption>' in table
    assert table.count('scope="col"') == 8 and table.count('scope="row"') == 8
    assert table.count('role="cell"') == 7 * 8
    assert 'role="region"' in text and 'tabindex="0"' in text


@pytest.mark.parametrize("table", ["joint_models", "accounting_officer"])
def test_every_paragraph_under_a_line_can_be_read_in_the_digest_too(table):
    grounds = [ground for line in lines_in(read_table(table)) for ground in grounds_of_the_digest().under(line).grounds]
    assert len(grounds) > 90
    assert [ground.pinpoint for ground in grounds if not ground.text or ground.warning] == []
