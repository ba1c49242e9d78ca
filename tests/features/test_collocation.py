"""Known word pairs are known, and only neighbours count."""

from __future__ import annotations

from typing import Any

import numpy as np

from mtdetect.features.collocation import COLUMNS, columns
from mtdetect.tables.encoding import encode

KNOWN = COLUMNS.index("collocation.bigrams_known")
TRIPLES = COLUMNS.index("collocation.trigrams_known")
FREQUENCY = COLUMNS.index("collocation.word_frequency")


def test_words_in_their_order_are_known_and_shuffled_ones_are_not(
    world: Any, fresh_articles: list[str]
) -> None:
    lexicon = world.lexicon
    rng = np.random.default_rng(0)
    shuffled = [" ".join(rng.permutation(a.split())) for a in fresh_articles]
    true = columns(encode(fresh_articles, lexicon), lexicon)
    false = columns(encode(shuffled, lexicon), lexicon)
    assert (true[:, KNOWN] > 1.5 * false[:, KNOWN]).all()
    assert (true[:, TRIPLES] > 2 * false[:, TRIPLES]).all()


def test_shares_are_shares(world: Any) -> None:
    X = columns(encode([*world.texts, "", "12 % .", "war"], world.lexicon), world.lexicon)
    for i, name in enumerate(COLUMNS):
        if name.endswith(("_known", "rare_words", "predictable_words", "surprising_words")):
            assert X[:, i].min() >= 0, name
            assert X[:, i].max() <= 1, name


def test_a_paragraph_without_words_has_nothing_to_say(world: Any) -> None:
    X = columns(encode(["", "12 % ."], world.lexicon), world.lexicon)
    assert not X.any()


def test_frequent_words_count_as_frequent(world: Any) -> None:
    X = columns(encode(["the the the", "tempest tempest tempest"], world.lexicon), world.lexicon)
    assert X[0, FREQUENCY] > X[1, FREQUENCY] + 3
