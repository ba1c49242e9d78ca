"""Count words and pairs of words in writing other than news."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mtdetect import segment
from mtdetect.tables.encoding import word_number
from mtdetect.tables.ngrams import NgramTable, keys_of, quantise
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.registry import HUMAN

_LEAST = 2


def elsewhere(corpora: Corpora, index: Mapping[str, int]) -> NgramTable:
    """Build the table ``elsewhere`` of a lexicon.

    Parameters
    ----------
    corpora : Corpora
        Only documents of other registers in the split ``tables`` are counted.
    index : mapping of str to int
        The numbers of words.
    """
    known = dict(index)
    keys = [np.zeros(0, dtype=np.uint64)]
    for name, corpus in HUMAN.items():
        for document in corpora.human[name] if corpus.origin == "other" else ():
            if document.split == "tables":
                forms = segment.forms(document.text)
                ids = np.asarray([word_number(f, known) for f in forms], dtype=np.int64)
                keys += [ids.astype(np.uint64), keys_of(ids[:-1], ids[1:])]
    found, times = np.unique(np.concatenate(keys), return_counts=True)
    often = times >= _LEAST
    return NgramTable.build(found[often], quantise(times[often]))
