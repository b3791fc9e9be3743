"""The templates for departments: what is left to fill in is marked in one way, and what they say of the program is so."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from assistant import conversations, feedback
from assistant.understand import LONGEST

DOCS = Path(__file__).parents[1] / "docs"
IMPACT, RECORD = "data-protection-impact-assessment.md", "algorithmic-transparency-record.md"


@pytest.mark.parametrize("name", [IMPACT, RECORD])
def test_each_gap_is_marked_in_one_way_so_that_it_is_found(name: str):
    text = (DOCS / name).read_text(encoding="utf-8")
    assert len(re.findall(r"\*\*\[You[^\]]*\]\*\*", text)) == text.count("[You") > 20
    assert not re.search(r"\b(TODO|TBC|XXX|lorem)\b", text)


def test_the_record_follows_the_sections_of_the_standard():
    headings = re.findall(r"^#+ (.+)$", (DOCS / RECORD).read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = (
        "Tier 1",
        "Owner and responsibility",
        "Description and rationale",
        "Deployment context",
        "Tool, models",
        "Risks, mitigations",
    )
    assert [part for part in wanted if not any(part in heading for heading in headings)] == []


def test_the_assessment_has_all_seven_steps():
    text = (DOCS / IMPACT).read_text(encoding="utf-8")
    assert re.findall(r"^## Step (\d)\.", text, flags=re.MULTILINE) == list("1234567")


def test_what_they_say_of_limits_is_what_the_program_does():
    record, impact = ((DOCS / name).read_text(encoding="utf-8") for name in (RECORD, IMPACT))
    assert f"{LONGEST:,} characters" in record
    assert f"{conversations.KEPT_FOR.days} days after the last question" in impact
    assert timedelta(days=365) == feedback.KEPT_FOR and "| a year; at once when the reader takes it back" in impact
