"""Web pages: each in our own words, with the elements and classes of a real host."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import Document, Reading, Source
from corpus.readers.html import read_html

PAGES = Path(__file__).parent / "pages"


def source(**reading) -> Source:
    return Source(
        source_id="a-page",
        title="A page",
        short_title="A page",
        publisher="A host",
        authority="rules",
        reading=Reading(**reading),
    )


def page(name: str) -> Document:
    return read_html(PAGES / f"{name}.html", source(plain_numbers=name == "committee_report"))


def texts(document: Document) -> dict[str, str]:
    found = {paragraph.reference: paragraph.text for paragraph in document.paragraphs}
    assert len(found) == len(document.paragraphs), "a reference names one paragraph"
    return found


@pytest.fixture
def read(tmp_path):
    def read(html: str | bytes, **reading) -> Document:
        path = tmp_path / "page.html"
        path.write_bytes(html if isinstance(html, bytes) else html.encode())
        return read_html(path, source(**reading))

    return read


MUST_CONTAIN = {
    "govuk_attachment": {
        "Sharing a minibus: guidance for depots ¶1": "Two depots may run one minibus between them.",
        "1.1.1": "A driver books by noon. The booking names:\n• the route\n• the driver and a second driver on long routes\n"
        "Nobody books for a stranger.",
        "1.1.2": "A late booking needs the consent that paragraph 1.1.1 does not mention.\n"
        "1.1.1 of this guidance is quoted here, at the start of a line.",
        "1.2 Fuel ¶1": "Keep every receipt.",
        "1.2 Fuel ¶2": "2.5 million litres were used last year across all depots.",
        "Table 2": "Fuel by depot\nDepot | Year | Litres\nNorth | 2023 | 1,200\nNorth | 2024 | 1,150\nSouth |  | 900",
        "2. Words used ¶1": "depot | a yard with a gate\nroute | a way between depots",
        "footnote 1": "Noon is 12:00 by the depot clock.",
        "footnote 2": "Estimated.",
    },
    "govuk_publication": {
        "Sharing a minibus ¶1": "How depots run one minibus between them.",
        "Sharing a minibus ¶2": "This 2023 version replaces the yard notice.",
        "Sharing a minibus ¶3": "It covers:\n• booking\n• fuel",
        "Later changes ¶1": "None so far.",
    },
    "committee_report": {
        "Conclusion 1": "Depots rarely know what a minibus costs. Nobody adds it up.",
        "Recommendation 1": "The Depot Office should add up the costs within a year.",
        "Conclusion 2": "Drivers are counted twice.",
        "Recommendation 2": "The Depot Office should:\n• count drivers once; and\n• say so by June.",
        "1": "On the basis of a report by the auditor, we took evidence from two depots.",
        "2": "A depot told us that:\nit never saw the keys.\n1. That was the first of its complaints.",
        "3": "Costs rose by a third in 10 years. See also paragraph 4 below.",
        "Box 1": "The key cupboard\nIt has two locks.\n• one for each depot",
        "4": "Keys should hang in one place.",
        "Figure 3": "Keys lost a year\n2022 | 7\n2023 | 4\nSource: the key cupboard",
        "5": "There is no second cupboard.",
        "footnote 1": "Auditor, Minibuses, HC 12.",
        "footnote 2": "Q 5.",
    },
    "wordpress_report": {
        "Minibuses shared between depots ¶1": "We looked at twelve depots. All of them share.",
        "What we found ¶1": "Sharing works where:\nKeys are few and clocks agree.\n• one depot leads\n• and is named\n• the other pays",
        "What we found ¶2": "A depot that shares saves money. “It never fails”, said one.",
        "Savings by depot ¶1": "Savings by depot\nDepot | Saved\nNorth | £7,000",
        "Figure 1": "Depots on the map",
        "What we found ¶3": "The same heading stands here again.",
    },
}

MUST_NOT_CONTAIN = {
    "govuk_attachment": [
        *("cookies", "Benefits", "Skip to", "logo", "Print this", "in print only", "listed", "Attached", "Back to top", "useful"),
        *("Footer", "js-enabled", "machine readable", "[footnote", "↩", "Updated 3 July"),
    ],
    "govuk_publication": [
        *("crumb", "Published", "updates", "emails", "withdrawn", "new yard", "May 2023", "HTML", "map of depots", "Bicycle"),
        *("Tweet", "Details"),
    ],
    "committee_report": [
        "cookies",
        "masthead",
        "PDF",
        "listed",
        "tracking",
        "copyright",
        "Recommendation 1:",
        "depots.1",
        "years.2",
    ],
    "wordpress_report": [
        *(
            "menu",
            "admin",
            "Posted",
            "Download",
            "Share this",
            "Bicycle",
            "Leave a Reply",
            "Recent",
            "powered",
            "color",
            "dataLayer",
        ),
    ],
}


@pytest.mark.parametrize("name", MUST_CONTAIN)
def test_a_page_gives_these_paragraphs_and_no_others(name):
    found = texts(page(name))
    if name == "committee_report":  # what stands between the title and the contents is the page's own account of itself
        found = {reference: text for reference, text in found.items() if not reference.startswith("Shared minibuses")}
    assert found == MUST_CONTAIN[name]


@pytest.mark.parametrize("name", MUST_NOT_CONTAIN)
def test_no_furniture_is_read(name):
    whole = "\n".join(paragraph.text for paragraph in page(name).paragraphs)
    assert [words for words in MUST_NOT_CONTAIN[name] if words in whole] == []


@pytest.mark.parametrize("name", MUST_CONTAIN)
def test_at_least_99_in_100_body_words_are_in_some_paragraph(name):
    document = page(name)
    kept = " ".join(f"{p.reference} {p.text}" for p in document.paragraphs)
    assert sum(any(map(str.isalpha, word)) for word in kept.split()) >= 0.99 * document.body_words > 0


def test_the_heading_trail_leads_down_to_the_paragraph():
    trails = {p.reference: p.headings for p in page("govuk_attachment").paragraphs}
    assert trails["1.1.2"] == ("1. Booking", "1.1 Who may book")
    assert trails["2. Words used ¶1"] == ("2. Words used",)
    assert trails["Sharing a minibus: guidance for depots ¶1"] == ()


def test_a_footnote_is_attached_to_what_calls_it_a_table_too():
    attached = {p.reference: p.attached_to for p in page("govuk_attachment").paragraphs if p.kind == "footnote"}
    assert attached == {"footnote 1": "1.1.1", "footnote 2": "Table 2"}
    attached = {p.reference: p.attached_to for p in page("committee_report").paragraphs if p.kind == "footnote"}
    assert attached == {"footnote 1": "1", "footnote 2": "3"}


def test_tables_boxes_and_figures_say_what_they_are():
    kinds = {p.reference: p.kind for name in MUST_CONTAIN for p in page(name).paragraphs}
    assert [kinds[name] for name in ("Table 2", "Box 1", "Figure 3", "Savings by depot ¶1", "Figure 1")] == [
        *("table", "box", "figure", "table", "figure")
    ]


def test_a_short_bold_line_is_a_heading():
    trail = next(p.headings for p in page("committee_report").paragraphs if p.reference == "3")
    assert trail == ("1 Why depots share", "What we heard", "Costs in the north")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("govuk_attachment", "3 July 2024"),
        ("govuk_publication", "3 July 2024"),
        ("committee_report", "13 February 2024"),
        ("wordpress_report", "7 July 2023"),
    ],
)
def test_the_edition_is_dated_by_the_page_not_by_its_prose(name, date):
    assert page(name).edition_title == date


def test_a_heading_is_no_furniture_whatever_its_id_says(read):
    html = '<div class="govspeak"><h2 id="social-care">Social care</h2><p>Cared for.</p><h2 id="feedback">Feedback</h2><p>Heard.</p></div>'
    assert texts(read(f"<h1>T</h1>{html}")) == {"Social care ¶1": "Cared for.", "Feedback ¶1": "Heard."}


# Numbers


def test_numbers_that_an_ordered_list_counts_are_paragraphs_where_they_come_next(read):
    document = read(
        "<h1>Keys</h1><h2>Rules</h2><ol><li>Hang the keys.</li><li>Lock the door.</li></ol><h2>More</h2>"
        '<ol start="3"><li>Say who did:<ol><li>by name</li></ol></li></ol>',
        plain_numbers=True,
    )
    assert texts(document) == {"1": "Hang the keys.", "2": "Lock the door.", "3": "Say who did:\n• by name"}


def test_a_list_inside_a_numbered_paragraph_does_not_become_paragraphs_when_its_count_comes_next(read):
    items = "<li>red</li><li>blue</li><li>green</li><li>black</li>"
    document = read(
        f"<h1>Keys</h1><p>1. Hang them.</p><p>2. Mind the colours.</p><ol>{items}</ol><p>3.Count.</p>", plain_numbers=True
    )
    assert texts(document) == {"1": "Hang them.", "2": "Mind the colours.\n• red\n• blue\n• green\n• black", "3": "Count."}


def test_a_box_ends_at_its_sibling_heading_or_at_the_next_numbered_paragraph(read):
    box = "<h3>Box 1.1: Keys</h3><p>Two locks.</p><h4>Spares</h4><p>None.</p>"
    found = texts(
        read(
            f"<h1>R</h1><h2>One</h2><p>1.1 Before.</p>{box}<p>1.2 Behind.</p>{box.replace('1.1', '1.2')}<h3>Next</h3><p>More.</p>"
        )
    )
    boxed = "Keys\nTwo locks.\nSpares\nNone."
    assert found == {"1.1": "Before.", "Box 1.1": boxed, "1.2": "Behind.", "Box 1.2": boxed, "Next ¶1": "More."}


def test_without_being_told_so_plain_numbers_are_no_references(read):
    document = read("<h1>Keys</h1><p>1. Hang the keys.</p><ol><li>the red one</li></ol>")
    assert texts(document) == {"Keys ¶1": "1. Hang the keys.\n• the red one"}


def test_a_part_that_counts_by_itself_ends_with_its_heading(read):
    document = read(
        "<h1>R</h1><h2>Summary</h2><p>1. Short.</p><h3>Key findings</h3><p>2. Found.</p><h2>Body</h2><p>1. Long.</p>",
        plain_numbers=True,
        numbered_parts={"Summary": "Summary"},
    )
    assert list(texts(document)) == ["Summary 1", "Summary 2", "1"]


def test_an_entry_printed_twice_counts_where_it_stands_last(read):
    document = read("<h1>R</h1><h2>List</h2><p>Recommendation 1: Act.</p><h2>Body</h2><p>Recommendation 1: Act in full.</p>")
    assert texts(document) == {"List ¶1": "Recommendation 1: Act.", "Recommendation 1": "Act in full."}


# Links


def test_a_number_that_links_to_a_paragraph_is_no_footnote(read):
    html = '<h1>T</h1><p>See <a href="#p2">2</a>.</p><p id="p2">Two is here.</p>'
    assert texts(read(html)) == {"T ¶1": "See 2.", "T ¶2": "Two is here."}
