"""What a verdict can say: the labels of a text, and the reasons to give none."""

from __future__ import annotations

from typing import Literal, get_args

Label = Literal["human", "spun", "translated"]
Reason = Literal[
    "too_short", "boilerplate", "not_english", "quotation", "list", "letter_case", "not_prose"
]
# Why an article that could be judged is not called translated, or not spun.
Declined = Literal["not_news", "other_register"]

LABELS: tuple[Label, ...] = get_args(Label)
REASONS: tuple[Reason, ...] = get_args(Reason)
