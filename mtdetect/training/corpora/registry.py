"""Which corpora there are, and what each of them may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What repeats a document that it must not be known from is left out.
Split = Literal["tables", "train", "calibrate", "test", "left_out"]
# Shares of documents or stories, in percent: up to which percentile they belong to which split.
Shares = tuple[tuple[int, Split], ...]
# Most native documents build the count tables, the rest never touch them.
NATIVE_SHARES: Shares = ((64, "tables"), (80, "train"), (89, "calibrate"), (100, "test"))
GROUP_SHARES: Shares = ((70, "train"), (84, "calibrate"), (100, "test"))
_OTHER_SHARES: Shares = ((35, "tables"), (65, "train"), (82, "calibrate"), (100, "test"))

Origin = Literal[
    "native", "nonnative", "learner", "wikipedia", "other", "human_translation", "human_original"
]


@dataclass(frozen=True, slots=True)
class HumanCorpus:
    """A file of documents that people wrote.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    origin : str
        What kind of writing its paragraphs are.
    shares : tuple
        How its documents are split.
    by_outlet : bool
        Whether all documents of an author or a speaker stay in one split.
    """

    name: str
    origin: Origin
    shares: Shares = GROUP_SHARES
    by_outlet: bool = False


HUMAN: dict[str, HumanCorpus] = {
    corpus.name: corpus
    for corpus in (
        HumanCorpus("news_native", "native", NATIVE_SHARES),
        HumanCorpus("news_nonnative", "nonnative"),
        # For measuring alone: nothing that learns may draw on them.
        HumanCorpus("learners", "learner"),
        HumanCorpus("wikipedia", "wikipedia"),
        # Law, speeches, fiction, obituaries: what is odd in news alone is known there.
        HumanCorpus("other_registers", "other", _OTHER_SHARES, by_outlet=True),
    )
}
# Machine text whose originals are the news that users score.
ROUND_TRIPS_OF_NEWS: tuple[str, ...] = ("news_round_trip_pt", "news_round_trip_web")
HUMAN_FILES: tuple[str, ...] = tuple(HUMAN)
# What the documents of other registers call their kinds, and what these are.
OTHER_KINDS: dict[str, str] = {
    "old_prose": "tales and inaugural addresses before 1935",
    "obituary": "obituaries",
    "debate": "parliaments and speeches to them",
    "law": "judgments",
    "press_release": "press releases by prosecutors",
}
