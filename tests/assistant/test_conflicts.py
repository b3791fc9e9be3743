"""What differs is said where it matters, and every place on the list is in the documents."""

from __future__ import annotations

import pytest

from assistant.conflicts import Conflict, WrongReference, load_conflicts, load_wrong_references, wrong_references_in
from assistant.places import Place
from tests.assistant.real_paragraphs import paragraphs_at
from tests.builders import passage

OVENS = Conflict(
    about=("two ovens", "one oven"),
    note="They differ.",
    sides=((Place(source_id="rules", paragraph="1.2.3"),), (Place(source_id="rules", paragraph="Box 4.1"),)),
)


def test_words_that_the_difference_is_not_about_do_not_raise_it():
    rule = passage("1.2.3", "There are two\novens. The cook is kind.")
    assert OVENS.is_raised_by(rule, "There are two\novens.")
    assert not OVENS.is_raised_by(rule, "The cook is kind.")


def test_a_difference_about_no_words_concerns_the_whole_paragraph():
    assert OVENS.model_copy(update={"about": ()}).is_raised_by(passage("1.2.3", "Anything."), "Anything.")


def test_other_paragraphs_do_not_raise_it_whatever_they_say():
    assert not OVENS.is_raised_by(passage("1.2.4", "two ovens"), "two ovens")
    assert not OVENS.is_raised_by(passage("1.2.3", "two ovens", source_id="press"), "two ovens")


def test_the_other_side_is_looked_for_among_what_was_found():
    one, other = passage("1.2.3", "two ovens"), passage("Box 4.1, Model 2", "one oven", kind="box")
    assert OVENS.sides_without([one]) == [OVENS.sides[1]]
    assert OVENS.sides_without([one, other]) == []
    assert not OVENS.is_shown_by([one]) and OVENS.is_shown_by([one, other])


def test_a_long_heading_may_be_shortened():
    place = Place(source_id="rules", paragraph="There are few … ¶4")
    assert place.is_in(passage("There are few cooks in the kitchen ¶4", "x"))
    assert not place.is_in(passage("There are few cooks in the kitchen ¶5", "x"))


def test_a_wrong_reference_is_named_only_where_it_is_repeated():
    place = Place(source_id="hmt-managing-public-money", paragraph="7.4.1")
    wrong = WrongReference(place=place, names="section 7.8", what="trading funds", see="section 7.9")
    here = passage("7.4.1", "…", source_id="hmt-managing-public-money")
    assert wrong.is_raised_by(here, "Some are also trading funds (see Section\n7.8).")
    assert not wrong.is_raised_by(here, "See section 7.8.2.") and not wrong.is_raised_by(here, "See section 7.80.")
    assert not wrong.is_raised_by(passage("7.4.9", "…"), "See section 7.8.")
    assert wrong.note() == "Managing Public Money, 7.4.1 refers to section 7.8 for trading funds; see section 7.9 instead."
    assert wrong_references_in(here, "Some are trading funds (see section 7.8).") == (wrong.note(),)
    assert wrong_references_in(here, "Agencies are part of a department.") == ()


def test_each_conflict_has_two_sides_or_more_and_says_what_differs():
    assert len(load_conflicts()) > 25
    for conflict in load_conflicts():
        assert len(conflict.sides) >= 2 and all(conflict.sides) and conflict.note.endswith(".")
        assert all(word == word.lower() for word in conflict.about), conflict.about


@pytest.mark.parametrize(
    "conflict", load_conflicts(), ids=lambda conflict: conflict.about[0] if conflict.about else conflict.note[:30]
)
def test_every_side_is_in_the_documents_and_says_the_words_it_is_about(conflict, documents):
    for side in conflict.sides:
        raised = []
        for place in side:
            found = paragraphs_at(documents, place)
            assert len(found) == 1, place
            stands = passage(found[0].reference, found[0].text, source_id=place.source_id)
            raised.append(conflict.is_raised_by(stands, found[0].text))
        assert any(raised), f"no paragraph of this side says one of {conflict.about}: {side}"


@pytest.mark.parametrize("wrong", load_wrong_references(), ids=lambda wrong: f"{wrong.place.paragraph}-{wrong.names}")
def test_every_wrong_reference_is_printed_so_and_what_it_means_is_there(wrong, documents):
    found = paragraphs_at(documents, wrong.place)
    assert len(found) == 1, wrong.place
    assert wrong.is_raised_by(passage(found[0].reference, "…", source_id=wrong.place.source_id), found[0].text)
    assert _is_there(wrong.see, wrong.place.source_id, documents), wrong.see


def _is_there(see: str, source_id: str, documents) -> bool:
    """A paragraph or box by its reference, a section or annex by the number that its paragraphs begin with."""
    if paragraphs_at(documents, Place(source_id=source_id, paragraph=see)):
        return True
    kind, _, number = see.partition(" ")
    first = f"{'A' if kind == 'Annex' else ''}{number}.1"
    return bool(paragraphs_at(documents, Place(source_id=source_id, paragraph=first)))


def test_a_place_is_named_by_its_source_s_short_title_and_with_its_date_on_request():
    place = Place(source_id="nao-joining-up-2001", paragraph="23")
    assert (place.in_words(), place.in_words(dated=True)) == ("Joining Up, 23", "Joining Up (December 2001), 23")
