"""Quotations, pinpoints and licences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite import check_quotation, page_address, pinpoint, quotation, shown_within
from corpus.models import Licence
from tests.builders import edition, passage, source

TEXT = "The lead body pays first. Others repay it within a month, unless the Treasury agrees otherwise. Receipts are kept."


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("Others repay it within a month", "found"),
        ("The lead body\n pays  first.", "found"),
        ("The lead body pays first. … Receipts are kept.", "found"),
        ("Receipts are kept. … The lead body pays first.", "stitched"),
        ("The lead body pays last.", "not_found"),
        ("Gardens are watered daily.", "misattributed"),
        ("", "not_found"),
        (" … ", "not_found"),
        ("the lead body pays first", "not_found"),
    ],
)
def test_quotations_are_checked_character_for_character(quote, verdict):
    assert check_quotation(quote, TEXT, ["Gardens are watered daily."]) == verdict


def test_a_quotation_is_never_cut_before_an_exception():
    for limit in range(6, 20):
        cut = shown_within(Licence(name="©", attribution="©", quotation_limit=limit), TEXT).removesuffix(" …")
        assert not TEXT[len(cut) :].lstrip(" ,").startswith("unless"), cut


@given(st.text(min_size=1, max_size=400), st.integers(min_value=1, max_value=30))
def test_no_surface_ever_shows_more_than_the_limit(text, limit):
    shown = shown_within(Licence(name="©", attribution="©", quotation_limit=limit), text)
    assert len(shown.removesuffix("…").split()) <= limit


def test_an_open_licence_shows_all():
    assert shown_within(Licence(name="OGL", attribution="©"), TEXT) == TEXT
    assert shown_within(None, TEXT) == TEXT


def test_what_is_left_out_of_a_quotation_is_marked():
    held = passage("1.1", "Lead:\n• first\n• second\n• third")
    assert quotation(held, [(0, 5), (6, 13), (23, 30)], None) == "Lead: … first … third"


@pytest.mark.parametrize(
    ("paragraph", "page", "expected"),
    [
        ("7.5.4", 77, "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77"),
        ("Box 7.3, Model 3", 78, "HM Treasury, Spending Together (April 2026), Box 7.3, Model 3, p. 78"),
        ("Summary 8", None, "HM Treasury, Spending Together (April 2026), Summary 8"),
    ],
)
def test_pinpoints_are_ready_to_paste(paragraph, page, expected):
    assert pinpoint(source(), edition(), paragraph, page) == expected


def test_a_parliamentary_paper_is_cited_with_its_number():
    told = pinpoint(source(series="HC 1659", publisher="National Audit Office"), edition(), "1.9", None)
    assert told == "National Audit Office, Spending Together, HC 1659 (April 2026), paragraph 1.9"


def test_the_link_opens_the_page():
    held = edition(file_address="https://example.gov.uk/a.pdf")
    assert page_address(source(), held, 77) == "https://example.gov.uk/a.pdf#page=77"
    assert page_address(source(landing_page="https://example.gov.uk/a"), edition(), 77) == "https://example.gov.uk/a"
    assert page_address(source(), edition(), None) is None
