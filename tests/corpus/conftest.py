"""A web on loopback, and fetching from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.fetch import fetch_source
from corpus.models import Fetching, Source
from corpus.web.endings import Ending, Known
from corpus.web.visitor import Limits
from tests.corpus.keeping import Keeping
from tests.corpus.server import Web, web_on_loopback


@pytest.fixture
def web():
    with web_on_loopback() as web:
        yield web


@pytest.fixture
def fetch(web: Web, tmp_path: Path):
    """fetch(source, …) with a visitor of its own, as in a refresh of another day."""

    def fetch(
        source: Source, *, known: Known | None = None, told: Fetching | None = None, limits: Limits | None = None
    ) -> Ending:
        with web.visitor(limits=limits) as visitor:
            return fetch_source(source, folder=tmp_path / "fetched", visitor=visitor, known=known, told=told)

    return fetch


@pytest.fixture
def keeping(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeping:
    return Keeping(tmp_path, web, monkeypatch)
