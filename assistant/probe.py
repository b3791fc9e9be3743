"""What a question is like, by itself: linear probes over its meaning and its words (pure).

A logistic regression over the sentence embedding tells what a question is about, its words how it asks (Alain and Bengio 2016,
"Understanding intermediate layers using linear classifier probes"). `python -m evals.weigh` learns the weights in probes.json.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import numpy as np

from corpus.models import Value
from index.result import SearchResult

WEIGHTS_FILE = Path(__file__).with_name("probes.json")
WORD_SHARE = 0.3  # what a word counts beside the meaning, whose length is 1

_WORD = re.compile(r"[a-z](?:[a-z']*[a-z])?")


class Probe(Value):
    """`meaning` (d,) and `words` are weights; a word that is not among them counts nothing."""

    intercept: float
    meaning: tuple[float, ...]
    words: dict[str, float]

    def log_odds(self, question: str, meaning: np.ndarray) -> float:
        by_words = sum(self.words.get(word, 0.0) for word in words_of(question))
        return self.intercept + float(meaning @ np.array(self.meaning)) + WORD_SHARE * by_words


class Probes(Value):
    """`something_else`: has nothing to do with public money or working together. `improper`: asks how to do what must not be
    done. `unanswered`: asks for what guidance seldom gives. `model` is the fingerprint of the embedding model whose vectors
    `meaning` weighs."""

    made: str
    model: str
    something_else: Probe
    improper: Probe
    unanswered: Probe


def probed(question: str, found: SearchResult) -> dict[str, float | None]:
    """Log-odds of each probe by name; all None for an embedding model that the probes were not learnt with."""
    probes = load_probes(WEIGHTS_FILE)
    names = ("something_else", "improper", "unanswered")
    if found.meaning is None or found.model != probes.model:
        return dict.fromkeys(names)
    return {name: getattr(probes, name).log_odds(question, found.meaning) for name in names}


def write_probes(probes: Probes, file: Path = WEIGHTS_FILE) -> None:
    """A line for each list of weights: a change of one can be read as such."""
    fields = probes.model_dump(mode="json")
    lists = {key: _lines(value, "  ") if isinstance(value, dict) else json.dumps(value) for key, value in fields.items()}
    file.write_text("{\n " + ",\n ".join(f'"{key}": {text}' for key, text in lists.items()) + "\n}\n", encoding="utf-8")
    load_probes.cache_clear()


def _lines(value: dict, indent: str) -> str:
    return "{\n" + ",\n".join(f'{indent}"{key}": {json.dumps(part)}' for key, part in value.items()) + f"\n{indent[1:]}}}"


def words_of(question: str) -> frozenset[str]:
    return frozenset(_WORD.findall(question.lower().replace("’", "'")))


@cache
def load_probes(path: Path) -> Probes:
    return Probes.model_validate(json.loads(path.read_text(encoding="utf-8")))
