"""Plain text: our own words show the behaviour, the real article shows that it holds."""

from __future__ import annotations

import re

import pytest

from corpus.models import Document, Reading, Source
from corpus.readers import UnreadableDocument
from corpus.readers.text import read_text

TITLE = "Cabinet Office and Treasury urged to do more to boost departmental collaboration"

ARTICLE = """Two departments share a bus

The bus will run from Monday, ministers said.

They listed what it needs:

- a driver
- a timetable that
  both can keep

Related content

Nobody knows who pays for “fuel”.

Leave a Reply

Your address will not be shown.
"""


def source(title: str = "A title", **reading) -> Source:
    return Source(
        source_id="an-article", title=title, short_title=title, publisher="A paper", authority="press", reading=Reading(**reading)
    )


@pytest.fixture
def read(tmp_path):
    def read(text: str, **reading) -> Document:
        path = tmp_path / "article.txt"
        path.write_text(text, encoding="utf-8")
        return read_text(path, source(**reading))

    return read


def test_each_block_stands_under_the_title_with_its_ordinal(read):
    paragraphs = read(ARTICLE).paragraphs
    assert [p.reference for p in paragraphs] == [f"Two departments share a bus ¶{n}" for n in (1, 2, 3)]
    assert paragraphs[2].text == "Nobody knows who pays for “fuel”."


def test_a_list_belongs_to_its_lead_in_and_wrapped_lines_are_joined(read):
    assert read(ARTICLE).paragraphs[1].text == "They listed what it needs:\n• a driver\n• a timetable that both can keep"


def test_what_a_web_page_adds_is_left_out(read):
    text = "\n".join(p.text for p in read(ARTICLE).paragraphs)
    assert not re.search("Related|Reply|address", text)


def test_a_line_that_no_stop_closes_is_a_heading(read):
    first, second = read("A bus for two\n\nIt runs.\n\nWhat it costs\n\nIt costs a lot.").paragraphs
    assert (second.reference, second.headings) == ("What it costs ¶1", ("What it costs",))
    assert first.headings == ()


def test_the_body_ends_where_the_source_says(read):
    assert [
        p.text for p in read("A bus for two\n\nIt runs.\n\nBy A Writer\n\nSubscribe to us.", body_until="By A").paragraphs
    ] == ["It runs."]


def test_a_body_that_cannot_be_found_is_an_error_that_says_what_to_change(read):
    with pytest.raises(UnreadableDocument, match=r'article.txt has no line that begins "The End".*sources.toml'):
        read(ARTICLE, body_until="The End")


@pytest.mark.parametrize(
    ("content", "problem"), [(b"", "empty"), (b" \n\n", "empty"), (b"caf\xe9", "not UTF-8"), (b"A bus for two", "no text")]
)
def test_a_file_without_text_is_unreadable(tmp_path, content, problem):
    path = tmp_path / "broken.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=f"broken.txt .*{problem}"):
        read_text(path, source())


@pytest.fixture(scope="module")
def article(documents) -> Document:
    return read_text(documents / "publictechnology-pac-2024.txt", source(TITLE, body_until="Jim Dunton"))


def test_the_article_has_fourteen_blocks_under_its_title(article):
    assert [p.reference for p in article.paragraphs] == [f"{TITLE} ¶{n}" for n in range(1, 15)]


@pytest.mark.parametrize(
    ("ordinal", "words"),
    [
        (1, "financial and data levers"),
        (7, "only 28 joint bids"),
        (8, "‘workforce, skills and location’"),
        (12, "£600m Shared Outcomes Fund"),
    ],
)
def test_the_article_keeps_its_words(article, ordinal, words):
    assert words in article.paragraphs[ordinal - 1].text


def test_the_article_comes_without_furniture(article):
    text = "\n".join(p.text for p in article.paragraphs)
    assert not re.search("Related content|Learn More|Leave a Reply|Jim Dunton|email address", text)


def test_the_article_is_read_whole(article):
    words = sum(len(p.text.split()) for p in article.paragraphs)
    assert words >= 0.99 * article.body_words > 600
    assert article.pages_without_text == () and all(p.page is None for p in article.paragraphs)
