"""A cited paragraph in its place: its neighbours and its page, as far as the licence goes."""

from assistant.in_place import InPlace, neighbours, paragraphs_on, place_cited, place_found, whole_paragraph
from corpus.models import Document, Licence, Paragraph
from tests.assistant.conversing import PASSAGE, QUOTE, answer, citation, digest_library, full_library, no_answer

LIMITED = Licence(name="Strict", attribution="© Somebody", quotation_limit=8)
PARAGRAPHS = (
    Paragraph(reference="7.5.2", text="Second.", page=76, headings=("7.5 Sharing",)),
    Paragraph(reference="footnote 9", text="A note.", page=76, kind="footnote"),
    Paragraph(reference="7.5.3", text="Third.", page=76, headings=("7.5 Sharing",)),
    Paragraph(reference="7.5.4", text=PASSAGE, page=77, headings=("Chapter 7", "7.5 Sharing")),
    Paragraph(reference="Box 7.3", text="Models:\n• one\n• two", page=77, last_page=78, page_starts=((16, 78),), kind="box"),
    Paragraph(reference="7.6.1", text="After.", page=78),
    Paragraph(reference="7.6.2", text="Far after.", page=78),
)
DOCUMENT = Document(source_id="rules", paragraphs=PARAGRAPHS)


def cited(library, **fields) -> InPlace:
    said = answer(citation(**fields))
    return place_cited(said.citations[0], said, library)


def test_a_citation_is_looked_up_with_its_words_to_mark():
    shown = cited(full_library())
    assert (shown.paragraph, shown.page, shown.words) == ("7.5.4", 77, QUOTE)
    assert shown.pinpoint == "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77"
    assert shown.may_be_read


def test_of_a_digest_the_statements_are_marked_and_no_page_may_be_shown():
    shown = cited(digest_library(), rendition="digest", quote="", verified=None)
    assert shown.words == QUOTE
    assert shown.is_digest
    assert not shown.may_be_read


def test_only_a_licence_that_allows_all_of_a_text_lets_its_pages_be_shown():
    assert not cited(full_library(licence=LIMITED)).may_be_read
    assert not cited(full_library(licence=None)).may_be_read


def test_a_passage_that_was_found_and_answers_nothing_has_no_words_to_mark():
    shown = place_found(no_answer().hits[0], full_library())
    assert (shown.paragraph, shown.page, shown.words) == ("7.5.4", 77, "")


def test_the_neighbours_are_shown_in_their_order_without_notes_at_the_foot():
    headings, before, after = neighbours(cited(full_library()), DOCUMENT)
    assert headings == ("Chapter 7", "7.5 Sharing")
    assert [(one.reference, one.text) for one in before] == [("7.5.2", "Second."), ("7.5.3", "Third.")]
    assert [one.reference for one in after] == ["Box 7.3", "7.6.1"]


def test_a_licence_for_short_quotations_lets_neighbours_be_named_and_no_more():
    _, before, after = neighbours(cited(full_library(licence=LIMITED)), DOCUMENT)
    assert [(one.reference, one.text) for one in [*before, *after]] == [
        ("7.5.2", ""),
        ("7.5.3", ""),
        ("Box 7.3", ""),
        ("7.6.1", ""),
    ]


def test_neighbours_in_our_digest_are_ours_to_show_whatever_the_licence():
    library = digest_library()
    strict = type(library)([library.sources[0].model_copy(update={"licence": LIMITED})], library.editions)
    _, before, _ = neighbours(cited(strict, rendition="digest", quote="", verified=None), DOCUMENT)
    assert [one.text for one in before] == ["Second.", "Third."]


def test_the_first_and_the_last_paragraph_have_neighbours_on_one_side():
    assert neighbours(cited(full_library(), paragraph="7.5.2"), DOCUMENT)[1] == []
    assert neighbours(cited(full_library(), paragraph="7.6.2"), DOCUMENT)[2] == []


def test_a_paragraph_that_the_document_does_not_have_has_no_neighbours():
    assert neighbours(cited(full_library(), paragraph="9.9.9"), DOCUMENT) == ((), [], [])


def test_of_a_paragraph_that_was_cut_all_is_shown_where_all_may_be():
    piece = {"passage": "Every joint activity must have one accounting officer."}
    assert whole_paragraph(cited(full_library(), **piece), DOCUMENT) == PASSAGE
    assert whole_paragraph(cited(full_library(licence=LIMITED), **piece), DOCUMENT) == piece["passage"]
    assert whole_paragraph(cited(full_library(), paragraph="9.9.9", **piece), DOCUMENT) == piece["passage"]


def test_a_page_in_words_holds_what_it_prints_and_no_more():
    assert [(p.reference, p.text) for p in paragraphs_on(77, DOCUMENT)] == [("7.5.4", PASSAGE), ("Box 7.3", "Models:\n• one")]
    assert [(p.reference, p.text) for p in paragraphs_on(78, DOCUMENT)] == [
        ("Box 7.3", "two"),
        ("7.6.1", "After."),
        ("7.6.2", "Far after."),
    ]
    assert [p.reference for p in paragraphs_on(76, DOCUMENT)] == ["7.5.2", "footnote 9", "7.5.3"]
    assert paragraphs_on(99, DOCUMENT) == []
