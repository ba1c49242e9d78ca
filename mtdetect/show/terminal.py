"""A scored article in the terminal: the verdict first, then the text with its evidence in place."""

from __future__ import annotations

from rich.console import Console
from rich.style import Style
from rich.text import Text

from mtdetect.evidence.finding import KINDS, Evidence
from mtdetect.show.report_marks import Mark, nest
from mtdetect.show.shown import Document, Paragraph
from mtdetect.show.verdict import (
    CAVEAT,
    KIND_WORDS,
    detail,
    evidence_words,
    headline,
    paragraph_words,
    printable,
    score_words,
)
from mtdetect.show.wording import suggestion_words

_WIDEST = 100  # columns; longer lines are hard to follow
_BAR = 10  # cells
_INDENT = 4
_LONGEST_MESSAGE = 60  # characters of a message that still reads well within a sentence

_FORM = frozenset({"garbled_name", "lost_capital", "typography", "broken_sentence"})
_LABEL_COLOURS = {"spun": "red", "translated": "cyan", "human": "green"}


class PipedConsole(Console):
    """A console whose reader may go away; rich itself would end the process with 1."""

    def on_broken_pipe(self) -> None:
        """Pass the error on, as older versions of rich do."""
        raise


def render(doc: Document, console: Console, *, name: str | None = None) -> None:
    """Print an article with its verdict, its paragraphs' scores and the marked evidence.

    On a terminal, evidence is underlined. Elsewhere (a file, a pipe) it stands in square
    brackets and nothing but text is written.

    Parameters
    ----------
    doc : Document
        A scored article.
    console : rich.console.Console
        Where to print; its width is respected, up to 100 columns.
    name : str or None, default=None
        What the article is called, such as its file.

    Examples
    --------
    >>> import io
    >>> from mtdetect.results import Document
    >>> console = Console(file=io.StringIO(), width=80)
    >>> render(Document("", None, None, False), console)
    >>> console.file.getvalue().splitlines()[0]
    'No verdict: there is no text to judge.'
    """
    writer = _Writer(console)
    if name is not None:
        writer.put(Text(writer.safe(name), style="bold"))
        writer.put(Text())
    flagged = _colour(doc.label) if doc.flagged else ""
    writer.put(Text(writer.safe(headline(doc)), style=Style.parse(f"bold {flagged}")))
    if said := detail(doc):
        writer.put(Text(writer.safe(said)))
    writer.put(Text(writer.safe(CAVEAT), style="italic dim"))
    for number, paragraph in enumerate(doc.paragraphs, 1):
        writer.put(Text())
        writer.paragraph(paragraph, number)
    present = {e.kind for e in doc.evidence}
    if present:
        writer.put(Text())
    for kind in KINDS:
        if kind in present:
            words = KIND_WORDS[kind]
            line = Text(f"{words.name}: {words.meaning}")
            writer.put(line, indent=_INDENT, lead=Text(f" {words.letter}  ", style="bold"))


def _colour(label: str | None) -> str:
    return _LABEL_COLOURS.get(label or "", "magenta")


class _Writer:
    """Prints within one console's width, encoding and colours."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._styled = console.color_system is not None
        self._ascii = console.options.ascii_only
        self._encoding = console.encoding
        self._width = max(min(console.width, _WIDEST), 20)
        self._told: set[str] = set()

    def safe(self, text: str) -> str:
        """Replace what this console cannot take, one character for one."""
        text = printable(text)
        if self._ascii:
            text = text.replace("→", ">").replace("–", "-").replace("−", "-")
            text = text.encode(self._encoding, "replace").decode(self._encoding)
        return text

    def put(self, text: Text, *, indent: int = 0, lead: Text | None = None) -> None:
        """Print lines, indented; the first may carry something in its indentation."""
        # Piped output keeps no trailing blanks, which rich's padding would add.
        lines = text.wrap(self._console, self._width - indent, tab_size=4)
        for line in lines or [Text()]:
            line.rstrip()
            row = lead or Text(" " * indent if line.plain else "")
            lead = None
            row.append_text(line)
            self._console.print(row, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def paragraph(self, paragraph: Paragraph, number: int) -> None:
        self.put(self._heading(paragraph, number))
        dim = "dim" if paragraph.score is None else ""
        for line in self._marked(paragraph, dim).split("\n", allow_blank=True):
            self.put(line, indent=_INDENT)

    def _heading(self, paragraph: Paragraph, number: int) -> Text:
        heading = Text(f"{number:>2}  ", style="bold")
        words = self.safe(paragraph_words(paragraph))
        if paragraph.score is None:
            heading.append(words, style="not bold dim")
            return heading
        full = round(min(max(paragraph.score, 0.0), 1.0) * _BAR)
        block, rest = ("#", ".") if self._ascii else ("█", "░")
        colour = _colour(paragraph.label)
        heading.append(block * full, style=f"not bold {colour}")
        heading.append(rest * (_BAR - full), style="not bold dim")
        heading.append(f" {score_words(paragraph.score)}  ", style="not bold")
        heading.append(words, style=f"bold {colour}" if paragraph.flagged else "not bold")
        return heading

    def _marked(self, paragraph: Paragraph, style: str) -> Text:
        """Give the text with its evidence marked and, after each span, what was meant."""
        evidence = paragraph.evidence
        plain = self.safe(paragraph.text)
        marked = Text(style=style)

        def write(mark: Mark, ink: Style) -> None:
            at = mark.start
            for inner in mark.inside:
                marked.append(plain[at - paragraph.start : inner.start - paragraph.start], ink)
                found = evidence[inner.index]
                if not self._styled:
                    marked.append("[")
                write(inner, ink + _ink(found))
                marked.append_text(self._note(found))
                at = inner.end
            marked.append(plain[at - paragraph.start : mark.end - paragraph.start], ink)

        spans = [(e.start, e.end) for e in evidence]
        write(nest(spans, paragraph.start, paragraph.end), Style.null())
        return marked

    def _note(self, evidence: Evidence) -> Text:
        note = KIND_WORDS[evidence.kind].letter
        if evidence.suggestion is not None:
            note += f" → {suggestion_words(evidence.suggestion)}"
        else:
            words = evidence_words(evidence).rstrip(".")
            # What is wrong is told where it first occurs; after that its letter will do.
            if evidence.message and len(words) <= _LONGEST_MESSAGE and words not in self._told:
                self._told.add(words)
                note += f": {words[0].lower()}{words[1:]}"
        note = self.safe(note).replace("\n", " ")
        if self._styled:
            return Text(f" ({note})", style="italic")
        return Text(f" | {note}]")


def _ink(evidence: Evidence) -> Style:
    colour = "cyan" if evidence.kind in _FORM else "red"
    return Style.parse(f"underline {colour}" + (" bold" if evidence.weight >= 0.5 else ""))
