"""What people write instead of an engine's words: counted, weighed in its place, suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect import segment
from mtdetect.errors import DataError
from mtdetect.evidence.rewordings import MEASURES, Rewordings
from mtdetect.evidence.wording import wording_of
from mtdetect.features import matrix
from mtdetect.features.matrix import Analysis
from mtdetect.features.wording import Choices
from mtdetect.tables.encoding import encode
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.rewordings import count_rewordings, learn_rewordings, right_ones
from mtdetect.training.fit.wording import Pair

FIT = tuple(float(name == "fit") for name in MEASURES)


def pairs(human: str, machine: str, times: int = 3) -> list[Pair]:
    sample = Sample(machine, "translated", "native", "g", "invented")
    return [Pair(human, sample)] * times


def of(known: Rewordings, *words: str) -> list[str]:
    return [c.human for c in known.candidates(words, len(words) - 1)]


def test_what_stands_for_the_same_words_often_is_counted() -> None:
    counted = count_rewordings(
        [
            *pairs("The talks failed.", "The negotiations failed.", 4),
            *pairs("The bargaining failed.", "The negotiations failed.", 2),
            *pairs("More negotiations failed.", "Further negotiations failed.", 5),
        ]
    )
    assert of(counted, "the", "negotiations") == ["talks", "bargaining"]
    assert counted.counts.tolist() == [[4, 2, 5], [2, 4, 5]]


def test_what_was_replaced_twice_is_not() -> None:
    assert not of(
        count_rewordings(pairs("The talks failed.", "The negotiations failed.", 2)), "negotiations"
    )


def test_what_stands_for_each_other_is_nobody_s_choice() -> None:
    both = count_rewordings(
        [
            *pairs("It began early.", "It started early.", 4),
            *pairs("It started early.", "It began early.", 4),
            *pairs("It closed early.", "It shut early.", 4),
            *pairs("It shut early.", "It closed early.", 2),
        ]
    )
    assert [of(both, word) for word in ("started", "began", "shut", "closed")] == [
        [],
        [],
        ["closed"],
        [],
    ]


def test_names_numbers_articles_and_what_was_dropped_are_not_rewordings() -> None:
    for human, machine in (
        ("He met Boasberg there.", "He met Boasburg there."),
        ("It cost 300 a day.", "It cost 301 a day."),
        ("The very old town.", "The old town."),
        ("It cost 4.1 m a day.", "It cost 4.1 million a day."),
        ("He saw the bridge.", "He saw that bridge."),
    ):
        assert not len(count_rewordings(pairs(human, machine)).text)


def test_spelling_is_a_house_s_and_no_rewording() -> None:
    for human, machine in (
        ("The rumors were false.", "The rumours were false."),
        ("They apologised in the centre.", "They apologized in the center."),
        ("It was cancelled by the labour programme.", "It was canceled by the labor program."),
    ):
        assert not len(count_rewordings(pairs(human, machine)).text)


def test_candidates_hold_the_word_the_longest_first() -> None:
    known = Rewordings.of(
        {("difficult", "hard"): (3, 1, 1), ("more difficult", "harder"): (3, 1, 1)}
    )
    words = ["much", "more", "difficult"]
    assert [tuple(c)[:3] for c in known.candidates(words, 2)] == [(1, 3, "harder"), (2, 3, "hard")]
    assert [tuple(c)[:3] for c in known.candidates(words, 1)] == [(1, 3, "harder")]
    assert known.candidates(words, 0) == []


def test_nothing_learnt_suggests_nothing(shipped: mtdetect.Model) -> None:
    lexicon = shipped.resources.lexicon
    encoded = encode(["A word."], lexicon)
    assert Rewordings.of().suggest(lexicon, encoded, range(len(encoded.tokens[0]))) == {}


@pytest.mark.parametrize(
    ("text", "word", "human"),
    [
        ("The charges against the mayor were dropped.", "charges", None),
        ("The hotel said that its charges were fair.", "charges", "fees"),
    ],
)
def test_what_fits_the_place_is_suggested(
    shipped: mtdetect.Model, text: str, word: str, human: str | None
) -> None:
    lexicon = shipped.resources.lexicon
    encoded = encode([text], lexicon)
    at = [token.form for token in encoded.tokens[0]].index(word)
    known = Rewordings.of({("charges", "fees"): (3, 0, 3)}, (*FIT, 2.0))
    found = known.suggest(lexicon, encoded, [at])
    assert (found[at].human if found else None) == human


def test_what_reads_better_in_its_place_is_learnt_to_be_likelier(shipped: mtdetect.Model) -> None:
    engine = "The talks between the two governments were interrupted on {day}, officials said."
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    counted, seen = (
        [
            pair
            for day in days
            for word, n in times.items()
            for pair in pairs(
                engine.replace("interrupted", word).format(day=day), engine.format(day=day), n
            )
        ]
        for times in ({"halted": 4, "parsley": 12}, {"halted": 12, "parsley": 1})
    )
    learnt = learn_rewordings(counted, seen, shipped.resources)
    encoded = encode([engine.format(day="Sunday")], shipped.resources.lexicon)
    assert of(learnt, "interrupted") == ["parsley", "halted"]
    assert learnt.suggest(shipped.resources.lexicon, encoded, [7])[7].human == "halted"


@pytest.mark.parametrize(
    ("human", "machine", "right"),
    [
        ("The talks failed.", "The negotiations failed.", True),
        ("The long talks failed.", "The lengthy negotiations failed.", True),
        ("The negotiations failed.", "The negotiations failed.", False),
        ("The talks on talks failed.", "The talks on negotiations failed.", True),
        ("The bargaining failed, talks or not.", "The negotiations failed, talks or not.", False),
        ("The talks failed.", "The minister said negotiations failed.", True),
    ],
)
def test_right_is_what_a_person_wrote_in_this_place(human: str, machine: str, right: bool) -> None:
    known = Rewordings.of({("negotiations", "talks"): (3, 0, 0)})
    original, copy = ([t.form.lower() for t in segment.tokens(x)] for x in (human, machine))
    candidates = known.candidates(copy, copy.index("negotiations"))
    assert right_ones(candidates, original, copy) == [right]


def test_where_all_is_right_nothing_is_weighed(shipped: mtdetect.Model) -> None:
    engine = "The talks between the two governments were interrupted on Monday, officials said."
    sure = pairs(engine.replace("interrupted", "halted"), engine, 40)
    learnt = learn_rewordings(sure, sure, shipped.resources)
    assert of(learnt, "interrupted") == ["halted"]
    assert not learnt.weights.any()


def test_too_little_to_learn_from_is_refused(shipped: mtdetect.Model) -> None:
    few = pairs("The talks failed.", "The negotiations failed.")
    with pytest.raises(DataError, match="20"):
        learn_rewordings(few, few, shipped.resources)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["a b", "c", "d e f"]), st.sampled_from(["x", "y z"])),
        st.tuples(st.integers(1, 99), st.integers(0, 99), st.integers(0, 99)),
    )
)
def test_what_is_stored_is_read_again(counts: dict[tuple[str, str], tuple[int, int, int]]) -> None:
    known = Rewordings.of(counts, (*FIT, -1.0))
    again = Rewordings.from_arrays(known.arrays())
    for words in (["a", "b"], ["c"], ["d", "e", "f"]):
        assert again.candidates(words, 0) == known.candidates(words, 0)
    assert again.counts.tolist() == [*map(list, counts.values())]
    assert again.weights.tolist() == [*FIT, -1.0]


def test_a_damaged_table_is_refused() -> None:
    arrays = Rewordings.of({("a", "b"): (1, 0, 0), ("c", "d"): (1, 0, 0)}).arrays()
    text, counts, weights = arrays.values()
    damaged = [
        *({"rewordings_text": text[:n]} for n in range(len(text))),
        {"rewordings_counts": counts[:1]},
        {"rewordings_counts": counts * 0},
        {"rewordings_counts": counts - 2},
        {"rewordings_weights": weights[1:]},
        {"rewordings_weights": weights * np.nan},
    ]
    for changed in damaged:
        with pytest.raises(ValueError, match="not whole"):
            Rewordings.from_arrays({**arrays, **changed})


def test_telling_words_are_shown_with_what_people_write(shipped: mtdetect.Model) -> None:
    text = "Negotiations between the two sides were adjourned when the mayor left."
    analysis = telling(matrix.analyse([text], shipped.resources), ["Negotiations"])
    known = Rewordings.of({("negotiations", "talks"): (8, 1, 1)})
    lexicon = shipped.resources.lexicon
    found = wording_of(lexicon, known, analysis, translated=0.9)
    assert [(text[f.start : f.end], f.suggestion) for f in found] == [("Negotiations", "Talks")]
    assert not wording_of(lexicon, known, analysis, translated=0.2)
    unfit = Rewordings.of({("negotiations", "parsley"): (8, 1, 1)}, (*FIT, 0.0))
    assert not [f for f in wording_of(lexicon, unfit, analysis, 0.9) if f.suggestion]


def telling(analysis: Analysis, words: Sequence[str]) -> Analysis:
    """Take the words given for an engine's."""
    places = analysis.choices.places
    forms = [analysis.encoded.token_at(int(place))[1].form for place in places]
    told = np.where([form in words for form in forms], 0.9, 0.0)
    return replace(analysis, choices=Choices(places, told, told, told))
