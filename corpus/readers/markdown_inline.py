"""Markdown marks inside a block: taken off, so that the words stand exactly as printed (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# "km²" and "10⁶" are no calls; a raised number after a word or a full stop is.
_CALL = re.compile(
    r"(?<!\b[m])(?<!\b[kcm]m)(?:<sup>\s*(?P<tag>\d+(?:\s*[,–-]\s*\d+)*)\s*</sup>|\[\^(?P<caret>\d+)\]|(?<=[^\W\d]|[^\w\s])(?P<raised>[⁰¹²³⁴-⁹]+))"
)
_MARK = re.compile(r"^\s*(?:<sup>\s*(?P<tag>\d+)\s*</sup>|\[\^(?P<caret>\d+)\]:|(?P<raised>[⁰¹²³⁴-⁹]+))\s*")
_BREAKING_TAG = re.compile(r"^</?(?:p|li|ul|ol|div|tr|td)\b", re.IGNORECASE)
_EMPHASISED = re.compile(r"^\s*(?:\*\*[^*]+\*\*|__[^_]+__|<u>[^<]+</u>)\s*$")


@dataclass(frozen=True)
class Inline:
    """`text` without any mark; `calls` are the footnotes it calls, `mark` the footnote number it opens with."""

    text: str
    calls: tuple[int, ...] = ()
    mark: int | None = None


def read_inline(raw: str) -> Inline:
    """Soft line breaks become spaces, hard ones line breaks; pictures vanish, links become their text."""
    mark = _MARK.match(raw)
    if mark:
        raw = raw[mark.end() :]
    calls: list[int] = []

    def take(call: re.Match[str]) -> str:
        calls.extend(_numbers(call))
        return ""

    text = _without_marks(_CALL.sub(take, _with_bold_titles_apart(raw)))
    return Inline(text, tuple(calls), _numbers(mark)[0] if mark else None)


def is_emphasised(raw: str) -> bool:
    """Whether the whole of it is bold or underlined, as a heading without a heading's mark is."""
    return _EMPHASISED.match(raw) is not None


def _numbers(found: re.Match[str]) -> list[int]:
    printed = found.groupdict()
    numbers: list[int] = []
    for part in (printed["tag"] or printed["caret"] or printed["raised"].translate(SUPERSCRIPTS)).split(","):
        first, _, last = part.replace("–", "-").partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def _with_bold_titles_apart(raw: str) -> str:
    """A first line all in bold is a title over what follows, though Markdown would run the two together."""
    first, newline, rest = raw.partition("\n")
    return f"{first.rstrip()}  \n{rest}" if newline and is_emphasised(first) else raw


def _without_marks(raw: str) -> str:
    parts: list[str] = []
    for token in _parser().parseInline(raw)[0].children or ():
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.lower().startswith("<br")):
            parts.append("\n")
        elif token.type == "softbreak" or (token.type == "html_inline" and _BREAKING_TAG.match(token.content)):
            parts.append(" ")
    # A conversion that loses one end of a pair of ** leaves the other standing as text.
    whole = "".join(parts).replace("**", "")
    return "\n".join(filter(None, (" ".join(line.split()) for line in whole.split("\n"))))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})
