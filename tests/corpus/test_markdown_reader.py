"""Markdown: small texts in our own words show each behaviour. The real documents are in test_markdown_documents.py."""

from __future__ import annotations

import pytest

from corpus.models import Paragraph, Reading, Source
from corpus.readers import UnreadableDocument
from corpus.readers.markdown import read_markdown


def source(title: str = "A guide", **reading) -> Source:
    return Source(
        source_id="a-guide", title=title, short_title=title, publisher="An office", authority="audit", reading=Reading(**reading)
    )


@pytest.fixture
def read(tmp_path):
    def read(text: str, **reading) -> list[Paragraph]:
        path = tmp_path / "guide.md"
        path.write_text(text, encoding="utf-8")
        return list(read_markdown(path, source(**reading)).paragraphs)

    return read


def texts(paragraphs: list[Paragraph]) -> dict[str, str]:
    return {paragraph.reference: paragraph.text for paragraph in paragraphs}


# Numbers


def test_numbered_paragraphs_are_found_in_bold_bare_or_as_list_items_with_their_lists(read):
    found = read("## Pay\n\n**1.1** We pay:\n\n- rent; and\n  - nested\n\n- 1.2 They pay.\n- 1.3** All pay.\n1.4 Some do.\n")
    assert texts(found) == {"1.1": "We pay:\n• rent; and\n• nested", "1.2": "They pay.", "1.3": "All pay.", "1.4": "Some do."}
    assert {p.headings for p in found} == {("Pay",)}


def test_a_number_that_does_not_come_next_is_text(read):
    found = read("1.7 First.\n\n1.8 It grew, see paragraph\n1.2 Above.\n\n1.5 Million is a sum.\n\n2.1 Then.\n")
    assert list(texts(found)) == ["1.7", "1.8", "2.1"]
    assert "1.5 Million" in found[1].text


def test_plain_numbers_count_only_where_the_source_says_so(read):
    text = "# Guide\n\n1 We pay.\n\n2 They pay.\n\n9 Lives has a cat.\n"
    assert list(texts(read(text, plain_numbers=True))) == ["1", "2"]
    assert list(texts(read(text))) == ["Guide ¶1", "Guide ¶2", "Guide ¶3"]


def test_a_part_that_counts_from_one_again_lends_its_word(read):
    found = read(
        "# Summary\n\n**1** Short.\n\n# Part One\n\n## Longer\n\n1.1 Long.\n\n# Appendix One\n\n## How\n\n**1** So.\n",
        numbered_parts={"Summary": "Summary", "Appendix One": "Appendix"},
    )
    assert list(texts(found)) == ["Summary 1", "1.1", "Appendix 1"]
    assert found[1].headings == ("Part One: Longer",)


def test_recommendations_inside_a_paragraph_are_part_of_it(read):
    text = "- 1 Why.\n\nAdvice\n\n- 2 We advise:\n\nFor all\n\n- 1 **Share.** Often.\n- 3 And so on.\n"
    found = read(text, plain_numbers=True, numbered_parts={"Advice": "Recommendation"})
    assert [(p.reference, p.part_of) for p in found] == [("1", None), ("2", None), ("Recommendation 1", "2"), ("3", None)]


# Headings


def test_headings_of_a_part_are_siblings_whatever_their_level(read):
    found = read("## Part Two\n\n### Doing\n\n#### Roles\n\n2.1 A.\n\n## Risks\n\n2.2 B.\n")
    assert [p.headings for p in found] == [("Part Two: Doing", "Roles"), ("Part Two: Doing", "Risks")]


def test_elsewhere_headings_nest_and_the_title_is_in_no_trail(read):
    found = read("# Guide\n\nOpening.\n\n## One\n\n### Two\n\nText.\n")
    assert [(p.reference, p.headings) for p in found] == [("Guide ¶1", ()), ("Two ¶1", ("One", "Two"))]


def test_a_line_without_a_stop_over_a_numbered_paragraph_is_a_heading(read):
    found = read(
        "1. Start\n\n1.1 A.\n\nPART 2: Going on\n\nWho acts\n\n(i) First\n\n- 1.2 B.\n- (ii) Second, which is long.\n- 1.3 C.\n"
    )
    assert [p.headings for p in found][1:] == [
        ("1. Start", "PART 2: Going on", "Who acts", "(i) First"),
        ("1. Start", "PART 2: Going on", "Who acts", "(ii) Second, which is long."),
    ]


# Prose without numbers


def test_prose_blocks_count_under_their_heading_and_a_list_belongs_to_its_lead_in(read):
    found = read("# Guide\n\n## Who\n\nA writes.\n\nB needs:\n\n1. ink\n2. paper\n\n   of any kind\n\nC reads.\n")
    assert texts(found) == {"Who ¶1": "A writes.", "Who ¶2": "B needs:\n• 1. ink\n• 2. paper\nof any kind", "Who ¶3": "C reads."}


def test_a_sentence_broken_by_a_page_is_joined_also_across_a_figure(read):
    found = read(
        "## A\n\n1.1 They went to the\n\n---\n\nFigure 1: A map\n\nSource: us\n\nsea together.\n\n1.2 It was sent on\n- 28 June to all.\n"
    )
    assert texts(found) == {
        "1.1": "They went to the sea together.",
        "Figure 1": "A map\nSource: us",
        "1.2": "It was sent on 28 June to all.",
    }


def test_a_title_line_inside_a_numbered_paragraph_keeps_its_line(read):
    assert read("1.1 Decide:\n\nWho acts\n\nif nobody does, say so.\n")[0].text == "Decide:\nWho acts\nif nobody does, say so."


# Marks


def test_markdown_marks_vanish_and_the_words_stay(read):
    text = (
        "## A\n\n**Bold** and *slanted* ‘words’ of [a link](https://x.org/a_b_c), <https://y.org>, R&amp;D, **lost.\nnext line\n"
    )
    assert read(text)[0].text == "Bold and slanted ‘words’ of a link, https://y.org, R&D, lost. next line"


def test_tables_are_rows_of_plain_text(read):
    bars = "## Who\n\n1.1 See:\n\n| Who | **What** |\n| --- | --- |\n| We | pay |\n"
    tabs = "## Who\n\n1.1 See:\n\nWho\tWhat\n<p>We</p>\t<p>pay</p>\n"
    for found in (read(bars), read(tabs)):
        assert (found[1].reference, found[1].kind, found[1].text) == ("Who ¶1", "table", "Who | What\nWe | pay")


# Figures, boxes, footnotes


def test_a_figure_ends_with_its_source_or_where_the_text_goes_on(read):
    found = read(
        "## A\n\n1.1 See.\n\n**Figure 1**\n\nA map\n\n**Notes**\n\n- 1 Old.\n\nSource: us\n\n1.2 On.\n\n## Figure 2 A plan\n\n### Aim\n\nTo go.\n\n## B\n\n1.3 Figure 2 shows it.\n"
    )
    assert texts(found)["Figure 1"] == "A map\nNotes\n• 1 Old.\nSource: us"
    assert texts(found)["Figure 2"] == "A plan\nAim\nTo go."
    assert [p.kind for p in found] == ["prose", "figure", "prose", "figure", "prose"]


def test_in_a_text_without_numbers_a_figure_without_source_takes_no_prose(read):
    found = read("# G\n\nFigure 3: Things\n\n- a\n- b\n\nThe text goes on after the picture.\n")
    assert texts(found) == {"Figure 3": "Things\n• a\n• b", "G ¶1": "The text goes on after the picture."}


def test_a_line_in_capitals_is_the_title_of_a_box(read):
    found = read("1.1 A.\n\nHOW WE ASK\n\n- by post\n\n1.2 B.\n")
    assert (found[1].reference, found[1].kind, found[1].text) == ("HOW WE ASK ¶1", "box", "HOW WE ASK\n• by post")


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("<sup>4</sup>", "<sup>4</sup> Old."),
        ("⁴", "⁴ Old."),
        ("⁴", "4 Old."),
        ("[^4]", "[^4]: Old."),
        ("<sup>3,4</sup>", "⁴ Old."),
    ],
)
def test_a_footnote_is_attached_to_the_paragraph_that_calls_it(read, call, note):
    found = read(f"## A\n\n1.1 We said so.{call} Twice.\n\n1.2 Then.\n\n{note}\n\n1.3 On 5 km² of land.\n")
    assert texts(found) == {"1.1": "We said so. Twice.", "1.2": "Then.", "footnote 4": "Old.", "1.3": "On 5 km² of land."}
    assert found[2].attached_to == "1.1" and found[2].kind == "footnote"


def test_endnotes_are_footnotes(read):
    found = read("# G\n\n## A\n\nSaid.<sup>1,2</sup>\n\n## References\n\n- 1 A book, <https://x.org>\n- 2 Ibid., p. 3.\n")
    assert [(p.reference, p.attached_to) for p in found[1:]] == [("footnote 1", "A ¶1"), ("footnote 2", "A ¶1")]
    assert found[1].text == "A book, https://x.org"


# Entries


def test_an_entry_counts_where_it_is_answered_and_not_in_the_contents(read):
    text = "1. Report\n\nPART 1: Start\n\nPage\n\nAim 1: share data 3\nAim 2: share staff 4\n\n<u>Aim 1</u>: Share data\n\nDue: May\n\n1.1 Done.\n\nAim 2: Share staff:\n\n- all\n\nDue soon\n\n1.2 Not yet.\n"
    found = read(text.replace("3\nAim", "3\n\nAim"), numbered_entries={"Aim": "Due"})
    assert texts(found) == {
        "Aim 1": "Share data\nDue: May",
        "1.1": "Done.",
        "Aim 2": "Share staff:\n• all\nDue soon",
        "1.2": "Not yet.",
    }
    assert [p.headings for p in found[2:]] == [("1. Report", "PART 1: Start"), ("1. Report", "PART 1: Start", "Aim 2")]


def test_abbreviations_are_entries_however_their_lines_ran(read):
    text = "1.1 A.\n\nAnnex: list\n\nABC A Big Cat\nHMT Her Majesty's Team XYZ Xylophone Youth Zone\n\nCORE Central Office at\n\nHM Treasury\n"
    found = read(text, named_entries={"Annex": "Annex"})[1:]
    assert [(p.reference, p.part_of) for p in found] == [(f"Annex, {short}", "Annex") for short in ("ABC", "HMT", "XYZ", "CORE")]
    assert [p.text for p in found] == [
        "ABC: A Big Cat",
        "HMT: Her Majesty's Team",
        "XYZ: Xylophone Youth Zone",
        "CORE: Central Office at HM Treasury",
    ]


def test_titled_entries_are_named_by_their_title_also_in_a_table(read):
    text = "Annex\n\nQuestions to ask\n\nplan early\n\nIs there time?\n\nConsider how to:\n\n<p>Who leads?</p> <p>Say it.</p>\t<p>lead well</p>\n"
    found = read(text, named_entries={"Annex": "Annex"})
    assert texts(found) == {
        "Annex, plan early": "Is there time?",
        "Questions to ask ¶1": "Consider how to:",
        "Annex, lead well": "Who leads?\nSay it.",
    }


# Bodies and unreadable files


def test_only_the_body_is_read(read):
    assert texts(
        read("# Front\n\nAn address.\n\n# Body\n\nText.\n\nPrinted by us.\n", body_from="# Body", body_until="Printed")
    ) == {"Body ¶1": "Text."}


def test_a_body_that_cannot_be_found_is_an_error(read):
    with pytest.raises(UnreadableDocument, match=r'guide\.md has no line that begins "# Body"'):
        read("# Front\n\nText.\n", body_from="# Body")


@pytest.mark.parametrize(
    ("content", "problem"), [(b"", "empty"), (b"---\n\n---\n", "empty"), (b"\xff\xfe\x00a", "not UTF-8"), (b"# A\n", "no text")]
)
def test_a_file_without_text_is_unreadable(tmp_path, content, problem):
    path = tmp_path / "broken.md"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=f"broken.md .*{problem}"):
        read_markdown(path, source())
