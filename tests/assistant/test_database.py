"""The one database: made when it is first used, shared by processes, and clear about what is wrong with it."""

from __future__ import annotations

import multiprocessing
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType, SimpleNamespace

import pytest
from sqlalchemy import exc, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from assistant import database as rooms
from assistant.database import DatabaseProblem, KeyTaken, is_there, open_database, storable
from tests.assistant.keeping import address_in, database_in


def _row(key: str, owner: str = "", told: str = "x") -> dict:
    return {"key": key, "owner": owner, "at": "2026-11-01T12:00:00+00:00", "told": told}


def test_the_file_is_made_for_its_owner_alone(tmp_path):
    database = database_in(tmp_path)
    file = tmp_path / "kept" / "signpost.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert database.count(rooms.feedback) == 0


def test_looking_whether_anything_is_kept_makes_nothing(tmp_path):
    assert is_there(address_in(tmp_path)) is False
    assert list(tmp_path.iterdir()) == []
    database_in(tmp_path)
    assert is_there(address_in(tmp_path)) is True


def test_a_row_replaces_the_one_of_its_key_and_never_another_owner_s(tmp_path):
    database = database_in(tmp_path)
    assert database.put(rooms.feedback, _row("k", "ann", "first"), "owner")
    assert database.put(rooms.feedback, _row("k", "ann", "second"), "owner")
    assert database.put(rooms.feedback, _row("k", "bob", "mine now"), "owner") is False
    with database.connected() as connection:
        assert [(row.owner, row.told) for row in connection.execute(rooms.feedback.select())] == [("ann", "second")]


def test_what_is_written_in_a_block_that_fails_is_not_there(tmp_path):
    database = database_in(tmp_path)
    with pytest.raises(KeyTaken), database.connected() as connection:
        connection.execute(rooms.feedback.insert().values(**_row("k")))
        connection.execute(rooms.feedback.insert().values(**_row("k")))
    assert database.count(rooms.feedback) == 0


def _write_many(address: str, name: str, many: int) -> None:
    database = open_database(address)
    for number in range(many):
        database.put(rooms.feedback, _row(f"{name}-{number}"), "owner")
        database.put(rooms.feedback, _row("shared", told=name), "owner")


def test_processes_that_begin_at_once_and_write_together_lose_nothing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))  # or they would run the page that was tested last
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(address_in(tmp_path), name, 25)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert database_in(tmp_path).count(rooms.feedback) == 3 * 25 + 1


def test_threads_share_one_database(tmp_path):
    database = database_in(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        written = list(threads.map(lambda n: database.put(rooms.feedback, _row(f"k{n % 20}"), "owner"), range(100)))
    assert all(written)
    assert database.count(rooms.feedback) == 20


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "is no address of a database"),
        ("oracel://user:secret@host/name", "names oracel, which is no database that is known"),
        ("sqlite://", "names no file"),
        ("sqlite:////proc/none/kept.sqlite", "/proc/none/kept.sqlite cannot be written"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(address, said):
    with pytest.raises(DatabaseProblem) as problem:
        open_database(address)
    assert said in str(problem.value)
    assert "SIGNPOST_DATABASE_URL" in str(problem.value)
    assert "secret" not in str(problem.value)


def test_a_driver_that_is_not_installed_is_told_with_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as on a machine without it
    with pytest.raises(DatabaseProblem) as problem:
        open_database("postgresql://user:secret@host/name")
    assert 'Type `.venv/bin/pip install "psycopg[binary]"`' in str(problem.value)
    assert "secret" not in str(problem.value)


def test_a_file_that_is_no_database_is_told(tmp_path):
    file = tmp_path / "kept" / "signpost.sqlite"
    file.parent.mkdir()
    file.write_text("This is a letter to the archive, and long enough not to be taken for the head of a database." * 20)
    with pytest.raises(DatabaseProblem, match="file is not a database"):
        open_database(address_in(tmp_path))


def test_tables_of_another_version_are_left_alone(tmp_path):
    database = database_in(tmp_path)
    with database.connected() as connection:
        connection.execute(rooms.schema.update().values(version=rooms.SCHEMA + 1))
    open_database.cache_clear()
    with pytest.raises(DatabaseProblem, match="made by another Signpost"):
        open_database(address_in(tmp_path))


def test_an_error_never_tells_what_was_being_written(tmp_path):
    database = database_in(tmp_path)
    with database.connected() as connection:
        connection.exec_driver_sql("DROP TABLE feedback")
    with pytest.raises(DatabaseProblem) as problem:
        database.put(rooms.feedback, _row("k", told="who shot the accounting officer"), "owner")
    assert "no such table" in str(problem.value)
    assert "accounting" not in str(problem.value)
    assert problem.value.__cause__ is None


def test_a_driver_s_message_on_what_it_does_not_take_is_not_passed_on(tmp_path):
    database = database_in(tmp_path)
    refused = exc.DataError("INSERT", {}, Exception("Incorrect string value: 'who shot the accounting officer'"))
    with pytest.raises(DatabaseProblem, match="does not take what was to be written") as problem, database.connected():
        raise refused
    assert "accounting" not in str(problem.value)


def test_the_name_of_a_database_has_no_password_wherever_the_address_has_it():
    for address in ("postgresql://ann:secret@host/name", "postgresql://host/name?user=ann&password=secret"):
        name = rooms.Database(SimpleNamespace(url=make_url(address))).name
        assert "host/name" in name and "secret" not in name


def test_the_tables_can_be_made_in_postgresql():
    for table in (rooms.schema, rooms.feedback, rooms.conversations, rooms.exchanges):
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert f"CREATE TABLE {table.name}" in made
    assert "SERIAL" in str(CreateTable(rooms.exchanges).compile(dialect=postgresql.dialect()))


def test_what_no_database_can_store_is_left_out_of_text():
    assert storable("a\0b") == "ab"
    assert storable("half \ud83d of it") == "half ? of it"
    assert storable("שלום ‮ whole 👍") == "שלום ‮ whole 👍"
