"""Every line that a helper says stands on paragraphs that are there and say its figures and its "must"."""

from __future__ import annotations

import json
from functools import cache, partial

import pytest
from pydantic import ValidationError

from assistant.helpers import upkeep
from assistant.helpers.lines import Line, disagreements, lines_in
from assistant.helpers.upkeep import all_lines, problems_of
from corpus.models import Paragraph, text_hash
from tests.assistant.real_paragraphs import paragraphs_at


def test_every_line_of_every_helper_fits_its_paragraphs(documents):
    look = partial(paragraphs_at, documents)
    assert [f"{name}: {problem}" for name, line in all_lines() for problem in problems_of(line, look)] == []


def test_a_line_without_a_paragraph_is_refused():
    with pytest.raises(ValidationError):
        Line(says="Departments talk.", at=())
    with pytest.raises(ValueError, match="names no paragraph"):
        Line(says="Departments talk.", at=["hmt-managing-public-money"])


def test_lines_are_found_however_deep_they_stand():
    table = {
        "model": [{"name": "x", "rule": {"says": "One.", "at": ["a, 1"]}, "more": [{"says": "Two.", "at": ["a, 2", "b, 3"]}]}]
    }
    assert [line.says for line in lines_in(table)] == ["One.", "Two."]


def test_recording_keeps_what_cannot_be_looked_up_and_forgets_what_no_line_names(tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep, "RECORD", tmp_path / "paragraphs.json")
    monkeypatch.setattr(upkeep, "hashes_read", cache(lambda: {"a, 1": "old", "a, 2": "old", "a, 9": "old"}))
    monkeypatch.setattr(upkeep, "all_lines", lambda: [("table", Line(says="", at=["a, 1", "a, 2"]))])
    found = Paragraph(reference="1", text="Cooks sing.")
    assert upkeep.record(lambda place: [found] if place.paragraph == "1" else []) == 1
    assert json.loads(upkeep.RECORD.read_text()) == {"a, 1": text_hash("Cooks sing."), "a, 2": "old"}


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ("Three departments must agree.", []),
        ("Four departments must agree.", ["the figure Four"]),
        ("Three departments should agree.", ['"should"']),
    ],
)
def test_a_figure_or_a_force_of_its_own_is_told(says, problem):
    assert disagreements(says, "All three of the departments shall agree to it.") == problem
