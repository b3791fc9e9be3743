"""The Library's logic: what is shown of which document, by what the address asks for."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from assistant.screens import library_wording as wording
from assistant.screens.volume_shown import part_html
from assistant.shelf import Volume
from assistant.standing import OUR_SUMMARY
from corpus.models import Document
from corpus.sources import held_sources, load_sources
from tests.assistant.looking import html_of, look, text_of
from tests.assistant.real_paragraphs import paragraphs_in
from tests.shelving import HOSTILE, REPORT, RULES, paragraph, shelve

pytestmark = pytest.mark.usefixtures("nothing_cached")

LONG = " ".join(f"word{n}" for n in range(200))


def test_every_source_is_listed_with_what_is_held_of_it_and_where_its_original_is(two, monkeypatch):
    page = look("library", two, monkeypatch)
    html, text = html_of(page), text_of(page)
    assert f"{wording.HELD_HEADING} ({len(held_sources())})" in text
    assert [source.title for source in load_sources() if source.title not in text] == []
    rules = text.split("Lessons learned")[0]
    assert "April 2026, published 16 April 2026, in force" in rules
    assert "June 2025, published 12 June 2025, superseded on 16 April 2026" in rules
    assert "Treasury rules and guidance" in rules and wording.FULL in rules
    assert "Open Government Licence v3.0: may be read here in full" in rules
    assert 'href="https://www.gov.uk/government/publications/managing-public-money" target="_blank"' in html
    assert f'href="changes?source={RULES}"' in html


def test_what_is_known_and_not_held_says_its_topics_and_where_to_get_it(tmp_path, monkeypatch):
    text = text_of(look("library", tmp_path, monkeypatch))
    known = text.split(wording.KNOWN_HEADING)[1]
    assert "accounting officer assessment template" in known
    assert "Accounting officer assessments: guidance (opens in a new tab) (www.gov.uk)" in known
    assert wording.NO_ADDRESS.format(publisher="National Audit Office") in known


def test_a_digest_is_called_our_summary_in_the_list_and_when_it_is_open(tmp_path, monkeypatch):
    assert wording.DIGEST in text_of(look("library", tmp_path, monkeypatch))
    text = text_of(look("library", tmp_path, monkeypatch, source=RULES, para="7.6.1"))
    assert OUR_SUMMARY in text and wording.DIGEST_NOTICE in text and "make refresh" in text
    assert wording.ASKED_FOR in text


def test_a_document_opens_at_its_contents(two, monkeypatch):
    html = html_of(look("library", two, monkeypatch, source=RULES))
    assert f'<a href="library?source={RULES}&amp;edition=2026-04-16&amp;part=2">2 The door</a>' in html
    assert "smaller of them" not in html


def test_a_part_is_read_under_its_headings_with_footnotes_in_their_place(two, monkeypatch):
    html = html_of(look("library", two, monkeypatch, source=RULES, part="2"))
    assert html.index("2.1 Locking</h4>") < html.index("locked at six") < html.index("swept on Mondays")
    assert "Before: 1 The till" in html


def test_the_address_of_a_paragraph_opens_its_part_and_marks_it_in_words(two, monkeypatch):
    html = html_of(look("library", two, monkeypatch, source=RULES, para="1.1.2"))
    asked = re.search(r'<div class="sp-para sp-prose sp-asked".*?</div></div>', html)[0]
    assert 'id="para-1.1.2"' in asked and 'tabindex="-1"' in asked and "data-arrive=" in asked
    assert wording.ASKED_FOR in asked and "The smaller of them counts" in asked
    assert html.count("sp-asked") == 1
    assert "Two bodies may share one till." in html  # its neighbours are there too


def test_every_paragraph_can_be_copied_as_a_pinpoint_and_has_an_address_of_its_own(two, monkeypatch):
    html = html_of(look("library", two, monkeypatch, source=RULES, part="1"))
    for reference in ("1.1.1", "1.1.2", "1.1.3"):
        assert f'data-copy="HM Treasury, Managing Public Money (April 2026), paragraph {reference}, p. 3"' in html
        assert f"para={reference}" in html
    assert 'data-copy="HM Treasury, Managing Public Money (April 2026), Box 1.1, p. 4"' in html


def test_an_older_edition_is_read_at_its_own_address_and_says_that_it_is_old(two, monkeypatch):
    page = look("library", two, monkeypatch, source=RULES, edition="2025-06-12", para="1.1.2")
    assert "The larger of them counts" in text_of(page)
    assert wording.OLD_EDITION.format(edition="June 2025") in text_of(page)
    assert 'data-copy="HM Treasury, Managing Public Money (June 2025), paragraph 1.1.2, p. 3"' in html_of(page)


def test_an_unknown_paragraph_is_said_with_what_is_near(two, monkeypatch):
    page = look("library", two, monkeypatch, source=RULES, para="1.1.9")
    assert "There is no paragraph “1.1.9” in Managing Public Money (April 2026)." in text_of(page)
    assert "para=1.1.3" in html_of(page).split(wording.NEAR)[1]


def test_an_unknown_edition_is_said_and_the_one_in_force_is_shown(two, monkeypatch):
    text = text_of(look("library", two, monkeypatch, source=RULES, edition="1999", part="1"))
    assert "No edition “1999” of this document is held." in text
    assert "The smaller of them counts" in text


@pytest.mark.parametrize("part", ["0", "99", "-1", "x", "²", "1e3"])
def test_a_part_that_does_not_exist_shows_the_contents(two, monkeypatch, part):
    assert wording.CONTENTS in text_of(look("library", two, monkeypatch, source=RULES, part=part))


def test_an_unknown_source_is_said_with_what_is_near_and_the_list(tmp_path, monkeypatch):
    text = text_of(look("library", tmp_path, monkeypatch, source="managing-public-money"))
    assert "No document is called “managing-public-money”." in text
    assert wording.NEAR in text and wording.HELD_HEADING in text


def test_a_source_that_is_only_known_says_that_it_is_not_held(tmp_path, monkeypatch):
    text = text_of(look("library", tmp_path, monkeypatch, source="hmt-green-book"))
    assert wording.NOT_HELD in text and "discount rate" in text


def test_searching_inside_finds_paragraphs_and_opening_one_leads_back(two, monkeypatch):
    page = look("library", two, monkeypatch, source=RULES)
    page.text_input[0].input("counts coins").run()
    assert page.query_params["find"] in ("counts coins", ["counts coins"])
    html = html_of(page)
    assert "1 paragraph with “counts coins”" in html
    assert "of them <mark>counts</mark> the <mark>coins</mark> each morning" in html
    opened = text_of(look("library", two, monkeypatch, source=RULES, para="1.1.2", find="counts coins"))
    assert wording.BACK_TO_FOUND in opened


def test_a_search_without_hits_says_so_and_an_emptied_search_shows_the_contents(two, monkeypatch):
    page = look("library", two, monkeypatch, source=RULES, find="zebra")
    assert wording.NOT_FOUND.format(asked="zebra") in text_of(page)
    page.text_input[0].input("").run()
    assert "find" not in page.query_params
    assert wording.CONTENTS in text_of(page)


def test_many_hits_come_twenty_at_a_time(tmp_path, monkeypatch):
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", [paragraph(f"1.{n}", "A till.") for n in range(1, 46)])
    first = html_of(look("library", tmp_path, monkeypatch, source=RULES, find="till"))
    assert "45 paragraphs with “till”" in first and first.count("<li><p") == 20 and "hit=21" in first and "The next 20" in first
    last = html_of(look("library", tmp_path, monkeypatch, source=RULES, find="till", hit="41"))
    assert last.count("<li><p") == 5 and "The 20 before" in last and "The next" not in last


def test_a_document_that_is_only_quoted_shows_headings_and_of_one_paragraph_a_short_quotation(tmp_path, monkeypatch):
    shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1.1", LONG), paragraph("1.2", LONG.upper())])
    part = text_of(look("library", tmp_path, monkeypatch, source=REPORT, part="1"))
    assert "1 The till" in part and "word1 " not in part and wording.NO_SUMMARY in part
    assert "The licence lets us show 120 words of a paragraph at most" in part
    asked = text_of(look("library", tmp_path, monkeypatch, source=REPORT, para="1.1"))
    assert wording.QUOTATION in asked
    assert len(re.findall(r"word\d+", asked)) == 120 and "WORD" not in asked


def test_a_hit_in_a_document_that_is_only_quoted_shows_a_short_stretch(tmp_path, monkeypatch):
    shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1.1", f"{LONG} zebra {LONG}")])
    html = html_of(look("library", tmp_path, monkeypatch, source=REPORT, find="zebra"))
    assert "<mark>zebra</mark>" in html
    assert len(re.findall(r"word\d+", html)) < 30


def test_no_part_of_a_real_document_that_is_only_quoted_gives_its_text_away(documents):
    for source in held_sources():
        if source.licence.quotation_limit is None:
            continue
        paragraphs = paragraphs_in(documents)[source.source_id]
        volume = Volume(source, source.editions[-1], Document(source_id=source.source_id, paragraphs=paragraphs))
        shown = " ".join(re.sub(r"<[^>]+>", " ", part_html(volume, source.editions, part)) for part in volume.parts)
        flat = " ".join(shown.split())
        given_away = [p.reference for p in paragraphs if len(p.text.split()) > 15 and " ".join(p.text.split()[:12]) in flat]
        assert given_away == [], source.source_id


def test_hostile_text_in_a_document_and_in_the_address_shows_as_text(tmp_path, monkeypatch):
    headings = (HOSTILE, HOSTILE)
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", [paragraph("1 <b>x</b>", f"{HOSTILE} zebra", headings)])
    for address in (
        {"source": RULES, "part": "1"},
        {"source": RULES, "find": HOSTILE},
        {"source": RULES, "para": HOSTILE},
        {"source": HOSTILE},
    ):
        page = look("library", tmp_path, monkeypatch, **address)
        assert "<script>document" not in html_of(page) and "<img" not in html_of(page) and "<b>x" not in html_of(page)
        assert '<script>document.title="broken"</script> **bold**' in text_of(page)
        assert page.markdown.len == 0


def test_a_damaged_document_is_said_and_does_not_hide_the_others(two, monkeypatch):
    (two / "corpus" / RULES / "2026-04-16" / "document.json").write_text("{")
    assert "python -m assistant doctor" in text_of(look("library", two, monkeypatch, source=RULES))
    (two / "corpus" / RULES / "2026-04-16" / "edition.json").write_text("{")
    text = text_of(look("library", two, monkeypatch))
    assert "Managing Public Money cannot be read" in text and "Lessons learned" in text


def test_a_document_that_was_read_again_is_shown_as_it_is_now(tmp_path, monkeypatch):
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", [paragraph("1", "Read once.")])
    assert "Read once." in text_of(look("library", tmp_path, monkeypatch, source=RULES, part="1"))
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", [paragraph("1", "Read better.")])
    assert "Read better." in text_of(look("library", tmp_path, monkeypatch, source=RULES, part="1"))
    assert "1 paragraph with" in text_of(look("library", tmp_path, monkeypatch, source=RULES, find="better"))


def test_headings_of_the_page_come_in_order(two, monkeypatch):
    for address in ({}, {"source": RULES}, {"source": RULES, "part": "1"}, {"source": RULES, "find": "till"}):
        levels = [int(level) for level in re.findall(r"<h(\d)", html_of(look("library", two, monkeypatch, **address)))]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)
