"""A line's paragraphs as they are held today: as they were read, moved, reworded, gone, or only as our digest."""

from __future__ import annotations

import shutil

import pytest

from assistant.helpers import grounds
from assistant.helpers.lines import Line
from assistant.places import Place
from corpus.models import Licence, text_hash
from index.models import IndexProblem
from tests.assistant.helpers.holding import grounds_over
from tests.builders import edition, passage, source

READ = "One officer answers for a shared kitchen."
LONG = "Kitchens could be shared by many more cooks than today ¶2"


@pytest.fixture(autouse=True)
def read_as(monkeypatch):
    """The lines were read against READ, under two names, one of them cut."""
    read = {"rules, 7.5.4": text_hash(READ), "rules, Kitchens could be … ¶2": text_hash(READ)}
    monkeypatch.setattr(grounds, "hashes_read", lambda: read)


def ground(folder, *passages, at="7.5.4", **held):
    return grounds_over(folder, *passages, **held).of(Place(source_id="rules", paragraph=at))


def test_a_paragraph_that_still_says_what_was_read_has_no_warning(tmp_path):
    found = ground(tmp_path, passage("7.5.4", READ, page=77))
    assert (found.state, found.page, found.text, found.warning) == ("as read", 77, READ, "")
    assert (found.who_says_it, found.standing, found.published) == ("Treasury rules and guidance", "In force", "2026-04")


def test_one_that_moved_is_followed(tmp_path):
    found = ground(tmp_path, passage("7.5.4", "Cooks sing."), passage("7.6.1", READ, page=80))
    assert (found.state, found.paragraph, found.page, found.warning) == ("moved", "7.6.1", 80, "")
    assert "paragraph 7.6.1, p. 80" in found.pinpoint


def test_one_that_was_reworded_or_is_gone_is_told(tmp_path):
    reworded = ground(tmp_path, passage("7.5.4", "Two officers answer."))
    assert reworded.state == "reworded" and "words 7.5.4 anew" in reworded.warning and reworded.text == "Two officers answer."
    gone = ground(tmp_path / "later", passage("7.5.5", "Cooks sing."))
    assert gone.state == "gone" and "no longer has 7.5.4" in gone.warning and gone.text == ""


def test_a_long_reference_may_be_cut_in_the_line(tmp_path):
    cut = "Kitchens could be … ¶2"
    assert ground(tmp_path, passage(LONG, READ), at=cut).state == "as read"
    reworded = ground(tmp_path / "later", passage(LONG, "Two officers answer."), at=cut)
    assert (reworded.state, reworded.paragraph) == ("reworded", LONG)


def test_a_digest_is_never_called_gone_or_reworded_for_what_it_leaves_out(tmp_path):
    held = edition(rendition="digest")
    found = ground(tmp_path, passage("7.5.5", "Our words.", rendition="digest"), editions=[held])
    assert (found.state, found.text, found.is_digest, found.warning, found.attribution) == ("as read", "", True, "", "")


def test_no_more_is_shown_than_the_licence_allows(tmp_path):
    strict = source(licence=Licence(name="©", attribution="© Somebody", quotation_limit=3))
    found = ground(tmp_path, passage("7.5.4", READ), sources=[strict])
    assert len(found.text.replace("…", "").split()) <= 3 and found.attribution == "© Somebody"


def test_the_edition_in_force_is_preferred_to_a_superseded_one(tmp_path):
    old = edition(edition_id="2018-03", title="March 2018", published="2018-03", status="superseded")
    both = (passage("7.5.4", "Two officers answer.", edition_id="2018-03"), passage("7.5.4", READ))
    assert ground(tmp_path, *both, editions=[old, edition()]).edition == "April 2026"


def test_warnings_of_all_paragraphs_of_a_line_are_gathered(tmp_path):
    held = grounds_over(tmp_path, passage("7.5.4", "Two officers answer."), passage("7.5.5", "Cooks sing."))
    told = held.under(Line(says="One officer answers.", at=["rules, 7.5.4", "rules, 7.5.5", "rules, 9.9.9"]))
    assert len(told.warnings) == 2
    with pytest.raises(grounds.NotHeld, match="No source soup is held, and this stands on it"):
        held.under(Line(says="Somebody answers.", at=["soup, 1"]))


def test_documents_that_have_gone_while_the_index_stayed_are_named_with_what_to_type(tmp_path):
    held = grounds_over(tmp_path, passage("7.5.4", READ))
    held.check_documents()
    shutil.rmtree(tmp_path / "corpus")
    for look in (held.check_documents, lambda: held.of(Place(source_id="rules", paragraph="7.5.4"))):
        with pytest.raises(IndexProblem, match=r"\(April 2026\), which is no longer below .*corpus. Type make refresh."):
            look()
