"""Who speaks: letters, essays, speeches and tales say I and you throughout, and news hardly does.

What tells a translation was learnt from news and test sets, and is no measure of how learners,
speakers and narrators write. None of the corpora to learn from has letters or essays; the voice
of a text, its pronouns of the first and second person, tells them all the same. What people say in
a quotation does not count: reporters quote them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtdetect.tables.encoding import Encoded

# "Mine" is dug, and "US" is a country: neither counts.
_PRONOUNS = (
    "I", "me", "my", "My", "myself", "we", "We", "us", "our", "Our", "ours", "ourselves",
    "you", "You", "your", "Your", "yours", "yourself", "yourselves",
)  # fmt: skip
_VERBS = ("", "'m", "'re", "'ve", "'ll", "'d")
_PERSONAL = frozenset(pronoun + verb for pronoun in _PRONOUNS for verb in _VERBS)
# A text that is nearly all quotation has few words of its own, and says little by them.
_LEAST_WORDS = 40


def personal_words(encoded: Encoded) -> NDArray[np.float64]:
    """Count pronouns of the first and second person, and words, outside quotations.

    Parameters
    ----------
    encoded : Encoded

    Returns
    -------
    ndarray of shape (n_paragraphs, 2)
        Pronouns; words.
    """
    own = encoded.is_word & ~encoded.quoted
    personal = np.zeros(len(encoded.ids), dtype=bool)
    for at, tokens in zip(encoded.first.tolist(), encoded.tokens, strict=True):
        personal[at : at + len(tokens)] = [t.form in _PERSONAL for t in tokens]
    return np.stack([encoded.sums(personal & own), encoded.sums(own)], axis=1)


def personal_share(counts: NDArray[np.float64]) -> float:
    """Give the share (0..1) of such pronouns among an article's own words.

    Parameters
    ----------
    counts : ndarray of shape (n_paragraphs, 2)
        Of its judged paragraphs, from :func:`personal_words`.

    Examples
    --------
    >>> personal_share(np.asarray([[3.0, 60.0], [1.0, 20.0]]))
    0.05
    """
    pronouns, words = counts.sum(axis=0).tolist() if len(counts) else (0.0, 0.0)
    return float(pronouns / max(words, _LEAST_WORDS))
