"""Made-up news for the batch benchmarks, and a model that costs nothing to measure the rest."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtdetect.results import Document, Paragraph
from mtdetect.segment import paragraphs

PARAGRAPHS_PER_ARTICLE = 10
_SUBJECTS = [
    "The city council",
    "A spokesman for the ministry",
    "Governor Alma Hale",
    "The company",
    "Residents of the valley",
    "A federal judge",
    "The prime minister",
    "Police in Northport",
    "Farmers in three counties",
    "The school board",
    "An internal report",
    "The union",
]
_VERBS = [
    "approved",
    "rejected",
    "postponed",
    "announced",
    "criticised",
    "described",
    "welcomed",
    "questioned",
    "confirmed",
    "defended",
    "withdrew",
    "reviewed",
]
_OBJECTS = [
    "a plan to widen the coastal road",
    "the new rules on water use",
    "a contract worth $40 million",
    "the findings of last year's inquiry",
    "a proposal to close two hospitals",
    "the agreement on trade",
    "an appeal by the former mayor",
    "the cost of the stadium",
    "a strike planned for March",
    "the budget for the coming year",
    "a report on air quality",
    "the arrest of four men",
]
_ENDS = [
    "on Tuesday",
    "after a long debate",
    "in a statement",
    "despite protests",
    "for the second time this year",
    "according to two officials",
    "at a meeting in the capital",
    "without giving a reason",
    "as prices kept rising",
    "while talks went on",
    "in a vote of 7 to 4",
    "before the holiday",
]


def sentence(rng: random.Random) -> str:
    """Make up a sentence."""
    plain = (
        f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)} {rng.choice(_ENDS)}"
    )
    if rng.random() < 0.2:
        return (
            f'"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} it," she said, "{rng.choice(_ENDS)}."'
        )
    return plain + "."


def articles(number: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Make up articles of ten paragraphs, of three or four sentences each."""
    rng = random.Random(seed)
    for i in range(number):
        text = "\n\n".join(
            " ".join(sentence(rng) for _ in range(rng.choice((3, 4))))
            for _ in range(PARAGRAPHS_PER_ARTICLE)
        )
        yield {"id": f"article-{i}", "hostname": f"paper{i % 40}.example", "text": text}


def write_json_lines(path: Path, number: int, seed: int = 0) -> None:
    """Write made-up articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles(number, seed):
            file.write(json.dumps(article) + "\n")


class NullModel:
    """Cuts texts into paragraphs and scores each by its length: what is left is reading, writing
    and the handling of results."""

    digest = "0" * 64

    def score_texts(self, texts: list[str], prior: float, fpr: float) -> list[Document]:
        """Score articles."""
        return [self._score(text, fpr) for text in texts]

    def _score(self, text: str, fpr: float) -> Document:
        scored = []
        for start, end in paragraphs(text):
            score = (end - start) % 97 / 97
            scored.append(
                Paragraph(text[start:end], start, end, score, "human", score > 0.99, None, score)
            )
        return Document(text, 0.5, "human", False, None, 0.0, fpr, tuple(scored))
