"""Readers of any file: a document comes of it or one line says why not, whatever its bytes are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.models import Document
from corpus.readers import UnreadableDocument
from corpus.readers.sandbox import read_document, read_here
from tests.builders import source, write_pdf

TAGS = ["<p>", "</p>", "<li>", "<ol>", "</ol>", "<table>", "<td>", "<h2>", "</h2>", "<a href='#x'>", "<!--", "&#0;", "<main>"]
MARKS = ["1.1 ", "# ", "- ", "> ", "| a | b |", "\n", "\n\n", "[^1]", "[^1]: ", "```", "**", "Box 1", "\x00", "\u202e", "é"]
MARKUP = st.lists(st.sampled_from([*TAGS, *MARKS]) | st.text(max_size=20), max_size=60).map("".join)


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
@given(text=MARKUP)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_under_any_name_becomes_a_document_or_is_refused(tmp_path, suffix, text):
    file = tmp_path / f"rules{suffix}"
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    try:
        document = read_here(file, source())
    except UnreadableDocument as problem:
        assert str(problem)
    else:
        assert isinstance(document, Document)
        assert Document.model_validate_json(document.model_dump_json()) == document


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".md", ".txt"])
@given(content=st.binary(max_size=400))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_name_are_read_or_refused(tmp_path, suffix, content):
    file = tmp_path / f"rules{suffix}"
    file.write_bytes(content)
    try:
        assert isinstance(read_here(file, source()), Document)
    except UnreadableDocument as problem:
        assert str(problem)


def test_a_damaged_pdf_is_read_or_refused_in_one_line_by_whoever_takes_it_in(tmp_path):
    pages = [
        [(99, 760 - 30 * n, 11, False, f"1.{n} Cook {n} of kitchen {p} answers for the salt.") for n in range(12)]
        for p in range(3)
    ]
    whole = write_pdf(tmp_path / "whole.pdf", pages).read_bytes()
    moments = random.Random(20261127)
    for number in range(12):
        file = tmp_path / f"rules{number}.pdf"
        file.write_bytes(_damaged(whole, moments))
        try:
            assert isinstance(read_document(file, source(), seconds=60), Document)
        except UnreadableDocument as problem:
            assert str(problem) and "\n" not in str(problem)


def _damaged(content: bytes, moments: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(moments.choice((1, 10, 200))):
        changed[moments.randrange(len(changed))] = moments.randrange(256)
    return bytes(changed[: moments.randrange(len(changed) // 2, len(changed) + 1)])


def test_the_builder_of_the_whole_pdf_makes_one_that_can_be_read(tmp_path):
    file = write_pdf(Path(tmp_path / "rules.pdf"), [[(99, 760, 11, False, "1.1 One cook answers for the salt of the kitchen.")]])
    assert read_here(file, source()).paragraphs
