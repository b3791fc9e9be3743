"""Does a sentence say what its quotation says, and no more? (pure)

Words are compared, not meanings, so this cannot prove that a sentence is right. It is strict instead: whatever could turn the
meaning (figures, names, who does it, force, negation, conditions, words of the sentence's own) must stand in the quotation, and
in doubt the sentence disagrees. It reads English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.figures import figures, plain
from assistant.force import MAY_BE_LEFT_OUT, forces, negations, qualifiers
from assistant.opposites import opposed
from index.lexical import stems

NEAR = 6  # words after a negation within which the quotation must have the word that the sentence negates

_WORD = re.compile(r"[^\W_]+(?:['&.-][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s|• )[\"“(\[]*")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z&]*[A-Z]s?$")
# Words by which a sentence says who is meant: with another of these it is about somebody else.
_WHO_WORDS = (
    "treasury parliament minister department departmental committee board official officer accounting auditor body "
    "organisation council authority agency supplier contractor parent sponsor lead chair director secretary team unit staff "
    "public citizen company subsidiary partner government cabinet commons regulator recipient employee civil servant"
)
_PERSONS = re.compile(r"\b(?:I|you|your|yours|we|our|ours|us|me|my|he|his|she|her)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[<>\[\]{}|`*_#\\^~@]|https?:|www\.|\b[\w-]+\.(?:com|org|net|uk|io|gov)\b", re.IGNORECASE)
_PRINT = frozenset("“”‘’–—-…£€•½¼¾é ")
# Words that add nothing of their own to what they stand beside. No other word may be new: one is enough to turn "consent" into
# "advice".
_LIGHT_WORDS = "get obtain make take give use include cover set also thing way mean help example namely case kind"
# Words that are as good as each other.
_ALIKE_WORDS = (
    "body organisation organization",
    "spend spending expenditure",
    "begin start",
    "help support assist",
    "purpose aim goal",
    "yearly annual annually",
    "collaboration collaborate collaborative",
    "responsibility responsible",
    "accountability accountable",
    "govern governance",
    "agree agreement",
    "manage management",
    "evaluate evaluation",
    "deliver delivery",
    "approve approval",
    "decide decision",
    "assess assessment",
    "fund funding",
    "appoint appointment",
    "obtain get",
    "explain describe",
)


class _Said(NamedTuple):
    """A word that carries meaning, stemmed, and where it stands."""

    stem: str
    begin: int


def disagreements(sentence: str, quote: str) -> tuple[str, ...]:
    """Why the sentence may not stand on the quotation, each reason a phrase; empty when it agrees.

    A text always agrees with itself.
    """
    said, source = plain(sentence), plain(quote)
    reasons = [
        *_strange_signs(sentence, quote),
        *_other_figures(said, source),
        *_other_names(said, source),
        *_other_force(said, source),
        *_other_negation(said, source),
        *_other_qualification(said, source),
        *_own_words(said, source),
        *_other_order(said, source),
    ]
    return tuple(dict.fromkeys(reasons))


def _strange_signs(sentence: str, quote: str) -> Iterator[str]:
    """Markup, addresses, invisible characters and letters of another alphabet that look like ours."""
    for sign in _SIGNS.findall(sentence):
        if sign not in quote:
            yield f"“{sign}” is not in the quotation"
    for sign in set(sentence) - set(quote) - _PRINT:
        if not sign.isascii() or unicodedata.category(sign) == "Cc":
            yield f"the character U+{ord(sign):04X} is not in the quotation"


def _other_figures(said: str, source: str) -> Iterator[str]:
    """Each figure stands in the quotation, in the same order, beside the same word: "3 boards, 5 staff" is not "5 boards"."""
    theirs = figures(source)
    at = 0
    for n, figure in enumerate(mine := figures(said)):
        where = next((k for k in range(at, len(theirs)) if theirs[k].amount == figure.amount), None)
        if where is None:
            known = any(one.amount == figure.amount for one in theirs)
            yield f"the figure “{said[figure.begin : figure.end]}” {'stands elsewhere' if known else 'is not'} in the quotation"
            continue
        at = where + 1
        counted = next(iter(_content(said[figure.end : mine[n + 1].begin if n + 1 < len(mine) else None])), None)
        if (
            counted
            and counted.stem in _stems(source)
            and not any(
                counted.stem in _stems(source[one.end : theirs[k + 1].begin if k + 1 < len(theirs) else None])
                for k, one in enumerate(theirs)
                if one.amount == figure.amount
            )
        ):
            yield f"“{said[figure.begin : figure.end]}” counts something else in the quotation"


def _other_names(said: str, source: str) -> Iterator[str]:
    words = {word[0].removesuffix("'s").casefold() for word in _WORD.finditer(source)} | _stems(source)
    months_and_figures = {place for figure in figures(said) for place in range(figure.begin, figure.end)}
    starts = {match.end() for match in _SENTENCE_START.finditer(said)}
    for match in _WORD.finditer(said):
        word = match[0].removesuffix("'s")
        if match.start() in months_and_figures or _stands_in(word, words):
            continue
        if _ACRONYM.match(word):
            if not _is_spelt_out(word, source):
                yield f"the name “{word}” is not in the quotation"
        elif match.start() in starts:
            if stems(word):  # the first word says whom the sentence is about
                yield f"“{word}”, with which the sentence begins, is not in the quotation"
        elif word[0].isupper():
            yield f"the name “{word}” is not in the quotation"
        elif _who() & set(stems(word)):
            yield f"“{word}” is not in the quotation"
    theirs = {person.casefold() for person in _PERSONS.findall(source)}
    for person in _PERSONS.findall(said):
        if person.casefold() not in theirs:
            yield f"“{person}” is not in the quotation"
    mine, theirs = (_order_of_names(text) for text in (said, source))
    if [name for name in mine if name in theirs] != [name for name in theirs if name in mine]:
        yield "those whom it names stand in another order in the quotation"


def _other_force(said: str, source: str) -> Iterator[str]:
    mine, theirs = _stretches(said), _stretches(source)
    kinds, their_kinds = ([what for what, _ in stretches[1:]] for stretches in (mine, theirs))
    if kinds != their_kinds:
        yield f"it says {_in_words(kinds)}, the quotation {_in_words(their_kinds)}"
    elif len(set(kinds)) > 1:  # several forces: what stands under one may not move under another
        everything = _stems(source)
        for (_, my_words), (_, their_words) in zip(mine, theirs, strict=True):
            if (my_words & everything) - their_words:
                yield "what the quotation demands with one force it demands with another"
    verbs = _verbs_after(source, [force.end for force in forces(source)], NEAR)
    for verb in _verbs_after(said, [force.end for force in forces(said)], 1):
        if verb not in verbs and verb not in _light():
            yield "what must, should or may be done is not the same"


def _other_negation(said: str, source: str) -> Iterator[str]:
    mine, theirs = negations(said), negations(source)
    if len(mine) != len(theirs):
        yield f"it negates {len(mine)} times, the quotation {len(theirs)} times"
    elif mine and not _verbs_after(said, mine, 1) <= _verbs_after(source, theirs, NEAR):
        yield "it negates something else than the quotation"


def _other_qualification(said: str, source: str) -> Iterator[str]:
    mine, theirs = qualifiers(said), qualifiers(source)
    for kind in sorted(mine - theirs):
        yield f"it says “{kind}”, the quotation does not"
    for kind in sorted(theirs - mine - MAY_BE_LEFT_OUT):
        yield f"it leaves out an “{kind}” of the quotation"
    for word in opposed(said, source):
        yield f"for “{word}” the quotation has the opposite"


def _own_words(said: str, source: str) -> Iterator[str]:
    known = _stems(source)
    counted = {place for figure in figures(said) for place in range(figure.begin, figure.end)}
    counted |= {place for force in forces(said) for place in range(force.begin, force.end)}
    new = [
        word.stem
        for word in _content(said)
        if word.begin not in counted
        and word.stem not in _light()
        and not known & {word.stem, *_alike(word.stem)}
        and not _is_abbreviated(said, word.begin, source)
    ]
    if new:
        yield f"it says more than its quotation ({', '.join(new)})"


def _other_order(said: str, source: str) -> Iterator[str]:
    """One part may move, as when a clause is put first; "fees follow costs" may not become "costs follow fees"."""
    there = [word.stem for word in _content(source)]
    at, steps_back = -1, 0
    for word in _content(said):
        places = [place for place, stem in enumerate(there) if stem == word.stem]
        ahead = [place for place in places if place > at]
        if places and not ahead:
            steps_back += 1
        at = (ahead or places or [at])[0]
    if steps_back > 1:
        yield "its words stand in another order in the quotation"


def _stretches(text: str) -> list[tuple[tuple[str, bool], frozenset[str]]]:
    """What is said under each force: first what stands before any, then (force, stems) for each; neighbours alike are one."""
    found = forces(text)
    stretches = [(("", False), _stems(text[: found[0].begin] if found else text))]
    for n, force in enumerate(found):
        words = _stems(text[force.end : found[n + 1].begin if n + 1 < len(found) else None])
        if stretches[-1][0] == force.what:
            words |= stretches.pop()[1]
        stretches.append((force.what, words))
    return stretches


def _verbs_after(text: str, ends: Sequence[int], count: int) -> frozenset[str]:
    """The next few words that carry meaning after each place."""
    return frozenset(word.stem for end in ends for word in _content(text[end:])[:count])


def _in_words(kinds: Sequence[tuple[str, bool]]) -> str:
    return ", ".join(f"“{kind}{' not' if is_negated else ''}”" for kind, is_negated in kinds) or "neither must, should nor may"


def _order_of_names(text: str) -> list[str]:
    return list(dict.fromkeys(word.stem for word in _content(text) if word.stem in _who() or text[word.begin].isupper()))


def _stands_in(word: str, words: set[str]) -> bool:
    return word.casefold() in words or (bool(known := stems(word)) and all(words & {stem, *_alike(stem)} for stem in known))


def _is_spelt_out(acronym: str, source: str) -> bool:
    """Whether capitalised words of the quotation that follow each other begin with these letters."""
    letters = re.sub(r"[^A-Z]", "", acronym)
    run = "".join(word[0][0] for word in _WORD.finditer(source) if word[0] not in ("of", "and", "the", "for", "in"))
    return len(letters) > 1 and letters in run


def _is_abbreviated(said: str, begin: int, source: str) -> bool:
    word = _WORD.match(said, begin)
    return bool(word and _ACRONYM.match(word[0]) and _is_spelt_out(word[0], source))


@cache
def _who() -> frozenset[str]:
    return frozenset(stems(_WHO_WORDS))


@cache
def _alike(stem: str) -> frozenset[str]:
    return frozenset(other for group in _ALIKE_WORDS if stem in stems(group) for other in stems(group))


@cache
def _light() -> frozenset[str]:
    return frozenset(stems(_LIGHT_WORDS))


@lru_cache(maxsize=2048)
def _content(text: str) -> tuple[_Said, ...]:
    """The words that carry meaning, in order."""
    return tuple(_Said(stem, word.start()) for word in _WORD.finditer(text) for stem in stems(word[0].removesuffix("'s")))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in _content(text))
