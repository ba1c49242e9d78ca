"""A small world of words and names, in which garbled names are looked for."""

from __future__ import annotations

import numpy as np
import pytest

import mtdetect
from mtdetect.names.candidates import CandidateModel
from mtdetect.tables.lexicon import NAME, RESERVED, Lexicon, Ragged, word_key
from mtdetect.tables.ngrams import NgramTable, keys_of, quantise

COMMON_TEXT = """
a about added after again aide aides and answered asked at bank before bill bills both bridge by
called city council court day did director door early east east first for former from gray green
he head her his house in invoice is it judge late later lawyers left letter mark mayor met minister
more never new north no nobody not of officials old on order paper police president press read
reporters river ruled said saw senator she side signal south spoke stand state stayed still street
talks thanked that the their then there they to town tramp twice two union visited voted was were
customs damage execution harbor hollow list manager mask minister poles post pulls secretary
station tape warden
west when where which while who with wrote
"""
COMMON = sorted(set(COMMON_TEXT.split()))
# How often news has each name in this small world.
NAMES = {
    "Monday": 9000, "Tuesday": 9000, "James": 4000, "Maria": 900, "Peter": 3000, "Anna": 900,
    "Boasberg": 40, "Padilla": 60, "Trump": 70_000, "Donald": 9000, "Clinton": 20_000, "Bill": 6000,
    "Keir": 300, "Starmer": 400, "Kyiv": 4000, "Kiev": 900, "Zelensky": 900, "Zelenskyy": 2000,
    "Volodymyr": 900, "Ukraine": 17_000, "Ukrainian": 8000, "Iran": 6000, "Iraq": 5000,
    "Smith": 3000, "Smyth": 30, "Alex": 900, "Ohio": 3000, "McDonnell": 200, "Ivanov": 60,
    "Russia": 19_000, "Hale": 80, "Ortiz": 120, "Mike": 2600, "Bret": 150, "Brett": 500,
    "Baier": 140, "Müller": 40, "Mueller": 3000, "Labour": 700, "Labor": 900, "Sanders": 8000,
    "Saunders": 60, "Austria": 600, "Australia": 2000, "Kristi": 20, "Noem": 25, "Marta": 120,
    "Hanna": 200, "Musk": 700, "Elon": 600, "Hegseth": 90, "Gates": 900,
}  # fmt: skip
FULL_NAMES = {
    "Donald Trump": 8000, "Bill Clinton": 1300, "Alex Padilla": 30, "Keir Starmer": 300,
    "Volodymyr Zelensky": 200, "Volodymyr Zelenskyy": 400, "James Boasberg": 20,
    "Bret Baier": 100, "Kristi Noem": 20,
    "Harbor Warden": 60,
}  # fmt: skip


def joined(words: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    size = len(COMMON) + RESERVED
    synonyms = {"invoice": "bill", "execution": "warden"}
    rows = [[COMMON.index(synonyms[w]) + RESERVED] if w in synonyms else [] for w in COMMON]
    starts = np.cumsum([0] * (RESERVED + 1) + [len(r) for r in rows])
    # "the" makes up most of the text, so that no other word is all too common.
    times = np.full(size, 800.0)
    times[COMMON.index("the") + RESERVED] = 1e8
    # News has names behind titles and before verbs, and one fixed phrase.
    number = {w: COMMON.index(w) + RESERVED for w in COMMON}
    pairs_of_words = [
        *((number[w], NAME) for w in ("mayor", "president", "senator", "then")),
        *((NAME, number[w]) for w in ("left", "said", "spoke")),
        (number["signal"], number["station"]),
    ]
    left, right = (np.asarray(side) for side in zip(*pairs_of_words, strict=True))
    names, pairs = sorted(NAMES), sorted(FULL_NAMES)
    known = {word_key(w): 500.0 for w in (*NAMES, *COMMON)}
    return Lexicon(
        text=joined(COMMON),
        news=quantise(times),
        general=np.full(size, -10.0, dtype=np.float32),
        bigrams=NgramTable.build(np.sort(keys_of(left, right)), quantise(np.full(len(left), 400))),
        trigrams=NgramTable.empty(),
        skips=NgramTable.empty(),
        common=NgramTable.empty(),
        synonyms=Ragged(
            starts.astype(np.uint32), np.asarray([i for r in rows for i in r], dtype=np.uint16)
        ),
        odd_keys=np.zeros(0, dtype=np.uint64),
        odd_weights=np.zeros(0, dtype=np.float32),
        odd_expected=np.zeros(0, dtype=np.uint16),
        odd_text=joined([]),
        names_text=joined(names),
        names_count=quantise(np.asarray([NAMES[n] for n in names])),
        full_names_text=joined(pairs),
        full_names_count=quantise(np.asarray([FULL_NAMES[p] for p in pairs])),
        attested=NgramTable.build(
            np.asarray(list(known), dtype=np.uint64), quantise(np.asarray(list(known.values())))
        ),
    )


@pytest.fixture(scope="session")
def names(shipped: mtdetect.Model) -> CandidateModel:
    return shipped.names
