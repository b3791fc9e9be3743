"""Where to go: every signpost sourced, dated, found by need and by words, and flagged when it is old or has gone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.gone import gone_in
from assistant.helpers.lines import Line
from assistant.helpers.where_to_go import Entry, as_told, find, load_entries, load_needs, signposted
from tests.assistant.helpers.holding import grounds_of_the_digest, grounds_over
from tests.assistant.real_paragraphs import paragraphs_at
from tests.builders import edition, passage

TODAY = date(2026, 11, 25)
ENTRIES = {entry.name: entry for entry in load_entries()}


def entry(name: str = "Soup Fund", **fields) -> Entry:
    line = Line(says="Money for soup.", at=["rules, 1.1"])
    return Entry(**{"name": name, "kind": "fund", "needs": ("money",), "line": line, **fields})


def shown(folder, one: Entry, text: str = "Write to soup@example.org or see https://example.org/soup-fund. Now.", **held):
    return signposted(one, grounds_over(folder, passage("1.1", text), **held), TODAY)


def test_names_are_listed_once_and_every_need_is_a_listed_one():
    assert len(ENTRIES) == len(load_entries()) >= 120
    needs = [need.need_id for need in load_needs()]
    assert len(needs) == len(set(needs))
    for one in load_entries():
        assert set(one.needs) <= set(needs) and len(set(one.needs)) == len(one.needs), one.name
    assert {need for one in load_entries() for need in one.needs} == set(needs)


def test_what_the_issue_names_is_there():
    for name in (
        "Shared Outcomes Fund",
        "Joint-working hub",
        "Evaluation Task Force",
        "Risk Centre of Excellence",
        "Government functions",
        "Treasury Officer of Accounts team",
        "Cross-government working: good practice guide (NAO)",
    ):
        assert name in ENTRIES


def test_addresses_and_names_to_write_to_stand_in_the_paragraphs_cited(documents):
    """An address is written as a piece of one that is printed, so that it is the document's and not ours."""
    for one in load_entries():
        texts = [paragraphs_at(documents, place)[0].text for place in one.line.at]
        if one.address:
            assert any(one.address in address for text in texts for address in re.findall(r"https?://\S+", text)), one.name
        if one.email:
            assert any(one.email in text for text in texts), one.name


def test_what_counts_as_named_only_in_2001_is_named_in_no_newer_document(documents):
    from tests.assistant.real_paragraphs import paragraphs_in

    newer = " ".join(
        paragraph.text.casefold()
        for source, all_of_it in paragraphs_in(documents).items()
        if "2001" not in source
        for paragraph in all_of_it
    )
    assert [one.name for one in load_entries() if one.only_2001 and one.name.casefold() in newer] == []


def test_over_the_digest_every_signpost_has_a_date_and_no_false_warning():
    for one in load_entries():
        told = signposted(one, grounds_of_the_digest(), TODAY)
        assert told.as_at and told.grounded.warnings == (), one.name
        assert told.is_historic == one.only_2001, one.name


def test_a_signpost_carries_the_date_of_the_newest_document_that_names_it():
    told = signposted(ENTRIES["Shared Outcomes Fund"], grounds_of_the_digest(), TODAY)
    assert told.as_at == "15 February 2024" and told.flags == ()
    assert {ground.edition for ground in told.grounded.grounds} == {"July 2023", "15 February 2024", "March 2021"}


@pytest.mark.parametrize(
    "name",
    [
        "Infrastructure and Projects Authority",
        "Central Digital and Data Office",
        "Invest to Save Budget",
        "National Leadership Centre",
    ],
)
def test_what_has_gone_under_its_name_is_flagged_with_what_became_of_it(name):
    flags = signposted(ENTRIES[name], grounds_of_the_digest(), TODAY).flags
    assert flags == tuple(gone.note() for gone in gone_in(name)) and "is not a current name" in flags[0]


@pytest.mark.parametrize(
    ("published", "status", "flag"),
    [
        ("2026-04-16", "current", None),
        ("2021-11-26", "current", None),
        ("2021-11", "current", "5 years ago or more"),
        ("2021-11-25", "current", "5 years ago or more"),
        ("2001", "historic", "only as at 2001"),
    ],
)
def test_an_old_pointer_is_flagged_by_the_date_of_its_document(tmp_path, published, status, flag):
    told = shown(tmp_path, entry(), editions=[edition(published=published, status=status)])
    assert [flag in said for said in told.flags] == ([True] if flag else [])
    assert told.is_historic == (status == "historic")


def test_a_paragraph_that_is_gone_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.helpers.grounds.hashes_read", lambda: {"rules, 1.1": "read before"})
    told = signposted(entry(), grounds_over(tmp_path, passage("1.2", "Bread.")), TODAY)
    assert "no longer has 1.1" in as_told(told).flags[0]


def test_the_whole_address_is_taken_from_the_paragraph_at_hand(tmp_path):
    assert shown(tmp_path, entry(address="soup-fund")).address == "https://example.org/soup-fund"
    assert shown(tmp_path / "2", entry(address="soup-fund"), "It has moved.").address is None
    assert shown(tmp_path / "3", entry()).address is None


def test_a_program_is_told_what_it_is_for_how_old_and_where(tmp_path):
    told = as_told(shown(tmp_path, entry(address="soup-fund", email="soup@example.org")))
    assert told.model_dump(mode="json") == {
        "name": "Soup Fund",
        "kind": "fund",
        "needs": ["money"],
        "what_it_is_for": "Money for soup.",
        "as_at": "April 2026",
        "flags": [],
        "address": "https://example.org/soup-fund",
        "email": "soup@example.org",
        "pinpoints": ["HM Treasury, Spending Together (April 2026), paragraph 1.1"],
    }


@pytest.mark.parametrize("need", [need.need_id for need in load_needs()])
def test_a_need_gives_its_entries_those_it_fits_best_first_and_2001_last(need):
    found = find(need)
    assert found and all(need in one.needs for one in found)
    assert [(one.only_2001, one.needs.index(need)) for one in found] == sorted(
        (one.only_2001, one.needs.index(need)) for one in found
    )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("fraud", "Public Sector Fraud Authority"),
        ("SRO", "The role of the senior responsible owner: guidance"),
        ("sro", "The role of the senior responsible owner: guidance"),
        ("hub", "Joint-working hub"),
        ("data sharing", "Improving government data: a guide for senior leaders (NAO)"),
        ("memorandum of understanding", "Framework documents: guidance and templates"),
        ("evaluating", "Evaluation Task Force"),
        ("evalu", "Evaluation Task Force"),
        ("shared outcomes fund", "Shared Outcomes Fund"),
        ("subsid", "Subsidy control team (Department for Business and Trade)"),
        ("osmotherly", "Giving evidence to select committees: guidance"),
        ("TOA", "Treasury Officer of Accounts team"),
    ],
)
def test_words_find_by_name_abbreviation_form_and_beginning(words, first):
    assert find(words=words)[0].name == first


def test_every_entry_is_found_by_its_own_name_first_or_beside_its_likes():
    for name in ENTRIES:
        assert name in [one.name for one in find(words=name)[:2]]


@pytest.mark.parametrize("words", ["unicorn", "fraud unicorn", "???", "the", "<b>", "what about"])
def test_words_that_nothing_has_find_nothing(words):
    assert find(words=words) == ()


def test_nothing_asked_gives_everything_and_a_kind_narrows_it():
    assert len(find()) == len(load_entries())
    funds = find(kind="fund")
    assert funds and all(one.kind == "fund" for one in funds)
    assert [one.name for one in find("evaluation", words="youth", kind="fund")] == ["Youth Endowment Fund"]
