"""Whether printed words are a whole sentence, a title, or broken off by the end of a page (pure)."""

from __future__ import annotations

import re

_MOST_WORDS_OF_A_TITLE = 16
_CLOSERS = "\"'”’)]*"
_NO_TITLE = re.compile(r"\n|[.!?:;,]$|[:;]\s|[a-z]\.\s|://|\bwww\.")
# Words no sentence, title or list item ends with.
_DANGLING = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "which", "with"])


def is_fragment(text: str) -> bool:
    """A line that no stop closes: a heading, a name, a caption. "1. Introduction" is one, "Page 3 of 9." is not."""
    return 0 < len(text.split()) <= _MOST_WORDS_OF_A_TITLE and not _NO_TITLE.search(text)


def is_broken_off(text: str) -> bool:
    """Whether the last line stops in mid-sentence. A title has no stop either, and is not broken off."""
    line = text.rsplit("\n", 1)[-1].rstrip(_CLOSERS)
    words = line.split()
    if not words or line[-1] in ".!?:;":
        return False
    return len(words) > _MOST_WORDS_OF_A_TITLE or _dangles(words)


def goes_on(before: str, text: str) -> bool:
    """Whether `text` is the rest of the sentence that `before` broke off: it starts in the middle, or `before` cannot end so."""
    if not is_broken_off(before):
        return False
    return text[:1].islower() or text[:1].isdigit() or before.rstrip()[-1] == "," or _dangles(before.split())


def item_goes_on(before: str, text: str) -> bool:
    """The same for what a conversion took for a list item: "…was sent out on", "- 28 June 2000 to all …"."""
    return text[:1].isdigit() and _dangles(before.split())


def _dangles(words: list[str]) -> bool:
    return bool(words) and words[-1].lower() in _DANGLING
