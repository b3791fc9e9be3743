"""A question in a process of its own: python -m tests.faults.asking DATA prints the year of the build that answers."""

from __future__ import annotations

import sys
from pathlib import Path

from index.models import IndexProblem, SearchRequest
from index.reader import IndexReader
from tests.builders import WordEmbedder


def main() -> None:
    try:
        index = IndexReader(Path(sys.argv[1]), WordEmbedder).current()
    except IndexProblem as problem:
        sys.exit(str(problem))
    hits = index.search(SearchRequest(question="who answers for the kitchen, the head cook?")).hits
    print(hits[0].passage.text.split()[4])


if __name__ == "__main__":
    main()
