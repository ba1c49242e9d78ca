"""Simulated word spinners: machines that disguise a text by swapping words for synonyms.

Each family of spinner behaves as its real model was seen to behave: what it swaps, how much of a
text, whether names and quotations stay clean.  Use it to test a detector, or to train one::

    from mtdetect.simulate import spin
    spin("The judge said the war was over.", family="main", seed=7)
"""

from __future__ import annotations

from functools import lru_cache
from numbers import Integral
from random import Random

from mtdetect.arguments import check_text, is_number
from mtdetect.errors import InvalidDataError, InvalidTypeError
from mtdetect.simulate.dictionary import SpinnerDictionary, shipped_dictionary
from mtdetect.simulate.habits import FAMILIES, HABITS
from mtdetect.simulate.instance import SpinnerInstance
from mtdetect.simulate.rewriting import Spin, SpinnerPass, Swap

__all__ = ["FAMILIES", "Spin", "Spinner", "Swap", "spin", "spin_with_record"]


class Spinner:
    """One instance of a family of spinner: a fixed small menu for every word, and fixed habits.

    Parameters
    ----------
    family : str
        One of :data:`FAMILIES`.
    seed : int
        Draws the instance: which substitutes each word has, which habits it keeps.
    dictionary : SpinnerDictionary, optional
        Where the menus come from; by default the one shipped with mtdetect.

    Raises
    ------
    InvalidDataError
        The family is unknown, or the dictionary was built without it.
    ModelError
        No dictionary was given and the shipped one cannot be read.

    Examples
    --------
    >>> from mtdetect.simulate.dictionary import SpinnerDictionary
    >>> dictionary = SpinnerDictionary({"moby": {"war": ("fighting",)}}, {})
    >>> Spinner("moby", 1, dictionary).spin("The war goes on.", rate=1.0).text
    'The fighting goes on.'
    """

    def __init__(
        self, family: str = "main", seed: int = 0, dictionary: SpinnerDictionary | None = None
    ) -> None:
        _check(family, seed, dictionary)
        self.family = family
        self.seed = seed
        source = shipped_dictionary() if dictionary is None else dictionary
        self._instance = SpinnerInstance(family, seed, source)

    def spin(self, text: str, copy_seed: int = 0, rate: float | None = None) -> Spin:
        """Spin one text.

        Parameters
        ----------
        text : str
            Any text; paragraph breaks, spacing and punctuation stay as they are.
        copy_seed : int
            Draws what is picked from the menus; another seed gives a twin copy.
        rate : float, optional
            Share of the content words to swap, 0 to 1; by default drawn as the family has it.

        Returns
        -------
        Spin
            The spun text and its swaps.

        Raises
        ------
        InvalidDataError
            `rate` lies outside 0 to 1.
        InvalidTypeError
            `text` is no string, or `rate` no number.
        """
        check_text(text)
        if rate is not None and not is_number(rate):
            raise InvalidTypeError(f"rate is {rate!r}; pass a number from 0 to 1, or None")
        rng = Random(f"{self.family}|{self.seed}|{copy_seed}")
        low, high = HABITS[self.family].rate
        share = rng.uniform(low, high) if rate is None else rate
        if not 0 <= share <= 1:
            raise InvalidDataError(f"rate is {rate!r}; it must lie between 0 and 1")
        if share == 0:
            return Spin(text, ())
        return SpinnerPass(self._instance, text, rng, share).run()


def _check(family: object, seed: object, dictionary: object) -> None:
    if not isinstance(family, str):
        raise InvalidTypeError(f"family is {family!r}; pass one of {', '.join(FAMILIES)}")
    if not isinstance(seed, Integral) or isinstance(seed, bool):
        raise InvalidTypeError(f"seed is {seed!r}; pass a whole number")
    if not isinstance(dictionary, SpinnerDictionary | None):
        raise InvalidTypeError(
            f"dictionary is of type {type(dictionary).__name__}; pass a SpinnerDictionary, or None "
            "for the one that ships with mtdetect"
        )


@lru_cache(maxsize=64)
def _shipped_spinner(family: str, seed: int) -> Spinner:
    return Spinner(family, seed)


def spin_with_record(
    text: str,
    *,
    family: str = "main",
    seed: int = 0,
    rate: float | None = None,
    dictionary: SpinnerDictionary | None = None,
) -> Spin:
    """Spin a text and keep the record of what was swapped.

    Parameters
    ----------
    text : str
        Any text.
    family : str
        One of :data:`FAMILIES`.
    seed : int
        Draws the instance of the spinner and its picks; the same text, family and seed give the
        same result.
    rate : float, optional
        Share of the content words to swap, 0 to 1; by default drawn as the family has it.
    dictionary : SpinnerDictionary, optional
        Where the menus come from; by default the one shipped with mtdetect.

    Returns
    -------
    Spin
        The spun text and its swaps.

    Raises
    ------
    InvalidDataError
        The family is unknown or not in the dictionary, or `rate` lies outside 0 to 1.
    InvalidTypeError
        `text` is no string, `rate` no number, or another argument of a wrong type.
    ModelError
        No dictionary was given and the shipped one cannot be read.

    Examples
    --------
    >>> record = spin_with_record("Police said the war cost the town its school.", seed=3)
    >>> record.restore()
    'Police said the war cost the town its school.'
    """
    _check(family, seed, dictionary)
    if dictionary is None:
        spinner = _shipped_spinner(family, seed)
    else:
        spinner = Spinner(family, seed, dictionary)
    return spinner.spin(text, copy_seed=seed, rate=rate)


def spin(
    text: str,
    *,
    family: str = "main",
    seed: int = 0,
    rate: float | None = None,
    dictionary: SpinnerDictionary | None = None,
) -> str:
    """Spin a text as a synonym spinner would.

    The same as :func:`spin_with_record`, which see, without the record.

    Examples
    --------
    >>> spin("The town rebuilt its school.", rate=0.0)
    'The town rebuilt its school.'
    """
    record = spin_with_record(text, family=family, seed=seed, rate=rate, dictionary=dictionary)
    return record.text
