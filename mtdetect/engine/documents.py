"""Turn what the engine makes of articles into the documents that users get."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtdetect import segment
from mtdetect.engine.article import Article
from mtdetect.engine.second_opinion import reconsider_all, survival_of
from mtdetect.engine.steps import Judgement, decide, declines, judge
from mtdetect.evidence.explain import ArticleExplainer, Judged, Piece
from mtdetect.judge.labels import LABELS, Label, Reason
from mtdetect.judge.odds import machine_log_odds
from mtdetect.judge.threshold import SPARED, Threshold
from mtdetect.model import Model
from mtdetect.results import Document, Paragraph
from mtdetect.retranslate.opinion import When
from mtdetect.retranslate.translator import RoundTrip

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Engine:
    """A model with what scores by it, as :func:`mtdetect.api.load_model` gives it.

    Attributes
    ----------
    model : Model
    spare : {"newsrooms", "everyone"}
        Whom its thresholds spare.
    retranslate : {"never", "always", "doubtful"}
        Which articles to ask for a second opinion on; the doubtful are those where it could
        change whether they are flagged as translated.
    round_trip : RoundTrip, optional
        The engine to ask; the one that models are fitted with by default.
    """

    model: Model
    spare: str = SPARED[0]
    retranslate: When = "never"
    round_trip: RoundTrip | None = None

    @property
    def digest(self) -> str:
        """Digest of the model; where second opinions are asked for, theirs after a plus sign."""
        if self.retranslate == "never":
            return self.model.digest
        return f"{self.model.digest}+{survival_of(self.model).digest}"

    def score_texts(
        self, texts: Sequence[str], prior: float = 0.5, fpr: float = 0.01
    ) -> list[Document]:
        """Score articles in one batch, which is faster than one by one and gives the same.

        Parameters
        ----------
        texts : sequence of str
        prior : float, default=0.5
            Share of machine-made articles in the stream, above 0 and below 1.
        fpr : float, default=0.01
            False-positive rate that flagging aims at.
        """
        threshold = self.model.threshold(fpr, self.spare)
        found = reconsider_all(
            self.model,
            judge(self.model, texts, prior),
            self.retranslate,
            threshold,
            prior,
            self.round_trip,
        )
        return [_document(self.model, j, threshold, prior) for j in found]


class _Verdict(NamedTuple):
    """What is said of a paragraph, and the numbers of the pieces that say it."""

    pieces: NDArray[np.int64]
    p: Floats
    flagged: bool


def _document(model: Model, judgement: Judgement, threshold: Threshold, prior: float) -> Document:
    article, evidence = judgement.article, judgement.evidence
    weighed, inferred, even = judgement.weighed, judgement.inferred, judgement.even
    repairs = article.arranged.prepared.repairs
    first = np.searchsorted(article.paragraph_of, np.arange(len(article.paragraphs))).tolist()
    paragraphs = [
        _abstained(article.text, span, evidence.reasons[at])
        for span, at in zip(article.paragraphs, first, strict=True)
    ]
    if inferred is None or even is None:
        return Document(article.text, None, None, False, fpr=threshold.fpr,
                        paragraphs=tuple(paragraphs), repairs=repairs, spare=threshold.spare,
                        prior=prior)  # fmt: skip
    whole, each = decide(threshold, weighed, even)
    own = machine_log_odds(evidence.log_p)
    # Clues speak for translation alone, and so move the odds of a machine by less than they weigh.
    moved = evidence.log_p.copy()
    moved[:, LABELS.index("translated")] += evidence.nats
    gain = machine_log_odds(moved) - own
    log_prior = math.log(prior / (1 - prior))
    judged = weighed.judged_paragraphs.tolist()
    of_judged = {
        number: _Verdict(weighed.judged[here], p, flagged)
        for number, here, p, flagged in zip(
            judged, weighed.of_paragraphs(), inferred.paragraphs, each, strict=True
        )
    }
    verdicts = {
        # A copy shows what is in its own place.
        number: of_judged[origin]
        if origin == number
        else of_judged[origin]._replace(pieces=np.arange(first[number], first[number] + 1))
        for number, origin in enumerate(_origins(article, first))
        if origin in of_judged
    }
    spans = article.pieces

    def to_explain(verdict: _Verdict) -> Judged:
        pieces = tuple(
            Piece(spans[i].start, spans[i].end, float(own[i]), evidence.clues[i], float(gain[i]))
            for i in verdict.pieces.tolist()
        )
        # What is not flagged is shown as what a person wrote: with words that are odd anywhere,
        # not with all those that would be odd if it were spun.
        spun = float(verdict.p[1]) if verdict.flagged or whole else 0.0
        return Judged(pieces, spun, float(verdict.p[2]))

    explainer = ArticleExplainer(
        model, article.arranged, {n: to_explain(verdict) for n, verdict in verdicts.items()}
    )
    words = article.arranged.words
    flagged_words = all_words = 0.0
    for number, (pieces, p, flagged) in verdicts.items():
        odds = float((own + gain)[pieces].mean())
        flagged_words += float(words[number]) * flagged
        all_words += float(words[number])
        paragraphs[number] = replace(
            paragraphs[number],
            score=float(min(1.0, p[1] + p[2])),
            label=_label(p, flagged),
            flagged=flagged,
            probabilities=_named(p),
            alone=1 / (1 + math.exp(-max(-700.0, min(700.0, odds + log_prior)))),
            log_odds=odds,
            reason=None,
            explainer=partial(explainer.paragraph, number),
        )
    paragraphs = [
        replace(p, reason="too_short") if p.score is None and p.reason is None else p
        for p in paragraphs
    ]
    in_article = inferred.article
    return Document(
        article.text,
        score=float(min(1.0, in_article[1] + in_article[2])),
        label=_label(in_article, whole),
        flagged=whole,
        probabilities=_named(in_article),
        share=float(flagged_words / max(1.0, all_words)),
        fpr=threshold.fpr,
        paragraphs=tuple(paragraphs),
        repairs=repairs,
        second_opinion=judgement.second_opinion,
        reason=declines(threshold, weighed, even),
        spare=threshold.spare,
        prior=prior,
    )


def _origins(article: Article, first: Sequence[int]) -> list[int]:
    """Give for each paragraph the one that it is judged with or copies, or its own number."""
    origins, counts = article.arranged.origins, article.counts.tolist()
    units, paragraphs = article.unit_of.tolist(), article.paragraph_of.tolist()
    owner: dict[int, int] = {}
    for unit, paragraph in zip(units, paragraphs, strict=True):
        owner.setdefault(unit, paragraph)
    stops = [*first[1:], len(units)]
    return [
        number if any(counts[at:stop]) else owner[origins[units[at]]]
        for number, (at, stop) in enumerate(zip(first, stops, strict=True))
    ]


def _label(p: Floats, flagged: bool) -> Label:
    """Name what is flagged by the likelier kind of machine text, and all else human."""
    return LABELS[1 + int(np.argmax(p[1:]))] if flagged else "human"


def _named(p: Floats) -> dict[str, float]:
    return {label: float(value) for label, value in zip(LABELS, p, strict=True)}


def _abstained(text: str, span: segment.Span, reason: Reason | None) -> Paragraph:
    start, end = span
    return Paragraph(text[start:end], start, end, None, None, False, None, None, None, reason)
