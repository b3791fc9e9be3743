"""docs/refreshing.md says what the program does: its units are sound, its source is one, its lines are those that are printed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib

import pytest

from corpus.models import Source
from corpus.settings import REPOSITORY

GUIDE = (REPOSITORY / "docs" / "refreshing.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_systemd_units_are_sound(tmp_path):
    if not shutil.which("systemd-analyze") or not shutil.which("make"):
        pytest.skip("systemd-analyze is not installed")
    service, timer = blocks("ini")
    (tmp_path / "signpost-refresh.service").write_text(service.replace("/srv/signpost", str(REPOSITORY)))
    (tmp_path / "signpost-refresh.timer").write_text(timer)
    units = [str(tmp_path / f"signpost-refresh.{kind}") for kind in ("service", "timer")]
    said = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert [line for line in said.stderr.splitlines() if "signpost-refresh" in line] == []


def test_the_source_of_the_example_is_one():
    [entry] = tomllib.loads(blocks("toml")[0])["source"]
    for edition in entry["editions"]:
        edition["source_id"] = entry["source_id"]
    source = Source.model_validate(entry)
    assert source.held and source.licence and source.editions[0].sha256 is None


@pytest.mark.parametrize(
    "words",
    [
        "digest entries to write anew",
        "questions switched off",
        "read again, since readers have changed.",
        "withdrawn by its publisher.",
        "has nothing new.",
        "unchanged in every word, though the file differs.",
        "was taken away (410); the edition at hand stays.",
        "no address is known.",
        "no file in",
        "Look for its new place, and correct sources.toml.",
        "was refused:",
        "not read.",
        "read, but not taken in:",
        "stays as it was.",
    ],
)
def test_the_lines_it_explains_are_those_that_are_printed(words):
    files = [*(REPOSITORY / "corpus").glob("*.py"), *(REPOSITORY / "corpus" / "web").glob("*.py")]
    assert words in GUIDE
    assert any(words in file.read_text(encoding="utf-8") for file in files)
