"""Answers and hits on a terminal: nothing that was asked or written commands it."""

from __future__ import annotations

import pytest

from assistant.printing import answer_as_text, hits_as_text, printable
from tests.builders import passage


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x9b31m", "\x07", "\r", "\x00", "\u202e", "\u2066", "\x08"])
def test_what_commands_a_terminal_is_not_printed(sign):
    assert printable(f"a{sign}b\n\tc") == f"a{sign.lstrip(sign[0])}b\n\tc"


def test_letters_marks_and_signs_of_any_script_stay():
    text = "Ünïcode “quoted” – £200 • naïve 東京 é ✓"
    assert printable(text) == text


def test_neither_a_question_nor_a_passage_reaches_the_terminal_with_commands(assistant_over):
    assistant = assistant_over(passage("7.5.4", "One accountable officer\x1b]0;owned\x07 answers for a shared kitchen."))
    answer = assistant.ask("who answers\x1b[31m for a shared kitchen\u202e?")
    for text in (
        answer_as_text(answer, assistant.library()),
        hits_as_text(assistant.search("shared kitchen", 3), assistant.library()),
    ):
        assert "kitchen" in text and not {"\x1b", "\x07", "\u202e"} & set(text)
