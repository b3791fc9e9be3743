"""A table of a web page, read row by row; a list of terms and meanings is one of two columns (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MOST_ROWS_SPANNED = 200  # far above any printed table; a page may claim a million


class RowReader:
    """A cell that spans rows is said again in each of them, because each row is read and quoted by itself."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._spans: dict[int, tuple[int, int]] = {}  # column: (rows still to come, row of the cell)

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Opens what the tag opens. Tags that are no row and no cell are passed over."""
        if tag == "tr" or (tag == "dt" and not self._is_fresh()):
            self._rows.append([])
        if tag in ("td", "th", "dt", "dd"):
            self._open_cell(attributes)

    def add(self, text: str) -> None:
        """Adds words to the open cell; words outside any cell get a row."""
        if not self._rows or not self._rows[-1]:
            self._rows.append([""])
        self._rows[-1][-1] = f"{self._rows[-1][-1]} {text}".strip()

    def text(self) -> str:
        """One row a line, cells joined by " | "; empty cells keep their place, but none stands at the end of a row."""
        lines = (re.sub(r"(?:\s*\|\s*)+$", "", " | ".join(row)) for row in self._rows)
        return "\n".join(line.strip() for line in lines if line.strip(" |"))

    def _is_fresh(self) -> bool:
        return bool(self._rows) and not self._rows[-1]

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        self._repeat_spanned(row)
        rows = attributes.get("rowspan", "1").strip()
        further = min(int(rows), _MOST_ROWS_SPANNED) - 1 if re.fullmatch(r"\d{1,9}", rows) else 0
        if further > 0:
            self._spans[len(row)] = (further, len(self._rows) - 1)
        row.append("")

    def _repeat_spanned(self, row: list[str]) -> None:
        while (span := self._spans.get(len(row))) and span[1] < len(self._rows) - 1:
            further, origin = span
            column = len(row)
            row.append(self._rows[origin][column])
            if further == 1:
                del self._spans[column]
            else:
                self._spans[column] = (further - 1, origin)
