"""Plots beside the model card: ROC at low error rates, scores by group, reliability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtdetect.training.corpora.dataset import Sample

PLOTS = ("roc.png", "scores.png", "reliability.png")
DECLINING = "declining.png"
Scores = NDArray[np.float64]


def write(samples: list[Sample], scores: Scores, weight: Scores, out: Path) -> bool:
    """Draw paragraphs judged alone.

    Parameters
    ----------
    samples : list of Sample
        Held-out paragraphs.
    scores : ndarray of shape (n,)
        Their log-odds of being a machine's, in nats.
    weight : ndarray of shape (n,)
        Weights under which the classes count the same.
    out : Path
        Folder that gets the files of :data:`PLOTS`.

    Returns
    -------
    bool
        False where matplotlib is not installed and nothing was drawn.
    """
    if (Figure := _figure_class()) is None:
        return False
    groups = _groups(samples, scores)
    native = groups["native news"]
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    rates = np.logspace(-3.3, 0, 200)
    limits = np.quantile(native, 1 - rates)
    for name, values in groups.items():
        if name.startswith(("spun", "translated")):
            axes.plot(rates, [(values > limit).mean() for limit in limits], label=name)
    axes.set(xscale="log", xlabel="false-positive rate on native news", ylabel="found", ylim=(0, 1))
    figure.legend(loc="outside upper center", ncols=2, frameon=False)
    figure.savefig(out / PLOTS[0], dpi=110)

    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    names = list(groups)
    axes.boxplot(
        [groups[name] for name in names], orientation="horizontal", showfliers=False, whis=(1, 99)
    )
    axes.set_yticks(range(1, len(names) + 1), names)
    axes.set(xlabel="log-odds alone, in nats (whiskers: 1% and 99%)")
    axes.axvline(0, color="0.7", linewidth=0.8, zorder=0)
    figure.savefig(out / PLOTS[1], dpi=110)

    figure = Figure(figsize=(4.5, 4.5), layout="constrained")
    axes = figure.subplots()
    p = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    machine = np.asarray([s.label != "human" for s in samples])
    place = np.minimum((p * 10).astype(int), 9)
    used = [b for b in range(10) if weight[place == b].sum() > 0]
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=0.8)
    axes.plot(
        [np.average(p[place == b], weights=weight[place == b]) for b in used],
        [np.average(machine[place == b], weights=weight[place == b]) for b in used],
        marker="o",
    )
    axes.set(xlabel="probability given", ylabel="share of machine text", aspect="equal")
    figure.savefig(out / PLOTS[2], dpi=110)
    return True


def write_declining(figures: dict[str, Any], out: Path) -> bool:
    """Draw what is flagged of people and of copies where more and more of news is declined.

    Parameters
    ----------
    figures : dict
        From :func:`mtdetect.training.measure.declining.declining`.
    out : Path
        Folder that gets :data:`DECLINING`.

    Returns
    -------
    bool
        False where matplotlib is not installed and nothing was drawn.
    """
    if (Figure := _figure_class()) is None:
        return False
    figure = Figure(figsize=(8, 5), layout="constrained")
    for axes, people in zip(figure.subplots(1, 2), (True, False), strict=True):
        for name, found in figures.items():
            if found["people"] == people:
                axes.plot(
                    [1 - point["declined"] for point in found["curve"]],
                    [point["flagged"] for point in found["curve"]],
                    marker="o",
                    label=name,
                )
        axes.set(
            xlabel="share not declined as no news",
            ylabel="flagged by mistake" if people else "found",
            xlim=(-0.02, 1.02),
        )
        axes.set_ylim(bottom=0, top=None if people else 1.02)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), frameon=False, fontsize=8)
    figure.savefig(out / DECLINING, dpi=110)
    return True


def _figure_class() -> Any:
    """Give matplotlib's class of figures, None where it is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return None
    return Figure


def _groups(samples: list[Sample], scores: Scores) -> dict[str, Scores]:
    names = {
        "native": "native news",
        "nonnative": "RT",
        "learner": "learners",
        "wikipedia": "Wikipedia",
        "other": "law, speeches, tales, obituaries",
        "human_original": "English originals of test sets",
        "human_translation": "human translations",
    }
    found: dict[str, list[float]] = {name: [] for name in names.values()}
    for s, x in zip(samples, scores.tolist(), strict=True):
        if s.label == "human":
            name = names[s.origin]
        elif s.label == "spun":
            name = "spun news" if s.origin == "native" else "spun text of other registers"
        elif s.source == "news_round_trip_pt":
            name = "translated: round trips of native news"
        else:
            name = "translated: test sets"
        found.setdefault(name, []).append(x)
    return {name: np.asarray(values) for name, values in found.items() if values}
