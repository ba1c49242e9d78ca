"""Fit the model that garbled names are found with, to clean, respelt and translated news."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import TypeVar

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from mtdetect.errors import DataError
from mtdetect.names.candidates import CandidateModel, Columns, candidates
from mtdetect.names.find import weighed
from mtdetect.names.mentions import find_names, read
from mtdetect.names.variants import legitimate
from mtdetect.tables import sounds
from mtdetect.tables.lexicon import Lexicon
from mtdetect.tables.trees import Forest
from mtdetect.training.corpora.corpus import Corpora, article_of
from mtdetect.training.corpora.garble import garble
from mtdetect.training.corpora.registry import Split

# Measured on the others: ar, fa, ja, zh, ko and pl.
TUNING_LANGUAGES = ("ru", "uk", "he", "hi", "es", "de", "cs")
# Marks that people's news may get, per 1,000 words: on names that the article has in another
# spelling, and on names that only lists have. Together they are fewer than half of what a dozen
# rules put there, 0.45 with lost capitals on 500 native articles.
_MARKS, _MARKS_ALONE = 0.15, 0.06
# Known names this far apart are mixed up.
_NEAR = 1.0
_SEED = 1
_NATIVE, _NONNATIVE, _TRANSLATIONS, _MACHINE, _JUDGES = 300, 100, 600, 600, 400
_LEAST_PARAGRAPHS = 3
_WORD = re.compile(r"[^\W\d_]+")
_Text = TypeVar("_Text", str, tuple[str, str])


def fit_candidates(corpora: Corpora, lexicon: Lexicon) -> CandidateModel:
    """Fit trees on the documents for training, thresholds on those for calibration.

    Parameters
    ----------
    corpora : Corpora
    lexicon : Lexicon
    """

    def human(split: Split, native: int) -> list[str]:
        news, other = (
            _draw((d.text for d in corpora.human[file] if d.split == split), most)
            for file, most in (("news_native", native), ("news_nonnative", _NONNATIVE))
        )
        return [*news, *other]

    translations = (
        a.text
        for a in corpora.aligned
        if a.split == "train" and a.label == "human" and a.human_kind == "human_translation"
    )
    texts = [*human("train", _NATIVE), *_draw(translations, _TRANSLATIONS)]
    machine = machine_articles(corpora, "train")
    return fit(texts, machine, human("calibrate", _JUDGES), lexicon)


def machine_articles(corpora: Corpora, split: Split, most: int = _MACHINE) -> list[tuple[str, str]]:
    """Give translated articles, each with what people wrote of the same content."""
    people: dict[str, list[str]] = defaultdict(list)
    engines: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for a in corpora.aligned:
        if a.split != split:
            continue
        if a.label == "human":
            people[a.group].append(a.text)
        else:
            key = (article_of(a.group), a.file, a.label, a.pivot or "", a.system or "")
            engines[key][a.group] = a.text
    articles = [
        ("\n\n".join(parts.values()), "\n\n".join(t for group in parts for t in people[group]))
        for parts in engines.values()
        if len(parts) >= _LEAST_PARAGRAPHS and all(people.get(group) for group in parts)
    ]
    return _draw(articles, most)


def _draw(items: Iterable[_Text], most: int) -> list[_Text]:
    pool = sorted(set(items))
    return Random(_SEED).sample(pool, min(most, len(pool)))


def fit(
    texts: Sequence[str],
    machine: Sequence[tuple[str, str]],
    judges: Sequence[str],
    lexicon: Lexicon,
) -> CandidateModel:
    """Fit trees and thresholds.

    Parameters
    ----------
    texts : sequence of str
        Articles written by people; each is used as it is and with names respelt by the rules of
        one of :data:`TUNING_LANGUAGES`.
    machine : sequence of pair of str
        Translated articles, each with what people wrote of the same content: a name that only the
        translation has is garbled, and right is one that people have.
    judges : sequence of str
        Other articles by people, on which the thresholds are set.
    lexicon : Lexicon

    Raises
    ------
    DataError
        If no name, or every one, has another in its place.
    """
    rows: list[Columns] = []
    right: list[bool] = []
    for columns, is_right in _examples(texts, machine, lexicon):
        rows.append(columns)
        right.append(is_right)
    if len(set(right)) < 2:
        raise DataError("too few names have another that may have stood there: give more articles")
    trees = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=8, early_stopping=False, random_state=_SEED
    )
    forest = Forest.from_sklearn(trees.fit(np.asarray(rows), right))
    return CandidateModel(forest, *thresholds(CandidateModel(forest), judges, lexicon))


def _examples(
    texts: Sequence[str], machine: Sequence[tuple[str, str]], lexicon: Lexicon
) -> Iterator[tuple[Columns, bool]]:
    def nearby(name: str) -> list[str]:
        return [
            other
            for other in lexicon.name_index.alike(name)
            if not legitimate(name, other) and sounds.distance(name, other) <= _NEAR
        ]

    for i, text in enumerate(texts):
        language = TUNING_LANGUAGES[i % len(TUNING_LANGUAGES)]
        record = garble(text, language, i, words=lexicon.index, alike=nearby)
        truth = {m.text: m.original for m in record.mentions if m.how == "letters"}
        for version, originals in ((text, {}), (record.text, truth)):
            for c in candidates(find_names(read(version), lexicon), lexicon):
                original = originals.get(c.name.form)
                yield (
                    c.columns,
                    original is not None and original in (c.other, originals.get(c.other)),
                )
    for text, people in machine:
        theirs = set(_WORD.findall(people))
        for c in candidates(find_names(read(text), lexicon), lexicon):
            yield c.columns, c.name.form not in theirs and c.other in theirs


def thresholds(
    model: CandidateModel, texts: Sequence[str], lexicon: Lexicon
) -> tuple[float, float]:
    """Set the thresholds to the marks that articles by people may get.

    Parameters
    ----------
    model : CandidateModel
        Its thresholds are not looked at.
    texts : sequence of str
    lexicon : Lexicon

    Returns
    -------
    in_article, alone : float
    """
    marks: dict[bool, list[tuple[float, int]]] = {True: [], False: []}
    n_words = sum(len(text.split()) for text in texts)
    for text in texts:
        best: dict[tuple[str, bool], tuple[float, int]] = {}
        for c, sureness in weighed(find_names(read(text), lexicon), lexicon, model):
            key = c.name.form, c.columns.other_in_article > 0
            best[key] = max(best.get(key, (0.0, 0)), (sureness, c.name.count))
        for (_, kind), mark in best.items():
            marks[kind].append(mark)
    in_article, alone = (
        _threshold(marks[kind], most * n_words / 1000)
        for kind, most in ((True, _MARKS), (False, _MARKS_ALONE))
    )
    return in_article, alone


def _threshold(marks: Sequence[tuple[float, int]], most: float) -> float:
    ordered = sorted(marks, reverse=True)
    total = np.cumsum([count for _, count in ordered])
    beyond = int(np.searchsorted(total, most, side="right"))
    return ordered[beyond][0] + 1e-9 if beyond < len(ordered) else 0.5
