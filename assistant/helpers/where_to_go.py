"""Where to go: the bodies, funds, tools and guidance that the sources signpost, by need or by words (pure).

    entries = find(need="evaluation")             # or find(words="fraud")
    shown = [signposted(entry, grounds, today) for entry in entries]

No entry says that a body still exists: it carries the date of the newest source that names it, and what is known against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from assistant.gone import gone_in
from assistant.helpers.grounds import Ground, Grounded, Grounds
from assistant.helpers.lines import Line, read_table
from corpus.models import Value
from index.lexical import stems

Kind = Literal["body", "fund", "tool", "guidance"]
KINDS: dict[Kind, str] = {"body": "Body", "fund": "Fund", "tool": "Tool, register or scheme", "guidance": "Guidance"}
OLD_AFTER = 5  # years: several units that the paper of 2021 names have been renamed, two of those that the report of 2023 names
_SHORTEST = 3  # letters that count as the beginning of a word
_ADDRESS = re.compile(r"https?://[^\s;,()]+")


class Need(Value):
    """What somebody looks for."""

    need_id: str
    title: str


class Entry(Value):
    """One signpost. `also` are names people look for; `needs` the most fitting first; `address` a piece of the web address that
    one of the line's paragraphs prints; `email` where one of them says to write.
    """

    name: str
    also: tuple[str, ...] = ()
    kind: Kind
    needs: tuple[str, ...] = Field(min_length=1)
    line: Line
    address: str = ""
    email: str = ""

    @property
    def only_2001(self) -> bool:
        """Whether nothing but the reports of 2001 names it."""
        return all(place.source_id in _historic_sources() for place in self.line.at)


class Signposted(Value):
    """An entry with its paragraphs as they are held today.

    `as_at` is the newest edition that names it ("July 2023"), `flags` what speaks against its being there still, in sentences.
    `address` is None where no paragraph at hand prints one.
    """

    entry: Entry
    grounded: Grounded
    as_at: str
    address: str | None
    flags: tuple[str, ...] = ()

    @property
    def is_historic(self) -> bool:
        return all(ground.is_old for ground in self.grounded.grounds)


class Told(Value):
    """A signpost for a program, without the paragraphs' texts."""

    name: str
    kind: Kind
    needs: tuple[str, ...]
    what_it_is_for: str = Field(description="In our words, never to be put in quotation marks.")
    as_at: str = Field(description="The newest document that names it. It is not known whether it is still there today.")
    flags: tuple[str, ...] = Field(description="What speaks against it, to be passed on.")
    address: str | None = Field(description="The web address that the document prints.")
    email: str | None
    pinpoints: tuple[str, ...] = Field(description="The paragraphs that name it, ready to paste.")


def find(need: str | None = None, words: str = "", kind: Kind | None = None) -> tuple[Entry, ...]:
    """Entries under a need, those that it fits best first; with words, those that hold every one of them in any form, best first.

    Words are looked for in names and in what the entry says; the beginning of a word is enough. Everything without either.
    """
    entries = [entry for entry in load_entries() if (need is None or need in entry.needs) and kind in (None, entry.kind)]
    if need is not None:
        entries.sort(key=lambda entry: (entry.only_2001, entry.needs.index(need)))
    wanted = stems(words)
    if not words.strip():
        return tuple(entries)
    met = [(_nearness(entry, wanted, words), entry) for entry in entries]
    return tuple(entry for nearness, entry in sorted(met, key=lambda pair: -pair[0]) if nearness)


def signposted(entry: Entry, grounds: Grounds, today: date) -> Signposted:
    grounded = grounds.under(entry.line)
    newest = max(grounded.grounds, key=lambda ground: ground.published)
    return Signposted(
        entry=entry,
        grounded=grounded,
        as_at=newest.edition,
        address=_printed_address(entry.address, grounded.grounds),
        flags=tuple(_flags(entry, newest, today)),
    )


def as_told(shown: Signposted) -> Told:
    return Told(
        name=shown.entry.name,
        kind=shown.entry.kind,
        needs=shown.entry.needs,
        what_it_is_for=shown.entry.line.says,
        as_at=shown.as_at,
        flags=(*shown.flags, *shown.grounded.warnings),
        address=shown.address,
        email=shown.entry.email or None,
        pinpoints=tuple(ground.pinpoint for ground in shown.grounded.grounds),
    )


@cache
def load_needs() -> tuple[Need, ...]:
    """In the order in which they are shown."""
    return tuple(Need(need_id=need["id"], title=need["title"]) for need in read_table("where_to_go")["need"])


@cache
def load_entries() -> tuple[Entry, ...]:
    return tuple(map(_entry, read_table("where_to_go")["entry"]))


def _entry(table: dict) -> Entry:
    own = {name: value for name, value in table.items() if name not in Line.model_fields}
    return Entry(**own, line=Line(says=table["says"], at=table["at"]))


def _flags(entry: Entry, newest: Ground, today: date) -> Iterable[str]:
    gone = gone_in(entry.name)
    yield from (one.note() for one in gone)
    if gone:
        return
    if newest.is_old:
        yield f"Named here only as at {newest.published[:4]}: look up whether it is still there before you rely on it."
    elif _years_before(newest.published, today) >= OLD_AFTER:
        yield f"Named as at {newest.edition}, {OLD_AFTER} years ago or more: look up whether it is still there under this name."


def _years_before(published: str, today: date) -> int:
    """Whole years; a date given only to the year or month counts from its beginning."""
    year, month, day = (int(part) for part in (*published.split("-"), "1", "1")[:3])
    return today.year - year - ((today.month, today.day) < (month, day))


def _printed_address(piece: str, grounds: Sequence[Ground]) -> str | None:
    if not piece:
        return None
    printed = (address.rstrip(".") for ground in grounds for address in _ADDRESS.findall(ground.text))
    return next((address for address in printed if piece in address), None)


def _nearness(entry: Entry, wanted: Sequence[str], words: str) -> int:
    """0 when a word is missing; more when the words stand in the name than when they stand in what it is for."""
    if not wanted:  # nothing but words that say nothing, or signs
        return 0
    named, said = _stems_of(entry)
    if words.strip().casefold() in (name.casefold() for name in (entry.name, *entry.also)):
        return 4
    if _all_begin(wanted, named):
        return 3
    return 1 if _all_begin(wanted, (*named, *said)) else 0


def _all_begin(wanted: Sequence[str], there: Sequence[str]) -> bool:
    return all(any(stem == want or (len(want) >= _SHORTEST and stem.startswith(want)) for stem in there) for want in wanted)


@cache
def _stems_of(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(stems(" ".join((entry.name, *entry.also)))), tuple(stems(entry.line.says))


@cache
def _historic_sources() -> frozenset[str]:
    from corpus.sources import held_sources

    return frozenset(
        source.source_id for source in held_sources() if all(edition.status == "historic" for edition in source.editions)
    )
