"""systemd reads our units, and finds that they leave the service little to do harm with."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operations.conftest import need

pytestmark = pytest.mark.operations

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
MOST_EXPOSED = {
    "signpost.service": 2.0,
    "signpost-refresh.service": 4.0,
}  # of 10, as systemd counts: 10 is a service without limits


def test_systemd_takes_the_units(tmp_path):
    need("systemd-analyze", package="systemd")
    for unit in DEPLOY.iterdir():  # where it is installed, nothing is here: a program that is stands in
        text = re.sub(r"/opt/signpost/\.venv/bin/\w+", sys.executable, unit.read_text())
        (tmp_path / unit.name).write_text(re.sub(r"file:///opt/\S+", "https://example.gov.uk", text))
    done = subprocess.run(["systemd-analyze", "verify", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", MOST_EXPOSED)
def test_systemd_finds_little_exposed(unit, tmp_path):
    need("systemd-analyze", package="systemd")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(DEPLOY / unit)], capture_output=True, text=True, check=False
    )
    (exposed,) = re.findall(r"exposure level for \S+ ([\d.]+)", done.stdout)
    assert float(exposed) <= MOST_EXPOSED[unit]
