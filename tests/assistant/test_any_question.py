"""Any text may be asked: it is answered, declined, or refused in one line, and what is said of it can be shown and kept."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.models import Answer, QuestionProblem
from assistant.printing import answer_as_text
from tests.assistant.conftest import PASSAGES

ANY = st.text(alphabet=st.characters(), max_size=300) | st.lists(
    st.sampled_from(
        ["kitchen", "accountable officer", "7.5.4", "Box 7.2", "?", "\x00", "\u202e", "\ud800", "<b>", "[1]", "“", "1999", "\n"]
    ),
    max_size=30,
).map(" ".join)


@pytest.fixture
def assistant(assistant_over):
    return assistant_over(*PASSAGES)


@given(question=ANY)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_question_of_any_text_is_answered_or_refused_in_one_line(assistant, question):
    try:
        answer = assistant.ask(question)
    except QuestionProblem as problem:
        assert "\n" not in str(problem)
        return
    kept = answer.model_dump_json()
    assert Answer.model_validate_json(kept).model_dump_json() == kept
    assert answer_as_text(answer, assistant.library()).encode()


@pytest.mark.parametrize("question", ["kitchen " * 12_500, "\x07" * 100_000, "a" * 100_000, "😀" * 100_000])
def test_a_question_of_100_000_characters_is_refused_at_once(assistant, question):
    with pytest.raises(QuestionProblem):
        assistant.ask(question)
