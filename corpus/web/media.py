"""What a file is, by its bytes: servers send error pages under any name."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from corpus.web.endings import Refused, refused

PDF, HTML, MARKDOWN, TEXT = "application/pdf", "text/html", "text/markdown", "text/plain"
SUFFIXES = {PDF: ".pdf", HTML: ".html", MARKDOWN: ".md", TEXT: ".txt"}
NAMES = {PDF: "a PDF", HTML: "a web page", MARKDOWN: "Markdown", TEXT: "plain text"}
_BY_SUFFIX = {".pdf": PDF, ".html": HTML, ".htm": HTML, ".md": MARKDOWN, ".txt": TEXT}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNTOLD = (None, "application/octet-stream", "binary/octet-stream")
_HEAD, _TAIL = 4096, 2048  # bytes looked at; a PDF's end mark should be in the last 1,024, and some files trail a little more


def media_type_of(address: str, declared: str | None = None) -> str | None:
    """What an address promises: by its suffix, else by what was declared; None when neither says one of the types we read."""
    by_suffix = _BY_SUFFIX.get(PurePosixPath(re.split("[?#]", address)[0]).suffix.lower())
    return by_suffix or (declared if declared in SUFFIXES else None)


def check_media(path: Path, address: str, promised: str | None, declared: str | None) -> str | Refused:
    """The media type of the file, or why it is refused: not of the promised kind, of none that we read, or cut short.

    `promised` is what led us there, `declared` the server's Content-Type; the bytes decide.
    """
    expected = promised or media_type_of(address, declared)
    if expected is None and declared not in _UNTOLD:
        return refused(address, "wrong type", f"it was sent as {declared}")
    head, tail = _ends(path)
    found = sniff(head)
    if found == TEXT and expected == MARKDOWN:
        found = MARKDOWN  # nothing in the bytes tells the two apart
    if found is None:
        return refused(address, "wrong type", "its bytes are neither a PDF, a web page nor text")
    if expected and found != expected:
        return refused(address, "wrong type", f"{NAMES[expected]} was expected and {NAMES[found]} came, perhaps an error page")
    if found == PDF and b"%%EOF" not in tail:
        return refused(address, "truncated", "the PDF has no end")
    return found


def sniff(head: bytes) -> str | None:
    """The media type of a file that begins like this; None for what we do not read."""
    if head.startswith(b"%PDF-"):
        return PDF
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<") and (b"<!doctype html" in start or b"<html" in start):
        return HTML
    return None if not start or _CONTROL.search(head) else TEXT


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - _TAIL))
        return head, file.read()
