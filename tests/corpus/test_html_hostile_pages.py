"""Pages that are no pages, and pages that lie: read for what they say, or refused in a line that helps."""

from __future__ import annotations

import time

import pytest

from corpus.models import Document, Source
from corpus.readers import UnreadableDocument
from corpus.readers.html import read_html


@pytest.fixture
def read(tmp_path):
    def read(html: str | bytes) -> Document:
        path = tmp_path / "page.html"
        path.write_bytes(html if isinstance(html, bytes) else html.encode())
        named = {"source_id": "a-page", "title": "A page", "short_title": "A page", "publisher": "A host"}
        return read_html(path, Source(**named, authority="rules"))

    return read


def texts(document: Document) -> dict[str, str]:
    return {paragraph.reference: paragraph.text for paragraph in document.paragraphs}


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"%PDF-1.7\n\x00\x01 obj", "zero bytes"),
        (b'{"title": "an answer for machines"}', "not one tag"),
        ("<div>" * 100_000 + "hello", "nested deeper"),
        ("<table><tr><td>" * 100_000 + "hello", "nested deeper"),
        ("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">hello</p>", "attributes"),
        ("<html><head><title>T</title></head><body><div id='root'></div><script>run()</script></body></html>", "without text"),
        ("<!-- <p>only a comment</p>", "without any content"),
        ("<h1>Only headings</h1><h2>here</h2>", "without text"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line_that_names_the_file(read, html, complaint):
    with pytest.raises(UnreadableDocument, match=complaint) as problem:
        read(html)
    assert str(problem.value).startswith("page.html: ")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="utf-16"><p>Keys cost “£3” – each.</p>'.encode(),
        '<meta charset="no-such-charset"><p>Keys cost “£3” – each.</p>'.encode("cp1252"),
        '<meta charset="utf-8"><p>Keys cost “£3” – each.</p>'.encode("cp1252"),
        '<meta charset="iso-8859-1"><p>Keys cost “£3” – each.</p>'.encode("cp1252"),
        '<?xml version="1.0" encoding="ebcdic-cp-us"?><p>Keys cost “£3” – each.</p>'.encode(),
        "<p>Keys cost “£3” – each.</p>".encode("utf-16"),
        "<p>Ke\u00adys\xa0cost “£3” – ea\u200bch.</p>".encode("utf-8-sig"),
    ],
)
def test_characters_are_read_whatever_the_page_says_of_them(read, data):
    assert texts(read(data)) == {"A page ¶1": "Keys cost “£3” – each."}


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 1500 + "<p>Hello there.</p>",
        "<p>Hello there.</p>" + "</div>" * 100_000,
        "<body><a href='#x'>" * 3_000 + "<p>Hello there.</p>",
        "<p>Hello there.</p><script>document.write('<p>Evil</p>')</script><style>p{}</style><template><p>No</p></template>",
        "<p>Hello there.</p><div hidden><p>No</p></div><p style='display: none'>No</p><p aria-hidden='true'>No</p>",
        "<p>Hello <img src=x onerror=alert(1)>there.<!-- <p>No</p>",
        "<form><p>No</p></form><p>Hello there.</p></li></ul></table></td></p>",
    ],
)
def test_what_a_broken_or_hostile_page_does_say_is_read(read, html):
    assert [p.text for p in read(html).paragraphs] == ["Hello there."]


def test_a_cell_that_claims_a_million_rows_fills_no_more_than_there_are(read):
    table = "<table><tr><th rowspan=1000000>North</th><td>1</td></tr><tr><td>2</td></tr></table>"
    assert texts(read(f"<h1>T</h1>{table}")) == {"T ¶1": "North | 1\nNorth | 2"}


def test_a_page_of_300_printed_pages_is_read_in_seconds(read):
    body = "".join(
        f"<h3>Part {n}</h3><p>{n}.1 {'Keys hang in the cupboard. ' * 20}</p><ul><li>one</li></ul>" for n in range(1, 1401)
    )
    started = time.perf_counter()
    assert len(read(f"<main><h1>T</h1>{body}</main>").paragraphs) == 1400
    assert time.perf_counter() - started < 10
