"""The hard places of the real document, as an expert would read them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from corpus.file_words import file_pages
from corpus.models import Edition, Source
from corpus.passages import cut_into_passages
from corpus.readers.page_words import find_words
from corpus.readers.sandbox import read_document
from corpus.reading_report import report_on
from corpus.sentences import sentence_spans

SOURCE = Source(source_id="hmt", title="Managing Public Money", short_title="MPM", publisher="HM Treasury", authority="rules")


@pytest.fixture(scope="module")
def document(documents):
    return read_document(documents / "hmt-managing-public-money.pdf", SOURCE)


@pytest.fixture(scope="module")
def found(document):
    return {paragraph.reference: paragraph for paragraph in document.paragraphs}


def test_every_numbered_paragraph_is_there_once_and_in_order(document):
    numbers = [p.reference for p in document.paragraphs if re.fullmatch(r"A?\d+\.\d+\.\d+", p.reference)]
    assert len(numbers) == 993
    last: dict[str, int] = {}
    for number in numbers:
        section, _, position = number.rpartition(".")
        assert int(position) == last.get(section, 0) + 1, f"{number} after {section}.{last.get(section)}"
        last[section] = int(position)


def test_references_are_unique(document):
    assert [ref for ref, count in Counter(p.reference for p in document.paragraphs).items() if count > 1] == []


def test_counts_of_boxes_and_footnotes(document):
    boxes = [p.reference for p in document.paragraphs if p.kind == "box" and p.part_of is None]
    assert len(boxes) == 95
    notes = sorted(int(p.reference.split()[1]) for p in document.paragraphs if p.kind == "footnote")
    assert notes == list(range(1, 143))


def test_the_edition_is_read_from_the_print(document):
    assert document.edition_title == "April 2026"
    assert document.page_count == 298


@pytest.mark.parametrize(
    ("reference", "page", "holds", "holds_not"),
    [
        ("7.5.4", 77, ["single accounting officer", "summoned as witnesses"], ["7.5.4"]),
        ("7.6.2", 77, ["memorandum of understanding."], ["understanding50", "https://"]),
        ("Box 7.3", 77, ["Model 1: Collaboration", "Model 6: Machinery of government change"], ["royal prerogative"]),
        ("Box 7.3, Model 1", 77, ["whose department’s resources are being used"], ["Model 2"]),
        ("Box 7.3, Model 3", 78, ["own individual projects", "shared, with each minister"], ["Model 4", "SRO"]),
        ("Box 7.3, Model 4", 78, ["Senior Responsible Owner (SRO) at the", "with Model 3)"], ["Model 5:", "See Annex"]),
        ("Box 7.3, Model 6", 79, ["royal prerogative", "amend their ambit", "new services rule."], ["Non-departmental"]),
        ("7.7.5", 80, ["Box 7.4 shows"], ["prerogative", "ambit"]),
        ("2.4.3", 18, ["encompassing the qualities summarised in Box 1.1. Supporting"], ["Box 2.4", "https"]),
        ("A4.7.7", 160, ["If a public authority is satisfied"], ["A4.7.7"]),
        ("A7.4.7", 283, ["Once a major asset"], []),
        ("A5.4.28", 232, ["normal course of business"], ["A5.4.29"]),
        ("1.6.2", 13, ["• Financial audit of the accounts", "\ni. assurance that"], ["misstatements10"]),
        ("A2.2.20", 109, ["Novelty is subjective"], []),
        ("Box A4.15A", 202, ["Stocks and stores | Patents and other", "Knowledge and know-how"], []),
        ("Glossary: virement", 296, ["virement"], []),
    ],
)
def test_hard_places(found, reference, page, holds, holds_not):
    paragraph = found[reference]
    assert paragraph.page == page
    for words in holds:
        assert words.lower() in paragraph.text.lower()
    for words in holds_not:
        assert words.lower() not in paragraph.text.lower()


def test_wrapped_cross_references_stay_in_their_sentences(found):
    on_page = [p.text for p in found.values() if p.page in (235, 279) or p.last_page in (235, 279)]
    assert any(re.search(r"\w A5\.4\.29", text) for text in on_page)
    assert any(re.search(r"\w A7\.3\.12", text) for text in on_page)


def test_heading_trails(found):
    assert found["7.5.4"].headings == ("Chapter 7 Working with others", "7.5 Shared services and departments pooling resources")
    assert found["A4.5.3"].headings == ("Annex 4.5 Senior Responsible Owner accountability",)
    assert found["Box 7.3, Model 3"].headings[-1] == "Box 7.3 Models for joint working"


def test_footnotes_are_apart_and_attached(found):
    assert found["footnote 50"].attached_to == "7.6.2"
    assert found["footnote 51"].attached_to == "Box 7.3, Model 4"
    assert found["footnote 53"].attached_to == "Box 7.3, Model 6"


def test_the_table_of_notifications_is_read_row_by_row(document):
    table = next(p for p in document.paragraphs if p.kind == "table" and p.page == 91)
    rows = {row.split(" | ")[0]: row for row in table.text.split("\n")}
    assert "Annual report and Accounts ✓" in rows["Losses in excess of £300,000"]
    assert rows["Ministerial Direction"].count("✓") == 4
    assert "14 sitting days before the indemnity incurred" in rows["Contingent Liability"]
    assert "14 working days" in rows["Contingent Liability (Recess)"]


def test_nothing_of_the_text_vanishes(document, documents):
    """At least 99% of the words that pdfium sees on each body page are in some paragraph of that page, its heading or its number."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(documents / "hmt-managing-public-money.pdf")
    letters: Counter = Counter()
    missing: Counter = Counter()
    for number in range(7, 299):
        seen = Counter(re.findall(r"[a-z]{2,}", pdf[number - 1].get_textpage().get_text_bounded().lower()))
        near = [p for p in document.paragraphs if p.page and p.page - 1 <= number <= max(p.page, p.last_page or 0) + 1]
        held = Counter(re.findall(r"[a-z]{2,}", " ".join(" ".join((*p.headings, p.reference, p.text)) for p in near).lower()))
        letters += seen
        missing += seen - held
    assert missing.total() <= 0.01 * letters.total(), missing.most_common(20)


def test_the_reading_report_finds_nothing_to_look_at(document, documents):
    edition = Edition(source_id="hmt", edition_id="2026-04", title="April 2026", published="2026-04")
    pages = file_pages(documents / "hmt-managing-public-money.pdf", SOURCE)
    report = report_on(SOURCE, edition, document, cut_into_passages(document, SOURCE, edition), pages)
    assert report.to_look_at == () and report.coverage > 0.999
    assert report.counts == {"numbered": 993, "other prose": 162, "box": 95, "part of a box": 6, "table": 2, "footnote": 142}
    assert report.absent == ("Box A4.7A", "Box A4.7B", "Box A4.7C", "Box A4.7D"), "Annex 4.7 begins with Box A4.7E"
    assert report.pages_without_text == (177,)


def test_each_sentence_is_found_on_the_page_that_is_cited_for_it(document, documents):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(documents / "hmt-managing-public-money.pdf")
    edition = Edition(source_id="hmt", edition_id="2026-04", title="April 2026", published="2026-04")
    texts = {number: page.get_textpage() for number, page in enumerate(pdf, 1)}
    where: Counter = Counter()
    for passage in cut_into_passages(document, SOURCE, edition):
        for begin, end in sentence_spans(passage.text):
            page, words = passage.page_at(begin), passage.text[begin:end]
            there, overleaf = (find_words(texts[number], words)[0] != "none" for number in (page, min(page + 1, 298)))
            where["on its page" if there else "overleaf" if overleaf else "nowhere"] += 1
    # Of some that run over the end of a page only a few words stand on it, too few to be sure of.
    assert where["on its page"] > 0.985 * where.total(), where
    assert where["nowhere"] < 0.004 * where.total(), where
