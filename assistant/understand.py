"""A question and what was said before → what to search for, or why not (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models import QuestionProblem, Turn

LONGEST = 2_000  # characters: four hundred words, more than anybody types; the model reads 256 tokens of it

# Requests that no guidance answers: to change how we answer, to make evidence up, to hand over what is personal or protected.
_IMPROPER = re.compile(
    r"(ignore|disregard|forget|override)\b.{0,40}\b(instructions?|rules?|prompt|guidance above)"
    r"|\b(system prompt|jailbreak|developer mode)\b"
    r"|\b(invent|make up|fabricate|fake)\b.{0,40}\b(quotes?|quotations?|citations?|paragraphs?|references?|figures?|evidence)"
    r"|\b(hide|conceal|cover up|get round|get around|mislead|lie to|deceive)\b.{0,60}"
    r"\b(parliament|pac|public accounts committee|nao|"
    r"auditors?|treasury|ministers?|accounting officer)"
    r"|\b(home address|phone number|personal email|salary of|password|api key)\b",
    re.IGNORECASE | re.DOTALL,
)
_LEANS_BACK = re.compile(
    r"^(and|but|so|ok|what about|how about|what if|why|same|then|also|in that case|does (it|this|that)|is (it|this|that)|"
    r"are (they|these|those)|can (they|it)|who (is|are) (they|that))\b"
    r"|\b(it|its|that|this|those|these|they|them|their|he|she|former|latter|"
    r"the same|above|you (said|mentioned)|the (second|first|third|other|last) (one|model|option|point))\b",
    re.IGNORECASE,
)
_FULL_QUESTION = 12  # words: a question that long says itself what it is about, whatever pronouns it has


def checked(question: str) -> str:
    """The question without white space at its ends. Raises QuestionProblem when there is none, or too much of it."""
    text = question.strip()
    if not any(character.isalnum() for character in text):
        raise QuestionProblem("There is no question. Type one, for example: Who is the accounting officer for a joint programme?")
    if len(text) > LONGEST:
        raise QuestionProblem(
            f"The question has {len(text):,} characters; {LONGEST:,} is the most. "
            "Ask for one thing at a time, without pasted text."
        )
    return text


def is_improper(question: str) -> bool:
    """Whether the question asks for something we do not do, whatever the documents say."""
    return _IMPROPER.search(question) is not None


def understood(question: str, history: Sequence[Turn]) -> str:
    """The question as it stands by itself: a short follow-up is read together with what it follows.

    A follow-up of a follow-up keeps the question that began the thread and the last one: more would drown what is asked.
    """
    begun = last = ""
    for asked in (*(turn.text.strip() for turn in history if turn.role == "user" and turn.text.strip()), question):
        leans = len(asked.split()) <= _FULL_QUESTION and _LEANS_BACK.search(asked) is not None
        begun = begun if leans and begun else asked
        last = asked
    return f"{begun} {last}" if begun != last else question
