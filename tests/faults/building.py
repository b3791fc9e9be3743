"""A build in a process of its own, to be killed: python -m tests.faults.building DATA YEAR, over passages that tell the year.

Says "ready" when all is imported, before it begins, and "done" in the end; ends with 1 and one line where it cannot build.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.store import Corpus
from index.build import build_index, read_current
from index.models import IndexProblem, SearchRequest
from index.reader import IndexReader
from index.verify import problem_with
from tests.builders import WordEmbedder, corpus, passage

PASSAGES = 300


def corpus_of(year: int) -> Corpus:
    told = (passage(f"1.{n}", f"{n}kitchen {n}lends {n}ladle, {year}.") for n in range(1, PASSAGES))
    return corpus(passage("2.1", f"The head cook of {year} answers for the kitchen."), *told)


def build(data_dir: Path, year: int) -> None:
    build_index(data_dir, WordEmbedder(), corpus=corpus_of(year))


def year_answered_from(data_dir: Path) -> int:
    """The year of the build that answers; it is complete, verified, and finds what it holds."""
    manifest = read_current(data_dir)
    assert manifest is not None and problem_with(data_dir / "index" / manifest.build_id) is None
    index = IndexReader(data_dir, WordEmbedder).current()
    try:
        first = index.search(SearchRequest(question="who answers for the kitchen, the head cook?")).hits[0].passage
        assert first.reference == "2.1" and len(index.passages) == PASSAGES
        other = index.search(SearchRequest(question="217ladle of 217kitchen")).hits[0].passage
        assert other.reference == "1.217"
        return int(first.text.split()[4])
    finally:
        index.close()


def main() -> None:
    print("ready", flush=True)
    try:
        build(Path(sys.argv[1]), int(sys.argv[2]))
    except IndexProblem as problem:
        sys.exit(str(problem))
    print("done", flush=True)


if __name__ == "__main__":
    main()
