"""The report on how completely an edition was read, made in a process of its own.

A page may ask for it from any thread: the PDF library must not run in two of them at once, and a bad file must not end the app.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from corpus.models import Edition
from corpus.reading_report import ReadingReport

SECONDS = 180  # Managing Public Money takes 5 to 10


class ReportProblem(Exception):
    """A report could not be made. The message is the reason, in a line."""


def report_elsewhere(edition: Edition, data_dir: Path) -> ReadingReport:
    """The report on one stored edition; takes seconds. Raises ReportProblem when it comes to nothing."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "corpus.report", edition.source_id, "--json"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "SIGNPOST_DATA_DIR": str(data_dir.resolve())},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReportProblem(f"it took more than {SECONDS} seconds and was stopped") from None
    for found in json.loads(done.stdout or "[]"):  # with exit code 1 too, which says that something in it wants a look
        if found["edition_id"] == edition.edition_id:
            return ReadingReport.model_validate({name: value for name, value in found.items() if name != "coverage"})
    reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1].rstrip(".")
    raise ReportProblem(re.sub(r"^[\w.]+: ", "", reason))  # without the name of the exception
