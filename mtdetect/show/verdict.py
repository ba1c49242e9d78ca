"""The verdict in words: one wording for the page, the notebook and the terminal.

The sentences say what was measured and no more. A score is a statistical estimate; it does not
prove who or what wrote a text, and they never claim that it does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

from mtdetect.evidence.finding import Evidence, Kind
from mtdetect.judge.labels import Declined, Label, Reason
from mtdetect.judge.threshold import SPARED
from mtdetect.retranslate.opinion import SecondOpinion
from mtdetect.show.shown import Document, Paragraph
from mtdetect.show.wording import left_over_words

CAVEAT = (
    "A score is a statistical estimate from wording and typography. "
    "It is no proof of who or what wrote the text."
)


class KindWords(NamedTuple):
    """How a kind of evidence is called: a letter to mark it, a name, what it means."""

    letter: str
    name: str
    meaning: str


KIND_WORDS: dict[Kind, KindWords] = {
    "odd_swap": KindWords(
        "S", "odd swap", "a dictionary synonym that does not fit the words around it"
    ),
    "collocation": KindWords("W", "odd word pair", "words that people hardly write side by side"),
    "garbled_name": KindWords(
        "N", "garbled name", "a name misspelt, spelt in two ways, or an acronym read as a word"
    ),
    "lost_capital": KindWords("C", "lost capital", "a name or nationality in lower case"),
    "typography": KindWords(
        "P", "punctuation", "quotation marks, spaces or stops that are out of place"
    ),
    "broken_sentence": KindWords("B", "broken sentence", "a sentence cut short or begun twice"),
    "calque": KindWords(
        "K", "calque", "a phrase or habit of another language, carried over word by word"
    ),
    "wording": KindWords(
        "E", "engine’s word", "a word that translation engines choose where people write another"
    ),
    "style": KindWords(
        "Y", "style", "wording that translation engines choose more often than writers do"
    ),
}

DECLINED_WORDS: dict[Declined, str] = {
    "not_news": (
        "Not judged as translated: it speaks of I and you throughout, as letters, essays and "
        "speeches do, and not as news."
    ),
    "other_register": (
        "Not called spun, though news would be: it does not read like news, and the words of law, "
        "trades and other writing look swapped to a model of news."
    ),
}

LABEL_WORDS: dict[Label, str] = {
    "human": "human",
    "spun": "spun",
    "translated": "translated",
}

REASON_WORDS: dict[Reason, str] = {
    "too_short": "too short",
    "boilerplate": "boilerplate",
    "not_english": "not in English",
    "quotation": "all quotation",
    "list": "a list, notes, table or verse",
    "letter_case": "all capitals or none",
    "not_prose": "markup, data or code",
}

# Control characters (an article must not drive the reader's terminal), lone surrogates (they
# cannot be written), overrides of the writing direction (they would reorder what follows).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def printable(text: str) -> str:
    r"""Replace what no page or terminal may receive by U+FFFD, one character for one.

    Parameters
    ----------
    text : str
        Any text, from any source.

    Returns
    -------
    str
        A text of the same length, so that offsets hold. Tabs and line feeds stay, carriage
        returns become spaces; other control characters, lone surrogates and overrides of the
        writing direction are replaced.

    Examples
    --------
    >>> printable("red \x1b[31malert").isprintable()
    True
    >>> len(printable("\ud800 a\r\n"))
    5
    """
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r", " "))


def score_words(score: float | None) -> str:
    """Give a probability in two digits that never claim certainty.

    Parameters
    ----------
    score : float or None
        Probability, 0..1.

    Examples
    --------
    >>> score_words(0.5), score_words(0.9999), score_words(0.0), score_words(None)
    ('0.50', '>0.99', '<0.01', '–')
    """
    if score is None or math.isnan(score):
        return "–"
    if score > 0.99:
        return ">0.99"
    if score < 0.01:
        return "<0.01"
    return f"{score:.2f}"


def weight_words(weight: float) -> str:
    """Say what a weight does to the odds.

    Parameters
    ----------
    weight : float
        Share in the log-odds, in nats.

    Examples
    --------
    >>> weight_words(1.2)
    'weight +1.20 (odds of a machine × 3.3)'
    >>> weight_words(-0.7)
    'weight −0.70 (odds of a machine ÷ 2.0)'
    >>> weight_words(0.0)
    'weighs nothing: shown to be checked'
    """
    if weight == 0:
        return "weighs nothing: shown to be checked"
    sign = "+" if weight >= 0 else "−"
    return f"weight {sign}{abs(weight):.2f} (odds of a machine {_factor(weight)})"


def _factor(weight: float) -> str:
    odds = math.exp(min(abs(weight), 50.0))
    words = f"{odds:.1f}" if odds < 100 else "more than 99"
    return f"{'×' if weight >= 0 else '÷'} {words}"


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """Give a number with its noun, in the plural unless it is one.

    Examples
    --------
    >>> counted(1, "record"), counted(2000, "record"), counted(0, "story", "stories")
    ('1 record', '2,000 records', '0 stories')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def headline(doc: Document) -> str:
    """Say the verdict on an article in one short sentence.

    Parameters
    ----------
    doc : Document
        A scored article.

    Examples
    --------
    >>> from mtdetect.results import Document
    >>> headline(Document(text="", score=None, label=None, flagged=False))
    'No verdict: there is no text to judge.'
    """
    if doc.score is None:
        if not doc.paragraphs:
            return "No verdict: there is no text to judge."
        return f"No verdict: no paragraph could be judged ({_left_out(doc)})."
    flagged = sum(p.flagged for p in doc.paragraphs)
    if doc.flagged:
        partly = flagged > 0 and doc.share is not None and doc.share < 0.5
        whole = "Part of this article reads as" if partly else "This article reads as"
        if doc.label == "spun":
            return f"{whole} spun: its words look swapped for dictionary synonyms."
        if doc.label == "translated":
            return f"{whole} machine-translated."
        return f"{whole} disguised by a machine, whether spun or translated is unclear."
    if doc.reason is not None:
        return DECLINED_WORDS[doc.reason]
    if flagged:
        return "The article as a whole is not flagged, though some of its paragraphs are."
    if (leaning := _leaning(doc)) is not None:
        return f"This article leans towards {leaning}, but not enough to be flagged."
    return "Nothing in this article stands out as spun or machine-translated."


def detail(doc: Document) -> str:
    """Say what the verdict rests on: score, threshold, flagged and abstained paragraphs.

    Parameters
    ----------
    doc : Document
        A scored article.

    Returns
    -------
    str
        One or more sentences; empty where there is no score.

    Examples
    --------
    >>> from mtdetect.results import Document
    >>> detail(Document(text="", score=None, label=None, flagged=False))
    ''
    """
    if doc.score is None:
        return left_over_words(doc)
    sentences = [f"Score {score_words(doc.score)}{_prior(doc)}{_threshold(doc)}"]
    if doc.label == "translated" and doc.spare == SPARED[0]:
        sentences.append("Of articles that people translated, more are flagged.")
    scored = [p for p in doc.paragraphs if p.score is not None]
    flagged = sum(p.flagged for p in scored)
    if flagged:
        share = (
            ""
            if doc.share is None
            else f", with {_percent(doc.share)} of the words that could be judged"
        )
        verb = "is" if flagged == 1 else "are"
        sentences.append(f"{flagged} of {counted(len(scored), 'paragraph')} {verb} flagged{share}.")
    elif doc.flagged and len(scored) > 1:
        sentences.append(
            "No single paragraph is over its threshold; the verdict rests on all of them together."
        )
    elif len(scored) > 1:
        sentences.append(f"None of {len(scored)} paragraphs is flagged.")
    if len(scored) < len(doc.paragraphs):
        left = len(doc.paragraphs) - len(scored)
        sentences.append(f"{counted(left, 'paragraph')} not judged ({_left_out(doc)}).")
    if doc.second_opinion is not None:
        sentences.append(second_words(doc.second_opinion))
    return " ".join((*sentences, left_over_words(doc))).rstrip()


def _leaning(judged: Document | Paragraph) -> str | None:
    """Say towards what something leans that has a score; None where a person is likelier."""
    if judged.likeliest == "spun":
        return "spun"
    if judged.likeliest == "translated":
        return "machine-translated"
    # Both kinds together may be likelier than a person, and neither alone.
    return "a machine’s text of either kind" if (judged.score or 0.0) >= 0.5 else None


def _threshold(doc: Document) -> str:
    """Say on which side of which limit an article is, so that no score seems to deny its flag."""
    if doc.reason == "not_news":
        return "; the threshold for translations was set on news, and does not count here."
    if doc.reason == "other_register":
        return ", over the threshold for spun news, and under that for spun text of other kinds."
    if doc.flagged:
        return f", over a threshold set to flag {rate_words(doc)}."
    if (leaning := _leaning(doc)) is None:
        return f", not over a threshold set to flag {rate_words(doc)}."
    # Each kind has a limit of its own, for its odds against human.
    limit = {"spun": "the limit for spun", "translated": "the limit for translated"}.get(
        doc.likeliest or "", "the limits for spun and for translated"
    )
    told = f": it leans towards {leaning}, but stays under {limit} (to flag {rate_words(doc)})."
    # Else readers look in vain for the swaps that such a verdict speaks of.
    return f"{told} {_FEW_SWAPS}" if leaning == "spun" else told


_FEW_SWAPS = "Where nothing is flagged, only words odd in anybody’s text are marked as swaps."


def rate_words(doc: Document) -> str:
    """Say which articles by people a threshold lets be flagged, and how many of them.

    Examples
    --------
    >>> from mtdetect.results import Document
    >>> rate_words(Document("", None, None, False))
    'at most about 1% of newsroom articles'
    >>> rate_words(Document("", None, None, False, fpr=0.001, spare="everyone"))
    'at most about 0.1% of newsroom articles and 0.2% of what others write or translate'
    """
    rate = f"at most about {doc.fpr * 100:g}% of newsroom articles"
    if doc.spare == SPARED[0]:
        return rate
    # Every other group is held to twice the rate; see Threshold.
    return f"{rate} and {2 * doc.fpr * 100:g}% of what others write or translate"


def _prior(doc: Document) -> str:
    if doc.prior == 0.5:
        return ""
    return f" where {doc.prior * 100:.3g}% of articles are expected to be a machine’s"


def second_words(opinion: SecondOpinion) -> str:
    """Say what a second opinion rests on, and what it does to the odds.

    Examples
    --------
    >>> shares = {"words": 0.84, "words_expected": 0.78}
    >>> second_words(SecondOpinion("an engine", "its weights", shares, 0.7))
    "Translated there and back (an engine, its weights), 84% of the words came back in place; of a person's, 78% would: odds of a translation × 2.0."
    """  # noqa: E501
    kept, usual = (_percent(opinion.survival[name]) for name in ("words", "words_expected"))
    return (
        f"Translated there and back ({opinion.engine}, {opinion.weights}), {kept} of the words "
        f"came back in place; of a person's, {usual} would: odds of a translation "
        f"{_factor(opinion.log_odds)}."
    )


def paragraph_words(paragraph: Paragraph) -> str:
    """Say the verdict on a paragraph in a few words.

    Parameters
    ----------
    paragraph : Paragraph
        A scored paragraph.

    Examples
    --------
    >>> from mtdetect.results import Paragraph
    >>> p = Paragraph("Hi.", 0, 3, None, None, False, None, None, reason="too_short")
    >>> paragraph_words(p)
    'not judged: too short'
    >>> p = Paragraph("Hi.", 0, 3, 0.91, "human", False, {"spun": 0.91, "human": 0.09}, 0.9)
    >>> paragraph_words(p)
    'leans towards spun, not flagged'
    """
    if paragraph.score is None:
        reason = REASON_WORDS[paragraph.reason] if paragraph.reason else "no reason given"
        return f"not judged: {reason}"
    label = LABEL_WORDS[paragraph.label] if paragraph.label else "unclear"
    if paragraph.flagged:
        return f"{label}, flagged"
    # "human" beside a high score would read as if it were the probability of being human.
    leaning = _leaning(paragraph)
    return label if leaning is None else f"leans towards {leaning}, not flagged"


def evidence_words(evidence: Evidence) -> str:
    """Say what is wrong with a span: its own message or else what its kind means.

    Parameters
    ----------
    evidence : Evidence
        A span of evidence.

    Examples
    --------
    >>> evidence_words(Evidence("lost_capital", 0, 7, "english", "English", 0.4))
    'A name or nationality in lower case.'
    """
    words = printable(evidence.message).strip() or KIND_WORDS[evidence.kind].meaning
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?" else f"{words}."


def _left_out(doc: Document) -> str:
    reasons = Counter(p.reason for p in doc.paragraphs if p.score is None)
    return ", ".join(
        f"{n} {REASON_WORDS[reason] if reason else 'for no reason given'}"
        for reason, n in reasons.most_common()
    )


def _percent(share: float) -> str:
    percent = round(share * 100)
    if percent == 0 and share > 0:
        return "less than 1%"
    if percent == 100 and share < 1:
        return "more than 99%"
    return f"{percent}%"
