"""Arrays survive their file, and a file that is not theirs is refused by name."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mtdetect.errors import ModelError
from mtdetect.tables.arrays import read_arrays, write_arrays

PLAIN = st.one_of(
    hnp.arrays(np.uint8, hnp.array_shapes(min_dims=0, max_dims=2, min_side=0)),
    hnp.arrays(np.float32, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0)),
    hnp.arrays(np.int64, hnp.array_shapes(min_dims=0, max_dims=2, min_side=0)),
)


@given(st.dictionaries(st.sampled_from(["a", "b.values", "allow_pickle", "file"]), PLAIN))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, arrays: dict[str, np.ndarray]
) -> None:
    path = tmp_path_factory.getbasetemp() / "arrays.npz"
    for compressed in (False, True):
        write_arrays(path, arrays, compressed=compressed)
        again = read_arrays(path, "table")
        assert again.keys() == arrays.keys()
        for name, array in arrays.items():
            np.testing.assert_array_equal(again[name], array)
            assert again[name].dtype == array.dtype


def test_the_same_arrays_give_the_same_bytes(tmp_path: Path) -> None:
    arrays = {"a": np.arange(99), "b": np.ones((2, 3))}
    write_arrays(tmp_path / "1.npz", arrays, compressed=True)
    write_arrays(tmp_path / "2.npz", arrays, compressed=True)
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "2.npz").read_bytes()


def test_objects_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"(?i)object arrays"):
        write_arrays(tmp_path / "a.npz", {"a": np.asarray([{}], dtype=object)})


def test_a_single_array_under_the_name_of_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "detector.npz"
    with path.open("wb") as file:
        np.save(file, np.arange(5))
    with pytest.raises(ModelError, match=r"detector\.npz is not a whole detector.*one array"):
        read_arrays(path, "detector")


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.6, 0.99])
@pytest.mark.parametrize("compressed", [False, True])
def test_a_file_cut_short_is_refused_and_closed(
    tmp_path: Path, kept: float, compressed: bool
) -> None:
    path = tmp_path / "lexicon.npz"
    write_arrays(path, {"a": np.arange(5_000), "b": np.ones(99)}, compressed=compressed)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(ModelError, match=r"lexicon\.npz is not a whole lexicon"):
        read_arrays(path, "lexicon")
    gc.collect()  # a file left open would warn now, and warnings are errors


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.npz"
    write_arrays(path, {"a": np.arange(5_000)}, compressed=True)
    whole = bytearray(path.read_bytes())
    for at in range(200, 1_200, 100):
        broken = whole.copy()
        broken[at] ^= 0xFF
        path.write_bytes(broken)
        with pytest.raises(ModelError, match="not a whole"):
            read_arrays(path, "lexicon")


def test_any_changed_byte_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    write_arrays(path, {"a": np.arange(9), "b": np.ones(3)}, compressed=True)
    whole = path.read_bytes()
    refused = 0
    for at, byte in enumerate(whole):
        # Among these are flags that say "encrypted" and numbers of methods that nobody has.
        for value in (0, 1, 7, 255, byte ^ 1, byte ^ 0x20):
            path.write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
            try:
                read_arrays(path, "table")
            except ModelError:
                refused += 1
    assert refused > len(whole)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"lacks .*nowhere\.npz"):
        read_arrays(tmp_path / "nowhere.npz", "lexicon")
    with pytest.raises(ModelError, match="not a whole lexicon"):
        read_arrays(tmp_path, "lexicon")
