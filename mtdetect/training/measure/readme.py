"""The README's chapter of figures, written from the figures that were measured."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from mtdetect.errors import DataError
from mtdetect.model import Model
from mtdetect.training.corpora.registry import OTHER_KINDS
from mtdetect.training.fit.thresholds import upper_bound
from mtdetect.training.measure.protocols import DIALECTS, DICTIONARIES, PORTUGUESE
from mtdetect.training.measure.steps import STEPS

Figures = dict[str, Any]
FIGURES_BEGIN = "<!-- figures -->"
FIGURES_END = "<!-- end figures -->"
# Groups of human writers that the README names, in its words.
_MAIN_GROUPS = {
    "native news, all": "native news, 2004 to 2024",
    "RT (non-native newsroom)": "RT, a newsroom of non-native writers",
    "human translations, all": "human translations of news",
    "learners, all": "essays by learners of English",
    "Wikipedia": "Wikipedia",
    "English originals of test sets": "English originals of test sets, not spared by default",
    "originals of round trips, by native newsrooms": "native news that was sent there and back",
    "sport, of native newsrooms": "reports on sport, by native newsrooms",
    "sport, of all other writers": "reports on sport, by others, translators above all",
    "crime, of native newsrooms": "reports on crime and accidents, by native newsrooms",
    **{name: name for name in OTHER_KINDS.values()},
}
_SETS = {
    "round trips of news through Portuguese, all of these left out": (
        "round trips of US and war news through Portuguese, with all of news through it"
    ),
    "round trips of news through French, French left out": "round trips of news through French",
}
_README_HEAD = """The model is `{digest}`; all figures are from
`mtdetect evaluate --data DATA`, which also wrote the full tables into
[models/README.md](models/README.md) and [models/evaluation.json](models/evaluation.json).{earlier}

**Human texts flagged by mistake**, at the shipped setting (`fpr=0.01`, `spare="newsrooms"`), and
articles with `spare="everyone"`. Native news is by newsrooms whose journalists write in their own
English; articles of the same newsrooms, other than these, stand in training and behind the
thresholds. The bound is a one-sided upper bound of 95% (Clopper-Pearson) that takes each text by
itself; versions of one story, and paragraphs of one article, are flagged together, so that for them
it is too low. Where articles are versions of fewer stories both are given. Beginnings are the first
250 to 400 words of articles, of those that have a paragraph which ends there, with their bound in
brackets. Declined are texts that say "I", "we" and "you" more than 99% of news articles do: they
are never called translated ([what that costs](models/README.md#what-is-declined)).

| human writers | articles | flagged | bound | beginnings | everyone | bound | declined | paragraphs | flagged | bound |
|---|---|---|---|---|---|---|---|---|---|---|
"""  # noqa: E501
_README_UNSEEN = """
**Single paragraphs of kinds that training never saw**: each row trains without what it tests. A
paragraph stands alone here, without its article. Columns are AUROC (1 is perfect, 0.5 is chance),
but for "found at 1%", "articles" and "native only", which are shares found. "AUROC" and "found at
1%" (of false positives) are against native news, by the odds of any machine (`p.alone`), "by kind"
by the odds of its own kind of machine alone. "Own version" compares a translation with what a
person wrote of the same content, be it the original or a person's translation; "5 together" pools
five paragraphs of different articles, which tells more than five of one writer. "Articles" is the
share of whole articles of ten paragraphs or more that are found at the shipped setting. What is
learnt of articles is that of the model that was measured (how paragraphs follow each other, what
clues weigh, thresholds), and it knows what is left out. "Native only" is what is found where 1% of
some 300 native articles are flagged. To take hours and not a day, each row trains on a part: 40% of
native news and four in seven of the aligned stories; 8,000 paragraphs for spinners. The three
spinners have dictionaries that share hardly a swap with those that stay in training; the dialects
of the web have some words of their own and fill up from thesauri that stay, so that most of their
swaps are known. Where several are left out in turn, the worst stands first, then the median.

| left out | AUROC | found at 1% | by kind | own version | 5 together | articles | native only |
|---|---|---|---|---|---|---|---|
"""
_README_ARTICLES = """
**Whole articles** on held-out texts, by spinners and engines that the model knows. In square
brackets stands a 95% interval, by a bootstrap over stories: of one there may be many versions. The
likeliest kind is `doc.likeliest`, flagged or not.

| test | articles | figure |
|---|---|---|
"""
_README_BASELINES = """
**What one would try first**, on held-out paragraphs, with nothing left out of training; the model
that ships learnt from more paragraphs than the others. Beside each method stands how many were
measured, spun and translated.

| method | paragraphs | spun: AUROC | found at 1% | round trips: AUROC | own human version: AUROC |
|---|---|---|---|---|---|
"""


def readme_block(model: Model, figures: Figures) -> str:
    """Compose the README's chapter of figures: false positives first, then what is found.

    Parameters
    ----------
    model : Model
        The model that was measured.
    figures : dict
        What ``mtdetect evaluate`` found.

    Returns
    -------
    str
        Markdown.
    """
    wrong = figures["false_positives"]
    lines = [_README_HEAD.format(digest=model.digest[:12], earlier=of_earlier(model, figures))]
    lines += [
        f"| {words} | {_articles(f)} | {percent(f['articles_flagged_at_0.01'])} "
        f"| {percent(f['articles_bound_at_0.01'])} | {_beginnings(f)} "
        f"| {percent(f['articles_flagged_at_0.01_everyone'])} "
        f"| {percent(f['articles_bound_at_0.01_everyone'])} | {percent(f['declined'])} "
        f"| {f['paragraphs']:,} "
        f"| {percent(f['paragraphs_flagged_at_0.01'])} "
        f"| {percent(f['paragraphs_bound_at_0.01'])} |\n"
        for name, words in _MAIN_GROUPS.items()
        if (f := wrong.get(name))
    ]
    # With a comma: not an engine, but one set of texts.
    sets = figures.get("unseen_engine", {})
    engines = {k: v for k, v in sets.items() if "," not in k}
    spinners = figures.get("unseen_spinner", {})
    apart = [
        _unseen(words, found)
        for words, found in (
            ("a spinner with its dictionary", _some(spinners, DICTIONARIES)),
            ("a dialect of the web, its thesauri known", _some(spinners, DIALECTS)),
            ("a translation engine", engines),
            ("a family of pivot languages", figures.get("unseen_pivot")),
            ("the newest year (WMT 2021)", figures.get("unseen_year")),
            *((words, {name: sets[name]}) for name, words in _SETS.items() if name in sets),
        )
        if found
    ]
    lines += [_README_UNSEEN, *apart] if apart else []
    lines.append(_README_ARTICLES)
    lines += [_article_row(name, f) for name, f in figures["articles"].items()]
    lines.append(_README_BASELINES)
    seen = figures["seen"]
    lines.append(_baseline_row("mtdetect", seen["spun: all"], seen[f"translated: {PORTUGUESE}"]))
    lines += [
        _baseline_row(name, f["spun"], f["translated (Portuguese round trips)"])
        for name, f in figures.get("baselines", {}).items()
    ]
    left_out = [name.replace("_", " ") for name in STEPS if not figures.get(name)]
    if left_out:
        lines.append(f"\nNot measured for this model: {', '.join(left_out)}.\n")
    return "".join(lines)


def of_earlier(model: Model, figures: Figures) -> str:
    """Say which steps were measured with another model, and with which.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> figures = {"of": {"seen": "b" * 64, "length": "a" * 64, "unseen_year": "a" * 64}}
    >>> print(of_earlier(SimpleNamespace(digest="b" * 64), figures).strip())
    With an earlier model, `aaaaaaaaaaaa`: length, unseen year.
    """
    steps: dict[str, list[str]] = defaultdict(list)
    for name, digest in figures.get("of", {}).items():
        if digest != model.digest:
            steps[digest[:12]].append(name.replace("_", " "))
    return "".join(
        f"\nWith an earlier model, `{digest}`: {', '.join(names)}."
        for digest, names in steps.items()
    )


def _some(found: Figures, names: Iterable[str]) -> Figures:
    return {name: found[name] for name in names if name in found}


def _articles(found: Figures) -> str:
    """Give the number of articles and, where some are versions of one, of stories."""
    articles, stories = found["articles"], found.get("stories", found["articles"])
    return f"{articles:,}" if stories == articles else f"{articles:,} of {stories:,} stories"


def _beginnings(found: Figures) -> str:
    rate, n = found["beginnings_flagged_at_0.01"], found["beginnings"]
    if not n:
        return ""
    return f"{percent(rate)} of {n:,} ({percent(upper_bound(round(rate * n), n))})"


def _unseen(left_out: str, found: Figures) -> str:
    """Give one row: the worst of what was left out in turn and, of several, the median."""
    named = f"{left_out} ({len(found)} in turn)" if len(found) > 1 else left_out
    cells = [
        _worst_and_median([f[key] for f in found.values() if key in f], is_share)
        for key, is_share in (
            ("auroc", False), ("tpr_at_1", True), ("auroc_by_kind", False), ("auroc_own", False),
            ("auroc_pooled_5", False), ("articles_found_at_1", True),
            ("articles_found_at_native_1", True),
        )
    ]  # fmt: skip
    return f"| {named} | " + " | ".join(cells) + " |\n"


def _worst_and_median(values: list[float], is_share: bool) -> str:
    known = [v for v in values if not math.isnan(v)]
    if not known:
        return ""
    chosen = [known[0]] if len(values) == 1 else [min(known), median(known)]
    return ", ".join(percent(v) if is_share else f"{v:.3f}" for v in chosen)


def _article_row(name: str, found: Figures | float) -> str:
    if not isinstance(found, dict):
        return f"| {name} | | {found:.3f} |\n"
    if "found_at_1" in found:
        figure = f"{percent(found['found_at_1'])} flagged [{percent(found['found_low'])} to "
        figure += f"{percent(found['found_high'])}] "
        figure += f"({percent(found['found_at_1_everyone'])} with everyone spared, "
        figure += f"{percent(found['found_at_native_1'])} where 1% of native news is), "
        figure += f"{percent(found['right_label'])} of the right likeliest kind"
    else:
        figure = f"AUROC {found['auroc_inside_the_article']:.3f} of `p.score` inside the article"
    return f"| {name} | {_articles(found)} | {figure} |\n"


def _baseline_row(name: str, spun: Figures, translated: Figures) -> str:
    return (
        f"| {name} | {spun['n_machine']:,.0f}, {translated['n_machine']:,.0f} "
        f"| {spun['auroc']:.3f} | {percent(spun['tpr_at_1'])} "
        f"| {translated['auroc']:.3f} | {translated['auroc_own']:.3f} |\n"
    )


def update_readme(path: Path, block: str) -> None:
    """Put the figures between their two markers in a README, and leave the rest as it is.

    Parameters
    ----------
    path : Path
        The README.
    block : str
        From :func:`readme_block`.

    Raises
    ------
    DataError
        If the file lacks the two markers, each once and in order.
    """
    whole = path.read_text("utf-8")
    head, begin, rest = whole.partition(FIGURES_BEGIN)
    _, end, tail = rest.partition(FIGURES_END)
    if not (begin and end) or FIGURES_BEGIN in rest or FIGURES_END in tail:
        raise DataError(
            f"{path} must hold {FIGURES_BEGIN} and then {FIGURES_END} once each, to take the "
            "figures in between: put them back"
        )
    path.write_text(f"{head}{FIGURES_BEGIN}\n{block.strip()}\n{FIGURES_END}{tail}", "utf-8")


def percent(value: float) -> str:
    """Write a share as a percentage, a small one not as none, and one of nothing not at all.

    Examples
    --------
    >>> percent(0.1234), percent(0.0), percent(0.0003), percent(float("nan"))
    ('12.3%', '0.0%', '<0.1%', '')
    """
    if math.isnan(value):
        return ""
    return "<0.1%" if 0 < value < 0.0005 else f"{100 * value:.1f}%"
