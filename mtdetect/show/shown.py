"""What can be shown: the fields of a document and of a paragraph, whoever holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mtdetect.evidence.finding import Evidence
from mtdetect.judge.labels import Declined, Label, Reason
from mtdetect.retranslate.opinion import SecondOpinion


class Paragraph(Protocol):
    """A judged paragraph; see :class:`mtdetect.results.Paragraph`."""

    @property
    def text(self) -> str:
        """The paragraph as it stands in the article."""

    @property
    def start(self) -> int:
        """Where it begins in the article."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def score(self) -> float | None:
        """Probability that it is a machine's."""

    @property
    def label(self) -> Label | None:
        """Human unless flagged."""

    @property
    def likeliest(self) -> Label | None:
        """The label of the highest probability, flagged or not."""

    @property
    def flagged(self) -> bool:
        """Whether it is flagged."""

    @property
    def probabilities(self) -> dict[str, float] | None:
        """Probability of each label."""

    @property
    def reason(self) -> Reason | None:
        """Why it is not judged."""

    @property
    def evidence(self) -> Sequence[Evidence]:
        """What the verdict rests on."""


class Document(Protocol):
    """A judged article; see :class:`mtdetect.results.Document`."""

    @property
    def text(self) -> str:
        """The article."""

    @property
    def score(self) -> float | None:
        """Probability that it is a machine's."""

    @property
    def label(self) -> Label | None:
        """Human unless flagged."""

    @property
    def likeliest(self) -> Label | None:
        """The label of the highest probability, flagged or not."""

    @property
    def flagged(self) -> bool:
        """Whether it is flagged."""

    @property
    def probabilities(self) -> dict[str, float] | None:
        """Probability of each label."""

    @property
    def share(self) -> float | None:
        """Share of its words in flagged paragraphs."""

    @property
    def second_opinion(self) -> SecondOpinion | None:
        """What another engine made of it."""

    @property
    def reason(self) -> Declined | None:
        """Why it is not judged as translated, or as spun."""

    @property
    def fpr(self) -> float:
        """The false-positive rate that flags aim at."""

    @property
    def spare(self) -> str:
        """Whom that rate is held for."""

    @property
    def prior(self) -> float:
        """The share of machine-made articles that was expected."""

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Its paragraphs, in order."""

    @property
    def evidence(self) -> Sequence[Evidence]:
        """What all of them rest on."""
