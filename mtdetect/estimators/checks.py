"""Check what a classifier is fitted to: labels, weights, groups, one for each paragraph."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mtdetect.errors import InvalidTypeError, InvalidValueError
from mtdetect.features.matrix import Resources
from mtdetect.judge.labels import LABELS
from mtdetect.model import Model, shipped_resources


def check_model(model: object) -> None:
    """Raise InvalidTypeError for what is no model, such as the path of one."""
    if not isinstance(model, Model):
        raise InvalidTypeError(
            f"model is {model!r}; pass what mtdetect.load() gives, or mtdetect.load(path) for a "
            "folder that mtdetect train wrote"
        )


def check_resources(resources: object) -> Resources:
    """Give what an estimator looks things up in, that of the shipped model for None.

    Raises
    ------
    InvalidTypeError
        If it is something else, such as the path of a model.
    """
    if resources is None:
        return shipped_resources()
    if not isinstance(resources, Resources):
        raise InvalidTypeError(
            f"resources is {resources!r}; pass those of a model, mtdetect.load(path).resources, or "
            "None for those of the shipped one"
        )
    return resources


def one_each(name: str, values: ArrayLike, n_texts: int) -> NDArray[Any]:
    """Give an array of one value for each paragraph."""
    try:
        found = np.asarray(values)
    except ValueError as error:  # some of the values are lists
        raise InvalidValueError(
            f"{name} hold lists beside other values; pass a list, one value for each paragraph"
        ) from error
    if found.ndim != 1:
        got = "None" if values is None else f"an array of shape {found.shape}"
        raise InvalidValueError(f"{name}: got {got}; pass a list, one value for each paragraph")
    if len(found) != n_texts:
        raise InvalidValueError(f"{n_texts} paragraphs but {len(found)} {name}: give one each")
    return found


def check_labels(y: ArrayLike, n_texts: int) -> NDArray[np.str_]:
    """Give the labels as an array; refuse unknown ones."""
    labels = one_each("labels", y, n_texts)
    try:
        found = set(labels.tolist())
    except TypeError as error:  # lists, dicts and other things that cannot be told apart
        raise InvalidTypeError(
            f"labels hold {_kinds(labels)}; pass strings out of {', '.join(LABELS)}"
        ) from error
    if not found <= set(LABELS):
        raise InvalidValueError(
            f"labels are {sorted(found, key=str)}: give out of {', '.join(LABELS)}, 'human' and at "
            "least one of the others"
        )
    return labels


def check_contrast(labels: NDArray[np.str_]) -> set[str]:
    """Give which labels there are where weights are above 0; refuse those that teach nothing."""
    found = set(labels.tolist())
    if "human" not in found or len(found) < 2:
        raise InvalidValueError(
            f"labels are {sorted(found)} where the weight is above 0: give 'human' and at least "
            "one of 'spun', 'translated'"
        )
    return found


def check_whole_set(labels: NDArray[np.str_]) -> None:
    """Refuse labels that lack one where weights are above 0: all are calibrated together."""
    lacking = [label for label in LABELS if label not in labels]
    if lacking:
        raise InvalidValueError(
            f"no paragraph of a weight above 0 is labelled {', '.join(lacking)}: calibrate on all "
            f"of {', '.join(LABELS)}"
        )


def check_groups(groups: ArrayLike | None, n_texts: int) -> NDArray[Any]:
    """Give the groups as an array, each its own by default; refuse what cannot be one."""
    if groups is None:
        return np.arange(n_texts)
    found = one_each("groups", groups, n_texts)
    try:
        for place, group in enumerate(found.tolist()):
            if group is None or group != group:
                raise InvalidValueError(
                    f"groups[{place}] is {group!r}; every paragraph needs a group: give one that "
                    "belongs to no other a number of its own"
                )
        np.unique(found)
    except TypeError as error:
        raise InvalidTypeError(
            f"groups hold {_kinds(found)}, which cannot be told apart; pass numbers alone or "
            "strings alone"
        ) from error
    return found


def check_weights(sample_weight: ArrayLike | None, labels: NDArray[np.str_]) -> NDArray[np.float64]:
    """Give the weights as an array; refuse those that a class cannot be weighed by."""
    if sample_weight is None:
        return np.ones(len(labels))
    weight = one_each("sample weights", sample_weight, len(labels))
    try:
        weight = weight.astype(float)
    except (TypeError, ValueError, OverflowError) as error:
        raise InvalidTypeError(
            f"sample_weight holds {weight.dtype}; pass numbers, 0 or more"
        ) from error
    amiss = np.flatnonzero(~(np.isfinite(weight) & (weight >= 0)))
    if len(amiss):
        raise InvalidValueError(
            f"sample_weight {amiss[0]} is {weight[amiss[0]]}; each must be 0 or more, and finite"
        )
    return weight


def _kinds(values: NDArray[Any]) -> str:
    return ", ".join(sorted({type(value).__name__ for value in values.tolist()}))
