"""A reading report from a process of its own."""

from __future__ import annotations

import pytest

from corpus import report_elsewhere as elsewhere
from corpus.report_elsewhere import ReportProblem, report_elsewhere
from tests.shelving import REPORT, RULES, SECOND, paragraph, shelve


def test_a_report_is_made_on_the_edition_that_is_asked_for(tmp_path):
    shelve(tmp_path, RULES, "2025-06-12", "June 2025", [paragraph("1.1.1", "Two bodies may share one till.")])
    _, edition = shelve(tmp_path, RULES, "2026-04-16", "April 2026", SECOND)
    report = report_elsewhere(edition, tmp_path)
    assert (report.edition, report.counts["numbered"], report.coverage) == ("April 2026", 4, 1.0)


def test_a_file_that_cannot_be_read_again_says_why(tmp_path):
    _, edition = shelve(
        tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1", "Without the heading that its body begins with.")]
    )
    with pytest.raises(ReportProblem, match="has no line that begins"):
        report_elsewhere(edition, tmp_path)


def test_one_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    _, edition = shelve(tmp_path, RULES, "2026-04-16", "April 2026", SECOND)
    monkeypatch.setattr(elsewhere, "SECONDS", 0.01)
    with pytest.raises(ReportProblem, match="was stopped"):
        report_elsewhere(edition, tmp_path)
