"""Whether the answer says what it must, and nothing that it must not: by its words, without a model.

Rough, and meant so. It cannot tell a paraphrase from silence nor a statement from its opposite said in the same words, apart from
counting negations; read it as a difference between two runs over the same questions, not as a share of right answers.
"""

from __future__ import annotations

import re

from evals.attempts import Attempt
from evals.golden import GoldenQuestion

STATED = 0.6  # share of a fact's words that the answer must hold
FORBIDDEN = 0.8  # the same for what must not be said: a false alarm there costs more than a miss
_SPELT = (
    "two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBER_WORDS = {word: str(number) for number, word in enumerate(_SPELT.split(), 2)}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NAME = re.compile(r"(?<!^)\b(?:[A-Z][a-z]+|[A-Z]{2,})\b")
_NEGATION = re.compile(r"\b(not|no|never|none|neither|nor|without|cannot|nobody)\b|n['’]t\b", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[\d+\]")


def key_facts(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Key facts stated / key facts; 0 when the question was not answered, None when it has none.

    A fact is stated when the answer holds every number in it ("five" is 5) and at least 0.6 of its words. Words are stemmed,
    without stop words; a name (a capital inside the fact) counts twice.

    "a joint activity has 1 accounting officer" has the words joint, activ, account, offic; the answer below holds 1 and all but
    "joint": 3 / 4.

    >>> from evals.examples import attempt, question
    >>> one = question(key_facts=["a joint activity has 1 accounting officer", "the PAC may summon 3 witnesses"])
    >>> key_facts(one, attempt(says="For each activity there is 1 accounting officer."))
    0.5
    """
    if not question.key_facts:
        return None
    said = _said(attempt) if attempt.answered else ""
    return sum(_covered(fact, said) >= STATED for fact in question.key_facts) / len(question.key_facts)


def must_not(question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Statements that must not be made and are / those listed. Lower is better. None when none is listed or nothing was answered.

    One is made when a single sentence of the answer holds all its numbers and at least 0.8 of its words, and both have a negation
    or neither has.

    >>> from evals.examples import attempt, question
    >>> wrong = question(must_not=["the 2000 rule is current"])
    >>> must_not(wrong, attempt(says="The 2000 rule is current."))
    1.0
    >>> must_not(wrong, attempt(says="The 2000 rule is no longer current."))
    0.0
    """
    if not question.must_not or not attempt.answered:
        return None
    sentences = re.split(r"(?<=[.!?;])\s+|\n", _said(attempt))
    return sum(any(_makes(claim, sentence) for sentence in sentences) for claim in question.must_not) / len(question.must_not)


def _makes(claim: str, sentence: str) -> bool:
    agrees = bool(_NEGATION.search(claim)) == bool(_NEGATION.search(sentence))
    return agrees and _covered(claim, sentence) >= FORBIDDEN


def _covered(fact: str, said: str) -> float:
    """Share of the fact's words that are said; 0 when a number of it is missing."""
    from index.lexical import stems

    if not _numbers(fact) <= _numbers(said):
        return 0.0
    names = set(stems(" ".join(_NAME.findall(fact))))
    wanted = {stem: 1 + (stem in names) for stem in stems(fact) if not _is_number(stem)}
    if not wanted:
        return 1.0
    held = set(stems(said))
    return sum(weight for stem, weight in wanted.items() if stem in held) / sum(wanted.values())


def _numbers(text: str) -> set[str]:
    spelt = re.sub(r"[a-z]+", lambda word: NUMBER_WORDS.get(word[0], word[0]), text.lower())
    return {number.replace(",", "") for number in _NUMBER.findall(spelt)}


def _is_number(stem: str) -> bool:
    return bool(_NUMBER.search(stem)) or stem in NUMBER_WORDS


def _said(attempt: Attempt) -> str:
    """The answer without its markers, whose numbers are no facts."""
    if attempt.statements:
        return " ".join(statement.text for statement in attempt.statements)
    return _MARKER.sub("", attempt.answer)
