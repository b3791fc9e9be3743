"""Out of one data folder into a file, and into another folder, as it was."""

from __future__ import annotations

import io
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest

from assistant.backup import SUMS, BackupProblem, back_up, restore
from corpus.refresh import RefreshError, one_at_a_time


@pytest.fixture
def data_dir(tmp_path) -> Path:
    """A data folder with an edition, what a killed refresh left, an index, and a database that is open."""
    folder = tmp_path / "data"
    place = folder / "corpus" / "rules" / "2026-04"
    place.mkdir(parents=True)
    (place / "original.pdf").write_bytes(b"%PDF soup")
    (place / "edition.json").write_text('{"title": "April 2026"}')
    (folder / "corpus" / "rules" / ".draft-1").mkdir()
    (folder / "corpus" / "rules" / ".draft-1" / "half.json").write_text("{")
    (folder / "index").mkdir()
    (folder / "index" / "CURRENT").write_text("build")
    (folder / "refreshed.json").write_text("{}")
    (folder / "kept").mkdir()
    return folder


@pytest.fixture
def database(data_dir):
    connection = sqlite3.connect(data_dir / "kept" / "signpost.sqlite")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE said (words TEXT)")
    connection.execute("INSERT INTO said VALUES ('thank you')")
    connection.commit()
    yield connection
    connection.close()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_cannot_be_made_again_comes_back_and_nothing_else(data_dir, database, tmp_path):
    archive, new = tmp_path / "backups" / "one.tar.gz", tmp_path / "new"
    assert back_up(data_dir, archive) == 4
    assert restore(new, archive) == 4
    assert files(new) == {
        "corpus/rules/2026-04/original.pdf", "corpus/rules/2026-04/edition.json", "kept/signpost.sqlite", "refreshed.json"
    }  # fmt: skip
    assert (new / "corpus/rules/2026-04/original.pdf").read_bytes() == b"%PDF soup"
    with sqlite3.connect(new / "kept" / "signpost.sqlite") as copy:
        assert copy.execute("SELECT words FROM said").fetchall() == [("thank you",)]


def test_a_backup_is_for_its_owner_alone_since_conversations_are_in_it(data_dir, tmp_path):
    archive = tmp_path / "one.tar.gz"
    back_up(data_dir, archive)
    assert archive.stat().st_mode & 0o077 == 0


def test_a_backup_replaces_no_file_and_waits_for_no_refresh(data_dir, tmp_path):
    archive = tmp_path / "one.tar.gz"
    archive.write_text("another backup")
    with pytest.raises(BackupProblem, match="there already"):
        back_up(data_dir, archive)
    assert archive.read_text() == "another backup"
    with one_at_a_time(data_dir), pytest.raises(RefreshError, match="refresh is running"):
        back_up(data_dir, tmp_path / "two.tar.gz")
    assert not (tmp_path / "two.tar.gz").exists()


def test_a_backup_that_fails_leaves_nothing_behind(data_dir, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "add", full)
    with pytest.raises(BackupProblem, match="No space left"):
        back_up(data_dir, tmp_path / "one.tar.gz")
    assert not list(tmp_path.glob("*one.tar.gz*"))


def test_nothing_to_keep_is_said(tmp_path):
    with pytest.raises(BackupProblem, match="nothing to keep"):
        back_up(tmp_path, tmp_path / "one.tar.gz")


def test_a_folder_in_use_is_not_restored_over(data_dir, tmp_path):
    archive = tmp_path / "one.tar.gz"
    back_up(data_dir, archive)
    with pytest.raises(BackupProblem, match="holds corpus and kept already"):
        restore(data_dir, archive)


def changed(archive: Path, to: Path, **others: bytes) -> Path:
    """The archive with the contents of some files, by the last part of their name, replaced; None of the sums are."""
    with tarfile.open(archive) as old, tarfile.open(to, "w:gz") as new:
        for member in old.getmembers():
            content = others.get(Path(member.name).stem, old.extractfile(member).read())
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return to


def test_a_damaged_backup_is_refused_before_anything_is_put_in_place(data_dir, tmp_path):
    archive = tmp_path / "one.tar.gz"
    back_up(data_dir, archive)
    new = tmp_path / "new"
    with pytest.raises(BackupProblem, match=r"original\.pdf is not what was backed up"):
        restore(new, changed(archive, tmp_path / "two.tar.gz", original=b"%PDF stew"))
    half = tmp_path / "half.tar.gz"
    half.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    with pytest.raises(BackupProblem, match=r"no backup that can be read|damaged|not in it"):
        restore(new, half)
    assert files(new) == set()


@pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt", "corpus/../../outside.txt"])
def test_a_name_that_leads_outside_is_refused(tmp_path, name):
    archive = tmp_path / "one.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        for told, content in ((SUMS, b""), (name, b"x")):
            member = tarfile.TarInfo(told)
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupProblem):
        restore(tmp_path / "new", archive)
    assert not list(tmp_path.rglob("outside.txt")) and not Path("/tmp/outside.txt").exists()


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    archive = tmp_path / "one.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        member = tarfile.TarInfo("corpus")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc"
        packed.addfile(member)
    with pytest.raises(BackupProblem):
        restore(tmp_path / "new", archive)
    assert not (tmp_path / "new" / "corpus").exists()


def test_what_is_no_backup_is_said_to_be_none(tmp_path):
    stray = tmp_path / "holiday.tar.gz"
    with tarfile.open(stray, "w:gz") as packed:
        packed.addfile(tarfile.TarInfo("beach.jpg"))
    with pytest.raises(BackupProblem, match="no backup of Signpost"):
        restore(tmp_path / "new", stray)
    shutil.copy(__file__, tmp_path / "text.tar.gz")
    with pytest.raises(BackupProblem, match="no backup that can be read"):
        restore(tmp_path / "new", tmp_path / "text.tar.gz")
