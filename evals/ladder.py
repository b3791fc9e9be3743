"""The ladder: peers and the stages of our own search, asked the same questions, each scored by where it finds what answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from assistant.understand import understood
from evals.attempts import Attempt, AttemptHit, read_attempts, write_attempts
from evals.golden import GoldenQuestion
from evals.measures import RANKING, WORDS
from evals.place import Place
from evals.scores import Rung, Scored, figures, score_all, split_by

FOLDER = "ladder"
OURS = "signpost"
MEASURES = (*RANKING, WORDS)
# What a rung is called in a report that is made from its attempts alone.
TITLES = {
    "default-pipeline": (
        "default LangChain pipeline",
        "RecursiveCharacterTextSplitter(1000, 200), the same MiniLM, langchain-chroma",
    ),
    "bm25": ("plain BM25", "bm25s with its defaults over the texts of our passages, stemmed"),
    "dense": ("meaning alone", "MiniLM over our passages, acronyms spelt out"),
    "fused": ("meaning and words, fused", "the same with BM25 over headings and text, by reciprocal rank"),
    "late": ("fused, then late interaction", "the fused candidates by MaxSim over their stored token vectors"),
    "no-questions": ("all stages, passages alone", "Signpost without the questions that paragraphs answer"),
    "one-writer": ("all stages, one writer's questions", "Signpost with half of the questions: those of the first writer"),
    OURS: ("Signpost", "all stages of the product as it is"),
}


class Finder(Protocol):
    """A configuration that ranks passages. `find` gives at most 20 hits, best first."""

    name: str

    def find(self, question: str) -> tuple[AttemptHit, ...]: ...


def finders(place: Place, watched: Callable) -> Iterator[Finder]:
    """Peers and steps, the furthest from us first. Each is made when its turn comes."""
    from evals.peers.bm25 import PlainBM25
    from evals.peers.default_pipeline import DefaultPipeline, cut
    from evals.peers.plain_text import paragraphs_of, plain_text
    from evals.place import open_first_writer, open_without_questions
    from evals.rungs import WholeSearch, own_steps

    pieces = [
        piece
        for edition in place.editions_in_force
        for piece in cut(edition.source_id, plain_text(edition, place.data_dir), paragraphs_of(edition, place.data_dir))
    ]
    yield DefaultPipeline(pieces, place.embedder, place.data_dir / "evals" / "peers", watched)
    yield PlainBM25(place.passages_in_force)
    yield from own_steps(place)
    yield WholeSearch("no-questions", open_without_questions(place))
    yield WholeSearch("one-writer", open_first_writer(place))


def find_all(finder: Finder, questions: Iterable[GoldenQuestion]) -> Iterator[Attempt]:
    """An attempt for each question; follow-ups as Signpost understood them, so that rankings are compared and not memories."""
    for question in questions:
        began = time.perf_counter()
        hits = finder.find(understood(question.question, question.history))
        seconds = {"retrieve": round(time.perf_counter() - began, 4)}
        yield Attempt(
            id=question.id, question=question.question, outcome="answered", hits=hits, seconds=seconds, model=finder.name
        )


def climb(place: Place, questions: Sequence[GoldenQuestion], out: Path, watched: Callable) -> None:
    """Asks every finder and writes what each found to out/ladder/<name>.jsonl."""
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for finder in finders(place, watched):
        found = watched(f"Asking {TITLES[finder.name][0]}", find_all(finder, questions), len(questions))
        write_attempts(out / FOLDER / f"{finder.name}.jsonl", found)


def read_climb(out: Path) -> dict[str, tuple[Attempt, ...]]:
    """What the finders of a run found, by name, in the order of the ladder; empty when nobody climbed."""
    return {name: read_attempts(file) for name in TITLES if (file := out / FOLDER / f"{name}.jsonl").exists()}


def ladder(
    found: Mapping[str, Sequence[Attempt]], questions: Sequence[GoldenQuestion], ours: Sequence[Scored]
) -> tuple[Rung, ...]:
    """Every rung scored, our own search last. A rung that was not asked all the questions is left out."""
    rungs = []
    for name, attempts in found.items():
        by_id = {attempt.id: attempt for attempt in attempts}
        if all(question.id in by_id for question in questions):
            rungs.append(_rung(name, score_all(questions, by_id, MEASURES)))
    return (*rungs, _rung(OURS, ours))


def _rung(name: str, scored: Sequence[Scored]) -> Rung:
    title, note = TITLES[name]
    return Rung(
        name=name,
        title=title,
        note=note,
        figures=figures(scored, MEASURES),
        by_source={source: figures(part, RANKING) for source, part in split_by(scored, "source").items()},
        values={one.id: {measure.name: one.values[measure.name] for measure in MEASURES} for one in scored},
    )
