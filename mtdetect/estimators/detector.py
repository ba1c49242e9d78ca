"""The scikit-learn classifier :class:`Detector`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted

from mtdetect.arguments import check_positive, check_whole
from mtdetect.errors import InvalidValueError
from mtdetect.estimators.checks import (
    check_contrast,
    check_groups,
    check_labels,
    check_model,
    check_resources,
    check_weights,
    check_whole_set,
)
from mtdetect.estimators.inputs import inputs_used
from mtdetect.estimators.lexical_features import TextEstimator, analyses, check_texts
from mtdetect.estimators.sparse import sparse_matrix
from mtdetect.features import matrix, style
from mtdetect.features.matrix import Analysis, Resources
from mtdetect.judge.labels import LABELS, Label
from mtdetect.judge.linear import (
    MACHINES,
    Parameters,
    Weights,
    against_human,
    damped,
    log_softmax,
    rows_of,
)
from mtdetect.model import Model


class Detector(ClassifierMixin, TextEstimator):  # type: ignore[misc]
    """Tell whether paragraphs are human, spun or translated, each by itself.

    Spun text is told from human text by a logistic regression over columns of
    :class:`LexicalFeatures` and the score of a linear model over hashed n-grams. Translated text
    is told by such a score and the columns on wording and on damaged type alone; damage never
    speaks for a person.
    The probabilities of the three classes are calibrated together on held-out groups.

    Parameters
    ----------
    resources : Resources, optional
        Lexicon and word model; those of the shipped model by default.
    C : float, default=5.0
        Inverse strength of the regularisation of the n-gram scorers, above 0.
    C_columns : float, default=1.0
        The same for the regressions on the columns and the scores.
    n_folds : int, default=3
        Folds, by group, in which the regressions see n-gram scores of models that were not
        trained on the paragraph (stacking); 2 or more.

    Attributes
    ----------
    classes_ : ndarray of str
        ``["human", "spun", "translated"]``, or those of them that :meth:`fit` was given.
    parameters_ : Parameters
        What was learnt.
    resources_ : Resources

    Notes
    -----
    Where training holds a paragraph and its spun or translated copy, give both the same group:
    ``fit(originals + copies, labels, groups=[*range(n), *range(n)])`` with ``n`` originals. Without
    groups the two fall into different folds: n-gram scorers then know each paragraph from its
    twin with the other label, so that their scores speak for the wrong class, and the fitted
    detector may take most copies for human and most originals for spun, even in training.

    scikit-learn's searches and cross-validation give groups to the splitter alone, and say nothing,
    unless they are told to hand them on: call ``sklearn.set_config(enable_metadata_routing=True)``
    and search with ``Detector().set_fit_request(groups=True)``. ``GridSearchCV`` then takes
    ``fit(X, y, groups=groups)``, ``cross_val_score`` and its like ``params={"groups": groups}``.

    Examples
    --------
    >>> import mtdetect
    >>> detector = mtdetect.Detector.from_model(mtdetect.load())
    >>> detector.classes_.tolist()
    ['human', 'spun', 'translated']
    >>> detector.predict_proba(["The minister left."]).shape
    (1, 3)
    """

    def __init__(
        self,
        resources: Resources | None = None,
        C: float = 5.0,
        C_columns: float = 1.0,
        n_folds: int = 3,
    ) -> None:
        self.resources = resources
        self.C = C
        self.C_columns = C_columns
        self.n_folds = n_folds

    @classmethod
    def from_model(cls, model: Model) -> Detector:
        """Give the fitted detector of a model.

        Parameters
        ----------
        model : Model
            From :func:`mtdetect.load`.

        Raises
        ------
        InvalidTypeError
            If it is none.
        """
        check_model(model)
        detector = cls(model.resources)
        detector.resources_ = model.resources
        detector.classes_ = np.asarray(LABELS)
        detector.parameters_ = model.parameters
        return detector

    def fit(
        self,
        X: Iterable[str],
        y: Sequence[str] | NDArray[np.str_],
        groups: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Detector:
        """Learn from labelled paragraphs.

        Parameters
        ----------
        X : iterable of str
            Paragraphs.
        y : array-like of str, shape (n_paragraphs,)
            Labels out of ``"human"``, ``"spun"``, ``"translated"``.
        groups : array-like, shape (n_paragraphs,), optional
            Paragraphs of one group say the same and stay in one fold, such as a paragraph and its
            spun copy: ``[0, 1, 0, 1]`` for two paragraphs and their two copies. Every paragraph is
            a group of its own by default, which is wrong for such twins (see Notes of the class).
        sample_weight : array-like, shape (n_paragraphs,), optional
            Weights within a class; the classes count the same whatever their sizes. One of weight
            0 is left out, as if it had not been given.

        Raises
        ------
        InvalidTypeError
            If ``X`` is no iterable of strings, a label is none, a weight or a parameter is no
            number, groups are of several types, or ``resources`` are none.
        InvalidValueError
            If labels are unknown, lack human or both others, lengths differ, a weight is negative,
            a group is missing, or a parameter is out of range.
        """
        check_positive("C", self.C)
        check_positive("C_columns", self.C_columns)
        check_whole("n_folds", self.n_folds, 2)
        resources = check_resources(self.resources)
        texts = check_texts(X, type(self).__name__)
        labels = check_labels(y, len(texts))
        given = check_weights(sample_weight, labels)
        places = check_groups(groups, len(texts))
        counted = np.flatnonzero(given)  # the others would still count in folds and in spreads
        texts = [texts[i] for i in counted]
        labels, given, places = labels[counted], given[counted], places[counted]
        found = check_contrast(labels)
        self.resources_ = resources
        dense, ngrams = self._inputs(texts)
        weights = {m: against_human(labels, m, given) for m in MACHINES}
        self.fit_inputs(dense, ngrams, labels, places, weights)
        self.classes_ = np.asarray([label for label in LABELS if label in found])
        return self

    def fit_inputs(
        self,
        dense: NDArray[np.float64],
        ngrams: sparse.csr_matrix,
        labels: NDArray[np.str_],
        groups: NDArray[Any],
        weights: Weights,
        column_weights: Weights | None = None,
    ) -> Detector:
        """Learn from computed inputs (see :meth:`fit`), for those who compute them once.

        ``weights`` has for each kind of machine text the weights of all samples in telling it
        from human text; 0 leaves a sample out there, but not of the columns' mean and spread, which
        the kinds share. Columns may have weights of their own.
        """
        scorers, bias, scores = self.stack(ngrams, labels, groups, weights)
        return self.fit_columns(
            np.hstack([dense, scores]),
            labels,
            weights if column_weights is None else column_weights,
            scorers,
            bias,
            inputs_used(),
        )

    def stack(
        self,
        ngrams: sparse.csr_matrix,
        labels: NDArray[np.str_],
        groups: NDArray[Any],
        weights: Weights,
    ) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.float64]]:
        """Fit the n-gram scorers.

        Returns
        -------
        weights, bias
            Of the scorers fitted on everything.
        scores : ndarray of shape (n, n_scorers)
            Of scorers that were not fitted on the paragraph's group.
        """
        n_folds = min(self.n_folds, len(np.unique(groups)))
        scores = np.zeros((len(labels), len(MACHINES)))
        if n_folds > 1:
            for rest, fold in GroupKFold(n_folds).split(labels, groups=groups):
                part = {m: w[rest] for m, w in weights.items()}
                scorers, bias = self._fit_scorers(ngrams[rest], labels[rest], part)
                scores[fold] = ngrams[fold] @ scorers.T + bias
        scorers, bias = self._fit_scorers(ngrams, labels, weights)
        return scorers, bias, scores

    def fit_columns(
        self,
        inputs: NDArray[np.float64],
        labels: NDArray[np.str_],
        weights: Weights,
        ngram_weights: NDArray[np.float32],
        ngram_bias: NDArray[np.float64],
        used: dict[Label, NDArray[np.bool_]],
    ) -> Detector:
        """Fit the regressions on columns and scores; ``used`` says which inputs each sees."""
        self.classes_ = np.asarray(LABELS)
        calm = damped(inputs)
        mean, spread = calm.mean(axis=0), np.maximum(calm.std(axis=0), 1e-6)
        standard = (calm - mean) / spread
        coefficients = np.zeros((len(MACHINES), inputs.shape[1]))
        # A kind that training lacks is never chosen.
        intercept = np.full(len(MACHINES), -30.0)
        for i, machine in enumerate(MACHINES):
            rows = rows_of(labels, weights[machine], machine)
            if not len(rows):
                continue
            columns = np.flatnonzero(used[machine])
            while True:
                linear = LogisticRegression(C=self.C_columns, max_iter=500)
                linear.fit(
                    standard[np.ix_(rows, columns)],
                    labels[rows] == machine,
                    weights[machine][rows],
                )
                amiss = (linear.coef_[0] < 0) & np.isin(columns, matrix.DAMAGE)
                if not amiss.any() or amiss.all():
                    break
                columns = columns[~amiss]
            coefficients[i, columns] = linear.coef_[0]
            intercept[i] = linear.intercept_[0]
        self.parameters_ = Parameters(
            ngram_weights,
            ngram_bias,
            mean,
            spread,
            coefficients,
            intercept,
            np.eye(len(LABELS)),
            np.zeros(len(LABELS)),
        )
        return self

    def _fit_scorers(
        self, ngrams: sparse.csr_matrix, labels: NDArray[np.str_], weights: Weights
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        scorers = np.zeros((len(MACHINES), ngrams.shape[1]), dtype=np.float32)
        bias = np.zeros(len(MACHINES))
        for i, machine in enumerate(MACHINES):
            rows = rows_of(labels, weights[machine], machine)
            if len(rows):
                linear = LogisticRegression(C=self.C, solver="liblinear", tol=0.01, max_iter=100)
                linear.fit(ngrams[rows], labels[rows] == machine, weights[machine][rows])
                scorers[i], bias[i] = linear.coef_[0], linear.intercept_[0]
        return scorers, bias

    def calibrate(
        self, X: Iterable[str], y: Sequence[str], sample_weight: ArrayLike | None = None
    ) -> Detector:
        """Calibrate the probabilities on groups that :meth:`fit` did not see (vector scaling).

        Parameters
        ----------
        X, y, sample_weight
            See :meth:`fit`; every label must occur, here and in what it was fitted on.

        Raises
        ------
        InvalidTypeError, InvalidValueError
            As for :meth:`fit`.

        References
        ----------
        Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML 2017,
        https://arxiv.org/abs/1706.04599.
        """
        check_is_fitted(self)
        if len(self.classes_) < len(LABELS):
            raise InvalidValueError(
                f"the detector was fitted on {', '.join(self.classes_)} alone: only one that knows "
                f"all of {', '.join(LABELS)} can be calibrated"
            )
        texts = check_texts(X, type(self).__name__)
        labels = check_labels(y, len(texts))
        weight = check_weights(sample_weight, labels)
        check_whole_set(labels[weight > 0])
        return self.calibrate_inputs(*self._inputs(texts), labels, weight)

    def calibrate_inputs(
        self,
        dense: NDArray[np.float64],
        ngrams: sparse.csr_matrix,
        labels: NDArray[np.str_],
        weight: NDArray[np.float64],
    ) -> Detector:
        """Calibrate on computed inputs."""
        p = self.parameters_
        raw = p.raw(np.hstack([dense, self._scores(ngrams)]))
        scaling = LogisticRegression(C=1.0, max_iter=500)
        scaling.fit(raw, np.searchsorted(LABELS, labels), sample_weight=weight)
        self.parameters_ = replace(p, scale=scaling.coef_, shift=scaling.intercept_)
        return self

    def _inputs(self, texts: list[str]) -> tuple[NDArray[np.float64], sparse.csr_matrix]:
        dense, ngrams = [], []
        for analysis in analyses(texts, self.resources_):
            of_batch = self.inputs_of(analysis)
            dense.append(of_batch[0])
            ngrams.append(of_batch[1])
        return np.vstack(dense), sparse.vstack(ngrams).tocsr()

    def inputs_of(self, analysis: Analysis) -> tuple[NDArray[np.float64], sparse.csr_matrix]:
        """Compute the columns and the n-grams of an analysed batch."""
        ngrams = style.hashed_ngrams(analysis.encoded, self.resources_.lexicon)
        return matrix.columns(analysis, self.resources_), sparse_matrix(ngrams)

    def _scores(self, ngrams: sparse.csr_matrix) -> NDArray[np.float64]:
        # What Parameters.scores gives for n-grams in plain arrays.
        p = self.parameters_
        return np.asarray(ngrams @ p.ngram_weights.astype(np.float32).T + p.ngram_bias)

    def log_proba_inputs(
        self, dense: NDArray[np.float64], ngrams: sparse.csr_matrix
    ) -> NDArray[np.float64]:
        """Give calibrated log-probabilities of computed inputs."""
        return self.parameters_.log_proba(dense, self._scores(ngrams))

    def predict_log_proba(self, X: Iterable[str]) -> NDArray[np.float64]:
        """Give the logarithms of :meth:`predict_proba`."""
        check_is_fitted(self)
        texts = check_texts(X, type(self).__name__)
        known = np.isin(LABELS, self.classes_)
        parts = [
            log_softmax(self.log_proba_inputs(*self.inputs_of(analysis))[:, known])
            for analysis in analyses(texts, self.resources_)
        ]
        return np.vstack(parts) if parts else np.zeros((0, len(self.classes_)))

    def predict_proba(self, X: Iterable[str]) -> NDArray[np.float64]:
        """Give the probability of each class, each paragraph by itself.

        Every text gets one, though of a few words it means little and of none nothing:
        :func:`mtdetect.score` abstains there.

        Parameters
        ----------
        X : iterable of str
            Paragraphs.

        Returns
        -------
        ndarray of shape (n_paragraphs, n_classes)
            Columns in the order of ``classes_``; rows add up to 1.
        """
        return np.exp(self.predict_log_proba(X))

    def predict(self, X: Iterable[str]) -> NDArray[np.str_]:
        """Give the likeliest class of each paragraph."""
        check_is_fitted(self)
        return np.asarray(self.classes_[np.argmax(self.predict_log_proba(X), axis=1)])
