"""The engine: it takes articles and a model, and judges paragraphs alone and in their article.

Scoring, fitting the sequence model, setting thresholds and evaluating all go through its steps::

    prepare(text)                 paragraphs and the pieces that they are judged in
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

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.errors import ModelError
from mtdetect.evidence.explain import ArticleExplainer, Piece
from mtdetect.features import matrix, style
from mtdetect.judge import abstain
from mtdetect.judge.article import (
    ArticleModel,
    flags,
    log_ratios,
    machine_log_odds,
    odds_of_kinds,
)
from mtdetect.judge.labels import LABELS, Reason
from mtdetect.judge.register import Register
from mtdetect.model import Model, Threshold
from mtdetect.results import Document, Paragraph
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.retranslate.opinion import SecondOpinion, SecondReader, When
from mtdetect.retranslate.translator import RoundTrip, portuguese

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
# Pieces analysed in one go: the arrays of a batch stay within the processor's cache.
CHUNK = 256
# A text of more paragraphs is no article; what follows is not scored.
MOST_PARAGRAPHS = 5_000


@dataclass(frozen=True)
class Article:
    """A text cut into paragraphs, and these into pieces.

    Attributes
    ----------
    text : str
    paragraphs : tuple of Span
        Where they stand in the text.
    pieces : tuple of Span
        What is judged, in order: the paragraphs, but for overlong ones, which are cut.
    paragraph_of : ndarray of int64, shape (n_pieces,)
        Which paragraph each piece belongs to.
    """

    text: str
    paragraphs: tuple[segment.Span, ...]
    pieces: tuple[segment.Span, ...]
    paragraph_of: Ids

    @property
    def texts(self) -> list[str]:
        """The pieces themselves."""
        return [self.text[start:end] for start, end in self.pieces]


@dataclass(frozen=True)
class PieceEvidence:
    """What each piece of an article says for itself.

    Attributes
    ----------
    log_p : ndarray of shape (n_pieces, 3)
        Log-probabilities of human, spun, translated.
    register : ndarray of shape (n_pieces, 2)
        How it reads; see :class:`mtdetect.judge.register.Register`.
    n_words : ndarray of shape (n_pieces,)
    reasons : tuple of (str or None)
        Why it is not judged; None where it is.
    paragraph_of : ndarray of int64, shape (n_pieces,)
        Which paragraph it belongs to.
    """

    log_p: Floats
    register: Floats
    n_words: Floats
    reasons: tuple[Reason | None, ...]
    paragraph_of: Ids


@dataclass(frozen=True)
class Weighed:
    """What counts of an article's pieces; one element for each that is judged.

    Attributes
    ----------
    judged : ndarray of int64
        Which pieces these are.
    ratios : ndarray of shape (n_judged, 2)
        Log-likelihood ratios of spun and of translated against human, in nats.
    register : ndarray of shape (n_judged, 2)
        How they read.
    n_words : ndarray
    paragraph_of : ndarray of int64
        Which paragraph each belongs to.
    news, sport : bool
        Whether the article reads like native news, and whether it is about sport.
    told : float
        Log-likelihood ratio of translated against human that a second opinion gave, in nats.
    """

    judged: Ids
    ratios: Floats
    register: Floats
    n_words: Floats
    paragraph_of: Ids
    news: bool = False
    sport: bool = False
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
        return cls(np.arange(n), ratios, reads, np.ones(n), np.arange(n))

    @property
    def judged_paragraphs(self) -> Ids:
        """The paragraphs that have a judged piece, in order."""
        return np.unique(self.paragraph_of)

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


def joined(paragraphs: Sequence[str]) -> str:
    """Give the text of an article of these paragraphs."""
    return "\n\n".join(paragraphs)


def prepare(text: str) -> Article:
    """Cut an article into paragraphs and pieces."""
    paragraphs = segment.paragraphs(text)[:MOST_PARAGRAPHS]
    pieces: list[segment.Span] = []
    paragraph_of: list[int] = []
    for number, (start, end) in enumerate(paragraphs):
        for piece in segment.pieces(text[start:end]):
            pieces.append(segment.Span(start + piece.start, start + piece.end))
            paragraph_of.append(number)
    return Article(text, tuple(paragraphs), tuple(pieces), np.asarray(paragraph_of, dtype=np.int64))


def analyse(model: Model, articles: Sequence[Article]) -> list[PieceEvidence]:
    """Judge every piece by itself and tell how it reads; many articles at once are faster."""
    flat = [text for article in articles for text in article.texts]
    log_p = np.zeros((len(flat), len(LABELS)))
    register = np.zeros((len(flat), 2))
    n_words = np.zeros(len(flat))
    reasons: list[Reason | None] = []
    lexicon = model.resources.lexicon
    for start in range(0, len(flat), CHUNK):
        here = slice(start, start + CHUNK)
        analysis = matrix.analyse(flat[here], model.resources)
        ngrams = style.hashed_ngrams(analysis.encoded, lexicon)
        dense = matrix.columns(analysis, model.resources)
        log_p[here] = model.parameters.log_proba(dense, model.parameters.scores(ngrams))
        register[here] = model.register.log_odds(ngrams)
        n_words[here] = analysis.encoded.n_words
        reasons += abstain.reasons(analysis.encoded, lexicon)
    found: list[PieceEvidence] = []
    at = 0
    for article in articles:
        here = slice(at, at + len(article.pieces))
        at = here.stop
        # An article may decline more than its pieces by themselves.
        declined = abstain.in_article(flat[here], reasons[here], n_words[here].tolist())
        found.append(
            PieceEvidence(
                log_p[here], register[here], n_words[here], tuple(declined), article.paragraph_of
            )
        )
    return found


def weigh(register: Register, evidence: PieceEvidence) -> Weighed:
    """Tell what counts of an article's pieces, and how it reads."""
    judged = np.flatnonzero([reason is None for reason in evidence.reasons])
    n_words = evidence.n_words[judged]
    weighed = Weighed(
        judged,
        log_ratios(evidence.log_p[judged], n_words),
        evidence.register[judged],
        n_words,
        evidence.paragraph_of[judged],
    )
    return read(register, weighed)


def read(register: Register, weighed: Weighed) -> Weighed:
    """Tell anew how an article reads, as where the register model was calibrated since."""
    return replace(
        weighed,
        news=register.is_news(weighed.register),
        sport=register.is_sport(weighed.register),
    )


def infer(model: ArticleModel, weighed: Weighed, prior: float = 0.5) -> Inferred:
    """Judge an article and its paragraphs, of which at least one is not abstained from."""
    pieces, article = model.infer(weighed.ratios, prior, sport=weighed.sport, told=weighed.told)
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
    return flags(even.article, even.paragraphs, *threshold.limits(weighed.news))


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
        inferred, even = _both(model.article, weighed, prior)
        found.append(Judgement(article, evidence, weighed, inferred, even))
    return found


def _both(
    model: ArticleModel, weighed: Weighed, prior: float
) -> tuple[Inferred | None, Inferred | None]:
    """Judge an article under a prior and under even ones."""
    if not len(weighed.judged):
        return None, None
    inferred = infer(model, weighed, prior)
    return inferred, inferred if prior == 0.5 else infer(model, weighed)


def reconsider(
    model: Model, judgement: Judgement, reader: SecondReader, prior: float = 0.5
) -> Judgement:
    """Judge an article with a second opinion on the pieces of it that are judged.

    Parameters
    ----------
    model : Model
    judgement : Judgement
        Without a second opinion.
    reader : SecondReader
    prior : float, default=0.5
        As in :func:`judge`.
    """
    if not len(judgement.weighed.judged):
        return judgement
    texts = judgement.article.texts
    opinion = reader.read(texts[i] for i in judgement.weighed.judged.tolist())
    weighed = replace(judgement.weighed, told=opinion.log_odds)
    inferred, even = _both(model.article, weighed, prior)
    return replace(judgement, weighed=weighed, inferred=inferred, even=even, second_opinion=opinion)


def doubtful(model: SurvivalModel, threshold: Threshold, judgement: Judgement) -> bool:
    """Tell whether a second opinion could change whether an article is flagged as translated."""
    if judgement.even is None:
        return False
    (_, limit), _ = threshold.limits(judgement.weighed.news)
    odds = float(odds_of_kinds(judgement.even.article)[1])
    return odds + model.told(-model.most) < limit <= odds + model.told(model.most)


def score_batch(
    model: Model, texts: Sequence[str], *, prior: float = 0.5, fpr: float = 0.01
) -> list[Document]:
    """Score articles together, which is faster than one by one and gives the same.

    Parameters
    ----------
    model : Model
    texts : sequence of str
    prior : float, default=0.5
        Share of machine-made articles in the stream, above 0 and below 1.
    fpr : float, default=0.01
        False-positive rate that flagging aims at.
    """
    return Engine(model).score_texts(texts, prior, fpr)


@dataclass(frozen=True)
class Engine:
    """A model with what scores by it, as :func:`mtdetect.api.load_model` gives it.

    Attributes
    ----------
    model : Model
    retranslate : {"never", "always", "doubtful"}
        Which articles to ask for a second opinion on; the doubtful are those where it could
        change whether they are flagged as translated.
    round_trip : RoundTrip, optional
        The engine to ask; the one that the model was fitted with by default.
    """

    model: Model
    retranslate: When = "never"
    round_trip: RoundTrip | None = None

    @property
    def digest(self) -> str:
        """Digest of the model."""
        return self.model.digest

    def score_texts(
        self, texts: Sequence[str], prior: float = 0.5, fpr: float = 0.01
    ) -> list[Document]:
        """Score articles in one batch; see :func:`mtdetect.score_many`."""
        threshold = self.model.threshold(fpr)
        found = judge(self.model, texts, prior)
        if self.retranslate != "never":
            found = self._reconsidered(found, threshold, prior)
        return [_document(self.model, j, threshold, prior) for j in found]

    def _reconsidered(
        self, found: Sequence[Judgement], threshold: Threshold, prior: float
    ) -> list[Judgement]:
        survival = self.model.second_opinion
        if survival is None:
            raise ModelError(
                "this model has no second opinion: fit one with mtdetect train --retranslate"
            )
        reader = SecondReader(
            survival, self.model.resources.lexicon, self.round_trip or portuguese()
        )
        return [
            reconsider(self.model, j, reader, prior)
            if self.retranslate == "always" or doubtful(survival, threshold, j)
            else j
            for j in found
        ]


def _document(model: Model, judgement: Judgement, threshold: Threshold, prior: float) -> Document:
    article, evidence = judgement.article, judgement.evidence
    weighed, inferred, even = judgement.weighed, judgement.inferred, judgement.even
    first = np.searchsorted(article.paragraph_of, np.arange(len(article.paragraphs))).tolist()
    paragraphs = [
        _abstained(article.text, span, evidence.reasons[at])
        for span, at in zip(article.paragraphs, first, strict=True)
    ]
    if inferred is None or even is None:
        return Document(article.text, None, None, False, fpr=threshold.fpr,
                        paragraphs=tuple(paragraphs))  # fmt: skip
    whole, each = decide(threshold, weighed, even)
    own = machine_log_odds(evidence.log_p)
    log_prior = math.log(prior / (1 - prior))
    explainer = ArticleExplainer(model, article.text)
    flagged_words = 0.0
    for number, here, p, flagged in zip(
        weighed.judged_paragraphs.tolist(),
        weighed.of_paragraphs(),
        inferred.paragraphs,
        each,
        strict=True,
    ):
        kept = weighed.judged[here].tolist()
        odds = float(own[kept].mean())
        flagged_words += float(weighed.n_words[here].sum()) * flagged
        pieces = tuple(
            Piece(article.pieces[i].start, article.pieces[i].end, float(own[i])) for i in kept
        )
        paragraphs[number] = replace(
            paragraphs[number],
            score=float(min(1.0, p[1] + p[2])),
            label=LABELS[int(np.argmax(p))],
            flagged=flagged,
            probabilities=_named(p),
            alone=1 / (1 + math.exp(-max(-700.0, min(700.0, odds + log_prior)))),
            log_odds=odds,
            reason=None,
            explainer=partial(explainer.paragraph, pieces, float(p[1]), float(p[2])),
        )
    in_article = inferred.article
    return Document(
        article.text,
        score=float(min(1.0, in_article[1] + in_article[2])),
        label=LABELS[int(np.argmax(in_article))],
        flagged=whole,
        probabilities=_named(in_article),
        share=float(flagged_words / max(1.0, float(weighed.n_words.sum()))),
        fpr=threshold.fpr,
        paragraphs=tuple(paragraphs),
        second_opinion=judgement.second_opinion,
    )


def _named(p: Floats) -> dict[str, float]:
    return {label: float(value) for label, value in zip(LABELS, p, strict=True)}


def _abstained(text: str, span: segment.Span, reason: Reason | None) -> Paragraph:
    start, end = span
    return Paragraph(text[start:end], start, end, None, None, False, None, None, None, reason)
