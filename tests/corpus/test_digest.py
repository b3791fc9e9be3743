"""The starter digest against the real documents, and each of its checks against a small made one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.digest_upkeep import ALLOWED_LONGER, figures, missing_entries, problems_of, record_hashes, restates_everything
from corpus.models import Document, Paragraph, text_hash
from corpus.readers.digest import DigestEntry, read_digest
from corpus.sources import DIGEST_FOLDER, digest_path, held_sources
from tests.assistant.real_paragraphs import paragraphs_in
from tests.builders import source

COPIED_TEXT = Path(__file__).parents[3] / "shared" / "tools" / "copied_text.py"
SENTENCES_OF_THE_ARTICLE = 5

RULE = "Cooks must keep 12 receipts. They may share ovens, and they should tell the Board of each fire."
LONG = "Kitchens on higher floors carry water. " * 20  # 120 words
DOCUMENT = Document(
    source_id="rules",
    paragraphs=(
        Paragraph(reference="7.1", headings=("Kitchens of our towns and villages", "Ovens"), page=70, text=RULE),
        Paragraph(reference="footnote 3", kind="footnote", attached_to="7.1", page=70, text="Shall we say, since 1999."),
        Paragraph(reference="Kitchens of our towns and villages ¶1", text=LONG),
        Paragraph(reference="Kitchens of our towns and villages ¶2", text="Ovens are warm."),
    ),
)


def entry(text: str, **changes) -> DigestEntry:
    about = {"reference": "7.1", "headings": ("Kitchens of … villages", "Ovens"), "page": 70, "hash_of": RULE} | changes
    written_for = text_hash(about.pop("hash_of"))
    return DigestEntry(paragraph=Paragraph(text=text, **about), written_for=written_for)


def short_entry(text: str) -> DigestEntry:
    return entry(text, reference="Kitchens of our … ¶1", headings=(), page=None, hash_of=LONG)


def problem(one: DigestEntry) -> str:
    (found,) = problems_of(one, DOCUMENT)
    return found


def held(documents: Path, held_source) -> Document:
    return Document(source_id=held_source.source_id, paragraphs=paragraphs_in(documents)[held_source.source_id])


@pytest.mark.parametrize("held_source", held_sources(), ids=lambda one: one.source_id)
def test_every_entry_fits_its_paragraph(held_source, documents):
    document = held(documents, held_source)
    entries = read_digest(digest_path(held_source), held_source)
    assert [found for one in entries for found in problems_of(one, document)] == []
    references = [one.paragraph.reference for one in entries]
    assert sorted({one for one in references if references.count(one) > 1}) == []


@pytest.mark.parametrize("held_source", held_sources(), ids=lambda one: one.source_id)
def test_no_paragraph_is_without_an_entry(held_source, documents):
    entries = read_digest(digest_path(held_source), held_source)
    if restates_everything(held_source):
        assert missing_entries(entries, held(documents, held_source)) == []
    else:
        assert len(entries) == SENTENCES_OF_THE_ARTICLE


def test_every_entry_that_is_allowed_to_be_longer_is_longer(documents, monkeypatch):
    for source_id, reference in list(ALLOWED_LONGER):
        held_source = next(one for one in held_sources() if one.source_id == source_id)
        entries = read_digest(digest_path(held_source), held_source)
        monkeypatch.delitem(ALLOWED_LONGER, (source_id, reference))
        (one,) = (one for one in entries if one.paragraph.reference == reference)
        assert "are the most" in "".join(problems_of(one, held(documents, held_source)))


@pytest.mark.parametrize("file", sorted(DIGEST_FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_the_digest_is_in_our_own_words(file):
    if not COPIED_TEXT.exists():
        pytest.skip("the tool that finds copied text is not beside this checkout (../shared/tools/copied_text.py)")
    done = subprocess.run([sys.executable, str(COPIED_TEXT), str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_entry_that_fits_has_no_problem():
    assert problems_of(entry("Cooks must keep 12 receipts; they may share ovens and should report fires."), DOCUMENT) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (entry("Cooks must keep receipts.", reference="7.9"), "7.9: the document has no such paragraph"),
        (entry("Ovens are warm.", reference="Kitchens of …"), "Kitchens of …: 2 paragraphs begin so"),
        (
            entry("Cooks must keep receipts.", hash_of="Cooks must burn receipts."),
            "7.1: written for another wording of the paragraph",
        ),
        (entry("Cooks must keep receipts.", page=71), "7.1: says page 71, the document has it on page 70"),
        (entry("Cooks must keep receipts.", page=None), "7.1: says no page, the document has it on page 70"),
        (
            entry("Cooks must keep receipts.", headings=("Kitchens of … villages",)),
            '7.1: stands under "Kitchens of … villages", in the document under "Kitchens of our towns and villages > Ovens"',
        ),
        (
            entry("Cooks must keep receipts.", headings=("Kitchens of … cities", "Ovens")),
            '7.1: stands under "Kitchens of … cities > Ovens", in the document under "Kitchens of our towns and villages > Ovens"',
        ),
        (entry("Cooks must keep 13 receipts."), "7.1: not in the paragraph: 13"),
        (entry("Cooks must keep thirty receipts."), "7.1: not in the paragraph: 30"),
        (entry("Cooks are to keep 12 receipts."), '7.1: the paragraph says "must", the entry nothing like it'),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_is_wrong_with_an_entry_is_told(wrong, told):
    assert problem(wrong) == told


@pytest.mark.parametrize("modal", ["must", "shall", "should", "may"])
def test_force_that_the_paragraph_does_not_have_is_told(modal):
    assert problem(short_entry(f"Kitchens {modal} carry water.")) == (
        f'Kitchens of our … ¶1: says "{modal}", the paragraph nothing like it'
    )


def test_another_word_of_the_same_force_will_do():
    said = "Cooks are required to keep 12 receipts, and ought to report fires."
    assert problems_of(entry(said), DOCUMENT) == []


def test_the_month_of_may_permits_nothing():
    assert problems_of(short_entry("In May, kitchens on higher floors carry water."), DOCUMENT) == []


def test_a_footnote_lends_its_paragraph_figures_and_force():
    assert problems_of(entry("Since 1999, cooks must keep receipts and shall keep 12."), DOCUMENT) == []


def test_an_entry_has_sixty_words_and_one_for_a_long_paragraph_three_quarters():
    assert problem(entry("Cooks must wash. " * 21)) == "7.1: 63 words; 60 are the most for a paragraph of 18"
    assert problems_of(entry("Cooks must wash. " * 20), DOCUMENT) == []
    assert problems_of(short_entry("water " * 90), DOCUMENT) == []
    assert problem(short_entry("water " * 91)) == "Kitchens of our … ¶1: 91 words; 90 are the most for a paragraph of 120"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("£1,250.50 and 12%", {"£1250.50", "12%"}),
        ("twenty-one cooks and eighty six ovens", {"21", "86"}),
        ("one cook, two ovens, nineteen fires", {"2", "19"}),
        ("published 31-Jan-00", {"31", "00", "1900", "2000"}),
        ("oftentimes a tense canteen", set()),
    ],
)
def test_figures_are_told_however_they_are_written(text, told):
    assert figures(text) == told


def test_a_paragraph_without_an_entry_is_named_unless_it_is_a_short_footnote():
    assert missing_entries([entry("Cooks must keep receipts.")], DOCUMENT) == [
        "Kitchens of our towns and villages ¶1",
        "Kitchens of our towns and villages ¶2",
    ]
    assert missing_entries([entry("…"), short_entry("…"), entry("…", reference="Kitchens … ¶2")], DOCUMENT) == []
    long_note = Paragraph(reference="footnote 4", kind="footnote", text="Receipts of the winter months are kept in a dry box.")
    assert len(long_note.text.split()) == 11
    longer = long_note.model_copy(update={"text": long_note.text + " Always."})
    assert missing_entries([], Document(source_id="rules", paragraphs=(long_note,))) == []
    assert missing_entries([], Document(source_id="rules", paragraphs=(longer,))) == ["footnote 4"]


def test_hashes_are_recorded_for_whole_and_for_shortened_references(tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.sources.DIGEST_FOLDER", tmp_path)
    file = tmp_path / "rules.md"
    heads = ("### Page 70, 7.1 {text=0123456789abcdef}", "### Kitchens of our … ¶1", "### Kitchens of …", "### 9.9")
    file.write_text("\n".join(f"{head}\nOur words." for head in heads) + "\n")
    assert record_hashes(source("rules"), DOCUMENT) == 2
    assert file.read_text().splitlines()[::2] == [
        f"### Page 70, 7.1 {{text={text_hash(RULE)}}}",
        f"### Kitchens of our … ¶1 {{text={text_hash(LONG)}}}",
        "### Kitchens of …",  # two paragraphs begin so: which is meant?
        "### 9.9",
    ]
    assert record_hashes(source("rules"), DOCUMENT) == 0
