"""The accessibility statement: what works, what does not yet, how that was found out, and whom to tell. Pure but for `show`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from assistant.screens.known_barriers import BARRIERS, Barrier, Excused
from assistant.screens.links import link_html
from assistant.screens.pages import framed

TITLE = "Accessibility"
WHAT_IT_IS = "What works for everybody, what does not yet, how that was found out, and whom to tell."
TESTED = "26 November 2026"
AXE = "4.12.1"  # a test compares it with the one that is installed

WORKS = (
    "go everywhere and do everything with the keyboard alone, and always see where you are",
    "skip the menu, and be taken to the heading when you change the page",
    "enlarge the page to 400%, or use a screen 320 pixels wide, without scrolling sideways",
    "set wider spacing of letters, words and lines in your browser",
    "choose a light or a dark look, or your own colours (forced colours); our own text has a contrast of 7 to 1 or more",
    "hear once that an answer has arrived, or that there is a problem",
    "tell warnings, authority and what is out of date from words, never from colour or place alone",
)
NOT_TRIED = (
    "Nobody who depends on assistive technology has tried Signpost yet. We have not tried it with a screen reader, a magnifier "
    "or speech recognition either: what such programs are given was read by a program, from the accessibility tree of Chromium. "
    "So there will be barriers that we do not know of."
)
MET = (
    "Signpost aims at the Web Content Accessibility Guidelines 2.2, level AA. It meets them in part: what we know not to be met "
    "is listed below. Nobody from outside has audited it."
)
HOW_TESTED = (
    "Each page of the menu, and a page with an answer, was looked at in Chromium, light and dark, 1280 and 390 pixels wide, "
    "with all that folds closed and open: axe-core {axe} had no serious or critical finding{excused}.",
    "Each page was walked through with the Tab key, at both widths: everything that can be used is reached, the focus is seen, "
    "and what has it is not covered.",
    "Each page was shown 320 pixels wide: nothing stands out at the side. Headings are in order; titles of pages differ.",
    "That an answer is announced was read from the accessibility tree.",
    "These tests run before each change lands: make test-browser. They find what a program can find, which is far from all.",
)
TELL = (
    "Tell the person or team who runs Signpost for you. Say which page it was, what you wanted to do, what happened, and what "
    "you use to read the page. You can ask them for an answer or a document in another form.",
    "If you run it yourself, write an issue in the repository that you have it from, or mend it: CONTRIBUTING.md says how.",
)
LAW = (
    "A public body that offers Signpost to its staff or to the public answers for its accessibility under the Public Sector "
    "Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, and publishes a statement of its own, in "
    "the wording that is laid down, with its contact and the way to complain: to the Equality Advisory and Support Service, in "
    "Northern Ireland to the Equality Commission. This page gives it the facts.",
    "The documents themselves are their publishers'. Most are PDF files, and we have not tested them.",
)
MODEL_STATEMENT = "https://www.gov.uk/government/publications/sample-accessibility-statement"


def show() -> None:
    with framed(TITLE, WHAT_IT_IS):
        st.html(statement_html(BARRIERS))


def statement_html(barriers: Sequence[Barrier]) -> str:
    excused = [barrier for barrier in barriers if isinstance(barrier, Excused)]
    exceptions = ", but for those below that name a rule of axe" if excused else ""
    model = link_html(MODEL_STATEMENT, "The government's sample of such a statement")
    tested = [line.format(axe=AXE, excused=exceptions) for line in HOW_TESTED]
    return (
        '<div class="sp-statement-page">'
        + "".join(
            (
                _part("What you can do", _list(WORKS)),
                _part("What does not work for everybody yet", _paragraphs([MET]) + "".join(map(_barrier_html, barriers))),
                _part("Not tried yet", f'<div class="sp-notice sp-warning"><p>{escape(NOT_TRIED)}</p></div>'),
                _part(f"How it was tested, last on {TESTED}", _list(tested)),
                _part("If something does not work for you", _paragraphs(TELL)),
                _part(
                    "If you offer Signpost to others",
                    _paragraphs(LAW) + f"<p>{model}</p>",
                ),
            )
        )
        + "</div>"
    )


def _barrier_html(barrier: Barrier) -> str:
    rule = f" Rule of axe: {barrier.rule}, for {barrier.selector}." if isinstance(barrier, Excused) else ""
    rows = (
        ("Not met", barrier.criterion),
        ("Why", barrier.why + rule),
        ("Meanwhile", barrier.instead),
    )
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in rows)
    return f"<h3>{escape(barrier.what)}</h3><dl>{lines}</dl>"


def _part(heading: str, body: str) -> str:
    return f"<h2>{escape(heading)}</h2>{body}"


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
