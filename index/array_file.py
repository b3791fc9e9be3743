"""An array that is written to its file piece by piece, since the whole would fill the memory.

Not by mapping the file: a full disk would end the process there, without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np


@contextmanager
def array_file(path: Path, dtype: str, shape: tuple[int, ...]) -> Iterator[Callable[[np.ndarray], None]]:
    """What appends to the array in the file, which is of that shape in the end. Raises ValueError when it is not."""
    kind, written = np.dtype(dtype), 0
    with path.open("wb") as file:
        header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, header)

        def append(piece: np.ndarray) -> None:
            nonlocal written
            written += file.write(np.ascontiguousarray(piece, dtype=kind).tobytes())

        yield append
    if written != kind.itemsize * int(np.prod(shape)):
        raise ValueError(f"{path.name} is to be of the shape {shape} and has {written} bytes.")
