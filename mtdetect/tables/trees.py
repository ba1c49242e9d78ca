"""Boosted decision trees as plain arrays: trained by scikit-learn, evaluated in numpy.

A model of this form loads without pickle and gives the same answer under every version of
scikit-learn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

# Rows evaluated at once: their columns and nodes fit into the processor's cache.
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees for one or several outputs.

    Attributes
    ----------
    feature, left, right : ndarray of int32, shape (n_nodes,)
        Column to compare and the next nodes; a leaf leads to itself.
    threshold : ndarray of float64, shape (n_nodes,)
        ``x <= threshold`` goes left.
    value : ndarray of float64, shape (n_nodes,)
        Contribution of a leaf.
    roots : ndarray of int32, shape (n_outputs, n_trees)
        Where each tree begins.
    baseline : ndarray of float64, shape (n_outputs,)
        Added to every sum.
    depth : int
        Steps from a root to its farthest leaf.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    roots: NDArray[np.int32]
    baseline: NDArray[np.float64]
    depth: int

    @classmethod
    def empty(cls, outputs: int) -> Forest:
        """Give no trees at all: every sum is 0."""
        nodes = np.zeros(0, dtype=np.int32)
        values = np.zeros(0)
        roots = np.zeros((outputs, 0), dtype=np.int32)
        return cls(nodes, values, nodes, nodes, values, roots, np.zeros(outputs), 0)

    @classmethod
    def from_sklearn(cls, model: HistGradientBoostingClassifier) -> Forest:
        """Copy the trees of a fitted classifier that saw no missing and no categorical values."""
        stages = model._predictors  # no public access exists
        outputs = len(stages[0])
        columns: dict[str, list[NDArray[Any]]] = {
            k: [] for k in ("feature", "threshold", "left", "right", "value")
        }
        roots = np.zeros((outputs, len(stages)), dtype=np.int32)
        size, depth = 0, 0
        for stage, predictors in enumerate(stages):
            for output, predictor in enumerate(predictors):
                nodes = predictor.nodes
                here = np.arange(len(nodes)) + size
                leaf = nodes["is_leaf"].astype(bool)
                columns["feature"].append(np.where(leaf, 0, nodes["feature_idx"]))
                columns["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
                columns["left"].append(np.where(leaf, here, nodes["left"] + size))
                columns["right"].append(np.where(leaf, here, nodes["right"] + size))
                columns["value"].append(nodes["value"])
                roots[output, stage] = size
                size += len(nodes)
                depth = max(depth, int(nodes["depth"].max()))
        joined = {k: np.concatenate(v) for k, v in columns.items()}
        return cls(
            joined["feature"].astype(np.int32),
            joined["threshold"].astype(np.float64),
            joined["left"].astype(np.int32),
            joined["right"].astype(np.int32),
            joined["value"].astype(np.float64),
            roots,
            np.asarray(model._baseline_prediction, dtype=np.float64).ravel(),
            depth,
        )

    def raw(self, X: NDArray[np.floating]) -> NDArray[np.float64]:
        """Add up the trees.

        Parameters
        ----------
        X : ndarray of shape (n, n_features)
            Finite values.

        Returns
        -------
        ndarray of shape (n, n_outputs)
            Log-odds (one output) or unnormalised log-probabilities.
        """
        outputs, trees = self.roots.shape
        result = np.empty((len(X), outputs))
        # Of node n at 2n and 2n + 1. No index is out of range: "wrap" spares the check and a copy.
        after = np.stack([self.right, self.left], axis=1).ravel().astype(np.intp)
        feature = self.feature.astype(np.intp)
        for start in range(0, len(X), _CHUNK):
            columns = np.ascontiguousarray(X[start : start + _CHUNK].T)
            n = columns.shape[1]
            begins, values = feature * n, columns.ravel()
            # A tree's rows side by side: what they look up is near.
            node = np.repeat(self.roots.ravel().astype(np.intp)[:, None], n, axis=1)
            for _ in range(self.depth):
                place = begins.take(node, mode="wrap") + np.arange(n)
                goes_left = values.take(place, mode="wrap") <= self.threshold.take(node)
                node = after.take(2 * node + goes_left, mode="wrap")
            leaves = np.ascontiguousarray(self.value.take(node, mode="wrap").T)
            result[start : start + _CHUNK] = (
                leaves.reshape(n, outputs, trees).sum(axis=2) + self.baseline
            )
        return result

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Give the trees as named plain arrays."""
        return {
            f"{prefix}.feature": self.feature.astype(np.int16),
            f"{prefix}.threshold": self.threshold,
            f"{prefix}.left": self.left,
            f"{prefix}.right": self.right,
            f"{prefix}.value": self.value,
            f"{prefix}.roots": self.roots,
            f"{prefix}.baseline": self.baseline,
            f"{prefix}.depth": np.asarray(self.depth),
        }

    @classmethod
    def from_arrays(cls, stored: dict[str, NDArray[Any]], prefix: str) -> Forest:
        """Rebuild the trees from what :meth:`arrays` gave."""
        return cls(
            stored[f"{prefix}.feature"].astype(np.int32),
            stored[f"{prefix}.threshold"],
            stored[f"{prefix}.left"],
            stored[f"{prefix}.right"],
            stored[f"{prefix}.value"],
            stored[f"{prefix}.roots"],
            stored[f"{prefix}.baseline"],
            int(stored[f"{prefix}.depth"]),
        )
