"""What is not sent to a chat model without asking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.sensitive import what_is_sensitive

QUESTIONS = Path(__file__).parents[2] / "corpus" / "questions"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jane.doe@example.gov.uk about it", "an e-mail address"),
        ("her NI number is AB 12 34 56 C", "a National Insurance number"),
        ("ab123456c", "a National Insurance number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("ring 020 7946 0000", "a phone number"),
        ("+44 7700 900123", "a phone number"),
        ("07700900123", "a phone number"),
        ("passport no 123456789", "a passport number"),
        ("pay into account number 12345678", "a bank account"),
        ("GB29 NWBK 6016 1331 9268 19", "a bank account"),
        ("sort code 12-34-56", "a sort code"),
        ("12-34-56 12345678", "a sort code"),
        ("born on 3 May 1980", "a date of birth"),
        ("DOB: 01/02/1980", "a date of birth"),
        ("He lives at 10 Acacia Road, Anytown AB1 2DE", "a postal address"),
        ("Flat 3, Acacia House,\nAnytown\nAB1 2DE", "a postal address"),
        ("Can we cut Jane Smith's salary?", "a named person's pay, health or conduct"),
        ("Mr Jones has been on sick leave since May", "a named person's pay, health or conduct"),
        ("Is Anna Maria Berg facing a disciplinary hearing", "a named person's pay, health or conduct"),
        ("TOP SECRET", "the marking TOP SECRET"),
        ("this note is top-secret", "the marking TOP SECRET"),
        ("UK SECRET: the plan", "the marking SECRET"),
        ("T\u200bOP SECRET", "the marking TOP SECRET"),
        ("The file is marked secret.", "the marking SECRET"),
        ("CONFIDENTIAL\nDraft", "the marking CONFIDENTIAL"),
        ("OFFICIAL–SENSITIVE", "the marking OFFICIAL-SENSITIVE (see whether your department lets it be sent)"),
        ("Official Sensitive: pay", "the marking OFFICIAL-SENSITIVE (see whether your department lets it be sent)"),
    ],
)
def test_personal_data_and_markings_are_seen(text, expected):
    assert what_is_sensitive(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What does the Official Secrets Act say?",
        "DOES THE OFFICIAL SECRETS ACT APPLY?",
        "May the Permanent Secretary's salary be published?",
        "Is there a secret to good joint working?",
        "Does OFFICIAL cover this?",
        "What is the pay of a Chief Executive?",
        "NHS pension rules since 01-04-2026",
        "Is £123,456,789 or £1000000000 above the limit in 2023-24?",
        "paragraphs 7.5.4, A4.4.12 and HC 1659",
        "Who keeps a bank account for a joint programme?",
        "a figure of 234 567 8901",  # ten digits of which the last does not check the others
        "Is confidential advice to be disclosed?",
    ],
)
def test_what_only_looks_like_it_is_not(text):
    assert what_is_sensitive(text) == ()


def test_what_was_seen_is_not_repeated():
    assert "jane" not in " ".join(what_is_sensitive("jane.doe@example.gov.uk")).lower()


def test_everything_in_a_text_is_named_once():
    text = "a@example.org b@example.org 07700900123 SECRET"
    assert what_is_sensitive(text) == ("an e-mail address", "a phone number", "the marking SECRET")


def test_hardly_any_ordinary_question_is_stopped():
    asked = [
        question
        for path in QUESTIONS.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        for question in json.loads(line)["questions"]
    ]
    assert len(asked) > 10_000
    assert sum(bool(what_is_sensitive(question)) for question in asked) <= 3
