"""The list of sources: what is refused when it is read."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from corpus.models import Edition
from corpus.sources import SOURCES_FILE, load_sources
from tests.builders import edition, source


@pytest.mark.parametrize("name", ["../x", "a/b", "..", ".x", "a..b", "", "a b", "a\\b", "a\n", "a\x00", "/etc", "C:x"])
def test_an_id_that_leads_out_of_its_folder_is_refused(name):
    with pytest.raises(ValidationError):
        type(source()).model_validate(source().model_dump() | {"source_id": name})
    for field in ("source_id", "edition_id"):
        with pytest.raises(ValidationError):
            Edition.model_validate(edition().model_dump() | {field: name})


def test_ids_of_second_files_and_of_any_date_pass():
    for name in ("2026-04", "2026-04.2", "2001", "2024-02-15", "hmt-managing-public-money"):
        assert edition(edition_id=name).edition_id == name


def test_a_held_source_without_a_licence_is_refused(tmp_path):
    file = tmp_path / "sources.toml"
    text = SOURCES_FILE.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    assert load_sources(file) == load_sources()
    held = next(one for one in load_sources() if one.held)
    without = re.sub(r"^licence\b.*\n", "", text, count=1, flags=re.MULTILINE)
    if without == text:
        without = re.sub(r"^\[source\.licence\]\n(?:[^\[\n].*\n|\n)*", "", text, count=1, flags=re.MULTILINE)
    other = tmp_path / "other.toml"
    other.write_text(without, encoding="utf-8")
    with pytest.raises(ValueError, match=f"{held.source_id} is held and has no licence"):
        load_sources(other)
