"""The model of names is plain data, and says nothing where it was not fitted."""

from __future__ import annotations

import json

import pytest

from mtdetect.errors import InvalidValueError
from mtdetect.names.candidates import COLUMNS, CandidateModel, candidates
from mtdetect.names.find import garbled_names
from mtdetect.names.mentions import find_names, read
from mtdetect.tables.lexicon import Lexicon

TEXT = "Judge James Boasberg ruled. Boasberg left. Lawyers thanked Boasburg and Keir Starmir."


def test_a_model_survives_json(names: CandidateModel) -> None:
    assert CandidateModel.from_dict(json.loads(json.dumps(names.to_dict()))) == names


def test_weights_for_other_columns_are_refused(names: CandidateModel) -> None:
    stored = names.to_dict()
    stored["weights"]["another"] = 1.0
    with pytest.raises(InvalidValueError, match="other columns"):
        CandidateModel.from_dict(stored)
    with pytest.raises(InvalidValueError, match=f"give {len(COLUMNS)}"):
        CandidateModel((1.0,), 0.0, 0.5, 0.5)


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
    assert all(0 < names.probability(columns) < 1 for columns in found.values())
