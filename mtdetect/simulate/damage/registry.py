"""The registry of damages: small functions from text to text, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[str], str]


@dataclass(frozen=True)
class Damage:
    """One thing that happens to a text on its way.

    Attributes
    ----------
    name : str
    group : str
        ``"layout"``, ``"copies"``, ``"encoding"``, ``"markup"``, ``"page"`` happen in scraping;
        ``"letters"`` and ``"words"`` are attacks.
    apply : callable
        From text to text; the same text always gives the same.
    """

    name: str
    group: str
    apply: Change


class Registry:
    """Collects damages as they are defined."""

    def __init__(self) -> None:
        self.all: dict[str, Damage] = {}

    def add(self, group: str) -> Callable[[Change], Change]:
        """Register a function under its name.

        Examples
        --------
        >>> registry = Registry()
        >>> @registry.add("letters")
        ... def shouted(text):
        ...     return text.upper()
        >>> registry.all["shouted"].apply("Hale left.")
        'HALE LEFT.'
        """

        def register(change: Change) -> Change:
            name = change.__name__
            self.all[name] = Damage(name, group, change)
            return change

        return register


def paragraphs_of(text: str) -> list[str]:
    """Cut a clean article at its blank lines."""
    return [p for p in text.split("\n\n") if p.strip()]


def joined(paragraphs: list[str]) -> str:
    """Put paragraphs together again."""
    return "\n\n".join(paragraphs)
