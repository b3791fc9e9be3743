"""The What changed page's logic: which editions are compared, and how much of each is shown."""

from __future__ import annotations

import re

import pytest

from assistant.screens import changes
from assistant.screens import changes_wording as wording
from tests.assistant.looking import html_of, look, text_of
from tests.shelving import FIRST, HOSTILE, REPORT, RULES, SECOND, paragraph, shelve

pytestmark = pytest.mark.usefixtures("nothing_cached")

LONG = " ".join(f"word{n}" for n in range(200))


def test_documents_with_two_editions_are_offered_and_of_the_others_is_said_what_is_held(two, monkeypatch):
    page = look("changes", two, monkeypatch)
    assert f'href="changes?source={RULES}"' in html_of(page)
    assert "April 2026, June 2025" in text_of(page)
    assert wording.ONLY_DIGEST.format(edition="July 2023") in text_of(page)
    assert wording.HOW_ONE_COMES in text_of(page)


def test_with_one_edition_only_that_is_said_with_how_another_comes(tmp_path, monkeypatch):
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", SECOND)
    assert wording.NOTHING_TO_COMPARE in text_of(look("changes", tmp_path, monkeypatch))
    text = text_of(look("changes", tmp_path, monkeypatch, source=RULES))
    assert wording.ONE_EDITION.format(edition="April 2026") in text and "make refresh" in text


def test_the_two_newest_editions_are_compared_with_a_count_of_each_kind(two, monkeypatch):
    page = look("changes", two, monkeypatch, source=RULES)
    text = text_of(page)
    assert "6 changes from June 2025 to April 2026" in text
    assert "All changes (6) Added (3) Removed (1) Reworded (1) Moved to another number (1)" in text


def test_changed_words_are_marked_on_both_sides_in_words_too(two, monkeypatch):
    html = html_of(look("changes", two, monkeypatch, source=RULES, kind="reworded"))
    [change] = re.findall(r'<section class="sp-change">.*?</section>', html)
    was, now = re.findall(r'<div><p class="sp-tag">(.*?)</div>', change)
    assert was.startswith("June 2025") and "[removed: </span><del>larger</del>" in was and "<ins>" not in was
    assert now.startswith("April 2026") and "[added: </span><ins>smaller</ins>" in now and "<del>" not in now
    assert f"library?source={RULES}&amp;edition=2025-06-12&amp;para=1.1.2" in was


def test_only_the_kind_that_was_chosen_is_shown(two, monkeypatch):
    html = html_of(look("changes", two, monkeypatch, source=RULES, kind="removed"))
    assert html.count('<section class="sp-change">') == 1
    assert '<strong aria-current="true">Removed (1)</strong>' in html
    assert wording.NOT_THERE_NOW in html


def test_a_paragraph_that_only_moved_says_where_to_and_that_its_words_are_the_same(two, monkeypatch):
    text = text_of(look("changes", two, monkeypatch, source=RULES, kind="renumbered"))
    assert "2.1.1 → 2.1.2" in text and wording.ONLY_MOVED in text


def test_within_a_strict_licence_only_the_words_around_a_change_are_shown(tmp_path, monkeypatch):
    shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1", f"{LONG} old {LONG}")], status="superseded")
    shelve(tmp_path, REPORT, "2024-07-07", "July 2024", [paragraph("1", f"{LONG} new {LONG}")])
    page = look("changes", tmp_path, monkeypatch, source=REPORT)
    assert wording.LIMITED.format(limit=120) in text_of(page)
    assert len(re.findall(r"word\d+", text_of(page))) == 2 * 16
    assert "<del>old</del>" in html_of(page) and "<ins>new</ins>" in html_of(page)


def test_other_editions_than_the_newest_can_be_chosen(two, monkeypatch):
    shelve(two, RULES, "2024-01-10", "January 2024", FIRST[:2], status="superseded", valid_to="2025-06-12")
    page = look("changes", two, monkeypatch, source=RULES)
    assert [box.label for box in page.selectbox] == [wording.OLDER, wording.NEWER]
    assert page.selectbox[0].options == ["January 2024", "June 2025"]
    page.selectbox[0].select("2024-01-10").run()
    assert "from January 2024 to April 2026" in text_of(page)
    page.selectbox[1].select("2025-06-12").run()
    assert "from January 2024 to June 2025" in text_of(page)
    shared = look("changes", two, monkeypatch, **{"source": RULES, "from": "2024-01-10", "to": "2025-06-12"})
    assert "from January 2024 to June 2025" in text_of(shared)


@pytest.mark.parametrize(
    "asked",
    [{"from": "1999"}, {"to": "1999"}, {"to": "2025-06-12"}, {"from": "2026-04-16"}, {"from": "2026-04-16", "to": "2025-06-12"}],
)
def test_editions_that_cannot_be_compared_fall_back_to_the_two_newest(two, monkeypatch, asked):
    text = text_of(look("changes", two, monkeypatch, source=RULES, **asked))
    assert "from June 2025 to April 2026" in text
    assert (wording.WRONG_EDITION.format(wanted="1999") in text) == ("1999" in asked.values())


def test_editions_without_a_difference_say_so(tmp_path, monkeypatch):
    shelve(tmp_path, RULES, "2025-06-12", "June 2025", FIRST, status="superseded")
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", FIRST)
    assert wording.NO_CHANGE in text_of(look("changes", tmp_path, monkeypatch, source=RULES))


def test_many_changes_come_twenty_five_at_a_time(tmp_path, monkeypatch):
    shelve(tmp_path, RULES, "2025-06-12", "June 2025", [], status="superseded")
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", [paragraph(f"1.{n}", f"Till {n}.") for n in range(30)])
    first = html_of(look("changes", tmp_path, monkeypatch, source=RULES))
    assert first.count('<section class="sp-change">') == 25 and "The next 5" in first
    last = html_of(look("changes", tmp_path, monkeypatch, source=RULES, change="26"))
    assert last.count('<section class="sp-change">') == 5 and "The 25 before" in last
    far = html_of(look("changes", tmp_path, monkeypatch, source=RULES, change="9" * 5_000))
    assert far.count('<section class="sp-change">') == 25


def test_two_editions_are_compared_once_for_everybody_and_again_when_one_was_read_anew(two, monkeypatch):
    compared = []
    told = changes.compare_editions
    monkeypatch.setattr(changes, "compare_editions", lambda old, new: compared.append(old) or told(old, new))
    look("changes", two, monkeypatch, source=RULES)
    look("changes", two, monkeypatch, source=RULES, kind="added")
    assert len(compared) == 1
    shelve(two, RULES, "2026-04-16", "April 2026", FIRST)
    assert wording.NO_CHANGE in text_of(look("changes", two, monkeypatch, source=RULES))
    assert len(compared) == 2


def test_hostile_text_shows_as_text(two, monkeypatch):
    for address in (
        {"source": RULES},
        {"source": HOSTILE},
        {"source": RULES, "from": HOSTILE, "kind": HOSTILE, "change": HOSTILE},
    ):
        page = look("changes", two, monkeypatch, **address)
        assert "<script>document" not in html_of(page) and "<img" not in html_of(page)
        assert "<script>document" in text_of(page)
        assert page.markdown.len == 0


def test_a_damaged_edition_is_said(two, monkeypatch):
    (two / "corpus" / RULES / "2025-06-12" / "document.json").write_text("{")
    assert "python -m assistant doctor" in text_of(look("changes", two, monkeypatch, source=RULES))
