"""docs/dependency-licences.md: every package needed is there, under a licence that may be used."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def licences():
    spec = importlib.util.spec_from_file_location("licences", DOCS / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_needed_is_listed_under_a_licence_that_may_be_used(licences):
    found = licences.packages()
    assert {"streamlit", "torch", "chromadb", "pypdf", "psutil"} <= found.keys() and len(found) > 100
    assert licences.not_allowed(found) == []
    listed = {line.split(" | ")[0].strip("| ") for line in (DOCS / "dependency-licences.md").read_text("utf-8").splitlines()}
    assert found.keys() <= listed, "run `make licences`"


def test_one_that_asks_for_more_or_says_nothing_is_named(licences):
    found = {
        "a": ("1", "MIT"),
        "b": ("1", "GPL-3.0-only"),
        "c": ("1", "MIT AND AGPL-3.0"),
        "d": ("1", ""),
        "e": ("1", "(MIT OR ISC)"),
    }
    assert licences.not_allowed(found) == ["b", "c", "d"]
