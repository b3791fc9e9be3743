"""Conversations that their readers asked to keep: under an address that nobody guesses, and gone after thirty days."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.models import Answer
from assistant.users import NOBODY
from corpus.models import Value

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from assistant.database import Database

KEPT_FOR = timedelta(days=30)
_DAY = timedelta(days=1)


class KeptExchange(Value):
    """`key` tells the answer from all others. `answer` is None where another version kept it in a form not known here."""

    key: str
    asked: datetime
    question: str
    answer: Answer | None


class KeptConversation(Value):
    """`title` is its first question. Where conversations are only listed, `exchanges` is empty."""

    address: str
    title: str
    began: datetime
    last_asked: datetime
    exchanges: tuple[KeptExchange, ...] = ()

    @property
    def gone_on(self) -> datetime:
        """When it is deleted, unless something is asked before."""
        return self.last_asked + KEPT_FOR


def new_address() -> str:
    """192 random bits: who does not know the address does not find the conversation."""
    return secrets.token_urlsafe(24)


class Conversations:
    """Kept conversations in a database, each its owner's: NOBODY's, where nobody signs in, are found by their address alone.

    Every method raises DatabaseProblem when the database cannot be used. Another's conversation is as one that is not there.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self.now = now
        self._last_cleared: datetime | None = None

    def begin(self, owner: str, title: str) -> str:
        """The address of a new conversation, called by its first question."""
        from assistant.database import conversations, stamp, storable

        self._forget_daily()
        address, now = new_address(), stamp(self.now())
        with self._database.connected() as connection:
            row = {"address": address, "owner": owner, "title": storable(title), "began": now, "last_asked": now}
            connection.execute(conversations.insert().values(**row))
        return address

    def add(self, address: str, owner: str, key: str, answer: Answer) -> bool:
        """Keeps an exchange, once, however often it is added. False where there is no such conversation (any more)."""
        from assistant.database import KeyTaken, conversations, exchanges, stamp, storable

        self._forget_daily()
        now = stamp(self.now())
        mine = self._mine(owner, (address,))
        try:
            with self._database.connected() as connection:
                if not connection.execute(conversations.update().where(*mine).values(last_asked=now)).rowcount:
                    return False
                told = storable(_told(answer))
                connection.execute(exchanges.insert().values(key=key, address=address, asked=now, told=told))
        except KeyTaken:
            pass  # the same exchange, added before
        return True

    def open(self, address: str, owner: str) -> KeptConversation | None:
        """None when it is not there, is older than it may be, or is somebody else's: which of them nobody is told."""
        with self._database.connected() as connection:
            found = self._read(connection, self._mine(owner, (address,)))
            return found[0].model_copy(update={"exchanges": _exchanges(connection, address)}) if found else None

    def listed(self, owner: str, known: Collection[str] = ()) -> tuple[KeptConversation, ...]:
        """An owner's conversations, the last one first; of NOBODY's only those whose addresses are known already."""
        with self._database.connected() as connection:
            return self._read(connection, self._mine(owner, known if owner == NOBODY else None))

    def delete(self, owner: str, addresses: Collection[str]) -> int:
        """Deletes those of these conversations that are the owner's; how many."""
        return self._delete(*self._mine(owner, addresses))

    def delete_all(self, owner: str, known: Collection[str] = ()) -> int:
        """Deletes what `listed` lists; how many."""
        return self._delete(*self._mine(owner, known if owner == NOBODY else None))

    def forget_old(self) -> int:
        """Deletes what was last added to longer ago than KEPT_FOR; how many."""
        from assistant.database import conversations, stamp

        self._last_cleared = self.now()
        return self._delete(conversations.c.last_asked < stamp(self.now() - KEPT_FOR))

    def _forget_daily(self) -> None:
        if self._last_cleared is None or self.now() - self._last_cleared >= _DAY:
            self.forget_old()

    def _mine(self, owner: str, addresses: Collection[str] | None) -> tuple:
        """What the database is asked for: the owner's own, not too old, and of these addresses unless that is None."""
        from assistant.database import conversations, stamp

        conditions = (conversations.c.owner == owner, conversations.c.last_asked >= stamp(self.now() - KEPT_FOR))
        return conditions if addresses is None else (*conditions, conversations.c.address.in_(list(addresses)))

    def _read(self, connection: Connection, conditions: tuple) -> tuple[KeptConversation, ...]:
        from assistant.database import conversations

        found = conversations.select().where(*conditions).order_by(conversations.c.last_asked.desc(), conversations.c.address)
        return tuple(
            KeptConversation(address=row.address, title=row.title, began=row.began, last_asked=row.last_asked)
            for row in connection.execute(found).all()
        )

    def _delete(self, *conditions) -> int:
        """The conversations first: that waits for an exchange which another process is adding, and then finds it too."""
        from assistant.database import conversations, exchanges

        with self._database.connected() as connection:
            gone = connection.execute(conversations.delete().where(*conditions)).rowcount
            left = conversations.select().with_only_columns(conversations.c.address)
            gone_too = connection.execute(exchanges.delete().where(exchanges.c.address.not_in(left))).rowcount
        if gone or gone_too:
            self._database.forget_for_good()
        return gone


def _told(answer: Answer) -> str:
    """As JSON; the editions of the hits beside it, which an answer's own JSON leaves out and its screen needs."""
    told = {"question": answer.question, "answer": answer.model_dump(mode="json"), "editions": [h.edition for h in answer.hits]}
    return json.dumps(told, ensure_ascii=False)


def _exchanges(connection: Connection, address: str) -> tuple[KeptExchange, ...]:
    from assistant.database import exchanges

    rows = connection.execute(exchanges.select().where(exchanges.c.address == address).order_by(exchanges.c.number)).all()
    return tuple(
        KeptExchange(key=row.key, asked=row.asked, question=told.get("question", ""), answer=_answer(told))
        for row in rows
        for told in (json.loads(row.told),)
    )


def _answer(told: dict) -> Answer | None:
    try:
        answer = Answer.model_validate(told["answer"])
        editions = zip(answer.hits, told["editions"], strict=True)
        hits = tuple(hit.model_copy(update={"edition": edition}) for hit, edition in editions)
    except (ValueError, LookupError):  # pydantic's ValidationError is a ValueError
        return None
    return answer.model_copy(update={"hits": hits})
