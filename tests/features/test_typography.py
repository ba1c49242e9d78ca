"""Damage to type: what is found, what must be left alone, and what is known to go wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.features.typography import COLUMNS, SUBTYPES, columns, findings
from mtdetect.tables.encoding import MOST_CHARACTERS

# Paragraph, subtype, the damaged place, what probably stood there.
DAMAGED = [
    ("The bridge cost $ 40 million.", "spaced_currency", "$ ", "$"),
    ("A ticket is £ 3 today.", "spaced_currency", "£ ", "£"),
    ("He left , she stayed.", "space_before_mark", " ,", ","),
    ("The vote was close .", "space_before_mark", " .", "."),
    ("Is that so ? He asked.", "space_before_mark", " ?", "?"),
    ("She agreed,, then left.", "doubled_mark", ",,", ","),
    ("She agreed.. Then she left.", "doubled_mark", "..", "."),
    ("She agreed. . Then she left.", "doubled_mark", ". .", "."),
    ("After the vote., he left.", "doubled_mark", ".,", "."),
    ("An anti -war march began.", "spaced_hyphen", " -", "-"),
    ("A well- known mayor spoke.", "spaced_hyphen", "- ", "-"),
    ('The "harbor"office opened.', "glued_quotation", '"', None),
    ('They sing " Old Road " tonight.', "loose_quotation", ' " ', None),
    ('He said, " We left."', "space_inside_quotation", '" ', '"'),
    ("It was the the mayor.", "doubled_word", "the the", "the"),
    ("He told told reporters.", "doubled_word", "told told", "told"),
    ("The The council met.", None, "", None),  # capitals: see Pago Pago
    ("Hale said: “We agreed and left.", "quotation_left_open", "“", None),
    ('Hale said: "We agreed and left.', "quotation_left_open", '"', None),
    ("We agreed and left,” Hale said.", "quotation_left_open", "”", None),
    ("She said ”no” and left.", "quotation_wrong_side", "”", None),
    ("He called it “great“ and left.", "quotation_wrong_side", "“", None),
    ("“We agreed, “Ortiz said on Monday.", "quotation_wrong_side", "“", None),
    ('"We agreed, "said Ortiz on Monday.', "quotation_wrong_side", '"', None),
    ('We agreed and left," said Hale.', "quotation_left_open", '"', None),
    ('"We agreed and left, Hale said.', "quotation_left_open", '"', None),
    ('"Hale rose and said, "We agreed."', "quotation_left_open", '"', None),
    ('Hale said: "We left. He rose. "No," he said.', "quotation_left_open", '"', None),
    ('He read ""Old Road"" aloud.', "doubled_mark", '""', '"'),
    ('Hale sings "Old Road. "', "loose_quotation", ' "', None),
    ('She gave a"harbor" speech.', "glued_quotation", '"', None),
    ('"We agreed,"Hale said.', "glued_quotation", '"', None),
    ("He flew to the capital. with his family.", "sentence_break", ". ", " "),
    ("Brandt won in the 3. League this year.", "sentence_break", ". ", " "),
    ("The vote is on 5. October in Akron.", "sentence_break", ". ", " "),
    ("The vote of July 15., 2016 was lost.", "doubled_mark", ".,", "."),
    ("The vote is on 5 July. October is late.", "sentence_break", ". ", " "),
    ("It cost 6 million. Euro in all.", "sentence_break", ". ", " "),
    ("The road is long, Daniel J. said. Ortiz, a lawyer.", "sentence_break", ". ", " "),
    ("The road is long, Mr. said. Ortiz.", "sentence_break", ". ", " "),
    ("There was praise for Mr. from the town.", "sentence_break", ". ", " "),
    ("It grows. For example. Brandt has a farm.", "sentence_break", ". ", " "),
    ("On the 18. In June he left.", "sentence_break", ". ", " "),
    ("It has 450 square meters. m. It was sold.", "sentence_break", ". ", " "),
    ("It was sold according to p. The council met.", "sentence_break", ". ", " "),
    ("The council wants to be to be ready.", "begun_twice", "to be to be", None),
    ("He knows the stages of the stages of work.", "begun_twice",
     "the stages of the stages of", None),
    ("They pray for wisdom and wisdom.", "begun_twice", "wisdom and wisdom", None),
    ("It rose in the morning of the morning.", "begun_twice", "morning of the morning", None),
    ("They work on flood control, flood control and rescue.", "begun_twice",
     "flood control, flood control", None),
    ("Hale said that he said the war was over.", "begun_twice", "said that he said", None),
    ("Ortiz said she said it was over.", "begun_twice", "said she said", None),
    ("It was closed due to the storm due to the storm.", "begun_twice",
     "due to the storm due to the storm", None),
    ("The \u0440ress met.", "lookalike_letters", "\u0440ress", "press"),
]  # fmt: skip

# What newspapers write on purpose.
CLEAN = {
    "house styles: dashes": [
        "The mayor — who left early — agreed.",
        "The mayor—who left early—agreed.",
        "The mayor – who left early – agreed.",
        "The mayor -- who left early -- agreed.",
        "The 2016–2020 term, a 3-2 vote, a two-year-old.",
    ],
    "house styles: quotation marks": [
        "He said, “We left.” Then: “No.”",
        'He said, "We left." Then: "No."',
        "He said ‘we left’ and 'no'.",
        "She read “the ‘old’ road” aloud.",
        "He asked: «Why?» Nobody knew.",
        "“We left”, he said.",
        "He wrote, “Ortiz said the road was closed.” Then he left.",
        "She called it “a ‘must.’ ”",
        'He said, “We left" and went.',
        '"We read "Old Road" twice," he said.',
        '"(We left)," he said. ("No.") He asked--"Why?"--and left.',
        "\"'Go,' she said, and we left,\" he said.",
        "The title „Haus“ was left. So was »Haus«.",
    ],
    "ellipses": [
        "I thought … maybe not.",
        "I thought… maybe not.",
        "I thought... maybe not.",
        "I thought . . . maybe not.",
        "I thought. . . . Then I left.",
        "I thought.... Then I left.",
        "“Well…,” he said.",
    ],
    "speeches of several paragraphs": [
        "“We left the town at night and nobody saw us.",
        '"We left the town at night and nobody saw us.',
    ],
    "words that stand twice": [
        "He knew that that was so.",
        "She had had enough.",
        "It was very, very cold and so so late.",
        "Sirhan Sirhan, Pago Pago and Duran Duran.",
        "No no, he said. Bye bye.",
        "What it is is a bridge.",
        "They went hand in hand in the rain, door to door to door.",
        "It grew bigger and bigger, for hours and hours, again and again.",
        "It took more and more and more time, and the majority of the majority left.",
        "He met the mayor. The mayor left.",
        "A hand-to-hand fight and a face-to-face talk.",
        "We're re-opening the road.",
    ],
    "inches, feet and seconds": [
        'A 9" nail fits a 12" board.',
        "He is 6'2\" tall and she is 5'11\".",
        "He is 6’2” tall and she is 5’11”.",
        '"He is 6\'2" tall," she said.',
        "A 12” board was cut.",
    ],
    "apostrophes": [
        "Get 'em while they're hot, it's rock 'n' roll in the '90s.",
        "Get ’em while they’re hot, it’s rock ’n’ roll in the ’90s.",
        "The farmers' market and James' house.",
    ],
    "abbreviations": [
        "It opens at 9 a.m. and closes at 5 p.m. on Mondays.",
        "Gov. and Mrs. Hale met Sen. Ortiz.",
        "Hale Inc. said it was sold to Brandt Corp. for cash.",
        "Hale Inc., of Akron, Ohio, and Brandt Cos. left.",
        "Rep. Ortiz, D-Calif., spoke in Peoria, Ill., on Jan. 5.",
        "The U.S. and the U.K., e.g. in trade, i.e. in steel, etc., agreed.",
        "J. R. Brandt of St. Marys vs. the town.",
        "The vote is on 5 October. Then he left. It was July 5. Ortiz stayed.",
        "Dr. van Dyke met Mr. and Mrs. de Hale. Sarah K. said so.",
        "It was Brown v. Board. He ate grade a. Then he left. So did you and i. We met on 5th St.",
        "For example, he left. It rose to 6 million. Europe rose too.",
        "Prices rose 3 pct. on average, approx. the same.",
    ],
    "questions and exclamations": [
        '"Why?" he asked. "Go!" she said.',
        "“Why?” he asked.",
        "Shares of Yahoo! rose.",
        "Really?! he wondered.",
    ],
    "reporting": [
        "The company said it added 500 jobs.",
        "Hale said he told the council.",
        "He said they stated their case.",
    ],
    "lists and numbers": [
        "1. apples\n2. pears",
        "It rose 3.5 percent to $1,200.50, then 1,5.",
        "first- and second-grade, third- through sixth-grade, mid- to late June",
        "He ran (and won).",
    ],
    "other alphabets": [
        "The \u03b1 and \u03bd variants.",
        "The agency \u0422\u0410\u0421\u0421 reported it.",
        "Caf\u00e9 na\u00efve, S\u00e3o Tom\u00e9, \u00c5lesund, Erdo\u011fan.",
    ],
    "names in lower case": [
        "He met Dr. van Dyke. von Brandt left.",
        "See the site. www.example.com has it.",
    ],
    "clauses that answer each other": [
        "When it rains it rains.",
        "When it landed it landed like a piano.",
        "If it works it works, Hale said.",
    ],
    "nothing": ["", " ", "\n\n"],
}

# What a reader would judge otherwise: written down so that a change is noticed.
FALSE_ALARMS = [
    # A speech that goes on in the next paragraph, begun after its attribution.
    ("Hale rose and said: “We left the town.", "quotation_left_open"),
    # A brand that begins in lower case.
    ("She works at a start-up. adidas was her first job.", "sentence_break"),
    # A speech of two paragraphs set as one.
    ("“We left the town. “Nobody saw us,” Hale said.", "quotation_left_open"),
    # A speaker's repetition.
    ("We shall fight on the beaches, fight on the beaches.", "begun_twice"),
]
MISSED = [
    "He arrived at no. the town was closed.",  # no. 5
    "He said that ' we left ' and went.",  # single marks
    "It cost 40 $ in all.",
    'A 9" said the man.',
]
# What a reader sees and these patterns do not.
NOT_YET = [
    ("“We left the town at night. Then it was Monday.", "quotation_left_open"),
    ('A said: "B. He left. "C." So be it.', "quotation_wrong_side"),
    ("She left. 'We shall see, she said.", "quotation_left_open"),
    ("The figure is 12 percent of the. Town council left.", "sentence_break"),
    ("It was found. Ta. The town was glad.", "sentence_break"),
]


@pytest.mark.parametrize(("text", "subtype", "place", "suggestion"), DAMAGED)
def test_damage_is_found(
    text: str, subtype: str | None, place: str, suggestion: str | None
) -> None:
    found = [(f.kind, text[f.start : f.end], f.suggestion) for f in findings(text)]
    if subtype is None:
        assert found == []
    else:
        assert (subtype, place, suggestion) in found
        others = {name for name, _, _ in found} - {subtype}
        # A loose mark is also a mark that opens with a space.
        assert others <= {"space_inside_quotation", "loose_quotation", "quotation_left_open"}


@pytest.mark.parametrize("text", [t for texts in CLEAN.values() for t in texts])
def test_what_newspapers_write_is_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("text", "subtype"), FALSE_ALARMS)
def test_known_failure_false_alarm(text: str, subtype: str) -> None:
    assert [f.kind for f in findings(text)] == [subtype]


@pytest.mark.parametrize("text", MISSED)
def test_known_failure_missed(text: str) -> None:
    assert findings(text) == []


@pytest.mark.xfail(strict=True, reason="the marks alone do not tell")
@pytest.mark.parametrize(("text", "subtype"), NOT_YET)
def test_not_yet_found(text: str, subtype: str) -> None:
    assert subtype in [f.kind for f in findings(text)]


def test_an_open_quotation_is_no_damage_where_the_speech_goes_on() -> None:
    text = "Hale rose and said: “We left the town."
    assert findings(text, last=False) == []


def test_of_marks_left_open_only_the_first_may_begin_a_speech_that_goes_on() -> None:
    text = "“We left the town. The (“road was closed."
    assert findings(text[:18]) == []
    assert [f.start for f in findings(text) if f.kind == "quotation_left_open"] == [0, 24]
    nested = '“We left the town. The ("road was closed.'
    assert [f.start for f in findings(nested) if f.kind == "quotation_left_open"] == [24]


ANY_TEXT = st.one_of(
    st.text(st.characters()),
    st.text("ab.!?'\"“”„«» \n$4,;-…\u0440", max_size=60),
    st.lists(
        st.sampled_from(["the", "the", "said", "he", "“Go", ".”", '"', "$", "4", ",", ". .", "-x"])
    ).map(" ".join),
)


@given(ANY_TEXT)
@settings(max_examples=300)
def test_findings_are_in_order_and_stand_in_the_text(text: str) -> None:
    found = findings(text)
    assert [(f.start, f.end) for f in found] == sorted((f.start, f.end) for f in found)
    for f in found:
        assert f.kind in SUBTYPES
        assert 0 <= f.start < f.end <= len(text)
        assert f.text == text[f.start : f.end]


@given(ANY_TEXT)
@settings(max_examples=100)
def test_repairing_a_spaced_currency_sign_leaves_none(text: str) -> None:
    bad = [f for f in findings(text) if f.kind == "spaced_currency"]
    for f in reversed(bad):
        text = text[: f.start] + (f.suggestion or "") + text[f.end :]
    assert not [f for f in findings(text) if f.kind == "spaced_currency"]


def test_columns_count_by_subtype_for_each_paragraph() -> None:
    texts = [text for text, _, _, _ in DAMAGED]
    X = columns([findings(text) for text in texts], np.full(len(texts), 50.0))
    counted = [s for s in SUBTYPES if f"typography.{s}_per_100_words" in COLUMNS]
    assert X.shape == (len(texts), len(COLUMNS)) == (len(texts), len(counted))
    for row, text in zip(X, texts, strict=True):
        expected = [2.0 * sum(f.kind == s for f in findings(text)) for s in counted]
        assert row.tolist() == expected


def test_columns_do_not_explode_on_a_short_or_a_ruined_paragraph() -> None:
    X = columns([findings("was ,"), findings("was , " * 1_000)], np.asarray([1.0, 2_000.0]))
    place = COLUMNS.index("typography.space_before_mark_per_100_words")
    assert X[0, place] == 5.0  # as if it had 20 words
    assert X[1, place] == 0.25  # no more than 5 are counted


def test_a_space_behind_a_currency_sign_is_no_column_and_fine_after_letters() -> None:
    assert not any("currency" in name for name in COLUMNS)
    assert not columns([findings("It cost $ 4.")], np.asarray([20.0])).any()
    assert not findings("The project will cost US$ 4.5 million.")


HOSTILE = {
    "dots": "." * 1_000_000,
    "spaced dots": ". " * 500_000,
    "the the": "the " * 250_000,
    "a long word": "a" * 1_000_000,
    "letters": "a " * 500_000,
    "quotation marks": '"' * 1_000_000,
    "spaces": "the" + " " * 1_000_000 + "end",
    "currency": "$ 4" * 300_000,
    "hyphens": "a -" * 300_000,
    "curly": "“a” " * 250_000,
    "lookalikes": "p\u0440" * 500_000,
    "said he": "said he " * 125_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_of_a_hostile_megabyte_only_the_beginning_is_read(name: str) -> None:
    text = HOSTILE[name]
    beginning = text[:MOST_CHARACTERS]
    assert len(beginning) < len(text)
    assert findings(text) == findings(beginning)
    assert findings(text, last=False) == findings(beginning, last=False)
