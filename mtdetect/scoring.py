"""Score a batch of articles: paragraphs by themselves, then each in its article."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtdetect import abstain, segment
from mtdetect.article import log_ratios, machine_log_odds
from mtdetect.explain import linked
from mtdetect.features import table
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
    spans = [segment.paragraphs(text) for text in texts]
    flat = [text[s:e] for text, found in zip(texts, spans, strict=True) for s, e in found]
    log_p = np.zeros((len(flat), len(LABELS)))
    reasons: list[Reason | None] = []
    n_words = np.zeros(len(flat))
    for start in range(0, len(flat), CHUNK):
        piece = flat[start : start + CHUNK]
        seen = table.look(piece, model.resources)
        log_p[start : start + len(piece)] = model.detector.log_proba_of(seen)
        reasons += abstain.reasons(seen.encoded, model.resources.lexicon)
        n_words[start : start + len(piece)] = seen.encoded.n_words
    documents = []
    at = 0
    for text, found in zip(texts, spans, strict=True):
        here = slice(at, at + len(found))
        documents.append(
            _document(
                model, threshold, prior, text, found, log_p[here], reasons[here], n_words[here]
            )
        )
        at += len(found)
    return documents


def _document(
    model: Model,
    threshold: Threshold,
    prior: float,
    text: str,
    spans: Sequence[segment.Span],
    log_p: NDArray[np.float64],
    reasons: Sequence[Reason | None],
    n_words: NDArray[np.float64],
) -> Document:
    judged = [i for i, reason in enumerate(reasons) if reason is None]
    if not judged:
        silent = tuple(
            _abstained(text, span, reason) for span, reason in zip(spans, reasons, strict=True)
        )
        return Document(text, None, None, False, None, None, threshold.fpr, silent)
    ratios = log_ratios(log_p[judged])
    in_context, article = model.article.infer(ratios, prior)
    even, even_article = (
        (in_context, article) if prior == 0.5 else model.article.infer(ratios, 0.5)
    )
    own = machine_log_odds(log_p)
    log_prior = math.log(prior / (1 - prior))
    paragraphs: list[Paragraph] = []
    place = {p: i for i, p in enumerate(judged)}
    for i, (span, reason) in enumerate(zip(spans, reasons, strict=True)):
        if reason is not None:
            paragraphs.append(_abstained(text, span, reason))
            continue
        p = in_context[place[i]]
        odds = float(own[i]) + log_prior
        paragraphs.append(
            Paragraph(
                text[span.start : span.end],
                span.start,
                span.end,
                score=float(min(1.0, p[1] + p[2])),
                label=LABELS[int(np.argmax(p))],
                flagged=log_odds(1 - even[place[i]][0]) >= threshold.paragraph,
                probabilities=_named(p),
                alone=1 / (1 + math.exp(-max(-700.0, min(700.0, odds)))),
                log_odds=float(own[i]),
            )
        )
    flagged_words = sum(n_words[i] for i in judged if paragraphs[i].flagged)
    document = Document(
        text,
        score=float(min(1.0, article[1] + article[2])),
        label=LABELS[int(np.argmax(article))],
        flagged=log_odds(1 - even_article[0]) >= threshold.article,
        probabilities=_named(article),
        share=float(flagged_words / max(1.0, sum(n_words[i] for i in judged))),
        fpr=threshold.fpr,
        paragraphs=tuple(paragraphs),
    )
    return linked(document, model)


def log_odds(p: float) -> float:
    """Log-odds of a probability, bounded at 30 nats."""
    p = min(max(float(p), 1e-13), 1 - 1e-13)
    return math.log(p / (1 - p))


def _named(p: NDArray[np.float64]) -> dict[str, float]:
    return {label: float(value) for label, value in zip(LABELS, p, strict=True)}


def _abstained(text: str, span: segment.Span, reason: Reason | None) -> Paragraph:
    return Paragraph(
        text[span.start : span.end], span.start, span.end, None, None, False, None, None, None, reason
    )
