"""A strip of an article's paragraph scores, drawn with matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdetect.errors import InvalidTypeError, missing
from mtdetect.show.shown import Document
from mtdetect.show.wording import BAR_WORDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Told apart by hatching as well as by colour.
_LOOKS = {
    "human": ("#b3ab9b", ""),
    "spun": ("#c2560f", "////"),
    "translated": ("#2f7fb8", "----"),
}


def plot_paragraphs(doc: Document, ax: Axes | None = None) -> Axes:
    """Draw a bar for each paragraph: as wide as it is long, as high as its score.

    Flagged paragraphs carry a small triangle beneath, abstained ones a dotted line in place of
    a bar. The axis counts words from the beginning of the article.

    Parameters
    ----------
    doc : Document
        A scored article.
    ax : matplotlib Axes or None, default=None
        Where to draw; a new figure of 8 by 2 inches if None.

    Returns
    -------
    matplotlib Axes
        The axes drawn on, with one bar for each paragraph that was judged.

    Raises
    ------
    InvalidTypeError
        If ``doc`` is no Document.
    MissingDependencyError
        If matplotlib is not installed.
    """
    if not hasattr(doc, "paragraphs"):
        raise InvalidTypeError(
            f"plot_paragraphs takes a Document, got a {type(doc).__name__}: pass what "
            "mtdetect.score(text) gives"
        )
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise missing("plot_paragraphs", "matplotlib", "notebook") from error
    if ax is None:
        _, ax = pyplot.subplots(figsize=(8, 2), layout="constrained")
    at = 0
    named: set[str] = set()
    for p in doc.paragraphs:
        words = max(len(p.text.split()), 1)
        if p.score is None:
            ax.plot([at, at + words], [0, 0], color="0.5", linestyle=":", linewidth=2)
        else:
            label = p.label or "human"
            colour, hatch = _LOOKS[label]
            ax.bar(
                at, p.score, width=words, align="edge", color=colour, hatch=hatch,
                edgecolor="white", linewidth=1,
                label=BAR_WORDS[label] if label not in named else None,
            )  # fmt: skip
            named.add(label)
        if p.flagged:
            ax.plot(at + words / 2, -0.08, marker="^", color="0.2", markersize=4, clip_on=False)
        at += words
    ax.set_xlim(0, max(at, 1))
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.5, 1])
    ax.tick_params(axis="x", pad=9)
    ax.set_ylabel("score")
    ax.set_xlabel("words from the beginning (▴ flagged)")
    ax.spines[["top", "right"]].set_visible(False)
    if named:
        handles, names = ax.get_legend_handles_labels()
        in_order = list(BAR_WORDS.values())
        order = sorted(range(len(names)), key=lambda i: in_order.index(names[i]))
        ax.legend(
            [handles[i] for i in order], [names[i] for i in order],
            loc="upper left", bbox_to_anchor=(1, 1), frameon=False,
        )  # fmt: skip
    return ax
