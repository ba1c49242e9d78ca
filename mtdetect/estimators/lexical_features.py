"""The scikit-learn transformer :class:`LexicalFeatures`, and how estimators take their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from mtdetect.arguments import check_no_table
from mtdetect.errors import InvalidTypeError
from mtdetect.estimators.checks import check_resources
from mtdetect.features import matrix
from mtdetect.features.matrix import Analysis, Resources

# Paragraphs looked at in one go: the arrays of a batch stay within the processor's cache.
CHUNK = 256


def check_texts(X: Iterable[str], caller: str) -> list[str]:
    """Give a list of paragraphs, or say what is wrong.

    Parameters
    ----------
    X : iterable of str
        Paragraphs; what can be gone through but once is used up.
    caller : str
        Whom the messages name.

    Raises
    ------
    InvalidTypeError
        If ``X`` is one string, a table, a dict, cannot be gone through, or holds something that
        is not a string.
    """
    if isinstance(X, str | bytes):
        raise InvalidTypeError(
            f"an iterable of paragraphs (str) is expected, got one {type(X).__name__}: "
            "pass a list, [text]"
        )
    check_no_table(X, caller, "pass one column, frame['text']")
    try:
        going = iter(X)
    except TypeError as error:
        raise InvalidTypeError(
            f"{caller} takes an iterable of paragraphs (str), got {_named(X)}: pass a list, [text]"
        ) from error
    texts = list(going)
    for i, text in enumerate(texts):
        if not isinstance(text, str):
            raise InvalidTypeError(
                f"paragraph {i} is of type {type(text).__name__}: pass str, decode bytes first"
            )
    return texts


def _named(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def analyses(texts: list[str], resources: Resources) -> Iterator[Analysis]:
    """Analyse paragraphs, a batch at a time."""
    for start in range(0, len(texts), CHUNK):
        yield matrix.analyse(texts[start : start + CHUNK], resources)


class TextEstimator(BaseEstimator):  # type: ignore[misc]
    """An estimator whose samples are paragraphs."""

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn that samples are strings."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


class LexicalFeatures(TransformerMixin, TextEstimator):  # type: ignore[misc]
    """Turn paragraphs into lexical features, each with a name that a person reads.

    Parameters
    ----------
    resources : Resources, optional
        Lexicon and word model; those of the shipped model by default.

    Attributes
    ----------
    resources_ : Resources
        What was looked things up in.
    n_features_out_ : int
        Number of columns.

    See Also
    --------
    Detector : The classifier built on these features.

    Examples
    --------
    >>> from mtdetect import LexicalFeatures
    >>> features = LexicalFeatures().fit(["The talks ended on Friday."])
    >>> matrix = features.transform(["The discussions concluded on Fri.", "They left."])
    >>> matrix.shape == (2, features.n_features_out_)
    True
    >>> features.get_feature_names_out()[0]
    'swaps.per_100_words'
    """

    def __init__(self, resources: Resources | None = None) -> None:
        self.resources = resources

    def fit(self, X: Iterable[str], y: object = None) -> LexicalFeatures:
        """Check the paragraphs; nothing is learnt from them.

        Parameters
        ----------
        X : iterable of str
            Paragraphs.
        y : ignored
        """
        del y
        check_texts(X, type(self).__name__)
        self.resources_ = check_resources(self.resources)
        self.n_features_out_ = len(matrix.COLUMNS)
        return self

    def transform(self, X: Iterable[str]) -> NDArray[np.float64]:
        """Compute the features.

        Parameters
        ----------
        X : iterable of str
            Paragraphs.

        Returns
        -------
        ndarray of shape (n_paragraphs, n_features_out_)
        """
        check_is_fitted(self)
        return self._columns(check_texts(X, type(self).__name__))

    def fit_transform(self, X: Iterable[str], y: object = None) -> NDArray[np.float64]:
        """Check the paragraphs and compute the features; goes through ``X`` once.

        Parameters
        ----------
        X : iterable of str
            Paragraphs; a generator does too.
        y : ignored

        Returns
        -------
        ndarray of shape (n_paragraphs, n_features_out_)
        """
        texts = check_texts(X, type(self).__name__)
        return self.fit(texts, y)._columns(texts)

    def _columns(self, texts: list[str]) -> NDArray[np.float64]:
        parts = [
            matrix.columns(analysis, self.resources_)
            for analysis in analyses(texts, self.resources_)
        ]
        return np.vstack(parts) if parts else np.zeros((0, self.n_features_out_))

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Name the columns, family first.

        Parameters
        ----------
        input_features : ignored
            Paragraphs have no names; scikit-learn's pipelines pass it.

        Raises
        ------
        NotFittedError
            If the features were not fitted.
        """
        del input_features
        check_is_fitted(self)
        return np.asarray(matrix.COLUMNS, dtype=object)
