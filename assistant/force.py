"""What a text demands, forbids and limits: its modal verbs, its negations, and the small words that turn a meaning (pure).

All take text as `assistant.figures.plain` gives it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# "need not" leaves free, it does not forbid: it is a force of its own, and comes before "need" and "not" are looked for.
_FORCES = re.compile(
    r"\b(?:(?P<free>need(?:s|ed)? not|needn't|(?:not|never|no longer) (?:be )?(?:required|obliged|mandatory|compulsory|necessary)"
    r"|(?:do|does|did)(?: not|n't) (?:have|need) to|no (?:requirement|obligation|need))"
    r"|(?P<may_not>cannot|can't)|(?P<will_not>won't)|(?P<must_not>shan't)"
    r"|(?P<must>must|shall|require[sd]?|requirements?|requiring|mandatory|compulsory|obliged?|obligations?|obligatory"
    r"|(?:has|have|had|having) to|needs? to|needed to|necessary)"
    r"|(?P<should>should|ought|expect(?:s|ed|ations?)?)"
    r"|(?P<may>may|might|can|could|able to|permit(?:s|ted)?|allow(?:s|ed)?|free to|optional)"
    r"|(?P<will>will|would)"
    r")(?:n't| not\b| never\b)?(?![A-Za-z])",
    re.IGNORECASE,
)
_IS_NEGATED = re.compile(r"not$|n't$|never$", re.IGNORECASE)
_MONTH_MAY = re.compile(r"(?<=\d )May\b|\bMay(?= \d)")
_BOUNDS = re.compile(r"\b(?:no|not) (?:more|less|fewer|later|earlier|longer|sooner|greater|higher|lower|exceed\w*)\b", re.I)
# Each of these turns what it governs into its opposite. "Lack" and "fail" do so as much as "not".
_NEGATIONS = re.compile(
    r"\b(?:not|never|no|none|nor|neither|nothing|nobody|nowhere|without|cannot|hardly|scarcely|rarely|seldom"
    r"|lack(?:s|ed|ing)?|fail(?:s|ed|ing|ures?)?|avoid(?:s|ed|ing)?|refus(?:e|es|ed|ing|al)|prevent(?:s|ed|ing)?"
    r"|prohibit(?:s|ed|ing)?|forbid(?:s|den)?|bann?(?:ed|s)?|cease[sd]?|exempt(?:s|ed|ion|ions)?|instead of|rather than)\b|n't\b",
    re.IGNORECASE,
)
_QUALIFIERS = {
    "all": r"all|every|each|always|whole|entire|everyone|everything",
    "some": r"some|sometimes|certain|several|few|occasionally|partly|partially",
    "most": r"most|usually|normally|generally|often|typically|mostly|majority|mainly|largely",
    "only": r"only|solely|exclusively|merely",
    "if": r"if|when|whenever|where|wherever|whether|until|till|unless|except|excepting|provided|providing|subject to"
    r"|save (?:that|for|where)|so long as|as long as|in case|in so far as|insofar",
    "likely": r"likely|probably|perhaps|possibly|potentially|apparently|seems?|appears?|suggest(?:s|ed)?|propos(?:e|es|ed|als?)"
    r"|recommend(?:s|ed)?|considers?|intend(?:s|ed)?|plan(?:s|ned)?|aims?|claim(?:s|ed)?"
    r"|attempt(?:s|ed)?|tr(?:y|ies|ied)|seeks?|sought|hop(?:e|es|ed)|draft",
    "both": r"both",
    "or": r"or|either",
}
_QUALIFIER = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _QUALIFIERS.items()}
MAY_BE_LEFT_OUT = frozenset({"all", "both"})  # a quotation says more with them, a sentence without them not too much


class Force(NamedTuple):
    """One demand: must, should, may, will, or free (need not); whether it is negated; where it stands."""

    kind: str
    is_negated: bool
    begin: int
    end: int

    @property
    def what(self) -> tuple[str, bool]:
        return self.kind, self.is_negated


def forces(text: str) -> tuple[Force, ...]:
    """The modal verbs of a text, and the words that demand as they do, in order. The month of May is none."""
    shown = _MONTH_MAY.sub("---", text)
    return tuple(
        Force(
            match.lastgroup.removesuffix("_not"),
            match.lastgroup != "free" and _IS_NEGATED.search(match[0]) is not None,
            match.start(),
            match.end(),
        )
        for match in _FORCES.finditer(shown)
    )


def negations(text: str) -> tuple[int, ...]:
    """Where in the text each negation ends. "No more than" is a limit, and counted with its figure."""
    shown = _BOUNDS.sub(lambda match: "-" * len(match[0]), text)
    return tuple(match.end() for match in _NEGATIONS.finditer(shown))


def qualifiers(text: str) -> frozenset[str]:
    """Which kinds of qualification it makes: all, some, most, only, if, likely, both, or."""
    return frozenset(name for name, words in _QUALIFIER.items() if words.search(text))
