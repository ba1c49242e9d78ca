"""A text brought into one form, with the way back to the original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from mtdetect import segment
from mtdetect.door import brackets, columns, habits, insertions, lines, lookalikes, rules
from mtdetect.door.columns import Moved
from mtdetect.door.edits import Layer, rewrite
from mtdetect.door.rule import Rule
from mtdetect.expressions import Expression
from mtdetect.segment import Finding

# Entities of entities of entities are decoded, and lists in fields of rows are taken apart; what is
# wrapped further is no accident.
_MOST_DECODINGS = 3
_MOST_COLUMNS = 3
# Times, names and labels stand one above the other.
_MOST_LABELS = 3
_PLAIN = frozenset(
    'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\n,;:()!"$%+@“”‘’…£€éèáíóúñüöäç'
)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A text in one form.

    Attributes
    ----------
    original : str
        The text as given.
    text : str
        The same without what scraping or disguise did to it.
    repairs : mapping of str to int
        How many places were put right, by kind; empty for a clean text.
    deceits : tuple of Finding
        Words in letters of several alphabets, with offsets into the original.
    layers : tuple of Layer or Moved
        The passes that led from the original to the text.
    """

    original: str
    text: str
    repairs: Mapping[str, int] = field(default_factory=dict)
    deceits: tuple[Finding[str], ...] = ()
    layers: tuple[Layer | Moved, ...] = ()

    @property
    def reordered(self) -> bool:
        """Whether pieces of the text stand in another order than in the original."""
        return any(isinstance(layer, Moved) for layer in self.layers)

    def span(self, start: int, end: int, *, outer: bool = False) -> segment.Span:
        """Give the place in the original of a span of the text.

        Parameters
        ----------
        start, end : int
            Offsets into :attr:`text`; the span is not empty.
        outer : bool, default=False
            Whether what was taken away right before and behind the span belongs to it, but for
            white space at the ends, as it does for a paragraph.

        Examples
        --------
        >>> door = open_door("**Caf&eacute; closed**[1] today")
        >>> door.text, door.original[slice(*door.span(0, 4))]
        ('Café closed today', 'Caf&eacute;')
        >>> door.original[slice(*door.span(0, 11, outer=True))]
        '**Caf&eacute; closed**[1]'
        """
        return self.spans([(start, end)], outer=outer)[0]

    def spans(self, spans: Iterable[tuple[int, int]], *, outer: bool = False) -> list[segment.Span]:
        """Give the places in the original of many spans, in their order; see :meth:`span`."""
        given = list(spans)
        if not self.layers or not given:
            return [segment.Span(start, end) for start, end in given]
        offsets = np.asarray(given, dtype=np.int64)
        starts, ends = offsets[:, 0], offsets[:, 1]
        for layer in reversed(self.layers):
            starts, ends = layer.back(starts, ends, outer=outer)
        if outer:  # what was taken away between two spans belongs to the first
            behind = ends[:-1] < ends[1:]  # not so where columns lie across each other
            starts[1:] = np.where(behind, np.maximum(starts[1:], ends[:-1]), starts[1:])
        found = map(segment.Span, starts.tolist(), ends.tolist())
        return [self._trimmed(s) for s in found] if outer else list(found)

    def _trimmed(self, span: segment.Span) -> segment.Span:
        piece = self.original[span.start : span.end]
        if not piece.strip():  # a mark read wrongly as white space
            return span
        start = span.start + len(piece) - len(piece.lstrip())
        return segment.Span(start, start + len(piece.strip()))


def open_door(text: str) -> Prepared:
    """Bring a text into one form.

    Entities, characters read in a wrong encoding, ligatures, fullwidth and mathematical letters,
    letters of other alphabets in Latin words, soft hyphens and other invisible characters, odd
    spaces, inline tags, markdown, links, hashtags at the end, marks of footnotes, times and bylines
    before a paragraph are put right or taken away. Time and memory are linear in the length, and
    nothing is raised whatever the string.

    Parameters
    ----------
    text : str

    Returns
    -------
    Prepared

    Examples
    --------
    >>> open_door("Police didn&#8217;t say why.[2]").text
    'Police didn’t say why.'
    >>> open_door("A clean text.").repairs
    {}
    """
    done = _Work(text)
    for _ in range(_MOST_DECODINGS):
        if not done.apply(habits.BOX):
            break
    done.apply(habits.LISTED_STRINGS)
    done.throughout(habits.BEFORE_DECODING)
    for _ in range(_MOST_DECODINGS):
        applied = sum(done.apply(rule) for rule in rules.DECODERS)
        if not applied:
            break
    done.throughout(habits.BEHIND_DECODING)
    done.dress_plainly()
    done.read_columns()
    is_page = rules.IS_PAGE.match(text) is not None
    for rule in rules.RULES:
        if not (is_page and rule.kind == "tags"):
            done.apply(rule)
    done.mend_line_ends()
    done.apply_if(brackets.names(done.text))
    done.apply_if(lines.torn(done.text))
    for _ in range(_MOST_LABELS):
        if not done.apply_if(lines.labels(done.text)):
            break
    done.apply_if(insertions.recurring(done.text))
    done.unlist()
    done.apply_if(habits.common_end(done.text))
    if not is_page:
        done.unglue()
    done.throughout((habits.BROKEN_WORDS,))
    done.join_tokens()
    done.mend_apostrophes()
    done.close_quotations()
    done.unpack_marks()
    done.undisguise()
    return done.result()


class _Work:
    """A text on its way through the passes."""

    def __init__(self, text: str) -> None:
        self.original = self.text = text
        self.layers: list[Layer | Moved] = []
        self.repairs: Counter[str] = Counter()
        self.deceits: tuple[Finding[str], ...] = ()
        # Which characters are there at all tells at once which rules have nothing to do.
        self.present = frozenset(text) - _PLAIN

    def apply(self, rule: Rule) -> bool:
        if not rule.may_apply(self.text, self.present):
            return False
        text, layer, count = rewrite(self.text, rule.pattern.compiled, rule.edits)
        if layer is None:
            return False
        self.text = text
        self.present = frozenset(text) - _PLAIN
        self.layers.append(layer)
        self.repairs[rule.kind] += count
        return True

    def dress_plainly(self) -> None:
        odd = self.present & rules.ODD_LETTERS
        if odd or self.present & rules.ODD_SPACES:
            if odd:
                self.repairs["letters"] += sum(map(self.text.count, odd))
            self.text = self.text.translate(rules.VARIANTS)
            self.present = frozenset(self.text) - _PLAIN

    def mend_line_ends(self) -> None:
        """Mend words that lines end in; a text that is all in lines keeps them."""
        breaks = self.text.count("\n")
        if breaks >= habits.LEAST_THROUGHOUT and breaks * rules.LINE_WIDTH >= len(self.text):
            self.apply(rules.BROKEN_LINES)
        self.apply(rules.BROKEN_WORDS)

    def read_columns(self) -> None:
        """Read columns that stand side by side one after the other."""
        for _ in range(_MOST_COLUMNS - 1):
            found = columns.apart(self.text)
            if found is None:
                break
            self.text, layer = found
            self.layers.append(layer)
            self.repairs["columns"] += 1
        if "columns" in self.repairs:
            self.apply(columns.INDENTS)

    def throughout(self, some: Iterable[Rule]) -> None:
        """Apply rules to what would be a slip or the writer's where it stands once or twice."""
        for rule in some:
            if (
                rule.may_apply(self.text, self.present)
                and self._count(rule.pattern) >= habits.LEAST_THROUGHOUT
            ):
                self.apply(rule)

    def unlist(self) -> None:
        """Take away marks before lines where nearly every line has one."""
        for rule in habits.LIST_MARKS:
            if rule.may_apply(self.text, self.present) and self._nearly_all(
                rule.pattern, habits.LINES, habits.LEAST_LISTED, habits.LISTED
            ):
                self.apply(rule)

    def apply_if(self, rule: Rule | None) -> bool:
        """Apply a rule that was made for this text, if there is one."""
        return rule is not None and self.apply(rule)

    def unglue(self) -> None:
        """Part paragraphs that were put together without a space, again and again."""
        self.throughout((habits.GLUED,))

    def join_tokens(self) -> None:
        """Set marks to their words again, where nearly all are set off."""
        if " ," not in self.text and " ." not in self.text:
            return
        least = habits.LEAST_APART, habits.APART
        if self._nearly_all(habits.MARKS_APART, habits.MARKS, *least):
            for rule in habits.TOKENS:
                self.apply(rule)
        for every, apart, rule in habits.ONE_APART:
            if rule.may_apply(self.text, self.present) and self._nearly_all(apart, every, *least):
                self.apply(rule)

    def mend_apostrophes(self) -> None:
        """Put apostrophes where spaces stand for them, in a text that has none."""
        if self.present.isdisjoint(habits.APOSTROPHES) and "’" not in self.text:
            self.throughout((habits.LOST_APOSTROPHES,))

    def close_quotations(self) -> None:
        """Set quotation marks to what they enclose, where nearly all are set off from it."""
        for marks, spaced, rule in habits.SPACED_MARKS:
            if rule.may_apply(self.text, self.present) and self._nearly_all(
                spaced, marks, habits.LEAST_SPACED, habits.SPACED
            ):
                self.apply(rule)

    def _nearly_all(self, some: Expression, every: Expression, least: int, share: float) -> bool:
        """Tell whether some places are so many, and that share of all such places."""
        found = self._count(some)
        return found >= least and found >= share * self._count(every)

    def _count(self, pattern: Expression) -> int:
        return sum(1 for _ in pattern.compiled.finditer(self.text))

    def unpack_marks(self) -> None:
        """Set marks of two characters as one if they pair off, and turn those that face one way."""
        for opening, closing, other in rules.QUOTATION_MARKS:
            if other and other in self.text:
                continue
            if not opening.may_apply(self.text, self.present):
                continue
            opened, closed = self._count(opening.pattern), self._count(closing.pattern)
            if opened == closed or other:  # a speech of several paragraphs is closed once
                self.apply(opening)
                self.apply(closing)

    def undisguise(self) -> None:
        if self.present.isdisjoint(lookalikes.TRIGGERS):
            return
        found = lookalikes.disguised(self.text)
        if found:
            self.repairs["lookalikes"] += len(found)
            way_back = Prepared(self.original, self.text, {}, (), tuple(self.layers))
            places = way_back.spans((d.start, d.end) for d in found)
            self.deceits = tuple(
                d._replace(start=start, end=end, text=self.original[start:end])
                for (start, end), d in zip(places, found, strict=True)
            )
            self.text = lookalikes.in_latin(self.text)

    def result(self) -> Prepared:
        return Prepared(
            self.original, self.text, dict(self.repairs), self.deceits, tuple(self.layers)
        )
