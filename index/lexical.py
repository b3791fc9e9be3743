"""Passages by their words: BM25 over stemmed words (Robertson and Zaragoza 2009, as in the bm25s library)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

# Words of questions that say nothing about what is asked. Verbs of obligation stay: "must" and "may" tell rules apart.
_STOP_WORDS = (
    "a about am an and any are as at be been being by can could did do does doing for from had has have having he her here "
    "hers him his how i if in into is it its itself me more most my no nor not of off on once only or other our ours out "
    "over own same she so some such than that the their theirs them then there these they this those through to too under "
    "until up very was we were what when where which while who whom why will with would you your yours please tell "
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[a-z0-9£%]+(?:[.’'-][a-z0-9]+)*")


@cache
def _stemmer():
    import Stemmer

    return Stemmer.Stemmer("english")


def stems(text: str) -> list[str]:
    """Stemmed words of a text without stop words; a compound counts as itself and as its parts."""
    words = []
    for word in _WORD.findall(text.lower()):
        parts = re.split(r"[-’']", word)
        words.extend([word, *parts] if len(parts) > 1 and "-" in word else [word])
    return _stemmer().stemWords([word for word in words if word not in STOP_WORDS and word not in ("s", "t")])


class LexicalIndex:
    """BM25 scores of all passages for a question."""

    def __init__(self, folder: Path) -> None:
        import bm25s

        self._bm25 = bm25s.BM25.load(folder, mmap=False)

    def nearest(self, question: str, count: int, allowed: np.ndarray | None) -> list[tuple[int, float]]:
        """(passage number, BM25 score) of passages that share a word with the question, best first."""
        known = [stem for stem in stems(question) if stem in self._bm25.vocab_dict]
        if not known:
            return []
        scores = self._bm25.get_scores(known)
        if allowed is not None:
            scores = np.where(allowed, scores, 0.0)
        order = np.argsort(-scores, kind="stable")[:count]
        return [(int(n), float(scores[n])) for n in order if scores[n] > 0]


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    import bm25s

    bm25 = bm25s.BM25()
    bm25.index([stems(text) or ["∅"] for text in texts], show_progress=False)
    bm25.save(folder, show_progress=False)
