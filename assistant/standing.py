"""Who speaks and whether it holds today, in words: one home for terminal, screen and export."""

from __future__ import annotations

from corpus.models import Authority, Edition, Source

AUTHORITY: dict[Authority, str] = {
    "rules": "Treasury rules and guidance",
    "audit": "Audit finding",
    "government": "Government report",
    "parliamentary": "Parliament",
    "think-tank": "Think tank",
    "press": "Press",
}
OUR_SUMMARY = "Our summary, not the source's words"


def status_name(source: Source, edition: Edition) -> str:
    """Only rules are in force; a report is merely the latest."""
    if edition.withdrawn:
        return "Withdrawn by its publisher"
    if edition.status == "current":
        return "In force" if source.authority == "rules" else "Current"
    return {"superseded": "Superseded", "historic": "Historic: not current guidance"}[edition.status]
