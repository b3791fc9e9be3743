"""What a question holds that must not be sent to a chat model before somebody has confirmed it (pure).

Patterns see what has a form. They stop what is likely personal or protected, and miss what has none; a needless stop costs one
confirmation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_DATE = (
    r"(?:\d{1,2}[./ -](?:\d{1,2}|[A-Za-z]{3,9})[./ -](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? \d{4})"
)
_POSTCODE = r"(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})"
_STREET = (
    r"street|st|road|rd|avenue|ave|lane|close|drive|gardens|terrace"
    r"|crescent|square|place|court|flat|house|way|grove|hill|mews"
)
_FORMS = (
    ("an e-mail address", r"[\w.+'-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    (
        "a National Insurance number",
        r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d{2}){3}[ -]?[A-D]\b",
    ),
    ("a passport number", r"\bpassport\b\D{0,30}[A-Z]?\d{8,9}\b|(?<![\d£$€.,/-])\d{9}(?![\d%]|[.,/-]\d)"),
    ("a bank account", r"\b(?:account|a/c|acc)(?: (?:number|no))?\b\.?\D{0,15}\d{8}\b|\bGB\d{2} ?[A-Z]{4}(?: ?\d){14}\b"),
    ("a sort code", r"\bsort[ -]?code\b\D{0,15}\d{2}[ -]?\d{2}[ -]?\d{2}\b|(?<![\d-])\d{2}-\d{2}-\d{2}(?![\d-])\D{1,20}\d{8}\b"),
    ("a date of birth", rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?)\b.{{0,20}}?{_DATE}"),
    (
        "a postal address",
        rf"\b(?:\d+[a-z]?,? [\w' -]{{2,40}}|[\w' -]{{2,40}}\b(?:{_STREET})\b)[\w,.' \n-]{{0,80}}?\b{_POSTCODE}\b",
    ),
)
_SENSITIVE_FORMS = tuple((what, re.compile(pattern, re.IGNORECASE)) for what, pattern in _FORMS)
_PHONE = re.compile(r"(?<![\w£$€.,/-])(?:\+|00)?\(?\d(?:[ ()-]{0,2}\d){8,13}(?![\d%]|[.,/]\d)")
_TEN_DIGITS = re.compile(r"(?<![\w£$€.,/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d%]|[.,/-]\d)")

# The first two in any case, for nobody means anything else by them; the others as a marking is printed.
_ABOVE_OFFICIAL = re.compile(
    r"\b(?:[Tt][Oo][Pp][ -]?[Ss][Ee][Cc][Rr][Ee][Tt]|UK EYES ONLY|COSMIC|STRAP ?\d?|SECRET|CONFIDENTIAL|RESTRICTED)\b"
    r"|\b(?:marked|classified|classification|marking)(?: is| as|:)? (secret|confidential|restricted)\b|^\s*(secret)\s*[:\n/-]",
    re.MULTILINE,
)
_OFFICIAL_SENSITIVE = re.compile(r"\bofficial[ :_–—-]{1,3}sensitive\b|\bO-S\b", re.IGNORECASE)

_TITLED = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof|Professor)\.? [A-Z][\w'-]+"
_TWO_NAMES = r"[A-Z][a-z'-]+ (?:[A-Z]\.? )?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?"
_PERSON = re.compile(rf"\b(?:{_TITLED}|{_TWO_NAMES})")
_OF_A_PERSON = re.compile(
    r"\b(?:salary|paid|pay|earns?|earning|bonus|pension|sick(?:ness)?|illness|ill|health|medical|diagnos\w+|depress\w+|cancer|disabilit\w+"
    r"|disabled|pregnan\w+|disciplin\w+|misconduct|grievance|dismiss\w+|sacked|suspended|harass\w+|bully\w*|performance|appraisal"
    r"|convict\w+|conviction|criminal|arrested|religion|trade union|sexual\w*|divorce\w*|debts?)\b",
    re.IGNORECASE,
)
# Two capitals side by side that name an office, a body or a document, and nobody.
_NO_PERSON = """
the a an is does did do can could should must may who what which when where why how if in on at for and or of to by with under
accounting officer permanent secretary chief executive financial finance director general principal private treasury minister
ministers prime deputy cabinet office home foreign board committee public accounts managing money national audit commission
parliament parliamentary house commons lords government department departmental departments civil service servants servant
crown health social care work pensions education defence transport justice business trade energy environment local authority
authorities council councils bank england scotland wales northern ireland united kingdom great britain british joint shared
outcomes fund outcome spending review annual report estimate estimates box annex chapter model models paragraph section table
figure summary treasury's minute officers senior responsible owner owners programme project memorandum understanding green
book magenta orange code act bill law order scheme plan plans policy strategy framework guidance wiring up it institute
comptroller auditor officer's digital data agency agencies body bodies inspectorate unit team trust tribunal court revenue
customs hm his her majesty majesty's january february march april june july august september october november december monday
tuesday wednesday thursday friday saturday sunday london whitehall union european city county borough university college
ministerial pay sure start link rough sleepers nhs royal state society
official sensitive criminal exclusion debt management action zones information group system reserve working together
"""


def what_is_sensitive(text: str) -> tuple[str, ...]:
    """What the text seems to hold, each as a phrase that does not repeat it ("an e-mail address"); empty when nothing was seen.

    Anything here is to be confirmed before the text is sent. The markings are those of government above OFFICIAL, and
    OFFICIAL-SENSITIVE, which may go where the department allows it.
    """
    folded = unicodedata.normalize("NFKC", re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", text))
    folded = re.sub(r"[‐-―−]", "-", folded.replace("’", "'"))
    return tuple(dict.fromkeys([*_personal(folded), *_markings(folded)]))


def _personal(text: str) -> Iterator[str]:
    for what, form in _SENSITIVE_FORMS:
        if form.search(text):
            yield what
    health = [number for number in _TEN_DIGITS.findall(text) if _is_health_number(number)]
    if health:
        yield "an NHS number"
    if any(_is_phone(number) for number in _PHONE.findall(text) if number.strip() not in health):
        yield "a phone number"
    if any(
        _names_somebody(sentence) and _OF_A_PERSON.search(sentence) for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n", text)
    ):
        yield "a named person's pay, health or conduct"


def _markings(text: str) -> Iterator[str]:
    for match in _ABOVE_OFFICIAL.finditer(text):
        marking = re.sub(r"\s+", " ", next(filter(None, (*match.groups(), match[0]))).strip().upper())
        yield f"the marking {'TOP SECRET' if marking.startswith('TOP') else marking}"
    if _OFFICIAL_SENSITIVE.search(text):
        yield "the marking OFFICIAL-SENSITIVE (see whether your department lets it be sent)"


def _is_phone(number: str) -> bool:
    """A number of the United Kingdom has ten or eleven digits and begins with 0; one from abroad begins with + or 00."""
    digits = re.sub(r"\D", "", number)
    return number.lstrip().startswith(("+", "00")) or (digits.startswith("0") and 10 <= len(digits) <= 11)


def _is_health_number(number: str) -> bool:
    """The tenth digit of an NHS number checks the other nine (modulo 11)."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == check % 11 and check != 10


def _names_somebody(sentence: str) -> bool:
    """Whether it names a person: with a title, or by two capitalised words neither of which is of an office or a body."""
    words = list(re.finditer(r"[\w'-]+", sentence))
    pairs = (sentence[one.start() : other.end()] for one, other in pairwise(words))
    offices = set(_NO_PERSON.split())
    titled = re.search(rf"\b{_TITLED}", sentence)
    return titled is not None or any(
        _PERSON.fullmatch(re.sub(r"'s$", "", pair)) and not offices & {re.sub(r"'s$", "", word).lower() for word in pair.split()}
        for pair in pairs
    )
