"""What needs doing, as far as it can be told without the model, and what to type."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.health import LITTLE, Held, Use, disk_use, findings, findings_of_reading, free_space, in_bytes, look_at_corpus
from corpus.intake import outcome
from corpus.reading_report import ReadingReport
from corpus.refreshed import Tried, note_refreshed
from corpus.sources import held_sources
from index.models import Manifest
from tests.builders import edition, manifest, source
from tests.shelving import REPORT, RULES, paragraph, shelve

PLENTY = 100 * LITTLE


def built_of(held: list[Held]) -> Manifest:
    there = [one for one in held if one.editions]
    return manifest([one.source for one in there], [edition for one in there for edition in one.editions])


def lines(held: list[Held], build: Manifest | None = None, free: int = PLENTY) -> list[str]:
    return [f"{one.subject}: {one.line}" for one in findings(held, build, free)]


def test_nothing_needs_doing_where_full_texts_and_their_index_are_there():
    held = [Held(source(), (edition(),), None)]
    assert lines(held, built_of(held)) == []


def test_a_digest_is_named_with_how_to_get_the_full_text():
    held = [Held(source(), (edition(rendition="digest"),), None)]
    assert lines(held, built_of(held)) == ["documents: only our starter digest is here of Spending Together. Type make refresh."]


def test_no_index_and_an_index_of_other_editions_are_told_apart():
    held = [Held(source(), (edition(),), None)]
    assert lines(held) == ["index: there is none that this program can read. Type make index."]
    newer = [Held(source(), (edition(), edition(edition_id="2027-01")), None)]
    assert lines(newer, built_of(held)) == ["index: it was built from other editions than are here now. Type make index."]


def test_a_failed_refresh_says_why_and_how_to_try_again():
    tried = Tried(at=datetime(2026, 11, 24, tzinfo=UTC), kind="failed", line="rules: not read. It is empty.")
    held = [Held(source(), (edition(),), tried)]
    [line] = lines(held, built_of(held))
    assert "the last refresh failed: not read. It is empty." in line
    assert line.endswith("type python -m corpus.refresh --source rules.")


def test_a_withdrawn_edition_and_a_full_disk_are_said():
    held = [Held(source(), (edition(withdrawn="Replaced by another."),), None)]
    told = lines(held, built_of(held), free=LITTLE - 1)
    assert told[0] == "Spending Together: its publisher withdrew April 2026: Replaced by another. Look for what took its place."
    assert told[1].startswith("disk: only 2.1 GB are free")


def test_the_corpus_is_looked_at_source_by_source_and_a_damaged_one_hides_no_other(tmp_path):
    shelve(tmp_path, RULES, "2026-04-16", "April 2026", [paragraph("1", "One.")])
    shelve(tmp_path, REPORT, "2023-07-07", "July 2023", [paragraph("1", "One.")])
    (tmp_path / "corpus" / REPORT / "2023-07-07" / "edition.json").write_text("{")
    note_refreshed(tmp_path, outcome(next(s for s in held_sources() if s.source_id == RULES), "new", "April 2026."))
    held = {one.source.source_id: one for one in look_at_corpus(tmp_path)}
    assert held.keys() == {source.source_id for source in held_sources()}
    assert held[RULES].editions[0].rendition == "full" and held[RULES].tried.kind == "new"
    assert held[REPORT].editions == () and "cannot be read" in held[REPORT].problem
    assert held["ifg-collaboration-2021"].editions[0].rendition == "digest"
    assert any(REPORT in line and line.endswith("type make refresh.") for line in lines(list(held.values())))


def test_what_a_reading_lost_is_said_with_where_to_look():
    report = ReadingReport(
        source_id="rules", edition_id="2026", edition="April 2026", counts={}, words=10, held=9, to_look_at=("page 3",)
    )
    [finding] = findings_of_reading({"Spending Together": report})
    assert (finding.subject, finding.is_well) == ("Spending Together, April 2026", False)
    assert finding.line == "page 3. Type python -m corpus.report rules for all."


def test_disk_use_counts_every_part_of_the_data_folder_and_a_link_as_what_it_leads_to(tmp_path):
    (tmp_path / "data" / "corpus" / "a").mkdir(parents=True)
    (tmp_path / "data" / "corpus" / "a" / "file").write_bytes(b"x" * 1500)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "v").write_bytes(b"x" * 20)
    (tmp_path / "data" / "vectors").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "data" / "refresh.lock").write_bytes(b"x")
    uses = disk_use(tmp_path / "data")
    assert uses == (Use("Documents", 1500), Use("Vectors kept for the next build", 20), Use("Other", 1))
    assert disk_use(tmp_path / "none") == ()
    assert free_space(tmp_path / "not" / "there" / "yet") > 0


def test_sizes_are_said_as_people_say_them():
    assert [in_bytes(size) for size in (0, 999, 1500, 15_000, 4_400_000, 366_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "15 kB",
        "4.4 MB",
        "366 MB",
    ]
