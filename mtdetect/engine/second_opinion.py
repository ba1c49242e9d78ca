"""Judge articles anew with a second opinion: another engine translates them there and back.

What survives that moves the odds of an article being translated, and through them those of its
paragraphs; nothing else of the judgement changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtdetect.engine.steps import Judgement, infer_twice
from mtdetect.errors import ModelError
from mtdetect.judge.odds import odds_of_kinds
from mtdetect.judge.threshold import Threshold
from mtdetect.model import Model
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.retranslate.opinion import SecondReader, When
from mtdetect.retranslate.translator import RoundTrip, portuguese


def survival_of(model: Model) -> SurvivalModel:
    """Give what the second opinion of a model rests on.

    Raises
    ------
    ModelError
        If the model has none.
    """
    if model.second_opinion is None:
        raise ModelError(
            "this model has no second opinion: fit one with mtdetect train --retranslate"
        )
    return model.second_opinion


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
        As in :func:`mtdetect.engine.steps.judge`.
    """
    judged = judgement.weighed.judged
    if not len(judged):
        return judgement
    texts, units = judgement.article.arranged.texts, judgement.article.unit_of[judged]
    opinion = reader.read(texts[unit] for unit in units.tolist())
    weighed = replace(judgement.weighed, told=opinion.log_odds)
    inferred, even = infer_twice(model.article, weighed, prior)
    return replace(judgement, weighed=weighed, inferred=inferred, even=even, second_opinion=opinion)


def doubtful(model: SurvivalModel, threshold: Threshold, judgement: Judgement) -> bool:
    """Tell whether a second opinion could change whether an article is flagged as translated."""
    if judgement.even is None:
        return False
    (_, limit), _ = threshold.limits(judgement.weighed.news, personal=judgement.weighed.personal)
    odds = float(odds_of_kinds(judgement.even.article)[1])
    return odds + model.told(-model.most) < limit <= odds + model.told(model.most)


def reconsider_all(
    model: Model,
    judgements: Sequence[Judgement],
    when: When,
    threshold: Threshold,
    prior: float = 0.5,
    round_trip: RoundTrip | None = None,
) -> list[Judgement]:
    """Judge articles with a second opinion where one is wanted.

    Parameters
    ----------
    model : Model
    judgements : sequence of Judgement
        Without second opinions.
    when : {"never", "always", "doubtful"}
        On which articles one is wanted; see :func:`doubtful`.
    threshold : Threshold
        What flags are decided by.
    prior : float, default=0.5
        As in :func:`mtdetect.engine.steps.judge`.
    round_trip : RoundTrip, optional
        The engine to ask; the one that models are fitted with by default.

    Raises
    ------
    ModelError
        If the model has no second opinion.
    MissingDependencyError
        If the engine for it is not installed.
    """
    if when == "never":
        return list(judgements)
    survival = survival_of(model)
    reader = SecondReader(survival, model.resources.lexicon, round_trip or portuguese())
    return [
        reconsider(model, j, reader, prior)
        if when == "always" or doubtful(survival, threshold, j)
        else j
        for j in judgements
    ]
