"""Vectors kept on disk, and arrays that are written piece by piece."""

from __future__ import annotations

import numpy as np
import pytest

from index.array_file import array_file
from index.vectors import VectorCache
from tests.builders import WordEmbedder


def test_what_is_kept_comes_back_as_it_was_however_often_it_is_gone_through(tmp_path):
    texts = {"a": "wash hands", "b": "sharpen all the garden tools", "c": ""}
    cache = VectorCache(tmp_path, "words")
    assert cache.read(texts, WordEmbedder(), lambda *_: None) == 3
    assert cache.read(texts, WordEmbedder(), lambda *_: None) == 0
    kept = cache.get(["b", "c", "a"])
    assert len(kept) == 3
    for _ in range(2):
        for found, made in zip(kept, WordEmbedder().read([texts[key] for key in "bca"]), strict=True):
            for name, array in vars(made).items():
                np.testing.assert_array_equal(vars(found)[name], array, strict=True)
    cache.close()


def test_an_array_written_in_pieces_is_read_as_one(tmp_path):
    with array_file(tmp_path / "a.npy", "<f4", (3, 2)) as write:
        write(np.ones((2, 2)))
        write(np.full((1, 2), 7.0))
    np.testing.assert_array_equal(np.load(tmp_path / "a.npy", mmap_mode="r"), np.array([[1, 1], [1, 1], [7, 7]], dtype="f4"))
    with array_file(tmp_path / "none.npy", "i1", (0, 64)):
        pass
    assert np.load(tmp_path / "none.npy", mmap_mode="r").shape == (0, 64)


def test_an_array_that_is_not_of_its_shape_in_the_end_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"a\.npy is to be of the shape"), array_file(tmp_path / "a.npy", "i1", (3, 2)) as write:
        write(np.ones((2, 2)))
