"""Words that turn a meaning round when one stands for the other (pure)."""

from __future__ import annotations

import re
from functools import cache

from index.lexical import stems

# One line for each pair of sides. Words are compared as they stand and by their stems.
_LINES = """
before prior advance beforehand | after afterwards following later retrospective retrospectively
more greater higher larger longer | less fewer lower smaller shorter
above over exceed exceeds | below under within
increase rise rose risen grow grew gain | decrease fall fell fallen reduce reduction cut lose lost loss decline
minimum least | maximum most
include inside | exclude outside
accept approve approval agree support | reject decline oppose dispute disagree
succeed success successful | fail failed failure
public | private
central centrally | local locally
internal internally | external externally
strong stronger strength strengthen | weak weaker weakness weaken
high higher highest good better best easy easier | low lower lowest poor bad worse worst hard harder difficult difficulty
start started begin began open | end ended stop close
first former earlier new | last latter later old
joint jointly share shared together | separate separately alone individual individually
same similar | different differently
with | without
since | until till
short | long
income receipt receipts | spending expenditure payment payments
permanent permanently | temporary temporarily
formal formally | informal informally
and | or
is are has have | was were had
from | to
""".strip().splitlines()
_TURNING = re.compile(r"^(?:un|in|im|il|ir|dis|non|mis|anti|de)(?=[a-z]{3})")


def opposed(sentence: str, quote: str) -> tuple[str, ...]:
    """Words of the sentence to which the quotation has only the opposite: "after" for "before", "unlawful" for "lawful"."""
    mine, theirs = _words(sentence), _words(quote)
    turned = []
    pairs = _pairs()
    for one, other in (*pairs, *(pair[::-1] for pair in pairs)):
        if mine & one and not theirs & one and theirs & other:
            turned.append(min(mine & one))
    for word in sorted(mine - theirs):
        if _TURNING.sub("", word) in theirs or any(_TURNING.sub("", known) == word for known in theirs - {word}):
            turned.append(word)
    return tuple(dict.fromkeys(turned))


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(tuple(map(_words, line.split("|"))) for line in _LINES)


def _words(text: str) -> frozenset[str]:
    plain = re.findall(r"[a-z]+", text.lower())
    return frozenset(plain) | frozenset(stem for word in plain for stem in stems(word))
