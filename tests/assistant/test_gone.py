"""Names that are no longer current are met as whole words, and each note says when and who says so."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.gone import Gone, gone_in, load_gone
from assistant.places import Place
from corpus.sources import load_sources
from tests.assistant.real_paragraphs import paragraphs_at, paragraphs_in


def names_in(text: str) -> list[str]:
    return [gone.name for gone in gone_in(text)]


def test_a_department_is_met_by_its_name_and_by_its_acronym():
    assert names_in("the then Department for Business, Energy & Industrial Strategy said") == names_in("BEIS said")
    assert names_in("the department for business, energy and industrial\nstrategy") == names_in("BEIS said")


def test_names_come_once_each_in_the_order_of_the_text():
    assert names_in("PSX looks at Public Service Agreements; DETR has a PSA.") == [
        "Public Spending Committee",
        "Public Service Agreements",
        "Department of the Environment, Transport and the Regions",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Department of Health & Social Care",
        "the Department of Health and Social Care",
        "psa, dit, piu and lcd screens",
        "PSAlm, BEISsel, DITto and pre-PSA",
        "government offices are cold",
        "a small business service, an employment service and modernising government",
        "uk online services",
        "National School of Government and Public Services",
        "Cabinet Office, HM Treasury, Home Office and National Audit Office",
        "Ministry of Housing, Communities and Local Government",
        "Outcome Delivery Plans and the Shared Outcomes Fund",
        "",
    ],
)
def test_names_in_use_and_common_words_are_left_alone(text):
    assert names_in(text) == []


def test_a_name_in_use_does_not_hide_the_old_one_beside_it():
    assert names_in("The Department of Health became the Department of Health and Social Care.") == ["Department of Health"]


def test_plurals_possessives_and_either_apostrophe_are_met():
    assert names_in("SDPs") == names_in("Single Departmental Plan") == ["Single Departmental Plans"]
    assert names_in("the Lord Chancellor’s Department") == names_in("Lord Chancellor's Department") == names_in("LCD's work")
    assert names_in("PIU’s steering board") == ["Performance and Innovation Unit"]


def test_a_note_says_since_when_what_became_of_it_and_who_says_so():
    place = Place(source_id="nao-cross-government-2023", paragraph="1.9")
    gone = Gone(name="Old Plans", became="New Plans took their place", since="2021-07", place=place, checked=True)
    assert gone.note() == (
        "“Old Plans” is not a current name (since July 2021): New Plans took their place (Cross-government working (July 2023), 1.9)."
    )


def test_what_no_held_document_says_is_marked_as_to_be_checked():
    gone = Gone(name="Old Unit", became="it has since been replaced")
    assert gone.note() == (
        "“Old Unit” is not a current name (since when is to be checked): it has since been replaced (general knowledge, to be checked)."
    )
    with pytest.raises(ValidationError, match="name the paragraph that says it"):
        Gone(name="Old Unit", became="it was renamed", checked=True)


def test_the_list_names_nothing_twice_and_only_sources_that_are_held():
    spellings = [name for gone in load_gone() for name in (gone.name, *gone.also, *gone.acronyms)]
    assert [name for name in spellings if spellings.count(name) > 1] == []
    held = {source.source_id for source in load_sources() if source.held}
    assert {gone.place.source_id for gone in load_gone() if gone.place} <= held


def test_every_entry_is_met_by_each_of_its_spellings():
    for gone in load_gone():
        for name in (gone.name, *gone.also, *gone.acronyms):
            assert gone in gone_in(f"What about {name}?"), name


def test_every_paragraph_on_the_list_is_in_the_documents(documents):
    for gone in load_gone():
        if gone.place:
            assert len(paragraphs_at(documents, gone.place)) == 1, gone.name


def test_managing_public_money_is_not_taken_for_out_of_date(documents):
    """The rules in force name few things that have gone; each of these was looked at."""
    named = {gone.name for p in paragraphs_in(documents)["hmt-managing-public-money"] for gone in gone_in(p.text)}
    assert named == {
        "Accounting Officer Memorandum",
        "Department for Business, Energy & Industrial Strategy",
        "Office of the Paymaster General",
        "Shareholder Executive",
        "UK Financial Investments",
    }


def test_the_old_reports_are_full_of_names_that_have_gone(documents):
    named = {gone.name for p in paragraphs_in(documents)["wiring-it-up-progress-2001"] for gone in gone_in(p.text)}
    assert len(named) > 35
