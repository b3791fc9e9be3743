"""The one door to SQLAlchemy: where feedback and conversations are kept, in SQLite or in the database that the settings name.

The tables are made when they are first used. Times are ISO 8601 in UTC, to the second, and sort as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    exc,
    func,
    make_url,
    select,
)
from sqlalchemy import inspect as look_at

SCHEMA = 1  # raised with every change of the tables below
PATIENCE = 10_000  # milliseconds that a writer waits for another one

_tables = MetaData()
schema = Table("signpost_schema", _tables, Column("version", Integer, primary_key=True))
feedback = Table(
    "feedback",
    _tables,
    Column("key", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("at", String(32), nullable=False, index=True),
    Column("told", Text, nullable=False),
)
conversations = Table(
    "conversations",
    _tables,
    Column("address", String(64), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("began", String(32), nullable=False),
    Column("last_asked", String(32), nullable=False, index=True),
)
exchanges = Table(
    "exchanges",
    _tables,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("address", String(64), nullable=False, index=True),
    Column("asked", String(32), nullable=False),
    Column("told", Text, nullable=False),
)


class DatabaseProblem(Exception):
    """The database cannot be used. The message says why and what to type, and holds nothing that anybody asked or wrote."""


class Database:
    """Reading and writing, each in a transaction of its own; safe to share between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        """What it is called for people: no password, which may also stand behind the "?" of an address."""
        url = self._engine.url.set(query={})
        return f"SQLite, {url.database}" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A transaction, written when the block ends well. Raises DatabaseProblem."""
        with self._told_plainly(), self._engine.begin() as connection:
            yield connection

    def put(self, table: Table, row: Mapping[str, object], *fixed: str) -> bool:
        """Writes a row, or replaces the one of the same first column where the columns named in `fixed` agree too.

        Whether it was written: another's row of that key stays as it is.
        """
        key = next(iter(table.primary_key.columns)).name
        mine = [table.c[name] == row[name] for name in (key, *fixed)]
        for _ in range(2):  # another process may write the same key between looking and writing
            with self.connected() as connection:
                if connection.execute(table.update().where(*mine).values(**row)).rowcount:
                    return True
            try:
                with self._told_plainly(), self._engine.begin() as connection:
                    connection.execute(table.insert().values(**row))
                return True
            except KeyTaken:
                continue
        return False

    def forget_for_good(self) -> None:
        """Has SQLite overwrite what was deleted in its journal too, as far as nobody is reading; other databases see to it."""
        if self._engine.dialect.name == "sqlite":
            with self._told_plainly(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def count(self, table: Table) -> int:
        with self.connected() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except exc.IntegrityError:
            raise KeyTaken(f"{self.name}: somebody else has just written the same row. Try again.") from None
        except exc.DataError:  # some drivers put a piece of what was to be written into the message
            raise DatabaseProblem(f"{self.name} does not take what was to be written. {_WHAT_TO_DO}") from None
        except exc.DBAPIError as error:
            raise DatabaseProblem(f"{self.name} cannot be used: {str(error.orig).splitlines()[0]}. {_WHAT_TO_DO}") from None
        except exc.SQLAlchemyError as error:
            raise DatabaseProblem(f"{self.name} cannot be used ({type(error).__name__}). {_WHAT_TO_DO}") from None


class KeyTaken(DatabaseProblem):
    """A row of that key is there already."""


_WHAT_TO_DO = "See SIGNPOST_DATABASE_URL in .env.example; `python -m assistant doctor` tries it again."


@cache
def open_database(address: str) -> Database:
    """The database at an address, its tables made where they are not there yet; opened once for the process.

    Raises DatabaseProblem for an address that cannot be read, a driver that is not installed, tables of another version.
    """
    engine = _engine(address)
    database = Database(engine)
    for attempt in (1, 2):  # two processes may make the tables at once: then one of them finds them there
        try:
            with database.connected() as connection:
                _tables.create_all(connection)
                versions = connection.execute(schema.select()).scalars().all()
                if not versions:
                    connection.execute(schema.insert().values(version=SCHEMA))
            break
        except DatabaseProblem:
            if attempt == 2:
                raise
    if versions and versions != [SCHEMA]:
        raise DatabaseProblem(
            f"{database.name} was made by another Signpost (its tables have version {max(versions)}, this one knows {SCHEMA}). "
            "Use that Signpost, or name another database in SIGNPOST_DATABASE_URL."
        )
    return database


def is_there(address: str) -> bool:
    """Whether anything was ever kept at that address; nothing is made by looking. Raises DatabaseProblem as opening does."""
    engine = _engine(address, make_folder=False)
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        return False
    with Database(engine)._told_plainly():
        return look_at(engine).has_table(schema.name)


def stamp(moment: datetime) -> str:
    """A time as it is stored."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def storable(text: str) -> str:
    """The text without what PostgreSQL refuses: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _engine(address: str, make_folder: bool = True) -> Engine:
    try:
        url = make_url(address)
        # Parameters stay hidden, or a question would stand in the message of an error, and in a log. A connection is tried before
        # it is used: a database that was started anew has closed those of before.
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    except exc.NoSuchModuleError:
        raise DatabaseProblem(
            f"SIGNPOST_DATABASE_URL names {url.drivername}, which is no database that is known. {_EXAMPLE}"
        ) from None
    except exc.ArgumentError:
        raise DatabaseProblem(f"SIGNPOST_DATABASE_URL is no address of a database. {_EXAMPLE}") from None
    except ImportError as error:
        driver = _PACKAGES.get(str(error.name), error.name)
        raise DatabaseProblem(
            f"SIGNPOST_DATABASE_URL names {url.drivername}, whose driver is not installed ({error.name}). "
            f'Type `.venv/bin/pip install "{driver}"`.'
        ) from None
    if engine.dialect.name == "sqlite":
        _prepare_file(url.database, make_folder)
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


_PACKAGES = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}  # of drivers named otherwise
_EXAMPLE = "Write it as sqlite:////srv/signpost/kept.sqlite or postgresql+psycopg://user:password@host/name."


def _prepare_file(name: str | None, make_folder: bool) -> None:
    if name in (None, "", ":memory:"):
        raise DatabaseProblem(f"SIGNPOST_DATABASE_URL names no file to keep things in. {_EXAMPLE}")
    path = Path(str(name))
    if not make_folder or path.exists():
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people asked is for nobody else on this machine
    except OSError as error:
        raise DatabaseProblem(
            f"{path} cannot be written ({error.strerror}). See SIGNPOST_DATABASE_URL in .env.example."
        ) from None


def _prepare_sqlite(connection, _) -> None:
    """Writers wait for each other, readers never do, and what is deleted is overwritten."""
    for pragma in (f"busy_timeout={PATIENCE}", "journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
