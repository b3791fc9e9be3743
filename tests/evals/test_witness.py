from __future__ import annotations

import pytest

from evals.pinpoints import stands_under
from evals.witness import Witness, read_witness


def pages(*texts: str) -> Witness:
    return Witness(texts, has_pages=True)


def test_white_space_hyphens_capitals_and_note_numbers_make_no_difference():
    print_ = pages("document their re-\nspective responsibilities via a Memorandum of understanding50. Then")
    assert list(print_.find("their respective responsibilities via a memorandum of understanding. Then"))


def test_a_changed_word_is_not_found():
    print_ = pages("Every kitchen must have a single keeper so that lines of duty are clear.")
    assert not list(print_.find("Every kitchen must have several keepers so that lines of duty are clear."))
    assert not list(print_.find("Every kitchen must not have a single keeper"))


def test_a_sentence_is_found_across_a_page_with_its_foot_and_head():
    print_ = pages(
        "A department must write to the Treasury before it\n50 www.gov.uk\nBox 1 something else", "78\nspends. Then more."
    )
    ((begin, _),) = print_.find("A department must write to the Treasury before it spends.")
    assert print_.page_at(begin) == 1


def test_two_stretches_far_apart_are_not_one_quotation():
    print_ = pages("A department must write to the Treasury.", "78\nOther things stand here.", "79\nbefore it spends")
    assert not list(print_.find("A department must write to the Treasury before it spends"))


def test_markdown_is_read_without_tags_links_and_note_numbers(tmp_path):
    file = tmp_path / "original.md"
    file.write_text(
        "**1.9** Departments <b>share</b> data.<sup>6</sup> See [the guide](https://example.org/a).\n", encoding="utf-8"
    )
    witness = read_witness(file)
    assert list(witness.find("Departments share data. See the guide."))
    assert not witness.has_pages


@pytest.mark.parametrize(
    ("reference", "words", "confirmed"),
    [
        ("7.5.4", "single officer", True),
        ("7.5.3", "single officer", False),
        ("7.5.5", "single officer", False),
        ("7.5.5", "see 7.8 for more", True),
        ("Box 7.3", "shared vision", True),
        ("Box 7.2", "shared vision", False),
        ("Box 7.3, Model 2", "shared vision", True),
        ("Box 7.3, Model 1", "shared vision", False),
        ("Glossary: ambit", "what a vote covers", True),
        ("Working together ¶2", "single officer", True),
        ("Working apart ¶2", "single officer", False),
        ("footnote 50", "www.gov.uk", True),
    ],
)
def test_a_reference_is_confirmed_by_the_print_before_the_words(reference, words, confirmed):
    text = (
        "Working together\n7.5.3 The first.\n7.5.4Any activity has a\nsingle officer.\n7.5.5 All,\n7.8.1 says another,\nsee 7.8 for more.\n"
        "Box 7.2 Examples\nnothing\nBox 7.3 Models\nModel 1: one leads\nModel 2: all have a shared vision\n50 www.gov.uk\n"
        "Ambit: what a vote covers\n"
    )
    begin = text.index(words)
    assert stands_under(reference, text, begin, begin + len(words)) is confirmed
