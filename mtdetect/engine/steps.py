"""The engine: it takes articles and a model, and judges paragraphs alone and in their article.

Scoring, fitting the sequence model, setting thresholds and evaluating all go through its steps::

    prepare(text)                 one form, paragraphs and the pieces that they are judged in
    analyse(model, articles)      what each piece says for itself
    weigh(register, evidence)     what of it counts in the article, as log-likelihood ratios
    infer(sequence model, ...)    probabilities of pieces, paragraphs and the article
    decide(threshold, ...)        what is flagged

:func:`judge` takes articles through the first four. To the last bit, an article is judged the same
whatever stands beside it. What changes the text before it is cut belongs into ``prepare``, what
looks at a piece by itself into ``analyse``, and what is counted once an article or depends on its
other paragraphs into ``weigh``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mtdetect.engine.article import Article, prepare
from mtdetect.features import matrix, style, typography
from mtdetect.judge import abstain
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.labels import LABELS, Declined, Reason
from mtdetect.judge.odds import flags, log_ratios
from mtdetect.judge.register import Register
from mtdetect.judge.threshold import Threshold
from mtdetect.judge.voice import personal_words
from mtdetect.model import Model
from mtdetect.retranslate.opinion import SecondOpinion
from mtdetect.segment import Finding
from mtdetect.tables.distinct import distinct

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
# Pieces analysed in one go: the arrays of a batch stay within the processor's cache.
CHUNK = 256


@dataclass(frozen=True)
class PieceEvidence:
    """What each piece of an article says for itself.

    Attributes
    ----------
    log_p : ndarray of shape (n_pieces, 3)
        Log-probabilities of human, spun, translated.
    register : ndarray of shape (n_pieces, 2)
        How it reads; see :class:`mtdetect.judge.register.Register`.
    voice : ndarray of shape (n_pieces, 2)
        Who speaks; see :func:`mtdetect.judge.voice.personal_words`.
    n_words : ndarray of shape (n_pieces,)
        Of the unit that was looked at.
    counts : ndarray of bool, shape (n_pieces,)
        Whether it counts; see :class:`Article`.
    reasons : tuple of (str or None)
        Why it is not judged; None where it is.
    paragraph_of : ndarray of int64, shape (n_pieces,)
        Which paragraph it belongs to.
    unit_of : ndarray of int64, shape (n_pieces,)
        Which unit it is or is a part of.
    clues : tuple of (tuple of Finding)
        Its clues of translation, weighed in the article and with offsets into that.
    """

    log_p: Floats
    register: Floats
    voice: Floats
    n_words: Floats
    counts: NDArray[np.bool_]
    reasons: tuple[Reason | None, ...]
    paragraph_of: Ids
    unit_of: Ids
    clues: tuple[tuple[Finding[str], ...], ...] = ()

    @property
    def nats_of_units(self) -> Floats:
        """What the clues of each piece's unit say, wherever in it they stand."""
        total = np.bincount(self.unit_of, weights=self.nats)
        return np.asarray(total[self.unit_of], dtype=np.float64)

    @property
    def nats(self) -> Floats:
        """What the clues of each piece say for translation."""
        if not self.clues:
            return np.zeros(len(self.log_p))
        return np.asarray([sum(f.weight for f in found) for found in self.clues], dtype=float)


@dataclass(frozen=True)
class Weighed:
    """What counts of an article's pieces; one element for each that is judged.

    Attributes
    ----------
    judged : ndarray of int64
        Which pieces these are.
    ratios : ndarray of shape (n_judged, 2)
        Log-likelihood ratios of spun and of translated against human, in nats.
    register, voice : ndarray of shape (n_judged, 2)
        How they read, and who speaks.
    n_words : ndarray
    paragraph_of : ndarray of int64
        Which paragraph each belongs to.
    news : bool
        Whether the article reads like native news.
    personal : bool
        Whether it speaks of I and you as news hardly does.
    readings : pair of float
        How it reads, for the sequence model; see
        :meth:`mtdetect.judge.register.Register.readings`.
    told : float
        What a second opinion adds to its log-odds of being translated, in nats.
    """

    judged: Ids
    ratios: Floats
    register: Floats
    voice: Floats
    n_words: Floats
    paragraph_of: Ids
    news: bool = False
    personal: bool = False
    readings: tuple[float, float] = (0.0, 0.0)
    told: float = 0.0

    @classmethod
    def alike(cls, ratios: Floats, register: Floats | None = None) -> Weighed:
        """Take paragraphs of one piece and of the same length each.

        Parameters
        ----------
        ratios : ndarray of shape (n, 2)
        register : ndarray of shape (n, 2), optional
            By default they read like neither side of any question.
        """
        n = len(ratios)
        reads = np.zeros((n, 2)) if register is None else register
        return cls(np.arange(n), ratios, reads, np.zeros((n, 2)), np.ones(n), np.arange(n))

    @property
    def judged_paragraphs(self) -> Ids:
        """The paragraphs that have a judged piece, in order."""
        return distinct(self.paragraph_of)

    def joined(self, of_pieces: Floats) -> Floats:
        """Average over the judged pieces of each judged paragraph, by their words."""
        return np.asarray(
            [
                np.average(of_pieces[here], axis=0, weights=self.n_words[here])
                for here in self.of_paragraphs()
            ]
        ).reshape(-1, *of_pieces.shape[1:])

    def of_paragraphs(self) -> list[slice]:
        """Give the judged pieces of each judged paragraph, as places in these arrays."""
        begin = np.searchsorted(self.paragraph_of, self.judged_paragraphs).tolist()
        return [slice(*both) for both in pairwise([*begin, len(self.judged)])]


@dataclass(frozen=True)
class Inferred:
    """Probabilities of human, spun, translated in the article.

    Attributes
    ----------
    paragraphs : ndarray of shape (n_judged_paragraphs, 3)
    article : ndarray of shape (3,)
    """

    paragraphs: Floats
    article: Floats


@dataclass(frozen=True)
class Judgement:
    """What the engine makes of one article.

    Attributes
    ----------
    article : Article
    evidence : PieceEvidence
    weighed : Weighed
    inferred : Inferred or None
        Under the prior that was asked for; None where every piece is abstained from.
    even : Inferred or None
        The same under even priors, which flags rest on.
    second_opinion : SecondOpinion or None
        Where one was asked for.
    """

    article: Article
    evidence: PieceEvidence
    weighed: Weighed
    inferred: Inferred | None
    even: Inferred | None
    second_opinion: SecondOpinion | None = None


def analyse(model: Model, articles: Sequence[Article]) -> list[PieceEvidence]:
    """Judge every piece by itself and tell how it reads; many articles at once are faster."""
    flat: list[str] = []
    rows: list[Ids] = []  # of each article, where what each unit says is found
    for article in articles:
        row: list[int] = []
        for unit, text in enumerate(article.arranged.texts):
            origin = article.arranged.origins[unit]
            row.append(len(flat) if origin == unit else row[origin])
            flat += [text] if origin == unit else []
        rows.append(np.asarray(row, dtype=np.int64))
    log_p = np.zeros((len(flat), len(LABELS)))
    register = np.zeros((len(flat), 2))
    voice = np.zeros((len(flat), 2))
    n_words, n_function = np.zeros(len(flat)), np.zeros(len(flat))
    reasons: list[Reason | None] = []
    damage: list[Sequence[Finding[str]]] = []
    lexicon = model.resources.lexicon
    for start in range(0, len(flat), CHUNK):
        here = slice(start, start + CHUNK)
        analysis = matrix.analyse(flat[here], model.resources)
        ngrams = style.hashed_ngrams(analysis.encoded, lexicon)
        dense = matrix.columns(analysis, model.resources)
        log_p[here] = model.parameters.log_proba(dense, model.parameters.scores(ngrams))
        register[here] = model.register.of_paragraphs(ngrams)
        voice[here] = personal_words(analysis.encoded)
        n_words[here] = analysis.encoded.n_words
        n_function[here] = abstain.function_words(analysis.encoded, lexicon)
        reasons += abstain.reasons(analysis.encoded, n_function[here])
        damage += analysis.damage
    known = dict(zip(flat, damage, strict=True))
    found: list[PieceEvidence] = []
    for article, units in zip(articles, rows, strict=True):
        # An article may decline more than its units by themselves.
        declined = abstain.in_article(
            article.arranged.texts,
            [reasons[i] for i in units],
            n_words[units].tolist(),
            n_function[units].tolist(),
        )
        row_of = units[article.unit_of]
        found.append(
            PieceEvidence(
                log_p[row_of],
                register[row_of],
                voice[row_of],
                n_words[row_of],
                article.counts,
                tuple(declined[unit] for unit in article.unit_of.tolist()),
                article.paragraph_of,
                article.unit_of,
                _clues(model, article, known),
            )
        )
    return found


def _clues(
    model: Model, article: Article, damage: typography.Damage
) -> tuple[tuple[Finding[str], ...], ...]:
    """Find the clues of an article, and say in which piece each stands."""
    arranged = article.arranged
    found: list[list[Finding[str]]] = [[] for _ in article.unit_of]
    starts = [start for start, _ in arranged.paragraphs]
    bounds = np.searchsorted(article.paragraph_of, np.arange(len(starts) + 1)).tolist()
    spans = article.pieces
    for finding in model.clues.find(arranged.text, arranged.paragraphs, damage):
        number = bisect_right(starts, finding.start) - 1
        if number < 0 or finding.end > arranged.paragraphs[number].end:
            continue
        for piece in range(bounds[number], bounds[number + 1]):
            if spans[piece].start <= finding.start and finding.end <= spans[piece].end:
                found[piece].append(finding)
                break
    return tuple(tuple(f) for f in found)


def weigh(register: Register, evidence: PieceEvidence) -> Weighed:
    """Tell what counts of an article's pieces, and how it reads."""
    told = [reason is None for reason in evidence.reasons]
    judged = np.flatnonzero(np.asarray(told, dtype=bool) & evidence.counts)
    n_words = evidence.n_words[judged]
    ratios = log_ratios(evidence.log_p[judged], n_words)
    # Before tempering and calibration: the sequence model is fitted to both together.
    ratios[:, LABELS.index("translated") - 1] += evidence.nats_of_units[judged]
    weighed = Weighed(
        judged,
        ratios,
        evidence.register[judged],
        evidence.voice[judged],
        n_words,
        evidence.paragraph_of[judged],
    )
    return read(register, weighed)


def read(register: Register, weighed: Weighed) -> Weighed:
    """Tell anew how an article reads, as where the register model was calibrated since."""
    return replace(
        weighed,
        news=register.is_news(weighed.register),
        personal=register.is_personal(weighed.voice),
        readings=register.readings(weighed.register),
    )


def infer(model: ArticleModel, weighed: Weighed, prior: float = 0.5) -> Inferred:
    """Judge an article and its paragraphs, of which at least one is not abstained from."""
    pieces, article = model.infer(weighed.ratios, prior, weighed.readings, weighed.told)
    return Inferred(weighed.joined(pieces), article)


def decide(threshold: Threshold, weighed: Weighed, even: Inferred) -> tuple[bool, list[bool]]:
    """Tell whether an article is flagged, and which of its judged paragraphs are.

    Parameters
    ----------
    threshold : Threshold
    weighed : Weighed
    even : Inferred
        Under even priors.
    """
    limits = threshold.limits(weighed.news, personal=weighed.personal)
    return flags(even.article, even.paragraphs, *limits)


def declines(threshold: Threshold, weighed: Weighed, even: Inferred) -> Declined | None:
    """Tell why an article is spared, if more of it would be flagged were it what limits rest on.

    Parameters
    ----------
    threshold : Threshold
    weighed : Weighed
    even : Inferred
        Under even priors.
    """
    decided = decide(threshold, weighed, even)
    if weighed.personal and decide(threshold, replace(weighed, personal=False), even) != decided:
        return "not_news"
    if not (decided[0] or weighed.news):
        # As news, and by the limit for spun text alone.
        as_news = replace(weighed, news=True, personal=True)
        if decide(threshold, as_news, even)[0]:
            return "other_register"
    return None


def judge(model: Model, texts: Sequence[str], prior: float = 0.5) -> list[Judgement]:
    """Judge articles.

    Parameters
    ----------
    model : Model
    texts : sequence of str
        Articles; :func:`joined` makes one of paragraphs.
    prior : float, default=0.5
        Share of machine-made articles in the stream, above 0 and below 1.

    Returns
    -------
    list of Judgement
    """
    articles = [prepare(text) for text in texts]
    found: list[Judgement] = []
    for article, evidence in zip(articles, analyse(model, articles), strict=True):
        weighed = weigh(model.register, evidence)
        inferred, even = infer_twice(model.article, weighed, prior)
        found.append(Judgement(article, evidence, weighed, inferred, even))
    return found


def infer_twice(
    model: ArticleModel, weighed: Weighed, prior: float
) -> tuple[Inferred | None, Inferred | None]:
    """Judge an article under a prior and under even ones, if a piece of it can be judged."""
    if not len(weighed.judged):
        return None, None
    inferred = infer(model, weighed, prior)
    return inferred, inferred if prior == 0.5 else infer(model, weighed)
