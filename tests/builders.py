"""Values and stand-ins that tests of several rooms are built from."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.models import Edition, Licence, Passage, Source
from corpus.store import Corpus
from index.embed import TextVectors
from index.models import Manifest


def source(source_id: str = "rules", **fields) -> Source:
    return Source(
        **{
            "source_id": source_id,
            "title": "Spending Together",
            "short_title": "Spending Together",
            "publisher": "HM Treasury",
            "authority": "rules",
            "licence": Licence(name="OGL", attribution="©"),
            **fields,
        }
    )


def edition(source_id: str = "rules", **fields) -> Edition:
    return Edition(**{"source_id": source_id, "edition_id": "2026-04", "title": "April 2026", "published": "2026-04", **fields})


def passage(reference: str, text: str, *, source_id: str = "rules", **fields) -> Passage:
    whole, _, part = reference.partition(", ")
    return Passage(
        **{
            "source_id": source_id,
            "edition_id": "2026-04",
            "title": "Spending Together",
            "text": text,
            "references": (reference, whole) if part else (reference,),
            **fields,
        }
    )


def corpus(*passages: Passage, sources: Sequence[Source] = (), editions: Sequence[Edition] = ()) -> Corpus:
    ids = list(dict.fromkeys((p.source_id, p.edition_id) for p in passages))
    return Corpus(
        sources=tuple(sources) or tuple(source(name) for name in dict.fromkeys(name for name, _ in ids)),
        editions=tuple(editions) or tuple(edition(name, edition_id=edition_id) for name, edition_id in ids),
        passages=passages,
    )


def manifest(sources: Sequence[Source], editions: Sequence[Edition], **fields) -> Manifest:
    """What an index build over these says of itself."""
    return Manifest(
        **{
            "format": 1,
            "build_id": "20261101T120000",
            "made_at": "2026-11-01T12:00:00Z",
            "embedding_model": "words-256",
            "dimensions": 256,
            "fingerprint": "0",
            "passages": 0,
            "rows": 0,
            "checksums": {},
            "sources": tuple(sources),
            "editions": tuple(editions),
            **fields,
        }
    )


class WordEmbedder:
    """An embedder that knows words only: each has a direction of its own, a text's vector is the sum of its longer words'.

    Remembers the texts it was asked for.
    """

    fingerprint = "words-256"
    dimensions = 256

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, texts: Sequence[str]) -> Iterator[TextVectors]:
        for text in texts:
            self.asked.append(text)
            words = list(re.finditer(r"\w+", text.lower())) or [re.match("", text)]
            tokens = np.stack([self._direction(word[0][:5]) for word in words])
            whole = sum(token * (len(word[0]) > 3 or 0.1) for token, word in zip(tokens, words, strict=True))
            yield TextVectors(
                windows=(whole / np.linalg.norm(whole))[None].astype(np.float32),
                tokens=tokens.astype(np.float16),
                starts=np.array([word.start() for word in words], dtype=np.int32),
                ids=np.array([zlib.crc32(word[0][:5].encode()) % 5000 for word in words], dtype=np.int32),
            )

    def _direction(self, word: str) -> np.ndarray:
        vector = np.random.default_rng(zlib.crc32(word.encode())).normal(size=self.dimensions)
        return vector / np.linalg.norm(vector)


def write_pdf(path: Path, pages: Sequence[Sequence[tuple]], **settings) -> Path:
    """A PDF with lines of (x, y, size, bold, text), and frames as ("frame", left, bottom, right, top)."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(595, 842), **settings)
    for page in pages:
        for thing in page:
            if thing[0] == "frame":
                _, left, bottom, right, top = thing
                canvas.setFillGray(0.9)
                canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
                canvas.setFillGray(0)
            else:
                x, y, size, bold, text = thing
                canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path
