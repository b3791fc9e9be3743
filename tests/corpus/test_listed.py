"""Which of the files on a page is the source."""

from __future__ import annotations

import time

import pytest

from corpus.models import Fetching as Told
from corpus.web.listed import ALIKE, ListedFile, choose_file, edition_date, likeness, links_to_files, plain_text
from tests.corpus.published import source


def listed(title: str, name: str = "x", kind: str = "pdf") -> ListedFile:
    return ListedFile(address=f"https://www.gov.uk/{name}.{kind}", title=title)


@pytest.mark.parametrize(
    "title, name, alike",
    [
        ("Managing Public Money - April 2026", "a", True),
        ("Full report (PDF)", "Managing_Public_Money_-_May_2023", True),
        ("HC 1659 Managing Public Money", "a", True),
        ("Managing Public Money: annex 4.15 asset ownership and use", "annex", False),
        ("Annual report and accounts 2026", "accounts", False),
        ("Full report", "a", False),
    ],
)
def test_a_title_or_a_file_name_may_show_that_a_file_is_the_source(title, name, alike):
    assert (likeness(listed(title, name), source()) >= ALIKE) is alike


@pytest.mark.parametrize(
    "title, date",
    [
        ("Managing Public Money - April 2026", (2026, 4)),
        ("May 2021, revised 12 June 2025", (2025, 6)),
        ("HC 1659, 2023", (2023, 0)),
        ("PU 3629", (0, 0)),
    ],
)
def test_the_newest_date_of_a_title_is_its_editions(title, date):
    assert edition_date(title) == date


def test_of_several_files_that_fit_alike_the_first_is_taken():
    first, second = listed("Managing Public Money", "a"), listed("Managing Public Money", "b")
    assert choose_file((first, second), source(), Told()) == first


def test_an_only_file_is_taken_under_any_title_where_the_page_is_about_nothing_else():
    only = listed("CP 1037 Treasury Minutes")
    assert choose_file((only,), source(), Told()) is None
    assert choose_file((only,), source(), Told(), sole_will_do=True) == only


def test_links_are_read_in_order_once_each_and_in_full():
    html = """<base href="/files/"><a href="a.pdf"><img></a><a href=' a.pdf#p2'>The <b>guide</b></a><a href="http://[">Broken</a>
        <a href="b" type="application/pdf">Other<a href="c.html">Page</a><p>End"""
    found = [(file.address, file.title) for file in links_to_files(html, "https://www.nao.org.uk/reports/x/")]
    assert found == [("https://www.nao.org.uk/files/a.pdf", "The guide"), ("https://www.nao.org.uk/files/b", "Other")]


@pytest.mark.parametrize(
    "piece", ['<a href="x.pdf" ', "<!-- ", "<", "<a x ", "</a", "<!a ", "<script>", '<a href="a.pdf">', "<b>"]
)
def test_a_page_made_to_be_slow_is_read_in_a_time_that_grows_with_its_length(piece):
    page = piece * (300_000 // len(piece))
    began = time.process_time()
    links_to_files(page, "https://www.nao.org.uk/")
    plain_text(page)
    assert time.process_time() - began < 5  # the standard library's parser took minutes for the first of them


def test_a_page_without_anything_has_no_links_and_no_words():
    assert [links_to_files(page, "https://www.nao.org.uk/") for page in ("", " ", "<!-- -->", "\ufeff")] == [()] * 4
    assert plain_text("") == plain_text("<!-- -->") == ""


def test_html_becomes_words_on_one_line():
    assert plain_text("<div><p>Out &amp; of\n date.</p><p>See <a>here</a>.</p></div>") == "Out & of date. See here."
