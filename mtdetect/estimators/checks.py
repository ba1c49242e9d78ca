"""Check what a classifier is fitted to: labels, weights, groups, one for each paragraph."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mtdetect.errors import InvalidTypeError, InvalidValueError
from mtdetect.judge.labels import LABELS


def one_each(name: str, values: ArrayLike, n_texts: int) -> NDArray[Any]:
    """Give an array of one value for each paragraph."""
    found = np.asarray(values)
    if found.ndim != 1:
        got = "None" if values is None else f"an array of shape {found.shape}"
        raise InvalidValueError(f"{name}: got {got}; pass a list, one value for each paragraph")
    if len(found) != n_texts:
        raise InvalidValueError(f"{n_texts} paragraphs but {len(found)} {name}: give one each")
    return found


def check_labels(y: ArrayLike, n_texts: int) -> NDArray[np.str_]:
    """Give the labels as an array; refuse unknown ones."""
    labels = one_each("labels", y, n_texts)
    found = set(labels.tolist())
    if not found <= set(LABELS):
        raise InvalidValueError(
            f"labels are {sorted(found, key=str)}: give out of {', '.join(LABELS)}, 'human' and at "
            "least one of the others"
        )
    return labels


def check_weights(sample_weight: ArrayLike | None, labels: NDArray[np.str_]) -> NDArray[np.float64]:
    """Give the weights as an array; refuse those that a class cannot be weighed by."""
    if sample_weight is None:
        return np.ones(len(labels))
    weight = one_each("sample weights", sample_weight, len(labels))
    try:
        weight = weight.astype(float)
    except (TypeError, ValueError) as error:
        raise InvalidTypeError(
            f"sample_weight holds {weight.dtype}; pass numbers, 0 or more"
        ) from error
    amiss = np.flatnonzero(~(np.isfinite(weight) & (weight >= 0)))
    if len(amiss):
        raise InvalidValueError(
            f"sample_weight {amiss[0]} is {weight[amiss[0]]}; each must be 0 or more, and finite"
        )
    return weight
