"""Is what the answer rests on still in force? (pure)"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.models import Edition, Source


def warnings_for(cited: Iterable[tuple[Source, Edition]], asks_about_today: bool = False) -> tuple[str, ...]:
    """A dated warning for each withdrawn, historic or superseded edition among those cited; none for what is current, unless
    the state of things today is asked for: a report can only tell it as at its date."""
    warnings = {}
    for source, edition in cited:
        if edition.withdrawn:
            warnings[edition.edition_id + source.source_id] = (
                f"{source.publisher} has withdrawn {source.title} ({edition.title}). It says: {edition.withdrawn}"
            )
        elif edition.status == "historic":
            warnings[edition.edition_id + source.source_id] = (
                f"{source.title} dates from {edition.title} and is historic: it is not current guidance, "
                "and the bodies and arrangements it describes may no longer exist."
            )
        elif edition.status == "superseded":
            until = f" on {edition.valid_to}" if edition.valid_to else ""
            warnings[edition.edition_id + source.source_id] = (
                f"The {edition.title} edition of {source.title} was superseded{until}: check the edition now in force."
            )
        elif asks_about_today and source.authority != "rules":
            warnings[edition.edition_id + source.source_id] = (
                f"{source.title} tells how things stood in {edition.title}; they may have changed since."
            )
    return tuple(warnings.values())
