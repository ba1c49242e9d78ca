"""The types a caller holds: :class:`Document`, :class:`Paragraph`, :class:`Evidence`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from mtdetect.arguments import is_one_of
from mtdetect.errors import InvalidValueError, missing
from mtdetect.evidence.finding import KINDS as KINDS
from mtdetect.evidence.finding import Evidence as Evidence
from mtdetect.evidence.finding import Explanation as Explanation
from mtdetect.evidence.finding import Kind as Kind
from mtdetect.judge.labels import LABELS as LABELS
from mtdetect.judge.labels import REASONS as REASONS
from mtdetect.judge.labels import Declined as Declined
from mtdetect.judge.labels import Label as Label
from mtdetect.judge.labels import Reason as Reason
from mtdetect.judge.threshold import SPARED
from mtdetect.retranslate.opinion import SecondOpinion
from mtdetect.show.report import document_html, paragraph_html
from mtdetect.show.verdict import counted

if TYPE_CHECKING:
    import pandas as pd

Explainer = Callable[[], Explanation]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with its verdict in the context of its article.

    Attributes
    ----------
    text : str
        The paragraph as it stands in the article.
    start, end : int
        Offsets into the article: ``article[start:end] == text``.
    score : float or None
        Probability (0..1) that a machine spun or translated it, given its article; None where
        the detector abstains.
    label : str or None
        ``"human"`` unless flagged, and then ``"spun"`` or ``"translated"``, whichever is likelier;
        None where it abstains. What is likeliest though nobody should be accused for it is
        :attr:`likeliest`.
    flagged : bool
        Whether the odds are over the threshold for the chosen false-positive rate.
    probabilities : dict or None
        Probability of each label, given the article.
    alone : float or None
        The score that :attr:`log_odds` and the prior give: without the other paragraphs, but for
        what clues in this one weigh.
    log_odds : float or None
        The log-odds of a machine, in nats, that the evidence adds up to: of the paragraph's own
        words (with short neighbours that are judged with it), and of damage and habits of
        translation in it. Such clues are weighed by the whole article: by its length, by whether
        their kind stood in it before, and with a bound for all.
    reason : str or None
        Why the detector abstains, one of :data:`REASONS`; None where it does not.
    likeliest : str or None
        The label of the highest probability, whether or not that is enough to be flagged.
    evidence : tuple of Evidence
        The spans that the verdict rests on, in the order of the text; worked out when first
        asked for.
    remainder : float
        The part of ``log_odds`` that no span carries, in nats.

    Examples
    --------
    >>> from pathlib import Path
    >>> import mtdetect
    >>> text = Path("examples/court_ruling.spun.txt").read_text("utf-8")
    >>> p = mtdetect.score(text).paragraphs[1]
    >>> p.label, p.flagged, text[p.start : p.end] == p.text
    ('spun', True, True)
    >>> total = p.remainder + sum(e.weight for e in p.evidence)
    >>> abs(total - p.log_odds) < 1e-6
    True
    """

    text: str
    start: int
    end: int
    score: float | None
    label: Label | None
    flagged: bool
    # Results can be put into sets; dicts cannot be hashed, and the rest tells results apart.
    probabilities: dict[str, float] | None = field(hash=False)
    alone: float | None
    log_odds: float | None = None
    reason: Reason | None = None
    explainer: Explainer | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        """Give the verdict and how the text begins."""
        return _brief(self, f"{self.start}:{self.end}")

    @property
    def likeliest(self) -> Label | None:
        """The label of the highest probability, whether or not that is enough to be flagged."""
        return likeliest(self.probabilities)

    @property
    def explanation(self) -> Explanation:
        """Evidence and remainder, worked out when first asked for and then kept."""
        known: Explanation | None = self.__dict__.get("_explanation")
        if known is None:
            known = self.explainer() if self.explainer is not None else Explanation()
            self.__dict__["_explanation"] = known
        return known

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The spans that the verdict rests on, in the order of the text."""
        return self.explanation.evidence

    @property
    def remainder(self) -> float:
        """The part of :attr:`log_odds` that no span carries, in nats."""
        return self.explanation.remainder

    def __getstate__(self) -> dict[str, Any]:
        """Work out the evidence first: a pickle carries results, never the model."""
        known = self.explanation
        # What gives them again, for a copy with other fields is made from the fields alone.
        explainer = partial(Explanation, known.evidence, known.remainder)
        return {**self.__dict__, "explainer": explainer}

    def without_explainer(self) -> Paragraph:
        """Copy without the link to the model, to send it to another process."""
        return replace(self, explainer=None)

    def to_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """Give the fields as plain JSON types.

        Parameters
        ----------
        evidence : bool, default=True
            Whether to work out and include the evidence.
        """
        record: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "score": self.score,
            "label": self.label,
            "likeliest": self.likeliest,
            "flagged": self.flagged,
            "probabilities": self.probabilities,
            "alone": self.alone,
            "log_odds": self.log_odds,
            "reason": self.reason,
        }
        if evidence:
            record["evidence"] = [e.to_dict() for e in self.evidence]
            record["remainder"] = self.remainder
        return record

    def to_json(self, *, evidence: bool = True) -> str:
        """Give the fields as one line of JSON."""
        return json.dumps(self.to_dict(evidence=evidence))

    def _repr_html_(self) -> str:
        return paragraph_html(self)


# Characters of a text that a short form shows.
_SHOWN = 40


def _brief(judged: Paragraph | Document, extent: str) -> str:
    begins = judged.text if len(judged.text) <= _SHOWN else judged.text[: _SHOWN - 1] + "…"
    score = None if judged.score is None else round(judged.score, 3)
    return (
        f"<{type(judged).__name__} {begins!r} ({extent}), score={score}, label={judged.label!r}, "
        f"flagged={judged.flagged}, reason={judged.reason!r}>"
    )


def likeliest(probabilities: Mapping[str, float] | None) -> Label | None:
    """Give the label of the highest probability, the first of them where two are alike."""
    if probabilities is None:
        return None
    return max(LABELS, key=lambda label: probabilities.get(label, 0.0))


@dataclass(frozen=True)
class Document:
    """An article with its verdict and its paragraphs.

    Attributes
    ----------
    text : str
        The article as given.
    score : float or None
        Probability (0..1) that the article is spun or translated, wholly or in part; None where
        every paragraph abstains.
    label : str or None
        ``"human"`` unless flagged, and then ``"spun"`` or ``"translated"``, whichever is likelier;
        None where it abstains. See :attr:`likeliest`.
    flagged : bool
        Whether the odds are over the threshold for the chosen false-positive rate; paragraphs of
        what is not may be flagged all the same.
    probabilities : dict or None
        Probability of each label.
    share : float or None
        Estimated share (0..1) of the scored words that stand in flagged paragraphs.
    fpr : float
        The false-positive rate that the thresholds were chosen for.
    paragraphs : tuple of Paragraph
        In the order of the text.
    repairs : mapping of str to int
        How many places were put right before the text was judged, by kind: entities, links and
        other traces of scraping. Offsets are those of the text as given.
    second_opinion : SecondOpinion or None
        Where one was asked for and the article could be judged.
    spare : {"newsrooms", "everyone"}
        Whom that rate is held for.
    prior : float
        The share of machine-made articles that was expected; it moves scores and no flags.
    reason : str or None
        ``"not_news"`` where the article, or a paragraph of it, would be flagged as translated but
        that it speaks of I and you throughout, as letters, essays, speeches and tales do: this
        model was calibrated on nothing of the kind, and declines to accuse it.
        ``"other_register"`` where the article would be flagged as spun if it read like news: words
        of law and of trades look swapped to a model of news, and such text takes surer evidence.
    likeliest : str or None
        The label of the highest probability, whether or not that is enough to be flagged.
    evidence : tuple of Evidence
        The evidence of every paragraph, in the order of the text; worked out when first asked for.

    Examples
    --------
    >>> from pathlib import Path
    >>> import mtdetect
    >>> doc = mtdetect.score(Path("examples/court_ruling.human.txt").read_text("utf-8"))
    >>> doc.label, doc.flagged, len(doc) == len(doc.paragraphs)
    ('human', False, True)
    >>> mtdetect.score("Read more")
    <Document 'Read more' (1 paragraph), score=None, label=None, flagged=False, reason=None>
    """

    text: str
    score: float | None
    label: Label | None
    flagged: bool
    probabilities: dict[str, float] | None = field(default=None, hash=False)
    share: float | None = None
    fpr: float = 0.01
    paragraphs: tuple[Paragraph, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict, hash=False)
    second_opinion: SecondOpinion | None = None
    reason: Declined | None = None
    spare: str = SPARED[0]
    prior: float = 0.5

    def __repr__(self) -> str:
        """Give the verdict and how the text begins."""
        return _brief(self, counted(len(self.paragraphs), "paragraph"))

    def __len__(self) -> int:
        """Give the number of paragraphs."""
        return len(self.paragraphs)

    @property
    def likeliest(self) -> Label | None:
        """The label of the highest probability, whether or not that is enough to be flagged."""
        return likeliest(self.probabilities)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of every paragraph, in the order of the text."""
        return tuple(e for p in self.paragraphs for e in p.evidence)

    def to_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """Give the verdict and its paragraphs as plain JSON types.

        The text is given once, paragraph by paragraph, each with its place in the whole: the
        article itself would say all of it again. Whoever needs that as it was given, with what
        stands between paragraphs, takes :attr:`text`.

        Parameters
        ----------
        evidence : bool, default=True
            Whether to work out and include the evidence.
        """
        record: dict[str, Any] = {
            "score": self.score,
            "label": self.label,
            "likeliest": self.likeliest,
            "flagged": self.flagged,
            "probabilities": self.probabilities,
            "share": self.share,
            "fpr": self.fpr,
            "spare": self.spare,
            "prior": self.prior,
            "repairs": dict(self.repairs),
            "reason": self.reason,
            "paragraphs": [p.to_dict(evidence=evidence) for p in self.paragraphs],
        }
        if self.second_opinion is not None:
            record["second_opinion"] = self.second_opinion.to_dict()
        return record

    def to_json(self, *, evidence: bool = True) -> str:
        """Give the verdict and its paragraphs as one line of JSON."""
        return json.dumps(self.to_dict(evidence=evidence))

    def to_frame(self, *, by: Literal["paragraph", "evidence"] = "paragraph") -> pd.DataFrame:
        """Give a pandas table, one row a paragraph or one row a span of evidence.

        Columns have the same types whatever the document holds: texts and labels are pandas'
        strings, in which what is missing is ``pandas.NA``.

        Parameters
        ----------
        by : {"paragraph", "evidence"}, default="paragraph"
            What a row is.

        Raises
        ------
        MissingDependencyError
            If pandas is not installed.
        InvalidValueError
            If ``by`` is neither of the two.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise missing("to_frame", "pandas", "notebook") from error
        if not is_one_of(by, ("paragraph", "evidence")):
            raise InvalidValueError(f"by is {by!r}; pass 'paragraph' or 'evidence'")
        if by == "paragraph":
            rows = [
                {"paragraph": i, **p.to_dict(evidence=False)} for i, p in enumerate(self.paragraphs)
            ]
            columns = ["paragraph", *_PARAGRAPH_COLUMNS]
        else:
            rows = [
                {"paragraph": i, **e.to_dict()}
                for i, p in enumerate(self.paragraphs)
                for e in p.evidence
            ]
            columns = ["paragraph", *Evidence.__slots__]
        types = {**_TYPES, **dict.fromkeys(_TEXTS, pd.StringDtype("python"))}
        # Nothing is guessed from the content first; Arrow's strings hold no lone surrogates.
        frame = pd.DataFrame(rows, columns=columns, dtype=object)
        return frame.astype({name: types[name] for name in columns if name in types})

    def _repr_html_(self) -> str:
        return document_html(self)


# Types of columns that would else depend on whether there are rows and whether any was judged.
_TYPES = {
    **dict.fromkeys(("paragraph", "start", "end"), "int64"),
    **dict.fromkeys(("score", "alone", "log_odds", "weight"), "float64"),
    "flagged": "bool",
}
_TEXTS = ("text", "label", "likeliest", "reason", "kind", "suggestion", "message")
_PARAGRAPH_COLUMNS = (
    "start", "end", "text", "score", "label", "likeliest", "flagged", "probabilities", "alone",
    "log_odds", "reason",
)  # fmt: skip


# Decimals of a number in rows of output.
_DIGITS = 6


def rounded(value: float | None) -> float | None:
    """Round a number for a row of output."""
    return None if value is None else round(value, _DIGITS)


def paragraph_row(paragraph: Paragraph, evidence: bool) -> dict[str, Any]:
    """Give the output of a paragraph within the row of its article, as plain JSON types."""
    row: dict[str, Any] = {
        "start": paragraph.start,
        "end": paragraph.end,
        "score": rounded(paragraph.score),
        "label": paragraph.label,
        "likeliest": paragraph.likeliest,
        "flagged": paragraph.flagged,
        "reason": paragraph.reason,
    }
    if evidence:
        row["evidence"] = [
            {**span.to_dict(), "weight": rounded(span.weight)} for span in paragraph.evidence
        ]
    return row
