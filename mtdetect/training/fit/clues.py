"""Learn what clues weigh: from pages that were read, from engines' output, from people's articles.

Of the pages of the web only the places that a reader marked are known, so a page holds a clue
where the library's own finders find it in such a place. Reader and patterns know the same pages,
which flatters them: engines' output of other texts makes up half of what counts as translated.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from mtdetect import segment
from mtdetect.evidence.clues.find import find
from mtdetect.evidence.clues.phrases import Phrase, PhraseTable, words_of
from mtdetect.evidence.clues.weights import ClueModel, Rate
from mtdetect.tables import fluency
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.articles import aligned_articles
from mtdetect.training.corpora.corpus import Corpora, HumanDocument
from mtdetect.training.fit.lexicon_files import read_table

Usual = Callable[[str, str], bool]

# Words of the pages that were read; people's articles are cut to about as many, too.
PAGE_WORDS = 260
_SPREADS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 30.0)
_RATES = np.logspace(-8, -2, 121)
_PER_PAGE = 1.0  # spread of clues over pages, where single places are not known
# What a snippet of nine words cannot show: the page has it if the reader said so.
_READ = {
    "quote_lost": ("T_quote_lost", "T_quote_extent", "T_quote_mixed"),
    "lower_start": ("T_lower_start",),
    "stray_space": ("T_stray_space",),
    "doubled_stop": ("T_stop_doubled",),
}
_NOT_PHRASES = frozenset(
    {
        "person name garbled",
        "place name garbled",
        "institution name",
        "punctuation/quotation",
        "glued words",
        "capital",
        "untranslated word",
    }
)
_NO_REPAIR = "(cut or recast)"
# What was cut out of a sentence with its marks fits no other.
_FROM_ITS_SENTENCE = re.compile(r"[\"“”()\[\]:;?!]")
# What goes from one sentence, or out of a quotation, into the next.
_OF_TWO = re.compile(r"\w[\"()\[\]:;?!]|\.[\"\s]")
_ENDS = ' .,;:!?"()[]'
_PERSONS = frozenset(
    ["he", "him", "his", "she", "her", "i", "me", "my", "we", "us", "our", "they", "them", "their"]
)
_MOST_PER_MILLION = 2.0
_MOST_ABROAD = 1
# Documents that phrases are counted in, and that rates are learnt from.
_MOST_COUNTED, _MOST_NATIVE, _MOST_ENGINES = 8_000, 4_000, 2_000
_ABROAD = frozenset({"intl2024", "masakhanews_eng"})
_RARE_LEVEL = 0.001  # the share of people's articles that the bound rests on


@dataclass(frozen=True, slots=True)
class Seen:
    """How often each clue turns up in an article, and its number of words."""

    words: int
    counts: Counter[str]


def look(text: str, phrases: PhraseTable | None = None) -> Seen:
    """Count the clues of an article."""
    return Seen(text.count(" ") + 1, Counter(f.kind for f in find(text, phrases)))


def beginning(text: str, n_words: int = PAGE_WORDS) -> str:
    """Cut an article to its first words.

    Examples
    --------
    >>> beginning("One two  three four", 3)
    'One two  three'
    """
    words = re.finditer(r"\S+", text)
    end = 0
    for _, word in zip(range(n_words), words, strict=False):
        end = word.end()
    return text[:end]


def pages(lexicon: Path, phrases: PhraseTable | None = None) -> list[list[frozenset[str]]]:
    """Give the clues of each page that was read, for each of the two readings.

    Parameters
    ----------
    lexicon : Path
        The folder of ``wild_damage.tsv.gz`` and ``wild_calques.tsv.gz``.
    phrases : PhraseTable, optional
        Left out by default: every page would find its own phrases.
    """
    damage: dict[str, set[str]] = defaultdict(set)
    for row in read_table(lexicon / "wild_damage.tsv.gz"):
        if row["source"] != "wild":
            continue
        page = damage[row["page"]]
        page |= look(_unquoted(row["snippet"]), phrases).counts.keys() - _READ.keys()
        page |= {clue for clue, read in _READ.items() if row["kind"] in read}
    calques: dict[str, set[str]] = defaultdict(set)
    for row in read_table(lexicon / "wild_calques.tsv.gz"):
        odd = _unquoted(row["odd"])
        place = _unquoted(row["context"])
        # Marks stand by themselves in the words around the place.
        place = re.sub(r"_ (?=[,.;:!?)”])", "_", place)
        place = re.sub(r"(?<=[“‘«(]) _", "_", place)
        if odd[:1] in ",.;:!?)”’»":
            place = place.replace(" _", "_", 1)
        seen = look(place.replace("_", odd, 1), phrases)
        calques[row["page"]] |= seen.counts.keys() - _READ.keys()
    return [[frozenset(s) for s in found.values()] for found in (damage, calques)]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def learn_phrases(
    lexicon: Path, native: Iterable[str], newsrooms: Iterable[str], usual: Usual
) -> PhraseTable:
    """Build the table of phrases: those that people hardly write and that are no names.

    Parameters
    ----------
    lexicon : Path
        The folder of ``wild_calques.tsv.gz``.
    native : iterable of str
        Articles by people, to count the phrases in.
    newsrooms : iterable of str
        Articles of newsrooms abroad: what these write twice is no calque, either.
    usual : callable
        Told two words, whether people write the one before the other: such a pair by itself says
        nothing, odd as it was in its place.
    """
    repairs: dict[str, str | None] = {}
    for row in read_table(lexicon / "wild_calques.tsv.gz"):
        odd = segment.plain(_unquoted(row["odd"]))
        words = words_of(odd)
        named = any(word[:1].isupper() for word in odd.split()[1:])
        if row["usable"] != "yes" or row["class"] in _NOT_PHRASES or named or len(words) < 2:
            continue
        if any(not word.replace("'", "").isalpha() for word in words) or len(" ".join(words)) < 8:
            continue
        if _OF_TWO.search(odd.rstrip(_ENDS)) or (len(words) == 2 and usual(*words)):
            continue
        repairs.setdefault(" ".join(words), _repair(words, _unquoted(row["expected"])))
    table = PhraseTable(Phrase(words, repair) for words, repair in sorted(repairs.items()))
    used, n_words = _used(table, native)
    abroad, _ = _used(table, newsrooms)
    most = max(1.0, _MOST_PER_MILLION * n_words / 1e6)
    return PhraseTable(
        p for p in table.phrases if used[p.words] <= most and abroad[p.words] <= _MOST_ABROAD
    )


def _repair(words: Sequence[str], expected: str) -> str | None:
    """Give what a reader put for a phrase, unless it fits the one place alone: he for she there."""
    persons = [_PERSONS & set(side) for side in (words, words_of(segment.plain(expected)))]
    repair = expected.rstrip(".,;: ")
    if expected == _NO_REPAIR or _FROM_ITS_SENTENCE.search(repair) or persons[1] - persons[0]:
        return None
    return repair or None


def _used(table: PhraseTable, texts: Iterable[str]) -> tuple[Counter[str], int]:
    used: Counter[str] = Counter()
    n_words = 0
    for text in texts:
        n_words += text.count(" ")
        used.update(
            " ".join(words_of(segment.plain(f.text))) for f in table.find(text, segment.plain(text))
        )
    return used, n_words


def rate_of_phrases(lexicon: Path, phrases: PhraseTable) -> float:
    """Give the places per word at which pages of other sites hold phrases of the table."""
    known = {p.words for p in phrases.phrases}
    per_million = {
        " ".join(words_of(segment.plain(_unquoted(row["odd"])))): float(
            row["elsewhere_per_million"]
        )
        for row in read_table(lexicon / "wild_calques.tsv.gz")
    }
    return sum(rate for words, rate in per_million.items() if words in known) / 1e6


def fit_clues(
    native: Sequence[str],
    others: Mapping[str, Sequence[str]],
    engines: Sequence[str],
    lexicon: Path,
    phrases: PhraseTable,
) -> ClueModel:
    """Learn the weights.

    Parameters
    ----------
    native : sequence of str
        Whole articles of native newsrooms.
    others : mapping of str to sequence of str
        Articles of other groups of people. What one of the groups writes more often than native
        newsrooms do counts as people's rate.
    engines : sequence of str
        Articles as translation engines wrote them.
    lexicon : Path
        The folder of what was read on pages of the web.
    phrases : PhraseTable
    """
    whole = [look(text, phrases) for text in native]
    cut = [look(beginning(text), phrases) for text in native]
    machine = [look(beginning(text), phrases) for text in engines]
    read = pages(lexicon)
    kinds = sorted(
        {k for s in (*whole, *cut, *machine) for k in s.counts}
        | {k for r in read for p in r for k in p}
    )
    groups = [
        [look(beginning(text), phrases) for text in texts] for texts in others.values() if texts
    ]
    human = {k: _raised(_fit_rate(k, [*whole, *cut]), k, groups) for k in kinds}
    translated = {}
    for k in kinds:
        on_pages = max(_share(sum(k in p for p in r), len(r)) for r in read)
        by_engines = _share(sum(k in s.counts for s in machine), len(machine))
        translated[k] = _rate_for((on_pages + by_engines) / 2, PAGE_WORDS, _PER_PAGE)
    if "phrase" in human and len(phrases):
        translated["phrase"] = Rate(max(1e-8, rate_of_phrases(lexicon, phrases)), _PER_PAGE)
    model = ClueModel(human, translated, _repeat(machine, cut), phrases=phrases)
    return _scaled(model, cut, [p for r in read for p in r])


def learn_clues(corpora: Corpora, known: Lexicon) -> ClueModel:
    """Learn weights and phrases from the training part of the corpora.

    Parameters
    ----------
    corpora : Corpora
    known : Lexicon
        Which words people write side by side.
    """

    def usual(before: str, word: str) -> bool:
        return fluency.is_written(known, [known.index.get(w, 0) for w in (before, word)])

    lexicon = corpora.data / "lexicon"
    native = corpora.human["news_native"]
    train = [d for d in native if d.split == "train"]
    rt = [d.text for d in corpora.human["news_nonnative"] if d.split == "train"]
    phrases = learn_phrases(
        lexicon, (d.text for d in _some(native, "tables", _MOST_COUNTED)), rt[::2], usual
    )
    registers = [d.text for d in corpora.human["other_registers"] if d.split == "train"]
    engines = [
        a.text
        for a in aligned_articles(corpora, "train", 2 * _MOST_ENGINES)
        if a.label == "translated"
    ]
    return fit_clues(
        [d.text for d in _some(native, "train", _MOST_NATIVE)],
        {
            "nonnative": rt[1::2],
            "abroad": [d.text for d in train if d.source in _ABROAD],
            "registers": registers,
        },
        engines[:_MOST_ENGINES],
        lexicon,
        phrases,
    )


def _some(documents: Sequence[HumanDocument], split: str, most: int) -> list[HumanDocument]:
    """Draw documents of a split, the same every time."""
    kept = [d for d in documents if d.split == split]
    Random(f"clues {split}").shuffle(kept)
    return kept[:most]


def _share(x: int, n: int) -> float:
    return (x + 0.5) / (n + 1)


def _rate_for(share: float, n_words: float, spread: float) -> Rate:
    """Give the rate at which that share of articles of a length hold a clue."""
    mean = spread * math.expm1(-math.log1p(-min(share, 0.99)) / spread)
    return Rate(max(1e-9, mean / n_words), spread)


def _fit_rate(kind: str, seen: Sequence[Seen]) -> Rate:
    """Fit rate and spread to which articles hold a clue, by maximum likelihood."""
    lengths = np.asarray([s.words for s in seen], dtype=np.float64)
    holds = np.asarray([kind in s.counts for s in seen])
    edges = np.unique(np.quantile(lengths, np.linspace(0, 1, 25)))
    place = np.clip(np.searchsorted(edges, lengths, side="right") - 1, 0, len(edges) - 1)
    n = np.bincount(place, minlength=len(edges)).astype(np.float64)
    x = np.bincount(place, holds, len(edges)).astype(np.float64)
    middle = np.bincount(place, lengths, len(edges)) / np.maximum(n, 1)
    best, rate = -math.inf, Rate(1e-8, 1.0)
    for spread in _SPREADS:
        mean = _RATES[:, None] * np.maximum(middle, 1.0)[None, :]
        absent = np.exp(-spread * np.log1p(mean / spread))
        fit = _likelihood(x, n, absent)
        at = int(np.argmax(fit))
        if fit[at] > best:
            best, rate = float(fit[at]), Rate(float(_RATES[at]), spread)
    # As if one more article had held it: what was never seen is not impossible.
    least = _rate_for(_share(0, len(seen) // 2), float(np.median(lengths)), rate.spread)
    return Rate(max(rate.per_word, least.per_word), rate.spread)


def _likelihood(
    x: NDArray[np.float64], n: NDArray[np.float64], absent: NDArray[np.float64]
) -> NDArray[np.float64]:
    present = np.maximum(1.0 - absent, 1e-12)
    total: NDArray[np.float64] = (
        x * np.log(present) + (n - x) * np.log(np.maximum(absent, 1e-12))
    ).sum(axis=1)
    return total


def _raised(rate: Rate, kind: str, groups: Sequence[Sequence[Seen]]) -> Rate:
    """Raise a rate to that of the group of people who write so most."""
    shares = [_share(sum(kind in s.counts for s in g), len(g)) for g in groups]
    shares = [share for share in shares if share > rate.present(PAGE_WORDS)]
    if not shares:
        return rate
    return _rate_for(max(shares), PAGE_WORDS, rate.spread)


def _repeat(machine: Sequence[Seen], human: Sequence[Seen]) -> float:
    """Give the nats for a clue that turns up again, over all kinds."""

    def share(seen: Sequence[Seen]) -> float:
        counts = [c for s in seen for c in s.counts.values()]
        return _share(sum(c > 1 for c in counts), len(counts))

    return max(0.0, math.log(share(machine) / share(human)))


def _scaled(model: ClueModel, human: Sequence[Seen], read: Sequence[frozenset[str]]) -> ClueModel:
    """Find the share of the sum that counts, and how far it may go."""

    def total(kinds: Iterable[str], n_words: int) -> float:
        return sum(model.kind_weight(k, n_words) for k in kinds)

    people = np.asarray([total(s.counts, s.words) for s in human])
    machines = np.asarray([total(kinds, PAGE_WORDS) for kinds in read])
    sums = np.concatenate([people, machines])[:, None]
    labels = np.repeat([0, 1], [len(people), len(machines)])
    fitted = LogisticRegression(C=1e3, class_weight="balanced").fit(sums, labels)
    scale = float(np.clip(fitted.coef_[0, 0], 0.2, 1.0))
    level = float(np.quantile(people, 1 - _RARE_LEVEL))
    bound = math.log(_share(int((machines > level).sum()), len(machines)) / _RARE_LEVEL)
    return ClueModel(
        model.human, model.translated, scale * model.repeat, scale, max(0.0, bound), model.phrases
    )
