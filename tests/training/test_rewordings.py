"""What people write instead of an engine's words: counted, kept where clear, suggested."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import mtdetect
from mtdetect.evidence.rewordings import Rewordings
from mtdetect.evidence.wording import wording_of
from mtdetect.features import matrix
from mtdetect.features.wording import Choices
from mtdetect.training.corpora.dataset import Sample
from mtdetect.training.fit.rewordings import learn_rewordings
from mtdetect.training.fit.wording import Pair


def pairs(human: str, machine: str, times: int = 3) -> list[Pair]:
    sample = Sample(machine, "translated", "native", "g", "invented")
    return [Pair(human, sample)] * times


def test_what_stands_for_the_same_words_often_is_learnt() -> None:
    learnt = learn_rewordings(pairs("The talks failed.", "The negotiations failed."))
    assert learnt.suggest(["the", "negotiations"], 1) == (1, 2, "talks")


def test_what_was_seen_twice_is_not() -> None:
    learnt = learn_rewordings(pairs("The talks failed.", "The negotiations failed.", 2))
    assert learnt.suggest(["the", "negotiations"], 1) is None


def test_of_several_the_most_frequent_is_kept() -> None:
    learnt = learn_rewordings(
        [
            *pairs("The talks failed.", "The negotiations failed.", 5),
            *pairs("The bargaining failed.", "The negotiations failed.", 4),
        ]
    )
    assert learnt.suggest(["negotiations"], 0) == (0, 1, "talks")


def test_names_numbers_and_what_was_dropped_are_not_rewordings() -> None:
    for human, machine in (
        ("He met Boasberg there.", "He met Boasburg there."),
        ("It cost 300 a day.", "It cost 301 a day."),
        ("The very old town.", "The old town."),
        ("It cost 4.1 m a day.", "It cost 4.1 million a day."),
    ):
        assert not len(learn_rewordings(pairs(human, machine)).text)


def test_spelling_is_a_house_s_and_no_rewording() -> None:
    for human, machine in (
        ("The rumors were false.", "The rumours were false."),
        ("They apologised in the centre.", "They apologized in the center."),
        ("It was cancelled by the labour programme.", "It was canceled by the labor program."),
    ):
        assert not len(learn_rewordings(pairs(human, machine)).text)


def test_the_longest_wording_that_holds_the_word_is_suggested() -> None:
    known = Rewordings.of([("difficult", "hard"), ("more difficult", "harder")])
    words = ["much", "more", "difficult"]
    assert known.suggest(words, 2) == (1, 3, "harder")
    assert known.suggest(words, 1) == (1, 3, "harder")
    assert known.suggest(words, 0) is None


def test_nothing_learnt_suggests_nothing() -> None:
    assert Rewordings.of().suggest(["a", "word"], 0) is None


def test_telling_words_are_shown_with_what_people_write(shipped: mtdetect.Model) -> None:
    text = "Negotiations between the two sides were adjourned when the mayor left."
    analysis = matrix.analyse([text], shipped.resources)
    places = analysis.choices.places
    forms = [analysis.encoded.token_at(int(place))[1].form for place in places]
    told = np.where([form == "Negotiations" for form in forms], 0.9, 0.0)
    analysis = replace(analysis, choices=Choices(places, told, told, told))
    known = Rewordings.of([("negotiations", "talks"), ("of the", "from the")])
    lexicon = shipped.resources.lexicon
    found = wording_of(lexicon, known, analysis, translated=0.9)
    assert [(text[f.start : f.end], f.suggestion) for f in found] == [("Negotiations", "Talks")]
    assert not wording_of(lexicon, known, analysis, translated=0.2)
    unfit = Rewordings.of([("negotiations", "parsley")])
    assert [f.suggestion for f in wording_of(lexicon, unfit, analysis, 0.9)] in ([], [None])
