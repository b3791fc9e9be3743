"""An assistant over a small corpus in our own words, and what the pages are shown over."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from assistant.ask import Assistant
from assistant.screens import held
from corpus.models import Licence
from index.build import build_index
from index.reader import IndexReader
from index.verify import problem_with
from index.weighing import Weighing
from tests.assistant.helpers.holding import grounds_of_the_digest
from tests.builders import WordEmbedder, corpus, edition, passage, source
from tests.shelving import shelve_two_editions

SOURCES = (
    source("rules"),
    source(
        "audit",
        publisher="National Audit Office",
        authority="audit",
        title="Kitchens Apart",
        short_title="Kitchens Apart",
        series="HC 12",
    ),
    source("past", publisher="Cabinet Office", authority="government", title="Kitchens of Old", short_title="Kitchens of Old"),
    source(
        "press",
        publisher="The Paper",
        authority="press",
        title="Cooks quarrel",
        short_title="Cooks quarrel",
        licence=Licence(name="©", attribution="©", quotation_limit=12),
    ),
)
EDITIONS = (
    edition("rules", file_address="https://example.gov.uk/rules.pdf"),
    edition("audit", title="July 2023", published="2023-07"),
    edition("past", title="2001", published="2001", status="historic"),
    edition("press", title="May 2024", published="2024-05"),
)
# Weights that were learnt over the documents say nothing about these few passages: here only a missing template counts.
NO_TEMPLATES = Weighing(made="for tests", threshold=0.5, intercept=3.0, signals={"template_not_in_three": (-6.0, 0.0, 1.0)})
PASSAGES = (
    passage("7.5.4", "One accountable officer answers for a shared kitchen. This keeps responsibility clear.", page=77),
    passage("7.5.5", "A kitchen may be closed for cleaning, unless guests are expected.", page=77),
    passage(
        "Box 7.2",
        "Ways to share tools\n• lend tools against a receipt\n• buy tools together\n• hire tools from one provider",
        kind="box",
        page=78,
    ),
    passage("1.9", "Auditors counted 64 of 229 cooks whose dinners were late.", source_id="audit"),
    passage("2.4", "Pastry ovens were pooled in 1999 by the Baking Unit.", source_id="past"),
    passage(
        "Cooks quarrel ¶1",
        "Cooks quarrel over saffron because nobody wrote down who owns it, except in the two kitchens that had signed an agreement.",
        source_id="press",
    ),
)


@pytest.fixture
def assistant_over(tmp_path, monkeypatch):
    """assistant_over(*passages, sources, editions): an assistant whose index holds just these."""

    def assistant_over(*passages, sources=SOURCES, editions=EDITIONS):
        small = corpus(*passages, sources=sources, editions=editions)
        monkeypatch.setattr("index.build.load_corpus", lambda *_, **__: small)
        monkeypatch.setattr("assistant.evidence.load_weighing", lambda _: NO_TEMPLATES)
        monkeypatch.setattr("index.build.verify_elsewhere", problem_with)  # the same check without a process of its own
        build_index(tmp_path, WordEmbedder())
        return Assistant(IndexReader(tmp_path, WordEmbedder))

    return assistant_over


@pytest.fixture
def assistant(assistant_over) -> Assistant:
    return assistant_over(*PASSAGES)


@pytest.fixture
def nothing_cached():
    """No page sees what another test has read."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def over_the_digest(nothing_cached, monkeypatch):
    """The helpers' pages look paragraphs up in what a fresh clone holds."""
    monkeypatch.setattr(held, "grounds", grounds_of_the_digest)


@pytest.fixture
def two(tmp_path) -> Path:
    """A data folder with two editions of one document."""
    shelve_two_editions(tmp_path)
    return tmp_path
