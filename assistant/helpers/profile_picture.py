"""The profile of a self-assessment as a picture for a Word file, through Pillow; its text alternative is the profile in words."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from assistant.helpers.self_assessment import IN_WORDS, Count, Given, Profile

WIDTH, ROW, BAR, LEFT, TEXT = 1600, 92, 56, 640, 30  # pixels; printed at 17 cm, so that the text is some 9 points high
_INK, _BLUE, _RED, _QUIET, _PALE = "#0b0c0c", "#1d5f9e", "#b10e1e", "#494f52", "#d5e3f0"


def as_png(profile: Profile) -> bytes:
    """One bar for each part and for all; an answer has a pattern as well as a colour, and its count stands in it."""
    counts = (*profile.areas, profile.whole)
    image = Image.new("RGB", (WIDTH, ROW * (len(counts) + 1)), "white")
    draw = ImageDraw.Draw(image)
    _draw_key(draw)
    for number, count in enumerate(counts, 1):
        top = number * ROW + (ROW - BAR) // 2
        draw.text((0, top + BAR / 2), count.title, _INK, _font(), anchor="lm")
        _draw_bar(draw, count, top)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def in_words(profile: Profile) -> str:
    return ". ".join(count.in_words() for count in (*profile.areas, profile.whole)) + "."


def _draw_key(draw: ImageDraw.ImageDraw) -> None:
    at = LEFT
    for given, name in IN_WORDS.items():
        _fill(draw, given, (at, 24, at + 44, 24 + 44))
        draw.text((at + 56, 46), name, _INK, _font(), anchor="lm")
        at += 56 + draw.textlength(name, _font()) + 40


def _draw_bar(draw: ImageDraw.ImageDraw, count: Count, top: int) -> None:
    at = float(LEFT)
    for given in IN_WORDS:
        width = (WIDTH - LEFT - 4) * count.of(given) / count.asked
        if count.of(given):
            _fill(draw, given, (at, top, at + width - 4, top + BAR))
            ink = "white" if given == "yes" else _RED if given == "no" else _INK
            draw.text((at + width / 2 - 2, top + BAR / 2), str(count.of(given)), ink, _font(), anchor="mm")
        at += width


def _fill(draw: ImageDraw.ImageDraw, given: Given | None, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    if given == "yes":
        draw.rectangle(box, fill=_BLUE)
    elif given == "partly":
        draw.rectangle(box, fill=_PALE, outline=_BLUE, width=3)
        for at in range(int(left) + 12, int(right), 24):
            draw.line((at, bottom - 3, min(at + 20, right - 8), top + 3), fill="white", width=5)
    elif given == "no":
        draw.rectangle(box, fill="white", outline=_RED, width=3)
        draw.rectangle((left + 7, top + 7, right - 7, bottom - 7), outline=_RED, width=2)
    else:
        for at in range(int(left), int(right), 16):
            for edge in (top, bottom - 2):
                draw.line((at, edge, min(at + 8, right), edge), fill=_QUIET, width=2)
        draw.line((left, top, left, bottom), fill=_QUIET, width=2)
        draw.line((right, top, right, bottom), fill=_QUIET, width=2)


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(TEXT)
