"""The container file and the units say what the product does."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.screens.service import LET_END, READY

ROOT = Path(__file__).parents[1]
CONTAINER = (ROOT / "Containerfile").read_text()


def test_what_the_container_file_copies_is_there():
    copied = [name for line in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", CONTAINER) for name in line.split()]
    assert {"app.py", "assistant", "corpus", "index", "requirements.lock"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_container_runs_as_nobody_and_is_asked_whether_it_is_ready():
    lines = CONTAINER.splitlines()
    last_user = [line for line in lines if line.startswith("USER ")][-1]
    assert last_user == "USER 65534:65534" and f"8501{READY}'" in CONTAINER
    assert lines.index(last_user) < next(n for n, line in enumerate(lines) if line.startswith('CMD ["streamlit"'))


def test_a_container_and_a_unit_wait_longer_than_a_stop_takes():
    unit = (ROOT / "docs" / "deploy" / "signpost.service").read_text()
    (patience,) = re.findall(r"(?m)^TimeoutStopSec=(\d+)$", unit)
    assert int(patience) > LET_END and "STOPSIGNAL SIGTERM" in CONTAINER


def test_torch_is_the_one_that_is_locked():
    (named,) = set(re.findall(r"torch==[\d.]+", CONTAINER))
    assert named in (ROOT / "requirements.lock").read_text()
