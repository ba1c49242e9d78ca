"""The lexicon survives its file, and says what is wrong with a broken one."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mtdetect.errors import ModelError
from mtdetect.features import swaps
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import RESERVED, Lexicon


def test_a_saved_lexicon_is_the_same(world: Any, tmp_path: Path) -> None:
    world.lexicon.save(tmp_path / "lexicon.npz")
    again = Lexicon.load(tmp_path / "lexicon.npz")
    before, after = world.lexicon.arrays(), again.arrays()
    assert before.keys() == after.keys()
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array, err_msg=name)
        assert after[name].dtype == array.dtype
    encoded = encode(world.texts[:5], again)
    np.testing.assert_array_equal(
        swaps.words(encoded, again).columns,
        swaps.words(encode(world.texts[:5], world.lexicon), world.lexicon).columns,
    )


def test_words_and_numbers_are_each_others_inverse(world: Any) -> None:
    lexicon = world.lexicon
    assert lexicon.size == len(lexicon.words) + RESERVED
    assert len(lexicon.index) == len(lexicon.words)
    assert lexicon.word(lexicon.index["war"]) == "war"


def test_synonyms_point_at_words(world: Any) -> None:
    lexicon = world.lexicon
    assert len(lexicon.synonyms.indptr) == lexicon.size + 1
    assert (np.diff(lexicon.synonyms.indptr.astype(int)) >= 0).all()
    assert lexicon.synonyms.indptr[-1] == len(lexicon.synonyms.values)
    war = lexicon.synonyms.row(lexicon.index["warfare"])
    assert [lexicon.word(int(i)) for i in war] == ["war"]


def test_a_missing_file_names_the_file_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.npz.*train"):
        Lexicon.load(tmp_path / "nowhere.npz")


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.5, 0.999])
def test_a_file_cut_short_is_reported(world: Any, tmp_path: Path, kept: float) -> None:
    path = tmp_path / "lexicon.npz"
    world.lexicon.save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(ModelError, match="not a whole lexicon"):
        Lexicon.load(path)
    gc.collect()  # a file left open would warn now, and warnings are errors


def test_a_file_without_a_table_is_reported(world: Any, tmp_path: Path) -> None:
    arrays = world.lexicon.arrays()
    del arrays["bigrams.values"]
    np.savez(tmp_path / "lexicon.npz", **arrays)
    with pytest.raises(ModelError, match=r"bigrams\.values"):
        Lexicon.load(tmp_path / "lexicon.npz")


def test_a_pickle_inside_is_never_opened(world: Any, tmp_path: Path) -> None:
    arrays = world.lexicon.arrays()
    arrays["text"] = np.asarray([{"not": "plain"}], dtype=object)
    np.savez(tmp_path / "lexicon.npz", **arrays)
    with pytest.raises(ModelError, match="not a whole lexicon"):
        Lexicon.load(tmp_path / "lexicon.npz")
