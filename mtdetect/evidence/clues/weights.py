"""What the clues of an article weigh together: log likelihood ratios by its length.

A long article has more chances to hold a clue, and damage comes in whole articles: how probable
it is that a clue turns up in an article of n words follows the zero class of a negative binomial,
for people and for translations. The first of a kind counts; more of the same add little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mtdetect.errors import ModelError
from mtdetect.evidence.clues.find import MOST_CHARACTERS, find
from mtdetect.evidence.clues.phrases import PhraseTable
from mtdetect.features import typography
from mtdetect.segment import Finding, Span

_MOST_REPEATS = 2
# Between two words. Paragraphs that are judged together have two spaces between them; wider gaps,
# indents and what stands at the end of a line are layout.
_GAP = re.compile(r"(?<=\S)[ \t]+(?=\S)")
_WIDEST = 2
_FIELDS = ("human", "translated", "repeat", "scale", "bound")


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a clue turns up.

    Attributes
    ----------
    per_word : float
        Expected places per word.
    spread : float
        Shape of the negative binomial: small where places come in whole articles, large where
        they are strewn evenly.
    """

    per_word: float
    spread: float

    def present(self, n_words: float) -> float:
        """Give the probability that an article of that length holds the clue at all.

        Examples
        --------
        >>> round(Rate(0.001, 1.0).present(250), 3), round(Rate(0.001, 1.0).present(1000), 3)
        (0.2, 0.5)
        """
        mean = self.per_word * max(1.0, n_words)
        return -math.expm1(-self.spread * math.log1p(mean / self.spread))


@dataclass(frozen=True)
class ClueModel:
    """Weights of clues, learnt from pages and articles.

    Attributes
    ----------
    human, translated : mapping of str to Rate
        By clue.
    repeat : float
        Nats for a further place of a kind that the article has already, twice at most.
    scale : float
        Share of the sum that counts, since clues come together.
    bound : float
        The most that the clues of an article weigh, in nats.
    phrases : PhraseTable
        Known phrases.
    """

    human: Mapping[str, Rate] = field(default_factory=dict)
    translated: Mapping[str, Rate] = field(default_factory=dict)
    repeat: float = 0.0
    scale: float = 1.0
    bound: float = math.inf
    phrases: PhraseTable = field(default_factory=PhraseTable)

    def kind_weight(self, kind: str, n_words: float) -> float:
        """Give the nats for a first place of a kind in an article of that length.

        Damage never speaks for a person: 0 is the least.

        Examples
        --------
        >>> model = ClueModel({"x": Rate(1e-5, 1.0)}, {"x": Rate(1e-4, 1.0)})
        >>> round(model.kind_weight("x", 250), 2), model.kind_weight("unknown", 250)
        (2.28, 0.0)
        """
        if kind not in self.human or kind not in self.translated:
            return 0.0
        ratio = self.translated[kind].present(n_words) / self.human[kind].present(n_words)
        return max(0.0, math.log(ratio))

    def weigh(self, findings: Sequence[Finding[str]], n_words: float) -> list[Finding[str]]:
        """Give every finding its weight; together they are the article's log-odds from clues.

        Parameters
        ----------
        findings : sequence of Finding
            All clues of an article.
        n_words : float
            Its number of words.
        """
        seen: Counter[str] = Counter()
        weights = []
        for f in findings:
            seen[f.kind] += 1
            first = self.kind_weight(f.kind, n_words)
            again = min(self.repeat, first) if seen[f.kind] <= 1 + _MOST_REPEATS else 0.0
            weights.append(self.scale * (first if seen[f.kind] == 1 else again))
        total = sum(weights)
        share = min(1.0, self.bound / total) if total > 0 else 0.0
        return [f._replace(weight=w * share) for f, w in zip(findings, weights, strict=True)]

    def find(
        self,
        article: str,
        spans: Sequence[Span] | None = None,
        damage: typography.Damage | None = None,
    ) -> list[Finding[str]]:
        """Find the clues of an article and weigh them; see :func:`mtdetect.evidence.clues.find`.

        Examples
        --------
        >>> model = ClueModel({"score_colon": Rate(1e-5, 1)}, {"score_colon": Rate(1e-4, 1)})
        >>> [(f.text, round(f.weight, 1)) for f in model.find("They drew 2: 2 at home.")]
        [('2: 2', 2.3)]
        """
        if not self.human:
            return []
        looked_at = article[:MOST_CHARACTERS]
        n_words = sum(min(len(m.group()), _WIDEST) for m in _GAP.finditer(looked_at)) + 1
        return self.weigh(find(looked_at, self.phrases, spans, damage), n_words)

    def to_dict(self) -> dict[str, Any]:
        """Give the numbers as plain JSON types; the phrases are arrays of their own."""
        return {
            "human": {k: [r.per_word, r.spread] for k, r in sorted(self.human.items())},
            "translated": {k: [r.per_word, r.spread] for k, r in sorted(self.translated.items())},
            "repeat": self.repeat,
            "scale": self.scale,
            "bound": self.bound if math.isfinite(self.bound) else None,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any], phrases: PhraseTable) -> ClueModel:
        """Read what :meth:`to_dict` gave.

        Raises
        ------
        ModelError
            If a number is missing or none.
        """
        try:
            human, translated, repeat, scale, bound = (stored[name] for name in _FIELDS)
            rates = [
                {str(k): Rate(float(a), float(b)) for k, (a, b) in table.items()}
                for table in (human, translated)
            ]
            numbers = [float(math.inf if n is None else n) for n in (repeat, scale, bound)]
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ModelError(f"the model's weights of clues are not whole: {error!r}") from error
        flat = [n for table in rates for r in table.values() for n in (r.per_word, r.spread)]
        if not all(math.isfinite(n) and n > 0 for n in flat) or any(map(math.isnan, numbers)):
            raise ModelError("the model's weights of clues hold a number that is none above 0")
        return cls(
            rates[0],
            rates[1],
            repeat=numbers[0],
            scale=numbers[1],
            bound=numbers[2],
            phrases=phrases,
        )
