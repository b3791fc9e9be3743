"""A page of a PDF as a picture, with the words marked that are looked for: beside pdf.py the one door to pdfium.

`page_picture` draws in a process of its own, with limits, as reading does (see sandbox.py): a page can be made to take minutes
and gigabytes. At most two such processes run at once; who comes later waits.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path

from corpus.readers import UnreadableDocument
from corpus.readers.page_words import Marked, find_words

WIDTH, HEIGHT = 1100, 1800  # pixels at most: print of 8 points can be read
SECONDS = 20  # a usual page takes half a second with the start of the process
MEMORY = 2 * 1024**3  # bytes of address space; a usual page has 80 MB resident
AT_ONCE = threading.BoundedSemaphore(2)

YELLOW = (255, 236, 120)
INK = (20, 20, 20)
EDGE = 3  # pixels of the line under marked words and of the bar beside them, which do without colour


@dataclass(frozen=True)
class PagePicture:
    """`pages` is how many the file has. `marked` tells whether the words stand on this page: all, a part of them, or none;
    `mark_at` is how far across and down the page the topmost of them stands, 0 to 1."""

    png: bytes
    pages: int
    marked: Marked
    mark_at: tuple[float, float] = (0.0, 0.0)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return struct.unpack(">II", self.png[16:24])


def page_picture(path: Path, page: int, words: str = "", *, seconds: int = SECONDS, memory: int = MEMORY) -> PagePicture:
    """The page, counted from 1, with the words marked where they stand on it (see page_words.py).

    Raises UnreadableDocument when there is no such page, or drawing it takes too long or needs too much memory.
    """
    command = [sys.executable, "-m", "corpus.readers.page_picture", str(path.resolve()), str(page), str(memory), str(seconds)]
    with AT_ONCE:
        try:
            done = subprocess.run(
                command, input=words.encode(), capture_output=True, timeout=seconds, cwd=Path(__file__).parents[2], check=False
            )
        except subprocess.TimeoutExpired:
            raise UnreadableDocument(f"Drawing page {page} took more than {seconds} seconds and was stopped.") from None
    if done.returncode == 2:
        raise UnreadableDocument(done.stderr.decode(errors="replace").strip().splitlines()[-1])
    if done.returncode != 0:
        raise UnreadableDocument(f"Page {page} could not be drawn: it took too much memory, or the file is damaged.")
    head, _, png = done.stdout.partition(b"\n")
    pages, marked, across, down = head.decode().split()
    return PagePicture(png, int(pages), marked, (float(across), float(down)))


def draw_page(path: Path, number: int, words: str) -> PagePicture:
    """The same in this process: for callers that need no protection from the file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"Not a readable PDF ({error}).") from error
    try:
        if not 1 <= number <= len(document):
            raise UnreadableDocument(f"There is no page {number}: the document has {len(document)}.")
        page = document[number - 1]
        marked, rectangles = find_words(page.get_textpage(), words)
        bitmap = page.render(scale=min(WIDTH / page.get_width(), HEIGHT / page.get_height()), rev_byteorder=True)
        pixels = bitmap.to_numpy()[:, :, :3].copy()
        to_bitmap = bitmap.get_posconv(page).to_bitmap
        corners = [(*to_bitmap(left, top), *to_bitmap(right, bottom)) for left, bottom, right, top in rectangles]
        for one in corners:
            _mark(pixels, *one)
        down, across = min(((min(y, y2), min(x, x2)) for x, y, x2, y2 in corners), default=(0, 0))
        height, width, _ = pixels.shape
        return PagePicture(_png(pixels), len(document), marked, (across / width, down / height))
    finally:
        document.close()


def _mark(pixels, x1: int, y1: int, x2: int, y2: int) -> None:
    """As with a marker pen, and with a line under the words and a bar beside them: colour alone tells some readers nothing."""
    height, width, _ = pixels.shape
    left, right = max(0, min(x1, x2) - 1), min(width, max(x1, x2) + 1)
    top, bottom = max(0, min(y1, y2) - 2), min(height, max(y1, y2) + 2)
    here = pixels[top:bottom, left:right]
    here[:] = (here.astype("uint16") * YELLOW // 255).astype("uint8")
    pixels[bottom : bottom + EDGE - 1, left:right] = INK
    pixels[top : bottom + EDGE, max(0, left - 4 * EDGE) : max(0, left - 2 * EDGE)] = INK


def _png(pixels) -> bytes:
    """RGB rows as a PNG; each row is kept as its difference from the one above, which packs print to a third."""
    import numpy as np

    height, width, _ = pixels.shape
    rows = pixels.reshape(height, width * 3)
    above = np.zeros_like(rows)
    above[1:] = rows[:-1]
    filtered = np.concatenate([np.full((height, 1), 2, dtype=np.uint8), rows - above], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(filtered.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in pieces
    )


def _main() -> int:
    path, number, memory, seconds = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    except (ImportError, ValueError):  # no such limit on Windows, and macOS refuses this one: the time limit still holds
        pass
    try:
        picture = draw_page(path, number, sys.stdin.buffer.read().decode())
    except UnreadableDocument as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return 2
    across, down = picture.mark_at
    sys.stdout.buffer.write(f"{picture.pages} {picture.marked} {across} {down}\n".encode() + picture.png)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
