"""Score a batch of articles: paragraphs by themselves, then each in its article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.door.arrange import MOST_PARAGRAPHS, Arrangement, arrange
from mtdetect.evidence.explain import ArticleExplainer, Piece, attach
from mtdetect.features import matrix as table
from mtdetect.judge import abstain
from mtdetect.judge.article import flags, log_ratios, machine_log_odds
from mtdetect.judge.register import read
from mtdetect.model import Model, Threshold
from mtdetect.results import LABELS, Document, Paragraph, Reason

# Paragraphs looked at in one go.
CHUNK = 256
__all__ = ["CHUNK", "MOST_PARAGRAPHS", "score_batch"]


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
    threshold = model.threshold(fpr)
    arranged = [arrange(text) for text in texts]
    originals: list[str] = []
    rows: list[list[int]] = []  # of each article, where each unit stands among the originals
    for article in arranged:
        here: list[int] = []
        for unit, text in enumerate(article.texts):
            if article.origins[unit] == unit:
                here.append(len(originals))
                originals.append(text)
            else:
                here.append(here[article.origins[unit]])
        rows.append(here)
    seen = _look(model, originals)
    return [
        _document(model, threshold, prior, article, seen.part(here, article.texts))
        for article, here in zip(arranged, rows, strict=True)
    ]


@dataclass(frozen=True)
class _Seen:
    """What the detector says of each piece by itself."""

    log_p: NDArray[np.float64]
    register: NDArray[np.float64]
    reasons: list[Reason | None]
    n_words: NDArray[np.float64]

    def part(self, rows: Sequence[int], texts: Sequence[str]) -> _Seen:
        """Give the part of one article, which may decline more than its units by themselves."""
        n_words = self.n_words[rows]
        reasons = abstain.in_article(texts, [self.reasons[i] for i in rows], n_words.tolist())
        return _Seen(self.log_p[rows], self.register[rows], reasons, n_words)


def _look(model: Model, flat: Sequence[str]) -> _Seen:
    log_p = np.zeros((len(flat), len(LABELS)))
    register = np.zeros((len(flat), 2))
    reasons: list[Reason | None] = []
    n_words = np.zeros(len(flat))
    for start in range(0, len(flat), CHUNK):
        piece = flat[start : start + CHUNK]
        seen = table.look(piece, model.resources)
        here = slice(start, start + len(piece))
        log_p[here], register[here] = read(seen, model.detector, model.register)
        reasons += abstain.reasons(seen.encoded, model.resources.lexicon)
        n_words[here] = seen.encoded.n_words
    return _Seen(log_p, register, reasons, n_words)


def _document(
    model: Model, threshold: Threshold, prior: float, article: Arrangement, seen: _Seen
) -> Document:
    text, repairs = article.prepared.original, article.prepared.repairs
    spans = article.prepared.spans(article.paragraphs, outer=True)
    origins = np.asarray(article.origins, dtype=np.int64)
    # A copy has the verdict of what it copies, and adds nothing to the article.
    own_right = [
        reason is None and origin == unit
        for unit, (reason, origin) in enumerate(zip(seen.reasons, origins, strict=True))
    ]
    judged = np.flatnonzero(own_right)
    if not len(judged):
        silent = [
            _abstained(text, span, seen.reasons[units[0]])
            for span, units in zip(spans, article.units.of_paragraph, strict=True)
        ]
        return Document(text, None, None, False, None, None, threshold.fpr, tuple(silent), repairs)
    ratios = log_ratios(seen.log_p[judged], seen.n_words[judged])
    sport = model.register.is_sport(seen.register[judged])
    in_context, verdict = model.article.infer(ratios, prior, sport=sport)
    even, even_verdict = in_context, verdict
    if prior != 0.5:
        even, even_verdict = model.article.infer(ratios, 0.5, sport=sport)
    places = [
        np.asarray([i for i in units if own_right[origins[i]]], dtype=np.int64)
        for units in article.units.of_paragraph
    ]
    unjudged = np.asarray([1.0, 0.0, 0.0])  # of a paragraph that is abstained from
    row = np.searchsorted(judged, origins)  # of each unit whose origin is judged
    joined = np.asarray(
        [
            np.average(even[row[kept]], axis=0, weights=seen.n_words[kept])
            if len(kept)
            else unjudged
            for kept in places
        ]
    )
    limits = threshold.limits(model.register.is_news(seen.register[judged]))
    whole, each = flags(even_verdict, joined, *limits)
    own = machine_log_odds(seen.log_p)
    log_prior = math.log(prior / (1 - prior))
    explainer = ArticleExplainer(model, article)
    paragraphs: list[Paragraph] = []
    words_of: list[float] = []
    for i, (span, kept, flagged) in enumerate(zip(spans, places, each, strict=True)):
        if not len(kept):
            reason = seen.reasons[article.units.of_paragraph[i][0]]
            paragraphs.append(_abstained(text, span, reason or "too_short"))
            words_of.append(0.0)
            continue
        p = np.average(in_context[row[kept]], axis=0, weights=seen.n_words[kept])
        odds = float(own[origins[kept]].mean())
        start, end = article.paragraphs[i]
        words_of.append(article.text.count(" ", start, end) + 1.0)
        paragraph = Paragraph(
            text[span.start : span.end],
            span.start,
            span.end,
            score=float(min(1.0, p[1] + p[2])),
            label=LABELS[int(np.argmax(p))],
            flagged=flagged,
            probabilities=_named(p),
            alone=1 / (1 + math.exp(-max(-700.0, min(700.0, odds + log_prior)))),
            log_odds=odds,
        )
        pieces = [Piece(*article.units.spans[k], float(own[origins[k]])) for k in kept.tolist()]
        paragraphs.append(attach(explainer, paragraph, pieces, article.paragraphs[i]))
    flagged_words = sum(w for w, p in zip(words_of, paragraphs, strict=True) if p.flagged)
    return Document(
        text,
        score=float(min(1.0, verdict[1] + verdict[2])),
        label=LABELS[int(np.argmax(verdict))],
        flagged=whole,
        probabilities=_named(verdict),
        share=float(flagged_words / max(1.0, sum(words_of))),
        fpr=threshold.fpr,
        paragraphs=tuple(paragraphs),
        repairs=repairs,
    )


def _named(p: NDArray[np.float64]) -> dict[str, float]:
    return {label: float(value) for label, value in zip(LABELS, p, strict=True)}


def _abstained(text: str, span: segment.Span, reason: Reason | None) -> Paragraph:
    start, end = span
    return Paragraph(text[start:end], start, end, None, None, False, None, None, None, reason)
