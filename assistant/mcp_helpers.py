"""The helpers as tools of the MCP server: what each gives for what it is asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from assistant.helpers.grounds import Grounds
from assistant.helpers.where_to_go import Kind, Need, Told, as_told, find, load_needs, signposted
from corpus.models import Value
from corpus.store import EditionStore
from index.reader import IndexReader

_MOST_SIGNPOSTS = 20


class Signposts(Value):
    """Bodies, funds, tools and guidance that the sources point to, best first."""

    found: tuple[Told, ...]
    left_out: int = Field(description="Found beyond those given: name a need, a kind or more words.")
    needs: tuple[Need, ...] = Field(description="What may be given as need.")


class HelperTools:
    """Each method is a tool; its signature and docstring are what a model reads. Raises ToolError, with what to give instead."""

    def __init__(self, reader: IndexReader, store: EditionStore) -> None:
        self._reader = reader
        self._store = store
        self._grounds: tuple[str, Grounds] | None = None

    def where_to_go(
        self,
        words: Annotated[str, Field(max_length=200, description="A name, an abbreviation or words, all of which are met.")] = "",
        need: Annotated[str | None, Field(description="A need_id from `needs`, which every answer lists.")] = None,
        kind: Annotated[Kind | None, Field(description="Only bodies, funds, tools or guidance.")] = None,
    ) -> Signposts:
        """Whom to ask, which fund, tool or guidance there is: what the sources signpost, with the paragraph and how old it is."""
        needs = load_needs()
        if need is not None and need not in {one.need_id for one in needs}:
            raise ToolError(f"No need {need} is listed. Listed: {', '.join(one.need_id for one in needs)}.")
        entries, grounds = find(need, words, kind), self._held()
        shown = (signposted(entry, grounds, date.today()) for entry in entries[:_MOST_SIGNPOSTS])
        return Signposts(found=tuple(map(as_told, shown)), left_out=max(0, len(entries) - _MOST_SIGNPOSTS), needs=needs)

    def _held(self) -> Grounds:
        """The paragraphs of the current build, gathered once for each."""
        index = self._reader.current()
        if self._grounds is None or self._grounds[0] != index.manifest.build_id:
            self._grounds = index.manifest.build_id, Grounds(index.manifest, index.passages, self._store)
        return self._grounds[1]
