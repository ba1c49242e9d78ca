"""Score a batch of articles: paragraphs by themselves, then each in its article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.evidence.explain import ArticleExplainer, Piece, attach
from mtdetect.features import matrix as table
from mtdetect.judge import abstain
from mtdetect.judge.article import flags, log_ratios, machine_log_odds
from mtdetect.judge.register import read
from mtdetect.model import Model, Threshold
from mtdetect.results import LABELS, Document, Paragraph, Reason

# Paragraphs looked at in one go.
CHUNK = 256
# A text of more paragraphs is no article; what follows is not scored.
MOST_PARAGRAPHS = 5_000


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
    spans = [segment.paragraphs(text)[:MOST_PARAGRAPHS] for text in texts]
    pieces = [
        [
            [segment.Span(s + p.start, s + p.end) for p in segment.pieces(text[s:e])]
            for s, e in found
        ]
        for text, found in zip(texts, spans, strict=True)
    ]
    flat = [
        text[s:e]
        for text, found in zip(texts, pieces, strict=True)
        for paragraph in found
        for s, e in paragraph
    ]
    seen = _look(model, flat)
    documents = []
    at = 0
    for text, found, cut in zip(texts, spans, pieces, strict=True):
        n = sum(len(paragraph) for paragraph in cut)
        here = seen.part(at, n, flat[at : at + n])
        documents.append(_document(model, threshold, prior, text, found, cut, here))
        at += n
    return documents


@dataclass(frozen=True)
class _Seen:
    """What the detector says of each piece by itself."""

    log_p: NDArray[np.float64]
    register: NDArray[np.float64]
    reasons: list[Reason | None]
    n_words: NDArray[np.float64]

    def part(self, start: int, n: int, texts: Sequence[str]) -> _Seen:
        """Give the part of one article, which may decline more than its pieces by themselves."""
        here = slice(start, start + n)
        n_words = self.n_words[here]
        reasons = abstain.in_article(texts, self.reasons[here], n_words.tolist())
        return _Seen(self.log_p[here], self.register[here], reasons, n_words)


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
    model: Model,
    threshold: Threshold,
    prior: float,
    text: str,
    spans: Sequence[segment.Span],
    pieces: Sequence[Sequence[segment.Span]],
    seen: _Seen,
) -> Document:
    judged = np.flatnonzero([reason is None for reason in seen.reasons])
    if not len(judged):
        at, silent = 0, []
        for span, cut in zip(spans, pieces, strict=True):
            silent.append(_abstained(text, span, seen.reasons[at]))
            at += len(cut)
        return Document(text, None, None, False, None, None, threshold.fpr, tuple(silent))
    ratios = log_ratios(seen.log_p[judged], seen.n_words[judged])
    readings = model.register.readings(seen.register[judged])
    in_context, article = model.article.infer(ratios, prior, readings)
    even, even_article = in_context, article
    if prior != 0.5:
        even, even_article = model.article.infer(ratios, 0.5, readings)
    places, at = [], 0
    for cut in pieces:
        here = np.arange(at, at + len(cut))
        places.append(here[np.isin(here, judged)])
        at += len(cut)
    unjudged = np.asarray([1.0, 0.0, 0.0])  # of a paragraph that is abstained from
    joined = np.asarray(
        [
            np.average(even[np.searchsorted(judged, kept)], axis=0, weights=seen.n_words[kept])
            if len(kept)
            else unjudged
            for kept in places
        ]
    )
    limits = threshold.limits(model.register.is_news(seen.register[judged]))
    whole, each = flags(even_article, joined, *limits)
    own = machine_log_odds(seen.log_p)
    log_prior = math.log(prior / (1 - prior))
    explainer = ArticleExplainer(model, text)
    paragraphs: list[Paragraph] = []
    flagged_words = 0.0
    at = 0
    for span, cut, kept, flagged in zip(spans, pieces, places, each, strict=True):
        first, at = at, at + len(cut)
        if not len(kept):
            paragraphs.append(_abstained(text, span, seen.reasons[first]))
            continue
        rows = np.searchsorted(judged, kept)
        words = seen.n_words[kept]
        p = np.average(in_context[rows], axis=0, weights=words)
        odds = float(own[kept].mean())
        flagged_words += float(words.sum()) * flagged
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
        judged_pieces = [
            Piece(cut[i - first].start, cut[i - first].end, float(own[i])) for i in kept.tolist()
        ]
        paragraphs.append(attach(explainer, paragraph, judged_pieces))
    return Document(
        text,
        score=float(min(1.0, article[1] + article[2])),
        label=LABELS[int(np.argmax(article))],
        flagged=whole,
        probabilities=_named(article),
        share=float(flagged_words / max(1.0, float(seen.n_words[judged].sum()))),
        fpr=threshold.fpr,
        paragraphs=tuple(paragraphs),
    )


def _named(p: NDArray[np.float64]) -> dict[str, float]:
    return {label: float(value) for label, value in zip(LABELS, p, strict=True)}


def _abstained(text: str, span: segment.Span, reason: Reason | None) -> Paragraph:
    start, end = span
    return Paragraph(text[start:end], start, end, None, None, False, None, None, None, reason)
