"""A build over one digest with the real model: python -m tests.faults.building_digest DATA NUMBER, another one for each number."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from corpus.store import Corpus, load_corpus
from index.build import build_index
from index.embed import SentenceTransformerEmbedder
from index.models import IndexProblem

SOURCE = "ifg-collaboration-2021"


def main() -> None:
    data_dir, number = Path(sys.argv[1]), int(sys.argv[2])
    whole = load_corpus(data_dir, digest_only=True)
    passages = [passage for passage in whole.passages if passage.source_id == SOURCE]
    corpus = Corpus(
        sources=tuple(source for source in whole.sources if source.source_id == SOURCE),
        editions=tuple(edition for edition in whole.editions if edition.source_id == SOURCE),
        passages=tuple(passages[: len(passages) - number % 5]),
        near_misses=tuple(whole.near_misses[: number // 5]),
    )
    embedder = SentenceTransformerEmbedder()
    print("ready", flush=True)
    try:
        build_index(data_dir, embedder, corpus=corpus, chroma=os.environ.get("SIGNPOST_CHROMA_URL"))
    except IndexProblem as problem:
        sys.exit(str(problem))
    print("done", flush=True)


if __name__ == "__main__":
    main()
