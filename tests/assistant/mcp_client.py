"""A real MCP client, as the tests of the tools use it."""

from __future__ import annotations

import anyio
from mcp import Client

GUIDANCE = ("search_guidance", "get_paragraph", "ask", "verify_quote", "list_sources", "compare_editions")
HELPERS = ("which_model", "accounting_officer_check", "self_assessment", "crib_sheet", "where_to_go")


class Asked:
    """A client of one server: asked.tool(…) gives what a tool answers, asked.refusal("tool", …) the words with which it does not."""

    def __init__(self, server) -> None:
        self._server = server

    def __getattr__(self, tool: str):
        def call(**arguments) -> dict:
            answered = self._call(tool, arguments)
            assert not answered.is_error, answered.content
            return answered.structured_content

        return call

    def refusal(self, tool: str, **arguments) -> str:
        answered = self._call(tool, arguments)
        assert answered.is_error
        return answered.content[0].text

    def tools(self) -> dict:
        async def listed():
            async with Client(self._server()) as client:
                return {tool.name: tool for tool in (await client.list_tools()).tools}

        return anyio.run(listed)

    def _call(self, tool: str, arguments: dict):
        async def called():
            async with Client(self._server(), read_timeout_seconds=60) as client:
                return await client.call_tool(tool, arguments)

        return anyio.run(called)
