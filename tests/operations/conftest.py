"""A data folder with an index of one source, made once; each test that writes has a copy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

SOURCE = "ifg-collaboration-2021"
QUESTION = "How can teams from several departments work better together?"


@pytest.fixture(scope="session")
def _indexed(tmp_path_factory) -> Path:
    from corpus.store import Corpus, load_corpus
    from index.build import build_index
    from index.embed import SentenceTransformerEmbedder

    folder = tmp_path_factory.mktemp("operations") / "data"
    whole = load_corpus(folder, digest_only=True)
    one = Corpus(
        sources=tuple(source for source in whole.sources if source.source_id == SOURCE),
        editions=tuple(edition for edition in whole.editions if edition.source_id == SOURCE),
        passages=tuple(passage for passage in whole.passages if passage.source_id == SOURCE),
    )
    build_index(folder, SentenceTransformerEmbedder(threads=2), corpus=one)
    return folder


@pytest.fixture
def data_dir(_indexed, tmp_path) -> Path:
    return Path(shutil.copytree(_indexed, tmp_path / "data"))


def need(*commands: str, package: str) -> None:
    """Fails in CI, and skips elsewhere, where a command is not installed."""
    missing = [command for command in commands if not shutil.which(command)]
    if missing:
        said = f"{missing[0]} is not installed: apt-get install -y {package}"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
