"""Two small editions in our own words show every kind of change, and nothing else."""

from __future__ import annotations

import random
import time

import pytest

from corpus.changes import as_markdown, compare_editions, find_paragraphs, summary
from corpus.models import Document, Paragraph, text_hash

KEYS = "Each depot hangs its keys in one cupboard and names a person who counts them every evening."
CLOCK = "The depot clock decides when a booking is late, whatever the driver's own watch may say."
FUEL = "Fuel is paid for by the depot whose driver used it, from the budget that was agreed in spring."
FUEL_REWORDED = "Fuel must be paid for by the depot whose driver used it, from the budget that was agreed in autumn."
SHED = "Bicycle sheds are outside this guidance and stay with whoever built them."
ROUTE = "A route that crosses two counties needs the consent of both, in writing, before the first journey is made."
ROUTE_NEARLY = "A route that crosses two counties needs the written consent of both before the first journey is made."
MAP = "Every minibus carries a map, because signals fail between the hills and nobody there sells one."


def edition(*paragraphs: tuple[str, str], page: int | None = None) -> Document:
    return Document(
        source_id="minibus",
        paragraphs=tuple(Paragraph(reference=reference, text=text, page=page) for reference, text in paragraphs),
    )


OLD = edition(("1.1", KEYS), ("1.2", CLOCK), ("1.3", FUEL), ("1.4", SHED), ("1.5", ROUTE))
NEW = edition(("1.1", KEYS.replace(" ", "\n")), ("1.2", MAP), ("1.3", FUEL_REWORDED), ("1.4", ROUTE_NEARLY), ("2.1", CLOCK))


def told(changes) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind, change.old and change.old.reference, change.new and change.new.reference) for change in changes]


def marks(change, state: str) -> list[str]:
    return [mark.words for mark in change.marks if mark.state == state]


def test_every_kind_of_change_is_found_and_nothing_else():
    assert told(compare_editions(OLD, NEW)) == [
        ("added", None, "1.2"),
        ("reworded", "1.3", "1.3"),
        ("removed", "1.4", None),
        ("renumbered", "1.5", "1.4"),
        ("renumbered", "1.2", "2.1"),
    ]


def test_the_changed_words_are_marked():
    reworded = compare_editions(OLD, NEW)[1]
    assert marks(reworded, "gone") == ["is", "spring."]
    assert marks(reworded, "new") == ["must be", "autumn."]
    assert " ".join(mark.words for mark in reworded.marks if mark.state != "gone") == FUEL_REWORDED
    assert " ".join(mark.words for mark in reworded.marks if mark.state != "new") == FUEL


def test_a_paragraph_that_moved_as_it_was_has_no_marks_and_one_that_moved_nearly_so_has():
    changes = {change.paragraph.reference: change for change in compare_editions(OLD, NEW)}
    assert changes["2.1"].marks == ()
    assert marks(changes["1.4"], "new") == ["written", "both"]


def test_white_space_pages_and_headings_are_no_change():
    old = edition(("1.1", "Keys hang in one place."), page=3)
    new = Document(
        source_id="minibus",
        paragraphs=(Paragraph(reference="1.1", headings=("Keys",), page=9, text="Keys  hang\nin one place."),),
    )
    assert compare_editions(old, new) == ()


def test_an_inserted_paragraph_moves_those_behind_it_and_rewords_none():
    old = edition(*((f"2.{n}", text) for n, text in enumerate((KEYS, CLOCK, FUEL, ROUTE), 1)))
    new = edition(*((f"2.{n}", text) for n, text in enumerate((KEYS, MAP, CLOCK, FUEL_REWORDED, ROUTE), 1)))
    assert told(compare_editions(old, new)) == [
        ("added", None, "2.2"),
        ("renumbered", "2.2", "2.3"),
        ("renumbered", "2.3", "2.4"),
        ("renumbered", "2.4", "2.5"),
    ]


def test_another_text_under_a_known_number_is_one_removed_and_one_added():
    assert told(compare_editions(edition(("3.1", SHED)), edition(("3.1", FUEL)))) == [
        ("removed", "3.1", None),
        ("added", None, "3.1"),
    ]


def test_paragraphs_of_equal_words_are_paired_once_each():
    old = edition(("1", "Not used."), ("2", "Not used."), ("3", "Not used."))
    new = edition(("1", "Not used."), ("4", "Not used."))
    assert told(compare_editions(old, new)) == [("renumbered", "2", "4"), ("removed", "3", None)]


def test_the_markdown_says_how_many_and_shows_the_words():
    written = as_markdown(compare_editions(OLD, NEW), "Minibuses", "May 2023", "July 2024")
    for line in (
        "# Minibuses: May 2023 → July 2024",
        "1 added, 1 removed, 1 reworded, 2 renumbered.",
        "## Added (1)",
        f"- **1.2**: {MAP}",
        f"- **1.4**: {SHED}",
        "- **1.3**: Fuel ~~is~~ **must be** paid for by the depot whose driver used it, from",
        "- 1.5 → **1.4**: A route that crosses two counties needs the **written** consent of ~~both, in writing,~~ **both** before the",
        "- 1.2 → **2.1**\n",
    ):
        assert line in written
    assert KEYS.split(" and ")[0] not in written, "unchanged paragraphs are not listed"


def test_markdown_shows_pages_and_the_source_cannot_break_it():
    written = as_markdown(
        compare_editions(edition(), edition(("1.1", "A *bold* <b>claim</b> | a cell\n# no heading"), page=7)), "M", "a", "b"
    )
    assert r"- **1.1** (page 7): A \*bold\* \<b\>claim\</b\> \| a cell \# no heading" in written


def test_a_long_stretch_without_change_is_left_out():
    changes = compare_editions(edition(("1", f"Now {KEYS} {CLOCK} over.")), edition(("1", f"Then {KEYS} {CLOCK} over.")))
    line = as_markdown(changes, "M", "a", "b").splitlines()[-1]
    assert line == "- **1**: ~~Now~~ **Then** Each depot hangs its keys in one cupboard …"


def test_without_changes_the_markdown_says_so():
    assert "No paragraph changed." in as_markdown((), "Minibuses", "May 2023", "July 2024")


# What digest entries and question keys ask


@pytest.mark.parametrize(
    ("reference", "text", "state", "now", "holds"),
    [
        ("1.1", KEYS, "unchanged", "1.1", True),
        ("1.2", CLOCK, "moved", "2.1", True),
        ("1.3", FUEL, "reworded", "1.3", False),
        ("1.5", ROUTE, "gone", None, False),
        ("1.4", SHED, "reworded", "1.4", False),
    ],
)
def test_what_was_written_for_a_paragraph_follows_it_or_is_switched_off(reference, text, state, now, holds):
    [found] = find_paragraphs([(reference, text_hash(text))], NEW).values()
    assert (found.state, found.reference, found.holds) == (state, now, holds)


def test_a_text_under_its_own_reference_is_unchanged_wherever_else_it_stands():
    twice = edition(("1.1", "Not used."), ("1.2", "Not used."))
    key = ("1.2", text_hash("Not used."))
    assert find_paragraphs([key], twice)[key].reference == "1.2"


# What holds for any two editions

SENTENCES = [KEYS, CLOCK, FUEL, FUEL_REWORDED, SHED, ROUTE, ROUTE_NEARLY, MAP, "Not used.", "Keys.", ""]


def some_edition(chance: random.Random) -> Document:
    texts = [" ".join(chance.sample(SENTENCES, chance.randint(1, 3))).strip() for _ in range(chance.randint(0, 12))]
    numbers = sorted(chance.sample(range(1, 20), len(texts)))
    return edition(*((f"4.{number}", text) for number, text in zip(numbers, texts, strict=True)))


@pytest.mark.parametrize("seed", range(60))
def test_an_edition_does_not_differ_from_itself(seed):
    one = some_edition(random.Random(seed))
    assert compare_editions(one, one) == ()


@pytest.mark.parametrize("seed", range(60))
def test_exchanging_the_editions_exchanges_added_and_removed(seed):
    chance = random.Random(seed)
    old, new = some_edition(chance), some_edition(chance)
    there, back = told(compare_editions(old, new)), told(compare_editions(new, old))
    kinds = {"added": "removed", "removed": "added"}
    assert sorted((kinds.get(kind, kind), after, before) for kind, before, after in there) == sorted(back)


@pytest.mark.parametrize("seed", range(60))
def test_every_paragraph_is_accounted_for_once(seed):
    chance = random.Random(seed)
    old, new = some_edition(chance), some_edition(chance)
    changes = compare_editions(old, new)
    before = [change.old.reference for change in changes if change.old]
    after = [change.new.reference for change in changes if change.new]
    assert len(set(before)) == len(before) and len(set(after)) == len(after)
    same = {p.reference for p in old.paragraphs} - set(before)
    assert same == {p.reference for p in new.paragraphs} - set(after)
    texts = {p.reference: p.text for p in new.paragraphs}
    assert all(texts[p.reference] == p.text for p in old.paragraphs if p.reference in same)


def test_1400_paragraphs_all_reworded_and_moved_are_compared_in_seconds():
    chance = random.Random(1)
    vocabulary = [f"word{n}" for n in range(3000)] + ["the", "accounting", "officer", "should", "of", "and"] * 200
    texts = [[chance.choice(vocabulary) for _ in range(chance.randint(20, 160))] for _ in range(1400)]
    old = edition(*((f"5.{n}", " ".join(words)) for n, words in enumerate(texts)))
    new = edition(*((f"5.{n + 1}", " ".join([*words[:10], "new", *words[11:]])) for n, words in enumerate(texts)))
    started = time.perf_counter()
    changes = compare_editions(old, new)
    seconds = time.perf_counter() - started
    assert summary(changes) == "1400 renumbered."
    assert seconds < 5
