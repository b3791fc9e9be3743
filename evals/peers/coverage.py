"""Which paragraphs a piece of text covers, for a peer that cuts documents without knowing of paragraphs (pure).

A piece counts for a paragraph when it holds the whole of it, or half of its words in one stretch, eight at least: two words of a
glossary entry stand in many pieces. So a piece that cuts a paragraph in two still counts where most of it is, usually with both
halves, and one that only touches it does not. Words are compared without case, hyphens and marks; what pypdf prints in between (a
page's number, a note) breaks a stretch, as it does for somebody who reads the piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from corpus.models import Paragraph

FEWEST = 8  # words of a stretch, unless the paragraph has fewer
GRAM = 4  # words by which pieces are looked up before they are compared


def covered_references(pieces: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[tuple[str, ...]]:
    """For each piece the references of the paragraphs that it covers, in the order of the document; both of the same edition."""
    piece_words = [words_of(piece) for piece in pieces]
    joined = [f" {' '.join(words)} " for words in piece_words]
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, words in enumerate(piece_words):
        for size in range(1, GRAM + 1):
            for start in range(len(words) - size + 1):
                holders[tuple(words[start : start + size])].add(number)
    covered: list[list[str]] = [[] for _ in pieces]
    for paragraph in paragraphs:
        for number in _covering(words_of(paragraph.text), holders, joined):
            covered[number].extend(paragraph.references)
    return [tuple(dict.fromkeys(references)) for references in covered]


def words_of(text: str) -> list[str]:
    """Words in small letters; one that a line end cut is whole again."""
    whole = re.sub(r"(?<=\w)[-\u00ad\ufffe\ufffd]\s*\n\s*(?=[a-z])", "-", unicodedata.normalize("NFKC", text))
    return re.findall(r"[a-z0-9]+", whole.lower())


def _covering(words: Sequence[str], holders: dict[tuple[str, ...], set[int]], joined: Sequence[str]) -> list[int]:
    half = min(len(words), max(-(-len(words) // 2), FEWEST))
    if not half:
        return []
    size = min(GRAM, half)
    shared: dict[int, int] = defaultdict(int)
    for start in range(len(words) - size + 1):
        for number in holders.get(tuple(words[start : start + size]), ()):
            shared[number] += 1
    stretches = [f" {' '.join(words[start : start + half])} " for start in range(len(words) - half + 1)]
    # A stretch of `half` words has half − size + 1 grams, so a piece that shares fewer cannot hold one.
    likely = sorted(number for number, count in shared.items() if count >= half - size + 1)
    return [number for number in likely if any(stretch in joined[number] for stretch in stretches)]
