"""What a reader may see of a document, its parts, and what is near a reference that does not exist."""

from __future__ import annotations

from assistant.shelf import LONGEST_PART, Volume, in_force, may_be_read_whole, near_sources, parts_of, with_notes_in_place
from corpus.models import Document, Licence
from corpus.sources import load_sources
from tests.builders import edition, source
from tests.shelving import SECOND, paragraph

STRICT = Licence(name="Strict", attribution="©", quotation_limit=5)
LONG = "The till is counted by two people each evening, and both of them sign the book."


def volume(*paragraphs, rendition="full", summaries=None, **fields) -> Volume:
    document = Document(source_id="rules", paragraphs=paragraphs or SECOND)
    return Volume(source(**fields), edition(rendition=rendition), document, summaries)


def test_a_licence_without_a_limit_lets_everything_be_read():
    assert may_be_read_whole(source()) and volume().is_read_whole
    assert volume(paragraph("1", LONG)).shown(paragraph("1", LONG)) == LONG


def test_a_licence_with_a_limit_or_none_at_all_lets_nothing_be_read_through():
    assert not volume(licence=STRICT).is_read_whole
    assert not volume(licence=None).is_read_whole
    assert len(volume(licence=STRICT).shown(paragraph("1", LONG)).split()) <= 6  # five words and the mark of the cut


def test_our_digest_is_ours_to_show_whole_whatever_the_licence():
    digest = volume(rendition="digest", licence=STRICT)
    assert digest.is_read_whole
    assert digest.shown(paragraph("1", LONG)) == LONG


def test_parts_are_the_chapters_and_hold_every_paragraph_once():
    parts = parts_of(SECOND, "Untitled")
    assert [(part.number, part.title) for part in parts] == [(1, "1 The till"), (2, "2 The door")]
    assert [p for part in parts for p in part.paragraphs] == list(SECOND)


def test_a_chapter_that_is_too_long_is_cut_at_its_next_headings():
    long = [paragraph(f"{n}", "Text.", ("One", f"Half {n // 100}")) for n in range(LONGEST_PART + 1)]
    assert [(part.title, part.depth, len(part.paragraphs)) for part in parts_of(long, "Untitled")] == [
        ("Half 0", 2, 100),
        ("Half 1", 2, 21),
    ]


def test_a_long_text_without_deeper_headings_stays_one_part_under_the_documents_name():
    plain = [paragraph(f"{n}", "Text.", ()) for n in range(LONGEST_PART + 1)]
    [part] = parts_of(plain, "An article")
    assert (part.title, len(part.paragraphs)) == ("An article", LONGEST_PART + 1)


def test_a_footnote_stands_behind_the_paragraph_that_calls_it():
    note = paragraph("footnote 1", "See there.", kind="footnote", attached_to="1.1.1")
    stray = paragraph("footnote 2", "Of nothing.", kind="footnote", attached_to="9.9.9")
    placed = with_notes_in_place([paragraph("1.1.1", "One."), paragraph("1.1.2", "Two."), note, stray])
    assert [p.reference for p in placed] == ["1.1.1", "footnote 1", "1.1.2", "footnote 2"]


def test_a_reference_is_found_however_it_is_typed_and_a_box_with_its_parts():
    model = paragraph("Box 7.3, Model 3", "Three.", part_of="Box 7.3", kind="box")
    held = volume(paragraph("7.6.1", "One."), paragraph("Box 7.3", "Models.", kind="box"), model)
    assert [p.reference for p in held.named("para 7.6.1")] == ["7.6.1"]
    assert [p.reference for p in held.named("box 7.3")] == ["Box 7.3", "Box 7.3, Model 3"]
    assert [p.reference for p in held.named("box 7.3 model 3")] == ["Box 7.3, Model 3"]
    assert held.named("7.6.2") == ()


def test_a_reference_with_its_heading_cut_short_is_found():
    held = volume(paragraph("There are few reasons to share a till ¶4", "One."))
    assert [p.reference for p in held.named("There are few … ¶4")] == ["There are few reasons to share a till ¶4"]


def test_what_is_near_an_unknown_reference_begins_as_it_does_and_is_next_in_number():
    held = volume(*(paragraph(reference, "Text.") for reference in ("7.5.9", "7.6.1", "7.6.2", "7.7.1", "Box 7.6", "footnote 7")))
    assert [p.reference for p in held.near("7.6.9")][:2] == ["7.6.2", "7.6.1"]
    assert held.near("Box 7.9")[0].reference == "Box 7.6"
    assert volume(paragraph("1", "Only one.")).near("zzz")[0].reference == "1"


def test_an_unknown_source_is_near_those_that_are_called_alike():
    sources = load_sources()
    assert near_sources("managing-public-money", sources)[0].source_id == "hmt-managing-public-money"
    assert near_sources("green book", sources)[0].source_id == "hmt-green-book"
    assert near_sources("<script>", sources) == ()


def test_the_edition_in_force_is_the_newest_that_was_not_superseded():
    old, new = edition(edition_id="2020"), edition(edition_id="2026", status="superseded")
    assert in_force([old, new]) == old
    assert in_force([new]) == new


def test_the_part_of_a_paragraph_is_known():
    held = volume()
    assert held.part_with(SECOND[-1]).title == "2 The door"
