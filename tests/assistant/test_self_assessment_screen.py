"""The self-assessment's page, over the starter digest."""

from __future__ import annotations

import json
import re
from datetime import date
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from assistant.helpers.saved_assessment import to_json
from assistant.helpers.self_assessment import Answered, Assessment, areas, from_answers, questions
from assistant.screens import held
from assistant.screens import self_assessment_wording as wording
from assistant.screens.self_assessment_session import ASSESSMENT
from tests.assistant.looking import html_of, ran

pytestmark = pytest.mark.usefixtures("over_the_digest")

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** ![](http://evil.test/x.png)"
DAY = date(2026, 11, 25)


def _page() -> None:
    from assistant.screens import self_assessment

    self_assessment.show()


def opened(assessment: Assessment | None = None, tab: str = wording.TABS[0]) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=30)
    if assessment:
        app.session_state[ASSESSMENT] = assessment
    app.session_state["sa-tab"] = tab
    return ran(app.run())


def answer(app: AppTest, question_id: str, choice: str) -> AppTest:
    return ran(app.radio(key=f"sa-answer-{question_id}").set_value(choice).run())


def to_tab(app: AppTest, tab: str) -> AppTest:
    """A visit to another tab; AppTest cannot click one."""
    app.session_state["sa-tab"] = tab
    return ran(app.run())


def upload(app: AppTest, key: str, *files: bytes | str) -> AppTest:
    contents = [
        (f"saved-{n}.json", file.encode() if isinstance(file, str) else file, "application/json") for n, file in enumerate(files)
    ]
    uploader = next(one for one in app.file_uploader if one.key == key)
    return ran(uploader.set_value(contents if key == "sa-compare" else contents[0]).run())


def test_the_form_asks_one_part_at_a_time_and_says_how_far_it_is():
    app = opened()
    asked = [radio.label for radio in app.radio if radio.key.startswith("sa-answer-")]
    assert asked == [question.line.says for question in areas()[0].questions]
    assert "Answered: 0 of 5 in this part, 0 of 41 in all." in html_of(app)
    assert "Answered: 1 of 5 in this part, 1 of 41 in all." in html_of(answer(app, "goals", "partly"))


def test_every_question_can_be_reached_and_answered():
    app = opened()
    for area in areas():
        app = ran(app.radio(key="sa-part").set_value(area.area_id).run())
        for question in area.questions:
            app.radio(key=f"sa-answer-{question.question_id}").set_value("yes")
        app = ran(app.run())
    assert [one.question_id for one in app.session_state[ASSESSMENT].answered if one.given == "yes"] == list(questions())


def test_a_part_of_2001_says_that_it_is_historic_and_one_of_2023_does_not():
    app = opened()
    assert "<strong>Historic.</strong>" in html_of(app)
    assert "Joining Up (December 2001), 23" in html_of(app)
    later = ran(app.radio(key="sa-part").set_value("delivering").run())
    assert "<strong>Historic.</strong>" not in html_of(later)
    assert "Cross-government working (July 2023), 2.3" in html_of(later)


def test_answers_and_notes_stay_when_other_parts_are_shown():
    app = answer(opened(), "goals", "no")
    app.text_area(key="sa-note-goals").set_value("Not agreed")
    app = ran(app.run())
    app = ran(app.radio(key="sa-part").set_value("delivering").run())
    app = ran(app.radio(key="sa-part").set_value("requirements").run())
    assert app.radio(key="sa-answer-goals").value == "no"
    assert app.text_area(key="sa-note-goals").value == "Not agreed"
    assert app.radio(key="sa-answer-leadership").value == "open"


def test_an_answer_is_taken_back_by_choosing_not_yet_answered():
    app = answer(answer(opened(), "goals", "no"), "goals", "open")
    assert app.session_state[ASSESSMENT].answered == ()


def test_the_profile_is_a_table_with_the_counts_and_the_gaps_come_with_what_is_suggested():
    made = from_answers({"goals": "partly", "minimum-accounts": "no", "skills": "yes"}, made_on=DAY)
    text = html_of(opened(made, wording.TABS[1]))
    row = re.search(r'<tr role="row"><th scope="row" role="rowheader">All parts</th>(.*?)</tr>', text)[1]
    assert re.findall(r"</span>(\d+)</td>", row) == ["1", "1", "1", "38"]
    assert text.index("<h3>Audited accounts</h3>") < text.index("<h3>Shared goals</h3>")
    for line in questions()["goals"].suggests:
        assert escape(line.says, quote=False).replace("'", "&#x27;") in text
    assert "Managing Public Money (April 2026), 3.3.1" in text
    assert "<li>Leadership</li>" in text
    assert "<li>Skills</li>" not in text


def test_without_a_gap_that_is_said():
    assert wording.NO_GAPS in html_of(opened(tab=wording.TABS[1]))


def test_a_saved_file_is_reopened_into_the_form():
    made = from_answers({"goals": "partly", "skills": "yes"}, made_on=date(2026, 4, 1), programme="Youth hubs")
    app = upload(answer_and_go_to_files(), "sa-reopen", to_json(made))
    assert "Reopened: Youth hubs, 01/04/2026, 2 answers." in html_of(app)
    assert app.session_state[ASSESSMENT] == made
    back = to_tab(app, wording.TABS[0])
    assert back.text_input(key="sa-programme").value == "Youth hubs"
    assert back.date_input(key="sa-date").value == date(2026, 4, 1)
    assert back.radio(key="sa-answer-goals").value == "partly"
    assert back.radio(key="sa-answer-leadership").value == "open"


@pytest.mark.parametrize("file", [b"\xff\x00", "[]", '{"format": "other"}', "[" * 50_000])
def test_a_broken_file_is_refused_and_what_is_open_stays(file):
    app = upload(answer_and_go_to_files(), "sa-reopen", file)
    assert 'role="alert"' in html_of(app)
    assert "This is not a self-assessment that was saved here" in html_of(app)
    assert app.session_state[ASSESSMENT].to("leadership").given == "no"


def test_what_is_not_asked_here_is_set_aside_and_told_as_text():
    content = json.loads(to_json(from_answers({"goals": "yes"}, made_on=DAY)))
    content["answers"]["singing"] = {"question": HOSTILE, "answer": "no"}
    content["answers"]["goals"]["question"] = "Are there goals?"
    text = html_of(upload(opened(tab=wording.TABS[2]), "sa-reopen", json.dumps(content)))
    assert "<strong>Set aside.</strong>" in text
    assert escape(HOSTILE) in text
    assert "<img" not in text
    assert "look at them again: Shared goals." in text


def test_hostile_text_in_a_file_is_shown_as_text():
    made = Assessment(
        programme=HOSTILE, made_on=DAY, answered=(Answered(question_id="goals", given="no", note=HOSTILE, evidence=HOSTILE),)
    )
    app = upload(opened(tab=wording.TABS[2]), "sa-reopen", to_json(made))
    for text in (html_of(app), html_of(to_tab(app, wording.TABS[1]))):
        assert "<img" not in text
        assert "<script" not in text
        assert escape(HOSTILE) in text


def test_a_file_is_compared_with_what_is_open_and_two_files_with_each_other():
    spring = from_answers({"goals": "no", "leadership": "yes"}, made_on=date(2026, 4, 1), programme="Youth hubs")
    autumn = from_answers({"goals": "yes", "leadership": "partly"}, made_on=DAY, programme="Youth hubs")
    for app in (
        upload(opened(autumn, wording.TABS[2]), "sa-compare", to_json(spring)),
        upload(opened(tab=wording.TABS[2]), "sa-compare", to_json(autumn), to_json(spring)),
    ):
        text = html_of(app)
        assert "1 April 2026 and 25 November 2026: 2 answers changed, 0 are the same." in text
        assert text.index("Leadership: was yes, now partly (worse)") < text.index("Shared goals: was no, now yes (better)")
        assert "may not be of one programme" not in text
    assert "may not be of one programme" in html_of(
        upload(opened(autumn.model_copy(update={"programme": HOSTILE}), wording.TABS[2]), "sa-compare", to_json(spring))
    )


def test_a_third_file_and_a_broken_one_are_told():
    one = to_json(from_answers({"goals": "no"}, made_on=DAY))
    assert wording.TOO_MANY in html_of(upload(opened(tab=wording.TABS[2]), "sa-compare", one, one, one))
    assert "saved-1.json: This is not a self-assessment" in html_of(upload(opened(tab=wording.TABS[2]), "sa-compare", one, "{}"))


def test_a_new_assessment_begins_blank():
    app = answer_and_go_to_files()
    app = ran(next(button for button in app.button if button.label == wording.ANEW).click().run())
    assert app.session_state[ASSESSMENT].answered == ()
    assert to_tab(app, wording.TABS[0]).radio(key="sa-answer-leadership").value == "open"


def test_while_the_documents_are_read_the_form_is_there_with_the_names_of_the_paragraphs(monkeypatch):
    monkeypatch.setattr(held, "grounds", lambda: None)
    app = opened()
    assert len([radio for radio in app.radio if radio.key.startswith("sa-answer-")]) == 5
    assert '<p class="sp-note">Joining Up (December 2001), 23</p>' in html_of(app)


def answer_and_go_to_files() -> AppTest:
    return to_tab(answer(opened(), "leadership", "no"), wording.TABS[2])
