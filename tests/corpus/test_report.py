"""The reading report: what it finds wrong, and that it finds nothing wrong where nothing is."""

from __future__ import annotations

import json

import pytest

from corpus.file_words import FilePage, count_words, file_pages, words_of
from corpus.intake import Supplied, take_in
from corpus.models import Document, Paragraph
from corpus.numbering import is_printed, missing_numbers, repeated
from corpus.passages import cut_into_passages
from corpus.reading_report import report_on
from corpus.refresh import sources_named
from corpus.report import reports_on
from corpus.store import EditionStore
from tests.builders import edition, source
from tests.corpus.keeping import FIRST, NEWS, RULES, Keeping
from tests.corpus.published import page
from tests.corpus.server import StillClock

COUNTS = {
    "nao-cross-government-2023": {"numbered": 64, "figure": 6, "footnote": 2},
    "publictechnology-pac-2024": {"other prose": 14},
    "ifg-collaboration-2021": {"other prose": 36, "figure": 2, "footnote": 20},
    "wiring-it-up-progress-2001": {"numbered": 232, "other prose": 60, "table": 2, "footnote": 3},
    "nao-joining-up-2001": {"numbered": 35, "other prose": 15, "box": 1, "figure": 5, "footnote": 6},
}


@pytest.mark.parametrize("source_id", COUNTS)
def test_nearly_every_word_of_the_real_documents_is_in_a_passage(documents, tmp_path, source_id):
    [file] = documents.glob(f"{source_id}.*")
    [held] = sources_named([source_id])
    store = EditionStore(tmp_path)
    assert take_in(held, Supplied(path=file, retrieved_at=StillClock().now()), store).kind == "new"
    [report] = reports_on([held], store)
    assert report.to_look_at == ()
    assert report.coverage >= 0.997
    assert report.counts == COUNTS[source_id]


@pytest.mark.parametrize(
    ("references", "missing"),
    [
        (
            ["7.5.1", "7.5.2", "7.5.4", "7.6.1"],
            ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.1.*", "7.2.*", "7.3.*", "7.4.*", "7.5.3"],
        ),
        (["1.1", "1.2", "2.1", "2.3"], ["2.2"]),
        (["A1.1.1", "A1.1.3", "A1.2.1"], ["A1.1.2"]),
        (["Summary 1", "Summary 3"], ["Summary 2"]),
        (["Conclusion 2", "Conclusion 4"], ["Conclusion 1", "Conclusion 3"]),
        (["footnote 1", "footnote 4"], ["footnote 2", "footnote 3"]),
        (["Box 2.1", "Box 5.1", "Box 5.3"], ["Box 5.2"]),
        (["Box A4.3A", "Box A4.3B", "Box A4.7A", "Box A4.7C"], ["Box A4.7B"]),
        (["Box 7.3", "Box 7.3, Model 1", "Box 7.3, Model 3", "Box 7.1", "Box 7.2"], ["Box 7.3, Model 2"]),
        (["Foreword ¶3", "Glossary: 2001", "Annex, year 2001", "Annex, ABIs"], []),
    ],
)
def test_what_is_left_out_of_a_series_is_named(references, missing):
    assert missing_numbers(references) == missing


@pytest.mark.parametrize(
    ("reference", "text", "printed"),
    [
        ("7.5.3", "one\n7.5.3 The till", True),
        ("7.5.3", "one, see 7.5.3 of this", False),
        ("7.5.3", "7.5.31 The till\n7.5.3.1 Another", False),
        ("7.4.*", "7.4.1 The till", True),
        ("7.4.*", "7.4 Tills", False),
        ("Summary 2", "**2** The till", True),
        ("Conclusion 2", "<u>Conclusion 2: The till", True),
        ("Conclusion 2", "2 The till", False),
        ("footnote 3", "3 See the book", True),
        ("Box 5.2", "5.2 Tills", False),
    ],
)
def test_a_missing_number_that_begins_a_line_of_the_file_was_lost_by_the_reader(reference, text, printed):
    assert is_printed(reference, text) is printed


def test_references_given_twice_are_named():
    assert repeated(["1.1", "1.2", "1.1", "1.3"]) == ["1.1"]


def test_words_are_the_same_however_they_are_broken():
    assert words_of("Cross-\ngovernment understanding50 ²of 2026 can’t") == [
        "cross",
        "government",
        "understanding",
        "of",
        "can",
        "t",
    ]


def report(*paragraphs: Paragraph, text: str = "", pages: tuple[FilePage, ...] = (), held: tuple[Paragraph, ...] | None = None):
    document = Document(source_id="rules", paragraphs=paragraphs)
    kept = document if held is None else Document(source_id="rules", paragraphs=held)
    passages = cut_into_passages(kept, source(), edition())
    return report_on(source(), edition(), document, passages, pages or (FilePage(text=text),))


ONE = Paragraph(reference="1.1", headings=("The till",), text="Two bodies may share one till between them.")
TWO = Paragraph(reference="1.2", headings=("The till",), text="The larger of them counts the coins at night.")


def test_a_text_that_is_wholly_held_needs_no_look():
    found = report(ONE, TWO, text=f"The till\n1.1 {ONE.text}\n1.2 {TWO.text}")
    assert (found.to_look_at, found.coverage, found.counts) == ((), 1.0, {"numbered": 2})


def test_a_sentence_that_reached_no_passage_is_quoted():
    found = report(ONE, text=f"The till\n{ONE.text}\nNobody may take the key home with them.")
    assert found.coverage < 0.99
    assert found.lost_lines == ("nobody may take the key home with them",)
    assert any("only" in line and "of the words reached a passage" in line for line in found.to_look_at)


def test_a_paragraph_without_a_passage_counts_as_lost():
    assert report(ONE, TWO, text=f"The till {ONE.text} {TWO.text}", held=(ONE,)).coverage < 0.7


def test_a_heading_that_is_said_over_every_paragraph_is_held_once():
    assert report(ONE, TWO, text=f"The till\n{ONE.text}\n{TWO.text}\nThe till, the till").lost_words == {"the": 2, "till": 2}


def test_repeats_and_loose_footnotes_are_to_be_looked_at():
    loose = Paragraph(reference="footnote 1", kind="footnote", attached_to="9.9", text="See the book.")
    found = report(ONE, ONE, loose, text=f"The till {ONE.text} {ONE.text} See the book.")
    assert found.to_look_at == ("more than one paragraph has this reference: 1.1", "attached to nothing: footnote 1")


def test_pages_without_text_are_told_and_pictures_are_to_be_looked_at():
    first, second = (p.model_copy(update={"page": n}) for p, n in ((ONE, 2), (TWO, 5)))
    pages = (
        FilePage(number=1, text="Spending Together"),
        FilePage(number=2, text=f"The till {ONE.text}"),
        FilePage(number=3, text=" "),
        FilePage(number=4, text="", has_picture=True),
        FilePage(number=5, text=TWO.text),
        FilePage(number=6, text="Here stands a whole page of text that nobody has ever read, from its first word on."),
    )
    found = report(first, second, pages=pages)
    assert (found.front_pages, found.front_words, found.pages_without_text, found.pages_hardly_read) == (1, 2, (3, 4), (6,))
    assert "pictures without a text layer: pages 4" in found.to_look_at
    assert "less than 90% of these pages reached a passage: 6" in found.to_look_at


def test_a_long_list_keeps_its_lead_in_and_counts_it_once():
    items = "\n".join(f"• item {n} of the list that the two bodies keep in the book of the till" for n in range(40))
    paragraph = Paragraph(reference="1.1", text=f"They write down:\n{items}")
    assert report(paragraph, text=f"{paragraph.text} They write down:").lost_words == {"they": 1, "write": 1, "down": 1}


def test_the_words_of_a_web_page_are_those_of_its_main_part(tmp_path):
    body = "<nav>Menu</nav><main><h1>Till</h1><p>Two <b>bo</b>dies.</p><a href='#top'>Top</a><form>Search</form></main><footer>Foot</footer>"
    (tmp_path / "page.html").write_bytes(page(body).body)
    assert count_words(file_pages(tmp_path / "page.html", source())[0].text) == count_words("Till Two bodies")


def test_the_command_prints_a_table_and_json(keeping: Keeping):
    keeping.hold(RULES, NEWS)
    assert keeping.type_report().exit_code == 1, "nothing is stored"
    keeping.publish(FIRST)
    prose = "<p>Two bodies share one till.</p><aside><p>They lock it at night.</p></aside>"
    keeping.web.put(NEWS.landing_page, page(f"<main><h1>Sharing a till</h1>{prose}</main>"))
    keeping.refresh()
    typed = keeping.type_report()
    assert (typed.exit_code, typed.stderr) == (0, "Every edition is read as it should be.\n")
    assert "guidance  June 2025" in typed.stdout and "100.00%" in typed.stdout
    [found] = json.loads(keeping.type_report("guidance", "--json").stdout)
    assert (found["counts"], found["coverage"], found["front_pages"]) == ({"numbered": 3}, 1.0, 2)
    original = next(keeping.store.folder.glob("news/*/original.html"))
    original.write_text(original.read_text().replace("<aside>", "").replace("</aside>", ""))
    typed = keeping.type_report("news")
    assert typed.exit_code == 1
    assert "lines that are in no passage (1): “they lock it at night”" in typed.stdout
    assert typed.stderr.endswith("1 of 1 editions need a look.\n")
