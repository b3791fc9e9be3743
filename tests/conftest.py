"""What tests of more than one room need."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[2] / "shared" / "corpus" / "documents"


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of real documents. They may not be shipped, so tests that read them skip on a checkout without them."""
    if not DOCUMENTS.is_dir():
        pytest.skip("the real documents are not beside this checkout (../shared/corpus/documents)")
    return DOCUMENTS
