"""What tests of more than one room need."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[2] / "shared" / "corpus" / "documents"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="faults: twenty rounds instead of three")
    parser.addoption("--seed", default=time.strftime("%Y%m%d%H%M%S"), help="faults: repeat a run's random moments")


@pytest.fixture(autouse=True)
def _nothing_is_cleared_away_meanwhile(monkeypatch):
    """The thread that a page starts outlives its test, and would clear the database of a later one."""
    monkeypatch.setattr("assistant.kept.PAGE_FIRST", 1e6)


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of real documents. They may not be shipped, so tests that read them skip on a checkout without them."""
    if not DOCUMENTS.is_dir():
        pytest.skip("the real documents are not beside this checkout (../shared/corpus/documents)")
    return DOCUMENTS
