"""Lower-case words that are only ever names are found, and words that names are made of are not."""

from __future__ import annotations

import pytest

import mtdetect
from mtdetect.encoding import encode
from mtdetect.features.names import lost_capitals


def lost(text: str, shipped: mtdetect.Model) -> list[str]:
    encoded = encode([text], shipped.detector.resources_.lexicon)
    places = lost_capitals(encoded, shipped.detector.resources_.lexicon)
    return [encoded.token_at(place)[1].form for place in places.tolist()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The talks with the russian delegation will resume on monday.", ["russian", "monday"]),
        ("She learned english in a school near chicago.", ["english", "chicago"]),
        ("Aides to obama declined to comment.", ["obama"]),
        ("The senate passed the bill in december.", ["senate", "december"]),
    ],
)
def test_names_without_their_capital_are_found(
    shipped: mtdetect.Model, text: str, names: list[str]
) -> None:
    assert lost(text, shipped) == names


@pytest.mark.parametrize(
    "text",
    [
        "The school will hold an open house for parents on the second floor.",
        "Two miles north of the lake a stone wall runs up the hill to the west of the valley.",
        "He studied at a university and later founded an institute for the study of rice.",
        "Hundreds marched, and the march ended at the navy base, by the old fort.",
        "The union stayed united, frankly, and the king lifted the gates of the mills.",
        "They want democratic elections, a new constitution and sessions that all can see.",
        "The hunter hid his brown coat by the lake; photos show it.",
    ],
)
def test_words_that_are_names_too_are_left_alone(shipped: mtdetect.Model, text: str) -> None:
    assert lost(text, shipped) == []


@pytest.mark.xfail(reason="news hardly has a reed that is no name", strict=True)
def test_a_rare_word_that_is_a_name_too_is_left_alone(shipped: mtdetect.Model) -> None:
    assert lost("A heron stood in the reed beds at the edge of the water.", shipped) == []
