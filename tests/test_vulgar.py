"""Profanity and slurs are never suggested, and innocent words that look like them are."""

from __future__ import annotations

import codecs

import numpy as np
import pytest

import mtdetect
from mtdetect.evidence.vulgar import is_vulgar
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import RESERVED

# In ROT13, as in the module.
VULGAR = ["shpx", "shpxvat", "fuvg", "fuvggl", "ohyyfuvg", "ovgpu", "ovgpurf", "ovgpuvat", "nff",
          "nffubyr", "onfgneqf", "phag", "juberf", "avttre", "snttbg", "snt", "fcvp", "xvxrf",
          "puvaxf", "jbt", "ergneqrq", "fdhnj", "jnaxre", "gvgf", "phzf",
          "qvpx", "ZBGURESHPXRE"]  # fmt: skip
# Words that have vulgar ones among their synonyms.
BESIDE = ["crab", "gripe", "kick", "grouse", "beef", "yellow", "donkey", "rubbish", "complain",
          "nonsense", "dung", "rooster", "idiot", "bottom", "urine", "prostitute"]  # fmt: skip


@pytest.mark.parametrize("word", VULGAR)
def test_vulgar_words_and_their_inflections_are_known(word: str) -> None:
    assert is_vulgar(codecs.decode(word, "rot13"))


@pytest.mark.parametrize(
    "word",
    ["assess", "class", "assets", "scrap", "skyscraper", "swanky", "cocktail", "cockpit", "peacock",
     "titan", "title", "cumulative", "document", "shirt", "mishit", "hello", "snigger", "spicy",
     "analysis", "pristine", "butter", "hoe", "sodium", "grapes", "therapist", "dickens", "suck",
     "savage", "screw", "dike", "gypsy", "saltwater", "farther", "sodden", "asset", "niggle"],
)  # fmt: skip
def test_innocent_words_are_left_alone(word: str) -> None:
    assert not is_vulgar(word)


def test_no_candidate_of_the_shipped_model_is_vulgar(shipped: mtdetect.Model) -> None:
    lexicon = shipped.resources.lexicon
    ids = encode([" ".join(BESIDE)], lexicon).ids.astype(np.int64)
    places = [i for i, word in enumerate(ids.tolist()) if word >= RESERVED]
    found = shipped.suggester.candidates(ids, places)
    words = {lexicon.word(i) for i in np.unique(found.ids).tolist() if i >= RESERVED}
    assert {"complaint", "kick"} & words
    assert [w for w in words if is_vulgar(w)] == []


def test_what_the_article_says_itself_may_be_marked(shipped: mtdetect.Model) -> None:
    lexicon = shipped.resources.lexicon
    word = codecs.decode("onfgneq", "rot13")
    ids = encode([f"The witness called him a {word} in court."], lexicon).ids.astype(np.int64)
    place = ids.tolist().index(lexicon.index[word])
    assert len(shipped.suggester.candidates(ids, [place]).asked) > 0
