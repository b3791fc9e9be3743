"""Dates as people write them (pure)."""

from __future__ import annotations

from datetime import date, datetime

# Not those of the calendar module, which speaks the machine's language.
_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]


def in_words(partial_date: str) -> str:
    """ "16 April 2026", "March 2021" or "2001": as exact as the partial date is."""
    year, *rest = partial_date.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if rest[1:] else f"{month} {year}"


def day_in_words(day: date) -> str:
    """ "16 April 2026", of a moment too."""
    return in_words(f"{day:%Y-%m-%d}")


def moment_in_words(moment: datetime) -> str:
    """ "24 November 2026, 19:32 UTC"; a time without a zone is taken as UTC."""
    return f"{day_in_words(moment)}, {moment:%H:%M} UTC"
