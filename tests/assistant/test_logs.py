"""What a service writes down, and what it never does."""

from __future__ import annotations

import io
import json
import logging

import pytest

from assistant.logs import THEIRS, set_up_logs
from corpus.settings import Settings


@pytest.fixture
def written(monkeypatch):
    """Sets logs up as the settings say and gives what was written since; afterwards everything logs as before."""
    loggers = [logging.getLogger(name) for name in ("", "assistant", "corpus", "index", *THEIRS)]
    before = [(one, one.level, list(one.handlers), one.propagate) for one in loggers]

    def set_up(**settings) -> io.StringIO:
        stream = io.StringIO()
        monkeypatch.setattr("sys.stderr", stream)
        set_up_logs(Settings(**settings))
        return stream

    yield set_up
    set_up_logs(Settings())
    for one, level, handlers, propagates in before:
        one.setLevel(level)
        one.handlers[:] = handlers
        one.propagate = propagates


def test_an_answer_is_a_line_of_json_that_tells_how_it_ended_and_not_what_was_asked(written, assistant):
    stream = written(log="json")
    assistant.ask("Who answers for a shared kitchen?")
    (line,) = [told for told in map(json.loads, stream.getvalue().splitlines()) if told["event"] == "answered"]
    assert line["outcome"] == "answered" and line["citations"] >= 1 and line["level"] == "INFO"
    assert "kitchen" not in stream.getvalue()


def test_text_has_the_same_on_one_line(written, assistant):
    stream = written(log="text")
    assistant.ask("Who answers for a shared kitchen?")
    assert " outcome=answered " in stream.getvalue() and "kitchen" not in stream.getvalue()


def test_questions_are_written_down_only_where_that_was_asked_for(written, assistant):
    stream = written(log="json", log_questions=True)
    assistant.ask("Who answers for a shared kitchen?")
    assert '"question": "Who answers for a shared kitchen?"' in stream.getvalue()


def test_what_was_visited_is_not_written_since_an_address_may_open_a_conversation(written):
    stream = written()
    logging.getLogger("uvicorn.access").info('"GET /?conversation=secret HTTP/1.1" 200')
    logging.getLogger("uvicorn.error").warning("a warning")
    assert "secret" not in stream.getvalue() and "a warning" in stream.getvalue()
