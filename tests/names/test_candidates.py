"""The model of names is plain data, and says nothing where it was not fitted."""

from __future__ import annotations

import json

import pytest

from mtdetect.errors import InvalidValueError
from mtdetect.names.candidates import CandidateModel, candidates
from mtdetect.names.find import garbled_names
from mtdetect.names.mentions import find_names, read
from mtdetect.tables.lexicon import Lexicon

TEXT = "Judge James Boasberg ruled. Boasberg left. Lawyers thanked Boasburg and Keir Starmir."


def test_a_model_survives_as_plain_data(names: CandidateModel, lexicon: Lexicon) -> None:
    again = CandidateModel.from_dict(json.loads(json.dumps(names.to_dict())), names.arrays())
    assert again.to_dict() == names.to_dict()
    found = garbled_names(TEXT, lexicon, names)
    assert found
    assert garbled_names(TEXT, lexicon, again) == found


def test_trees_for_other_columns_are_refused(names: CandidateModel) -> None:
    stored = names.to_dict()
    stored["columns"].append("another")
    with pytest.raises(InvalidValueError, match=r"looks at .*another.*: retrain"):
        CandidateModel.from_dict(stored, names.arrays())


def test_a_model_that_was_not_fitted_finds_nothing(lexicon: Lexicon) -> None:
    assert garbled_names(TEXT, lexicon, CandidateModel.unknown()) == []


def test_candidates_come_from_the_article_and_from_lists(
    lexicon: Lexicon, names: CandidateModel
) -> None:
    found = {
        (c.name.form, c.other): c.columns
        for c in candidates(find_names(read(TEXT), lexicon), lexicon)
    }
    assert found["Boasburg", "Boasberg"].other_in_article == 1
    assert found["Starmir", "Starmer"].other_in_article == 0
    sure = names.probabilities(list(found.values()))
    assert ((sure > 0) & (sure < 1)).all()
    assert not names.probabilities([]).size
