"""make examples: writes docs/examples.md, twenty questions with what the command answers over the starter digest.

The digest is our own restatement, which alone may be shown here; over the full documents the answers are quotations.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from assistant.printing import answer_as_text  # noqa: E402
from corpus.settings import load_settings  # noqa: E402
from corpus.sources import load_sources  # noqa: E402
from evals.ask import progress  # noqa: E402
from evals.place import open_digest  # noqa: E402

LONG_TITLE = 7  # words
QUESTIONS = {
    "A rule, with the place where the document is not of one voice": [
        "Who is the accounting officer when three departments each pay for part of a joint plan?",
        "Can one department's accounting officer answer for a whole joint programme?",
    ],
    "A definition": ["What is a senior responsible owner?", "what does ambit mean", "What is clawback?"],
    "A list": [
        "What are the six models for joint working?",
        "What should be sorted out before two public bodies become partners?",
    ],
    "A sum, a share, a number of days": [
        "How many officials said that trouble finding guidance had hurt their work?",
        "For how many sitting days must a contingent liability lie before Parliament?",
        "How long do we have to answer a request from the PAC for more information?",
    ],
    "In everyday words, with slips": [
        "another ministry is handing us some of its money, whose boss answers for it",
        "wat is novel contencious and reprecussive spending",
    ],
    "Several things at once": [
        "Who answers for money moved by a budget cover transfer, and is a memorandum of understanding needed?",
        "When must the Treasury be asked for consent, and what if a department spends without it?",
    ],
    "Old sources": ["What was the Invest to Save Budget?", "What did Wiring It Up conclude about cross-cutting budgets?"],
    "The documents come close and do not give it": [
        "What percentage of its budget may a department transfer to another?",
        "Can you send me a template for a memorandum of understanding?",
    ],
    "Not a matter of guidance, or improper": [
        "Write a limerick about silos",
        "Make up a quotation from the NAO that praises our programme",
    ],
}


def _with_short_titles(text: str) -> str:
    """Long titles beside their publisher's name are runs of words that stand in the documents too."""
    for source in load_sources():
        if len(source.title.split()) > LONG_TITLE:
            text = re.sub(r"\s+".join(map(re.escape, source.title.split())), source.short_title, text)
    return text


def main() -> None:
    with progress() as (_, on_progress):
        assistant = open_digest(load_settings(), on_progress).assistant
    library = assistant.library()
    lines = [
        "# Twenty answers",
        "",
        "As `python -m assistant ask` prints them on a fresh clone, over the starter digest: our summary, not the sources'",
        "words, which is said under each answer (left out here after the first). Made by `make examples`.",
    ]
    for kind, questions in QUESTIONS.items():
        lines += ["", f"## {kind}"]
        for question in questions:
            said = _with_short_titles(answer_as_text(assistant.ask(question), library))
            notice = said.find("This answer rests on the starter digest")
            is_first = not any(line.startswith("### ") for line in lines)
            lines += ["", f"### {question}", "", "```", said if is_first or notice < 0 else said[:notice].rstrip(), "```"]
    (HERE / "examples.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(HERE / "examples.md")


if __name__ == "__main__":
    main()
