"""A question and what was said before → what to search for, or why not (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models import QuestionProblem, Turn

LONGEST = 2_000  # characters: four hundred words, more than anybody types; the model reads 256 tokens of it

# Requests that no guidance answers: to change how we answer, to make evidence up, to hand over what is personal or protected.
_PEOPLE = (
    r"(?:parliament|pac|(?:public accounts )?committee|mps|nao|auditors?|treasury|ministers?|accounting officer|public|press)"
)
_CANNOT = r"(?:doesn['’]?t|does not|don['’]?t|do not|won['’]?t|never|cannot|can['’]?t)"
_OUR_OWN = r"\b(?:colleagues?|(?:in|on|of|from) (?:our|my)(?: own)? (?:board|department|directorate|division|office|team|unit))\b"
_IMPROPER = re.compile(
    r"\b(ignore|disregard|forget|override)\b.{0,30}\b(your|previous|prior|earlier|above|system)\b.{0,20}"
    r"\b(instructions?|rules?|prompt)\b"
    r"|\b(system prompt|jailbreak|developer mode)\b"
    r"|\b(invent|make up|fabricate|fake|falsify|forge|pretend)\b.{0,40}"
    r"\b(quotes?|quotations?|citations?|paragraphs?|references?|figures?|evidence)"
    r"|(^\W*|\b(how (do|can|could|should|to)|(can|could) (i|we)|help (me|us)|ways? to)\b.{0,40})"
    rf"\b(hide|conceal|cover up|get round|get around|mislead|lie to|deceive)\b.{{0,60}}\b{_PEOPLE}"
    rf"|\b(stop|prevent|keep)\b.{{0,15}}\b{_PEOPLE}\b.{{0,10}}"
    r"\b(noticing|knowing|finding out|seeing|realising|learning|hearing|spotting|discovering)\b"
    rf"|\b(so|make sure)\b.{{0,15}}\b{_PEOPLE}\b.{{0,30}}\b{_CANNOT}\b.{{0,15}}"
    r"\b(notice|find out|see|know|spot|realise|learn|hear)\b"
    rf"|\bwithout\b.{{0,30}}\b({_PEOPLE}|anyone|anybody)\b.{{0,20}}\b(noticing|knowing|finding out|seeing|realising)\b"
    r"|\b(what|what['’]?s|give|tell|find)\b.{0,30}\b(home address|personal (email|mobile|phone)|password|"
    r"api key|(the|his|her|their|['’]s) salary)\b"
    rf"|\b(who|which|whose|names?|identify|list)\b.{{0,25}}{_OUR_OWN}.{{0,40}}"
    r"\b(answered|complained|gave|leaked|replied|reported|responded|said|scored|told|voted|wrote)\b",
    re.IGNORECASE | re.DOTALL,
)
# Whoever wants a poem or a prescription is not helped by guidance, however near its words are.
_SOMETHING_ELSE = re.compile(
    r"\b(compose|write|tell|sing|make)\b.{0,25}\b(poem|limerick|haiku|song|joke|sonnet|riddle)s?\b"
    r"|\b(recipe for|horoscope|painkillers?|ibuprofen|paracetamol|antibiotics|premier league|sudoku|crossword|bitcoin)\b"
    r"|\b(write|debug|fix)\b.{0,20}\b(python|javascript|java|sql|regex|excel macro)\b"
    r"|\btranslate\b.{0,60}\b(into|to) (french|german|spanish|welsh|polish|italian|chinese|arabic|urdu|latin)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAST = re.compile(
    r"\b(19[5-9]\d|200\d)\b|\b(back then|in those days|blair\w*|turn of the (century|millennium)|"
    r"old(er)? (reports?|auditors?|rules?|list|days)|historic(al)?(ly)?(?! cost)|history|used to|"
    r"originally|formerly|former|in the past|twenty(-| )years|two decades|changed|wiring it up|progress report|predecessor)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    # not the rules in force, nor what accounts call current
    r"\b(right now|currently|today|nowadays|these days|"
    r"current (?!(?:guidance|rules?|rulebook|accounts?|assets?|costs?|expenditure|grants?|income|liabilities|spending)\b)|"
    r"at present|at the moment|latest|so far|to date|still|any ?more|no longer|"
    r"as things stand|this year|better since|since then)\b|\bnow\W*$",
    re.IGNORECASE,
)
_THEN_AND_NOW = re.compile(
    r"\b(vs|versus|against|compared?|comparison|then and now|years on|changed?|differ\w*|since|today|now|nowadays|these days|"
    r"any ?more|current(ly)?)\b",
    re.IGNORECASE,
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
    """The question without white space at its ends, half a character of a pair as "?", since nothing could be written with it.

    Raises QuestionProblem when there is none, or too much of it.
    """
    text = question.encode(errors="replace").decode().strip()
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


def is_about_something_else(question: str) -> bool:
    """Whether the question asks for what no guidance holds: verses, recipes, programs, translations."""
    return _SOMETHING_ELSE.search(question) is not None


def asks_about_the_past(question: str) -> bool:
    """Whether old material is wanted: a year before 2010, "back then", or what has changed since."""
    return _PAST.search(question) is not None


def compares_past_and_present(question: str) -> bool:
    """Whether old material and what is in force are wanted side by side: "then and now", "has it changed since 2001"."""
    return asks_about_the_past(question) and _THEN_AND_NOW.search(question) is not None


def asks_about_today(question: str) -> bool:
    """Whether the state of things today is asked for, which a dated report can only tell as at its date."""
    return _NOW.search(question) is not None


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
