"""What survives is counted as it stands, whatever the text."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdetect.errors import ModelError
from mtdetect.retranslate.model import SurvivalModel
from mtdetect.retranslate.survival import CELLS, MOST_TOKENS, Survival, columns, survival
from mtdetect.tables.lexicon import Lexicon

Make = Callable[..., SurvivalModel]
PAIRS = st.lists(st.tuples(st.text(), st.text()), max_size=4)


def counted(before: str, after: str, lexicon: Lexicon) -> Survival:
    return survival([(before, after)], lexicon)


@given(pairs=PAIRS)
def test_shares_lie_between_none_and_all(pairs: list[tuple[str, str]], lexicon: Lexicon) -> None:
    found = survival(pairs, lexicon)
    assert (found.survived <= found.written).all()
    assert (found.ngrams_survived <= found.ngrams).all()
    assert 0 <= found.unchanged <= found.sentences <= len(pairs)
    assert np.isfinite(columns([found], np.full(CELLS, 0.7))).all()


@given(first=PAIRS, second=PAIRS)
def test_counts_of_two_texts_add_up(
    first: list[tuple[str, str]], second: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    apart = survival(first, lexicon) + survival(second, lexicon)
    together = survival([*first, *second], lexicon)
    assert (apart.survived == together.survived).all()
    assert (apart.ngrams == together.ngrams).all()
    assert apart.returned == together.returned


@given(texts=st.lists(st.text(), max_size=4))
def test_all_survives_where_nothing_changed(texts: list[str], lexicon: Lexicon) -> None:
    found = survival([(text, text) for text in texts], lexicon)
    assert (found.survived == found.written).all()
    assert found.unchanged == found.sentences


@pytest.mark.parametrize("rest", ["?!" * 800, " so" * 400, " 7,a" * 700])
def test_what_follows_many_tokens_is_not_compared(rest: str, lexicon: Lexicon) -> None:
    before, after = "so " * (MOST_TOKENS - 2), "go " + "so " * (MOST_TOKENS - 1)
    expected = counted(f"{before}it fell", after, lexicon)
    found = counted(f"{before}it fell{rest}", f"{after}{rest[::-1]}", lexicon)
    assert found.tokens == expected.tokens == MOST_TOKENS
    assert found.returned == expected.returned == MOST_TOKENS
    assert (found.survived == expected.survived).all()
    assert (found.ngrams_survived == expected.ngrams_survived).all()
    assert (found.ngrams == expected.ngrams).all()


def test_a_changed_word_takes_its_ngrams_along(lexicon: Lexicon) -> None:
    found = counted("the old bridge was closed", "the old span was closed", lexicon)
    assert found.tokens == 5
    assert found.survived.sum() == 4
    assert found.ngrams_survived.tolist() == [4, 2, 0, 0]


def test_case_is_no_change_and_order_is(lexicon: Lexicon) -> None:
    assert counted("The Bridge closed", "the bridge Closed", lexicon).unchanged == 1
    turned = counted("he left on Monday", "on Monday he left", lexicon)
    assert turned.ngrams_survived[0] == 4
    assert turned.survived.sum() == 2


@given(pairs=PAIRS)
def test_the_evidence_is_bounded(
    survival_model: Make, pairs: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    (ratio,) = survival_model(most=2.0).log_ratios([survival(pairs, lexicon)])
    assert -2.0 <= ratio <= 2.0


def test_a_text_of_no_words_says_nothing(survival_model: Make, lexicon: Lexicon) -> None:
    assert survival_model(intercept=5.0).log_ratios([survival([], lexicon)]).tolist() == [0.0]


def test_the_more_survives_the_likelier_a_machine_made_it(
    survival_model: Make, lexicon: Lexicon
) -> None:
    text = "the mayor closed the old bridge near the river on Monday"
    kept = counted(text, text, lexicon)
    changed = counted(text, "on Monday the mayor shut an old bridge by a river", lexicon)
    high, low = survival_model().log_ratios([kept, changed])
    assert high > 0 > low


def test_the_longer_the_text_the_more_it_says(survival_model: Make, lexicon: Lexicon) -> None:
    once = counted("the old bridge was closed", "the old bridge was closed", lexicon)
    one, two = survival_model().log_ratios([once, once + once])
    assert 0 < one < two


def test_arrays_give_the_model_back(survival_model: Make, lexicon: Lexicon) -> None:
    before = survival_model(discount=0.8, shift=0.3)
    after = SurvivalModel.from_arrays(before.arrays())
    found = [counted("the old bridge was closed", "the old bridge closed", lexicon)]
    assert after.log_ratios(found) == before.log_ratios(found)
    assert after.told(2.0) == before.told(2.0)


@pytest.mark.parametrize("broken", ["missing", "shape", "nan"])
def test_broken_arrays_are_refused(survival_model: Make, broken: str) -> None:
    arrays = survival_model().arrays()
    if broken == "missing":
        del arrays["expected"]
    elif broken == "shape":
        arrays["mean"] = arrays["mean"][1:]
    else:
        arrays["spread"] = arrays["spread"] * np.nan
    with pytest.raises(ModelError, match="second opinion"):
        SurvivalModel.from_arrays(arrays)
