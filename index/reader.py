"""The current build, open for searching, and the next one as soon as the pointer moves."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from corpus.models import Passage
from index.build import read_current, read_passages
from index.embed import Embedder
from index.models import IndexProblem, Manifest
from index.search import Index
from index.verify import problem_with

log = logging.getLogger(__name__)


class IndexReader:
    """Opens builds below `data_dir`. `load_embedder` is called once, when the first build is opened."""

    def __init__(self, data_dir: Path, load_embedder: Callable[[], Embedder]) -> None:
        self._data_dir = data_dir
        self._load_embedder = load_embedder
        self._embedder: Embedder | None = None
        self._index: Index | None = None
        self._lock = threading.Lock()

    def current(self) -> Index:
        """The build that CURRENT names; the one that is open already while it names none, whose files may be gone.

        Raises IndexProblem when there is none at all, or it was made with another model.
        """
        manifest = read_current(self._data_dir)
        index = self._index
        if index is not None and (manifest is None or manifest.build_id == index.manifest.build_id):
            return index
        with self._lock:
            return self._open(manifest)

    def manifest(self) -> Manifest:
        """What the build that CURRENT names was made from; no model is loaded. Raises IndexProblem when there is none."""
        manifest = read_current(self._data_dir)
        if manifest is None:
            raise IndexProblem(self._no_index())
        return manifest

    def passages(self, manifest: Manifest) -> tuple[Passage, ...]:
        """The passages of a build, for who searches nothing; no model is loaded."""
        index = self._index
        if index is not None and index.manifest.build_id == manifest.build_id:
            return index.passages
        return read_passages(self._data_dir, manifest)

    def _no_index(self) -> str:
        return f"There is no index in {self._data_dir / 'index'}. Run `make index`."

    def _open(self, manifest) -> Index:
        if manifest is None:
            raise IndexProblem(self._no_index())
        if self._index is not None and self._index.manifest.build_id == manifest.build_id:
            return self._index
        if self._embedder is None:
            self._embedder = self._load_embedder()
        if manifest.embedding_model != self._embedder.fingerprint:
            raise IndexProblem(
                f"The index was built with {manifest.embedding_model} but the settings ask for {self._embedder.fingerprint}. "
                "Run `make index` to rebuild it, or set SIGNPOST_EMBEDDING_MODEL back."
            )
        place = self._data_dir / "index" / manifest.build_id
        # The first one may have been damaged since it was made; later ones were verified by their builder just now.
        problem = problem_with(place, without_server=True) if self._index is None else None
        if problem:
            raise IndexProblem(f"The index is damaged: {problem}. Run `make index`.")
        # The build before is left open: another thread may be answering from it, and the next build keeps its files.
        self._index = Index(place, manifest, self._embedder)
        log.info("opened a build", extra={"build": manifest.build_id, "passages": manifest.passages})
        return self._index
