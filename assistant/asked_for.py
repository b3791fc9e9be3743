"""What kind of thing a question asks for, and whether a passage has a thing of that kind (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundred"
)
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"


@dataclass(frozen=True)
class Kind:
    """`asked` finds it in a question, `given` in a passage (None: no passage can give it); `name` is said when it is missing."""

    key: str
    name: str
    asked: re.Pattern
    given: re.Pattern | None = None

    def is_given_by(self, text: str) -> bool:
        return self.given is not None and self.given.search(text) is not None


def _kind(key: str, name: str, asked: str, given: str | None, flags: int = re.IGNORECASE) -> Kind:
    return Kind(key, name, re.compile(asked, re.IGNORECASE), re.compile(given, flags) if given else None)


KINDS = (
    _kind(
        "percentage",
        "a percentage or share",
        r"\b(percent|per cent|percentage|proportion|share of|fraction|what %|rate of|rates?\b)",
        r"%|per cent|percent|\b(half|third|quarter|majority|fifth|tenth)s?\b|in every|out of",
    ),
    _kind(
        "sum",
        "a sum of money",
        r"\b(how much|in pounds|£|what sum|budget of|cost(s|ing)? of|ceiling|cap\b|price|fee for|worth|salary|pay band|bonus|"
        r"value limit|amount)\b",
        r"£|\bmillion\b|\bbillion\b|pounds",
    ),
    _kind(
        "time",
        "a length of time or a deadline",
        r"\b(how long|how many (\w+ )?(days|weeks|months|years|hours)|longest|time limit|deadline|how soon|by when|notice period|"
        r"how often|how quickly|sitting days)\b",
        rf"\b(\d+|{_NUMBERS}|a|an|each|every)\s+(?:\w+\s+)?(days?|weeks?|months?|years?|hours?)\b|annual|monthly|quarterly|weekly|"
        r"daily|immediately|promptly|as soon as|at once|yearly|each year",
    ),
    _kind(
        "count",
        "a number",
        r"\bhow many\b|\bnumber of\b|\bcount\b|\bheadcount\b|\btotal\b",
        rf"\b(\d[\d,]*|{_NUMBERS}|half|third|quarter|twice)\b",
    ),
    _kind(
        "date",
        "a date",
        # when does or is it so asks for a condition
        r"\b(when (was|did|will|were)|what date|exact date|which year|what year|since when|date of|what day)\b",
        rf"\b(19|20)\d\d\b|\b({_MONTHS}|spring|summer|autumn|winter)\b|\bbefore\b|\bafter\b|\bwhen\b|\bas soon as\b",
    ),
    _kind(
        "name",
        "a name",
        # who is it if or when something happens asks for an office, not for a person
        r"\b(who is(?!.*\b(if|when)\b)|who was|who are|who were|whose|names? of|name the|which (person|minister|official|"
        r"supplier|firm|company|departments?|body|councils?)|what are they called|contact|e-?mail|phone|telephone)\b",
        r"\b[A-Z][a-z]+ [A-Z][a-z]+\b|@",
        flags=0,
    ),
    _kind(
        "template",
        "a template, form or worked example",
        r"\b(templates?|pro ?forma|model wording|standard (form|wording|letter)|draft (wording|letter|text)|wording|sample|"
        r"specimen|worked example|example (of a|letter|wording|text)|paste|send me|fill in|form do|form to|which form|"
        r"checklist to|copy of|spreadsheet|calculator|step.by.step|steps (for|to)|procedure for|walk me through)\b",
        r"\b(template|pro ?forma|specimen|form|example|model (text|wording)|draft|checklist|steps?)\b",
    ),
    _kind(
        "reason",
        "a reason",
        r"^\W*why\b|\bwhy (was|were|is|did|does|do|are|has)\b|\breasons? for\b|\brationale\b",
        r"\b(because|since|so that|in order to|reason|due to|as a result|to ensure|otherwise|therefore|to avoid|to protect|"
        r"risk)\b",
    ),
    _kind(
        "now",
        "the state of things today",
        r"\b(now|currently|current|today|these days|nowadays|at present|at the moment|right now|this year|latest|most recent|"
        r"still|to date|so far|next|last year|since then|yet|up to date)\b",
        None,
    ),
    _kind(
        "formula",
        "a formula or exact calculation",
        r"\b(formula|calculate|calculation|exact(ly)?|precise)\b",
        r"formula|calculat|multipl|divid|plus|minus",
    ),
    _kind("wording", "the wording quoted", r"\b(which paragraph|where does it say|what.s the wording|quote)\b", None),
    _kind("premise", "what the question takes for granted", r"^\W*(since|as|given that|seeing that)\b", None),
)
