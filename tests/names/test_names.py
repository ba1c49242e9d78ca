"""Lower-case words that are only ever names are found, and words that names are made of are not."""

from __future__ import annotations

import pytest

import mtdetect
from mtdetect.names.lost_capitals import lost_capitals
from mtdetect.tables.encoding import encode


def lost(text: str, shipped: mtdetect.Model) -> list[str]:
    encoded = encode([text], shipped.resources.lexicon)
    places = lost_capitals(encoded, shipped.resources.lexicon)
    return [encoded.token_at(place)[1].form for place in places.tolist()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The talks with the russian delegation will resume on monday.", ["russian", "monday"]),
        ("She learned english in a school near chicago.", ["english", "chicago"]),
        ("Aides to obama declined to comment.", ["obama"]),
        ("The kremlin passed the bill in december.", ["kremlin", "december"]),
        (
            "An english teacher met an american and the chicago police.",
            ["english", "american", "chicago"],
        ),
        ("The news that london agreed was sent to new york.", ["london", "york"]),
        ("They sold swiss cheese to the swiss guards.", ["swiss"]),
        ("Her french cousin ate french fries with ketchup.", ["french"]),
        ("He met obama, whose address is peter.obama@example.com.", ["obama"]),
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
        "The queen made her a dame, and her brother a knight.",
        "The old marina was closed, and a new marina was built.",
        "She would additionally like a brazil nut, two china cups and some lemon zest.",
        "Write to peter.obama@example.com or see example.com/hub/russia-ukraine and #obama.",
        "A heron stood in the reed beds at the edge of the water.",
        "Stormy seas kept the apprentice from the observatory; labour was cheap.",
    ],
)
def test_words_that_are_names_too_are_left_alone(shipped: mtdetect.Model, text: str) -> None:
    assert lost(text, shipped) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Fans of the bruins left early.", id="news hardly has The Bruins"),
        pytest.param("The agent shouted at Eric holder.", id="a surname that is a word"),
    ],
)
@pytest.mark.xfail(reason="a known limit", strict=True)
def test_what_goes_unnoticed(shipped: mtdetect.Model, text: str) -> None:
    assert lost(text, shipped)


@pytest.mark.xfail(reason="no list has this thing, and no article tells", strict=True)
def test_a_thing_under_a_name_without_article_is_left_alone(shipped: mtdetect.Model) -> None:
    assert lost("Boats from marina to marina were full of bermuda onions.", shipped) == []
