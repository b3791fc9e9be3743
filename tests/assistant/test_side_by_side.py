"""A changed paragraph for two columns, as far as the licence goes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.screens.changes_shown import marked_html
from assistant.side_by_side import side_by_side
from corpus.changes import Change, compare_editions
from corpus.models import Document, Licence
from corpus.word_marks import Mark, mark_words
from tests.shelving import FIRST, SECOND, paragraph

FREE = Licence(name="OGL", attribution="©")
STRICT = Licence(name="Strict", attribution="©", quotation_limit=20)
LONG = " ".join(f"word{n}" for n in range(60))


def reworded(old: str, new: str) -> Change:
    return Change(kind="reworded", old=paragraph("1", old), new=paragraph("1", new), marks=mark_words(old, new))


def test_where_all_may_be_read_both_paragraphs_are_whole_and_the_changed_words_marked():
    shown = side_by_side(reworded(f"{LONG} one", f"{LONG} two"), FREE)
    assert [mark.state for mark in shown.was.words] == ["same", "gone"]
    assert " ".join(mark.words for mark in shown.now.words) == f"{LONG} two"


def test_elsewhere_only_the_words_around_the_change_are_shown():
    shown = side_by_side(reworded(f"{LONG} one", f"{LONG} two"), STRICT)
    assert " ".join(mark.words for mark in shown.now.words) == "… " + " ".join(f"word{n}" for n in range(52, 60)) + " two"


@given(st.lists(st.sampled_from(["red", "green", "stop.", "unless", "blue,"]), min_size=1, max_size=60), st.integers(1, 25))
def test_no_column_ever_has_more_words_than_the_licence_allows(words, limit):
    licence = Licence(name="", attribution="", quotation_limit=limit)
    text = " ".join(words)
    for change in (
        reworded(text, f"new {text} new"),
        Change(kind="added", new=paragraph("1", text)),
        Change(kind="removed", old=paragraph("1", text)),
    ):
        shown = side_by_side(change, licence)
        for side in filter(None, (shown.was, shown.now)):
            shown_words = [word for mark in side.words for word in mark.words.split() if word != "…"]
            assert len(shown_words) <= limit


def test_an_added_paragraph_has_no_older_side_and_a_removed_one_no_newer():
    changes = {change.kind: change for change in compare_editions(_document(FIRST), _document(SECOND))}
    assert side_by_side(changes["added"], FREE).was is None
    assert side_by_side(changes["removed"], FREE).now is None


def test_a_paragraph_that_only_moved_needs_no_columns():
    [moved] = [change for change in compare_editions(_document(FIRST), _document(SECOND)) if change.kind == "renumbered"]
    shown = side_by_side(moved, FREE)
    assert shown.only_moved
    assert (shown.was.reference, shown.now.reference) == ("2.1.1", "2.1.2")


def test_marks_are_said_as_well_as_shown_and_hostile_words_are_text():
    html = marked_html(
        [Mark(state="gone", words="<b>old</b>"), Mark(state="new", words="new"), Mark(state="same", words="and • more")]
    )
    assert "[removed: </span><del>&lt;b&gt;old&lt;/b&gt;</del>" in html
    assert "[added: </span><ins>new</ins>" in html
    assert html.endswith("and<br>• more")


def _document(paragraphs) -> Document:
    return Document(source_id="rules", paragraphs=paragraphs)
