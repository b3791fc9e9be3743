"""The assistant on its way: what a waiting reader is told, and how it ends."""

import pytest

from assistant.screens import loading
from assistant.screens.loading import Opening, Step
from index.embed import ModelError
from tests.assistant.conversing import ToldAssistant, answer


@pytest.fixture
def opened(monkeypatch):
    """Runs the loading to its end, with what the opening gives or raises."""

    def run(outcome) -> Opening:
        def built_and_opened(opening):
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        monkeypatch.setattr(loading, "PAGE_FIRST", 0)
        monkeypatch.setattr(loading, "_built_and_opened", built_and_opened)
        monkeypatch.setattr(loading.gc, "freeze", lambda: None)  # else what the other tests made is never collected
        opening = Opening()
        loading._open(opening)
        return opening

    return run


def test_it_ends_with_an_assistant(opened):
    assistant = ToldAssistant(answer())
    opening = opened(assistant)
    assert (opening.assistant, opening.problem, opening.is_under_way) == (assistant, "", False)


def test_a_known_problem_is_said_in_its_own_words(opened):
    opening = opened(ModelError("The weights are missing. Run `make install`."))
    assert opening.problem == "The weights are missing. Run `make install`."
    assert not opening.is_under_way


def test_an_unknown_problem_ends_the_waiting_too(opened):
    assert "ZeroDivisionError" in opened(ZeroDivisionError()).problem


def test_a_step_says_how_far_it_is():
    step = Step("Embedding passages", 32, 118)
    assert step.said == "First start: reading the documents (32 of 118)"
    assert step.fraction == pytest.approx(32 / 118)


def test_a_step_that_cannot_be_counted_goes_by_the_clock_and_never_claims_to_be_done(monkeypatch):
    step = Step("Opening", began=100.0)
    monkeypatch.setattr(loading.time, "monotonic", lambda: 103.0)
    assert step.said == "Loading the search model and the index (3 s, usually about 12 s)"
    monkeypatch.setattr(loading.time, "monotonic", lambda: 1000.0)
    assert step.fraction == 0.95
