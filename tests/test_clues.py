"""Clues of translation: what people write and looks like it comes first."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect.engine.documents import Engine
from mtdetect.errors import ModelError
from mtdetect.evidence.clues.find import distinct, find
from mtdetect.evidence.clues.kinds import clues
from mtdetect.evidence.clues.patterns import patterns
from mtdetect.evidence.clues.phrases import Phrase, PhraseTable
from mtdetect.evidence.clues.weights import ClueModel, Rate
from mtdetect.evidence.finding import KINDS
from mtdetect.segment import Finding

PEOPLE = [
    "“We left early,” said Hale. “The road was closed.”",
    '"We left early," said Hale. "The road was closed."',
    "“We left early.\n\n“The road was closed,” Hale said.",
    "‘We left early,’ said Hale, ‘and the road was closed.’",
    'She is 5\'2" tall and drives a 19" rack to work.',
    "He said that “she told me to go” and left.",
    "The ship sails on Friday, and the crew of this vessel sleeps.",
    "According to the report, prices fell in May.",
    "The mayor assured residents that the bridge is safe.",
    "The meeting begins at 7:30 p.m. on Sunday, May 7.",
    "Psalm 23:4 was read, and John 3:16 was sung.",
    "The town (population 4,500) voted in June 2020 (see page 12).",
    "The U.S. economy grew. Mr. Hale of Acme Inc. was pleased.",
    "The company, founded in 1987, employs 3,500 people and paid $40 a share.",
    "A decision that long had been awaited came on Monday.",
    "In this regard the two towns differ little.",
    "Gov. Hale visited St. Louis, Mo., on Tuesday; Dr. Ortiz did not.",
    "He paused... then he left the room.",
    "He has watched “The Long Road,” and she has not.",
    "Mile 7 of the road — the worst one — was closed.",
    "She won 6-4, 6-3 and then beat Ortiz by three strokes.",
    "The Hale family, with whom she stayed, and Beckwith, who is 41, agreed.",
    "eBay and iPhone sales rose. The iPad came later.",
    "She was told about it in a press release, and the families were never told about it.",
    "The Herald and The Sunday Herald reported it.",
    "The project will cost US$ 4.5 million.",
    'Hale told me, "they learn to fly first." He smiled.',
    'According to Hale, "she is the best we had." The club agreed.',
    "Kick-off is on Saturday (15.30) in the capital.",
    "Claims fell to 2.123 million, a rate of $1.250 billion and 9.000.1 in all.",
    'He said "when they go low" . . . and stopped.',
    "The table of Hale (2011a) lists 2,500 homes, and Johnson Matthey had Mr. Goodwill check it.",
    "By the end of the year, prices rose threefold; the bank's shop near the Park Hotel is shut.",
    "Officials expect that the bridge will open tomorrow. It is a logical step that Hale welcomed.",
    'The Hale said that the "Monster" tour would play the hall at 8.30 p.m.',
    'Hale said, "We left early," and Ortiz said, "The road was closed."',
    "Evening Mass is on Thursday 26th at the usual time.",
    "It became clear that he would leave, and he could not be excluded from the list.",
]


@pytest.mark.parametrize(
    "layout", ["{}" + " " * 3000, "\n" + " " * 3000 + "{}", "{}\n" + "\t" * 999]
)
def test_spaces_around_a_text_are_no_words(layout: str) -> None:
    text = "They drew 2: 2 at home on Sunday, and the road was closed. " * 9
    model = ClueModel({"score_colon": Rate(1e-5, 1)}, {"score_colon": Rate(1e-4, 1)})
    found, padded = model.find(text.strip()), model.find(layout.format(text.strip()))
    assert [f.weight for f in padded] == [f.weight for f in found]
    indented = model.find("\n".join(" " * 40 + line for line in text.split(". ")))
    assert indented[0].weight == pytest.approx(found[0].weight, abs=0.05)


@pytest.mark.parametrize("text", PEOPLE)
def test_what_people_write_is_no_clue(text: str) -> None:
    assert [(f.kind, f.text) for f in find(text)] == []


MACHINES = [
    ("He was tired “. The town slept.", "quote_turned", "“"),
    ("The road was closed, ”said Hale.", "quote_parted", "”"),
    ("They call it “the long road” . The town slept.", "quote_spaced", "”"),
    ('They call it "the long road" , he said.', "quote_spaced", '"'),
    ("Some 55.000 fans came to the ground.", "thousands_words", "55.000"),
    ("It cost 2.400 euros in all.", "thousands_words", "2.400"),
    ("“We lost the match ” and left, “Hale said.", "quote_spaced", "”"),
    ("“The road was closed,”said Hale.", "quote_glued", "”"),
    ("He called it «a long road» and left.", "quote_foreign", "«"),
    ("The guard left before that. chose to stay with them.", "cut_lower", ". "),
    ("They will hold talks this Thursday in the capital.", "this_weekday", "this Thursday"),
    ("The teams meet last Sunday (7) in the north.", "weekday_number", "Sunday (7)"),
    ("The match ended 2: 1 at home.", "score_colon", "2: 1"),
    ("Brandt (52) is angry.", "age_brackets", " (52)"),
    ("According to him, the rate will rise.", "according_to_pronoun", "According to him,"),
    ("The price reached the mark of 40 crowns.", "mark_of", "reached the mark of"),
    ("The video spread on social networks.", "social_networks", "social networks"),
    ("The minister assured that prices will fall.", "assured_that", "assured that"),
    ("It should be noted that the road is old.", "worth_noting", "It should be noted that"),
    ("Earlier it became known that he left.", "known", "Earlier it became known"),
    ("This was stated by the keeper Orlov.", "stated_by", "This was stated by"),
    ("The specialist said so.", "role_says", "The specialist said"),
    ("It cost 19-20 thousand crowns.", "thousands_words", "19-20 thousand"),
    ("It cost $ 40 in all.", "spaced_currency", "$ "),
    ("The city is empty” – he added.", "dash_speech", None),
    ("He was met by his friend Orlov He said the road was long.", "capital_pronoun", None),
    ("Hale stayed with Orlovwho had come.", "glued_link", "Orlovwho"),
    ("They met in the district of Doverwith all who had come.", "glued_link", "Doverwith"),
    ("The record of 1983since which all has changed.", "glued_link", "1983since"),
    ("It is planned that the bridge will open in May.", "it_is_planned", "It is planned that"),
    ("It is not excluded that the bridge will close.", "not_excluded", "not excluded that"),
    (
        "According to preliminary data, two homes burned.",
        "according_to_information",
        "According to preliminary data",
    ),
    ('The bank "Orlov" was closed by the court.', "brand_class", 'The bank "Orlov"'),
    ('They lost a match against "Lokomotiv".', "brand_class", 'against "Lokomotiv"'),
    ("The hall opens tomorrow, Friday, in the north.", "weekday_number", "tomorrow, Friday"),
    ("It was the coldest day of the current year.", "date_order", "of the current year"),
    ("The train leaves at 20.45 from the north.", "clock_24", "at 20.45"),
    ("The rate grew by almost three times.", "by_times", "by almost three times"),
    ("Bread has risen in price.", "by_times", "risen in price"),
    ("The aforementioned road is closed.", "aforementioned", "The aforementioned"),
    ("The 19-year-old young man was found.", "years_old", "19-year-old young man"),
    ('Orlov said: "So." Hale said, "We left early," he said.', "attributed_twice", None),
    ("He said. The letter was read by Москвы жители in the hall.", "other_script", None),
]


@pytest.mark.parametrize(("text", "kind", "words"), MACHINES)
def test_damage_and_habits_are_found(text: str, kind: str, words: str | None) -> None:
    found = [f for f in find(text) if f.kind == kind]
    assert found
    if words is not None:
        assert words in [f.text for f in found]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("They will hold talks this Thursday in the capital.", "on Thursday"),
        ("They will hold talks this Thursday (4) in the capital.", "on Thursday"),
        ("According to her, the rate will rise.", "she said"),
        ("According to them, the rate will rise.", "they said"),
        ("According to the publication, the rate will rise.", None),
    ],
)
def test_a_suggestion_keeps_the_day_and_the_person(text: str, suggestion: str | None) -> None:
    assert [f.suggestion for f in find(text) if f.kind != "weekday_number"] == [suggestion]


def test_a_lost_capital_behind_a_title_is_no_cut() -> None:
    assert not [f for f in find("They met Mr. trump in the hall.") if f.kind == "cut_lower"]


def test_a_connective_is_marked_without_the_word_behind_it() -> None:
    [found] = find("On the other hand, IT firms fell on Monday.")
    assert found.text == "On the other hand,"


def test_a_suggestion_does_not_take_the_space_behind_the_words() -> None:
    text = 'The road is closed. "We left early," assured the keeper of the bridge.'
    [found] = [f for f in find(text) if f.suggestion]
    assert (found.text, found.suggestion) == ("assured", "said")


def test_a_quotation_over_paragraphs_is_whole() -> None:
    speech = "Hale rose. “We left early.\n\n“The road was closed.\n\n“We came back,” he said."
    assert not [f for f in find(speech) if f.kind == "quote_lost"]


def test_a_list_in_lower_case_is_no_damage() -> None:
    lines = ["The shop sells this."] + [f"{word} and more of it." for word in ("bread", "milk")]
    assert not [f for f in find("\n\n".join(lines)) if f.kind == "lower_start"]
    one = "The shop sells this.\n\nand the milk was sold.\n\n" + "\n\n".join(["It is old."] * 8)
    assert [f.text for f in find(one) if f.kind == "lower_start"] == ["and"]


@given(st.text(alphabet=st.sampled_from("aA. ,“”\"«»-–:(7)\n'$ thisFriday"), max_size=200))
@settings(max_examples=200)
def test_spans_match_the_text(text: str) -> None:
    for f in find(text):
        assert text[f.start : f.end] == f.text
        assert f.kind in clues()


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_no_text_raises(text: str) -> None:
    for f in find(text):
        assert text[f.start : f.end] == f.text


def test_every_pattern_has_a_public_kind_and_needs_what_it_holds() -> None:
    for clue in clues().values():
        assert clue.kind in KINDS
        assert clue.message


@pytest.mark.parametrize("number", range(len(patterns())))
def test_what_an_expression_matches_holds_what_it_needs(number: int) -> None:
    pattern = patterns()[number]
    assert all(need == need.lower() for need in pattern.needs)
    if pattern.needs == ("",):
        return

    @given(st.from_regex(pattern.expression.compiled))
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    def holds(text: str) -> None:
        assert any(need in text.lower() for need in pattern.needs)

    holds()


def test_a_clue_does_not_hang_on_what_else_the_article_says() -> None:
    sentence = "The striker won 12,500 dollars."
    [alone] = find(sentence)
    assert (alone.kind, alone.text) == ("amount_words", "12,500 dollars")
    with_thousands = sentence + " The road is long." * 20 + " It cost 1,000 of them."
    assert [f.text for f in find(with_thousands) if f.kind == alone.kind] == [alone.text]


def test_phrases_are_found_whatever_their_case_and_not_across_paragraphs() -> None:
    table = PhraseTable(
        [Phrase("a suspended jury", "a hung jury"), Phrase("useful products", None)]
    )
    text = "A suspended jury ate useful products."
    assert [(f.text, f.suggestion) for f in table.find(text, text)] == [
        ("A suspended jury", "a hung jury"),
        ("useful products", None),
    ]
    apart = "It was useful\n\nproducts of the town."
    assert table.find(apart, apart) == []
    assert PhraseTable().find(text, text) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["phrase", "calque", "stop"]), st.integers(0, 12), st.integers(0, 5)
        ),
        max_size=12,
    )
)
@settings(max_examples=500)
def test_a_phrase_goes_where_anything_before_it_overlaps(
    places: list[tuple[str, int, int]],
) -> None:
    found = [Finding(kind, start, start + length, "") for kind, start, length in places]
    kept: list[Finding[str]] = []
    for f in found:
        same = any((k.kind, k.start) == (f.kind, f.start) for k in kept)
        overlaps = any(k.start < f.end and f.start < k.end for k in kept)
        if not same and not (f.kind == "phrase" and overlaps):
            kept.append(f)
    assert distinct(found) == kept


class Counted(int):
    """An offset that counts how often it is compared."""

    compared = 0

    def __lt__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) < int(other)

    def __gt__(self, other: int) -> bool:
        Counted.compared += 1
        return int(self) > int(other)


@pytest.mark.parametrize("turned", [False, True])
def test_a_text_of_nothing_but_phrases_takes_few_comparisons(
    turned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Counted, "compared", 0)
    n = 2_000
    starts = range(0, 9 * n, 9)
    found = [
        Finding("phrase", Counted(at), Counted(at + 8), "big wait")
        for at in (reversed(starts) if turned else starts)
    ]
    assert distinct(found) == found
    assert n < Counted.compared < 6 * n * math.log2(n)


def test_a_cut_table_of_phrases_is_refused() -> None:
    arrays = PhraseTable([Phrase("useful products", None)]).arrays()
    assert PhraseTable.from_arrays(PhraseTable().arrays()).phrases == ()
    with pytest.raises(ModelError, match="reinstall"):
        PhraseTable.from_arrays({"text": arrays["text"]})
    with pytest.raises(ModelError, match="reinstall"):
        PhraseTable.from_arrays({**arrays, "rows": np.asarray([5])})


@pytest.fixture
def model() -> ClueModel:
    kinds = {"score_colon": 40.0, "this_weekday": 20.0, "stray_space": 0.5}
    human = {k: Rate(1e-5, 0.5) for k in kinds}
    translated = {k: Rate(1e-5 * times, 1.0) for k, times in kinds.items()}
    return ClueModel(human, translated, repeat=0.3, scale=0.8, bound=4.0)


def test_weights_are_never_for_a_person_and_bounded(model: ClueModel) -> None:
    text = "They drew 2: 2 this Friday , and 3: 3 this Sunday ."
    found = model.find(text)
    assert all(f.weight >= 0 for f in found)
    assert sum(f.weight for f in found) <= 4.0 + 1e-9
    assert all(f.weight == 0 for f in found if f.kind == "stray_space")


def test_the_first_of_a_kind_counts_most_and_two_kinds_more_than_twice_one_kind(
    model: ClueModel,
) -> None:
    def total(text: str) -> float:
        return sum(f.weight for f in model.find(text))

    one = total("They drew 2: 2 at home and went away to the sea.")
    again = total("They drew 2: 2 at home and 3: 3 by the sea.")
    other = total("They drew 2: 2 at home this Friday by the sea.")
    assert one < again < other


def test_a_long_article_weighs_a_clue_less(model: ClueModel) -> None:
    rate = model.human["score_colon"]
    assert rate.present(100) < rate.present(1000) < 1
    [short] = model.weigh(find("They drew 2: 2."), 100)
    [long] = model.weigh(find("They drew 2: 2."), 100_000)
    assert long.weight < short.weight


def test_a_model_survives_storage(model: ClueModel) -> None:
    stored = json.loads(json.dumps(model.to_dict()))
    again = ClueModel.from_dict(stored, PhraseTable())
    assert again.to_dict() == model.to_dict()


@pytest.mark.parametrize("broken", [{}, {"human": 3}, {"human": {"x": [0, 1]}}])
def test_a_broken_model_is_refused(model: ClueModel, broken: dict[str, object]) -> None:
    stored = {**model.to_dict(), **broken} if broken else {}
    with pytest.raises(ModelError, match=re.compile("clues")):
        ClueModel.from_dict(stored, PhraseTable())


def test_clues_move_an_article_and_the_parts_still_add_up(model: ClueModel) -> None:
    shipped = mtdetect.load()
    text = (
        "The keeper of the harbor met the council on Monday and asked for a longer wall, since "
        "the old one had been damaged by the storm of the week before.\n\n"
        "The teams drew 2: 2 at home, and the fans of both went to the square by the sea, where "
        "the mayor and the coach of the visitors spoke to them until the night."
    )
    [without] = Engine(replace(shipped, clues=ClueModel())).score_texts([text])
    [with_clues] = Engine(replace(shipped, clues=model)).score_texts([text])
    before, after = without.probabilities, with_clues.probabilities
    assert before is not None
    assert after is not None
    assert after["translated"] > before["translated"]
    assert any(e.text == "2: 2" and e.kind == "calque" for e in with_clues.evidence)
    for p in with_clues.paragraphs:
        assert p.log_odds == pytest.approx(sum(e.weight for e in p.evidence) + p.remainder)
        for e in p.evidence:
            assert text[e.start : e.end] == e.text
