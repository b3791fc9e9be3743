"""The house itself: what the documents promise is there."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest

from corpus.settings import PREFIX, Settings
from corpus.sources import held_sources, load_sources

ROOT = Path(__file__).parents[1]


def test_every_setting_is_explained_in_the_example_and_no_other():
    named = set(re.findall(rf"^# ({PREFIX}[A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    assert named == {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_make_command_that_is_written_about_exists():
    targets = set(re.findall(r"^([a-z][a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    texts = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").glob("*.md"),
        ROOT / ".ci" / "run",
    ]
    named = {name for text in texts for name in re.findall(r"(?m)(?:`|^)make ([a-z][a-z-]+)\b", text.read_text())}
    assert {"run", "test", "refresh", "bench"} <= named <= targets


def test_every_module_that_is_written_about_can_be_run():
    texts = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    for name in {name for text in texts for name in re.findall(r"python -m ([a-z_.]+[a-z])", text.read_text())}:
        path = ROOT / name.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), name


def test_readme_lists_every_source_that_is_held():
    readme = (ROOT / "README.md").read_text()
    assert [source.source_id for source in held_sources() if f"`{source.source_id}`" not in readme] == []


def test_sources_have_what_a_citation_needs():
    for source in load_sources():
        assert source.topics, source.source_id
        if source.held:
            assert source.licence and source.editions, source.source_id


def test_the_lock_file_pins_exactly():
    lines = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z]+\])?==[\w.+!]+", line)] == []


def test_no_package_for_graphics_cards_is_installed():
    import torch

    if "+cpu" not in torch.__version__ and torch.version.cuda is not None:
        pytest.skip(f"torch {torch.__version__} is the build for graphics cards: pip offered no other here (see README)")
    assert [d.metadata["Name"] for d in distributions() if d.metadata["Name"].lower().startswith("nvidia-")] == []


def test_files_stay_small():
    long = {
        path.relative_to(ROOT).as_posix(): count
        for room in ("corpus", "index", "assistant", "evals")
        for path in (ROOT / room).rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_no_style_sheet_opens_a_tag():
    """Streamlit cleans what it is given as HTML, and drops a sheet that holds one, be it in a picture's address: write %3C."""
    sheets = sorted((ROOT / "assistant" / "screens").glob("*.css"))
    assert sheets
    assert [sheet.name for sheet in sheets if "<" in sheet.read_text(encoding="utf-8")] == []
