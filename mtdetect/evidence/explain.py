"""Point at the words that a verdict rests on, and say what probably stood there.

Every span has its weight (see :mod:`.weigh`), and what is left in the end is the remainder, so that
the parts add up to the whole.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from mtdetect import segment
from mtdetect.door.arrange import Arrangement
from mtdetect.evidence.candidates import Floats
from mtdetect.evidence.clues.kinds import clues
from mtdetect.evidence.clues.weights import ClueModel
from mtdetect.evidence.finding import Evidence, Explanation, Kind, on_tokens
from mtdetect.evidence.in_translations import in_translations
from mtdetect.evidence.odd_words import odd_words
from mtdetect.evidence.rewordings import Rewordings
from mtdetect.evidence.suggest import Suggester, count_words
from mtdetect.evidence.weigh import weigh
from mtdetect.evidence.wording import wording_of
from mtdetect.features import matrix
from mtdetect.features.matrix import Analysis, Resources
from mtdetect.judge import templates
from mtdetect.judge.linear import Parameters
from mtdetect.names.candidates import CandidateModel
from mtdetect.names.capitals import lost_capitals
from mtdetect.names.find import How, garbled_names
from mtdetect.segment import Finding
from mtdetect.tables.encoding import encode
from mtdetect.tables.lexicon import Lexicon

_TOGETHER = 16  # pieces analysed in one go, which takes hardly longer than one

_TYPOGRAPHY_MESSAGES: dict[str, tuple[Kind, str]] = {
    "space_before_mark": ("typography", "a space before a punctuation mark"),
    "doubled_mark": ("typography", "a punctuation mark twice"),
    "spaced_hyphen": ("typography", "a hyphen with a space on one side only"),
    "glued_quotation": ("typography", "a quotation mark glued between two words"),
    "loose_quotation": ("typography", "a quotation mark that belongs to neither side"),
    "space_inside_quotation": ("typography", "a space after the opening quotation mark"),
    "doubled_word": ("broken_sentence", "the same word twice"),
    "quotation_left_open": ("typography", "a quotation mark without its partner"),
    "quotation_wrong_side": ("typography", "a quotation mark that faces the wrong way"),
    "sentence_break": ("broken_sentence", "a full stop in the middle of a sentence"),
    "begun_twice": ("broken_sentence", "a clause that begins twice"),
    "lookalike_letters": ("typography", "letters of another alphabet that look like Latin ones"),
}
_TEMPLATE_MESSAGES: dict[templates.What, str] = {
    "menu": "a choice of words, left over from the template of a spinning tool",
    "placeholder": "a placeholder of a template that was never filled in",
    "tag": "a tag of a spinning tool",
}


class Tables(Protocol):
    """What evidence is found in and weighed by; a :class:`mtdetect.model.Model` has it all."""

    @property
    def resources(self) -> Resources:
        """Lexicon and word model."""

    @property
    def parameters(self) -> Parameters:
        """What paragraphs are judged by."""

    @property
    def suggester(self) -> Suggester:
        """What ranks originals of swapped words."""

    @property
    def rewordings(self) -> Rewordings:
        """What people write where engines put other words."""

    @property
    def names(self) -> CandidateModel:
        """What weighs the names that may have stood where a garbled one stands."""

    @property
    def clues(self) -> ClueModel:
        """What clues weigh."""


class Piece(NamedTuple):
    """A stretch of text that was judged by itself.

    Attributes
    ----------
    start, end : int
        Offsets in the article.
    own : float
        The detector's log-odds.
    clues : tuple of Finding
        Clues of translation, weighed in the article.
    gain : float
        What these add to the log-odds.
    """

    start: int
    end: int
    own: float
    clues: tuple[Finding[str], ...] = ()
    gain: float = 0.0


class Judged(NamedTuple):
    """What is to be explained of a paragraph.

    Attributes
    ----------
    pieces : tuple of Piece
        What it was judged in: one for most, several for an overlong one, one that holds its
        neighbours, too, for a short one. Its log-odds are the mean of theirs.
    spun, translated : float
        How likely it is held to be either: they decide how much it takes to be worth showing.
    """

    pieces: tuple[Piece, ...]
    spun: float
    translated: float


class _Key(NamedTuple):
    """What decides on what a piece shows: short neighbours share one, and copies say the same."""

    text: str
    own: float
    spun: float
    translated: float


@dataclass(frozen=True)
class ArticleExplainer:
    """Works out the evidence of an article's paragraphs when it is asked for.

    Attributes
    ----------
    tables : Tables
    article : Arrangement
        The article in one form, with the way back to its text.
    judged : mapping of int to Judged
        The paragraphs that can be explained, in their order.
    """

    tables: Tables
    article: Arrangement
    judged: Mapping[int, Judged]

    @property
    def text(self) -> str:
        """The article in one form."""
        return self.article.text

    @cached_property
    def _garbles(self) -> Sequence[Finding[How]]:
        return garbled_names(self.text, self.tables.resources.lexicon, self.tables.names)

    @cached_property
    def _counts(self) -> Floats:
        lexicon = self.tables.resources.lexicon
        paragraphs = [self.text[start:end] for start, end in self.article.paragraphs]
        return count_words(encode(paragraphs, lexicon).ids, lexicon)

    def paragraph(self, number: int) -> Explanation:
        """Explain one paragraph; what its neighbours show goes to the remainder."""
        pieces = self.judged[number].pieces
        place = self.article.paragraphs[number]
        found = [self._piece(piece, self._key(number, piece)) for piece in pieces]
        share = 1 / len(pieces)
        evidence = [
            replace(e, weight=e.weight * share)
            for of_piece in found
            for e in of_piece
            if place.start <= e.start and e.end <= place.end
        ]
        for garble in self._garbles:
            if place.start <= garble.start and garble.end <= place.end:
                evidence.append(_shown(garble, "garbled_name", garble.message))
        remainder = share * sum(p.own + p.gain for p in pieces) - sum(e.weight for e in evidence)
        shown = [*self._in_original(_once(evidence, self.text)), *self._disguises(place)]
        shown.sort(key=lambda e: (e.start, e.end, e.kind))
        return Explanation(tuple(shown), remainder)

    def _in_original(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """Lead evidence back to the text as it was given."""
        prepared = self.article.prepared
        spans = prepared.spans((e.start, e.end) for e in evidence)
        found = []
        for e, (start, end) in zip(evidence, spans, strict=True):
            text = prepared.original[start:end]
            # Of "the the" over two columns only one is marked.
            suggestion = None if e.suggestion == text else e.suggestion
            found.append(replace(e, start=start, end=end, text=text, suggestion=suggestion))
        return found

    def _disguises(self, place: segment.Span) -> list[Evidence]:
        """Show words in letters of several alphabets; the detector reads through them."""
        prepared = self.article.prepared
        if not prepared.deceits:
            return []
        start, end = prepared.span(*place, outer=True)
        message = "letters of another alphabet in the guise of Latin ones"
        return [
            _shown(d, "typography", message)
            for d in prepared.deceits
            if start <= d.start and d.end <= end
        ]

    def _key(self, number: int, piece: Piece) -> _Key:
        _, spun, translated = self.judged[number]
        return _Key(self.text[piece.start : piece.end], piece.own, spun, translated)

    @cached_property
    def _keys(self) -> list[_Key]:
        """All that can be asked about, in the order of the text."""
        keys = [self._key(n, piece) for n, judged in self.judged.items() for piece in judged.pieces]
        return list(dict.fromkeys(keys))

    @cached_property
    def _order(self) -> dict[_Key, int]:
        return {key: i for i, key in enumerate(self._keys)}

    @cached_property
    def _memo(self) -> dict[_Key, list[tuple[Finding[Kind], float]]]:
        """What was found before."""
        return {}

    def _piece(self, piece: Piece, key: _Key) -> list[Evidence]:
        if key not in self._memo:
            self._memo[key] = self._found(key)
        evidence = [
            _shown(f, f.kind, f.message, weight, piece.start) for f, weight in self._memo[key]
        ]
        return _with_clues(evidence, piece, self.tables.clues.human)

    @cached_property
    def _waiting(self) -> dict[_Key, tuple[Analysis, list[Finding[Kind]]]]:
        """What was analysed together with the last piece that was asked about."""
        return {}

    def _analysed(self, key: _Key) -> tuple[Analysis, list[Finding[Kind]]]:
        """Analyse a piece and look for its odd words, with those of its neighbours in one go.

        Whoever asks of one asks of all.
        """
        if key not in self._waiting:
            at = self._order[key] // _TOGETHER * _TOGETHER
            together = self._keys[at : at + _TOGETHER]
            analysis = matrix.analyse([k.text for k in together], self.tables.resources)
            words = odd_words(
                analysis,
                self.tables.resources.lexicon,
                self.tables.suggester,
                self._counts,
                [k.spun for k in together],
            )
            self._waiting.clear()
            self._waiting.update((k, (analysis.alone(i), words[i])) for i, k in enumerate(together))
        return self._waiting[key]

    def _found(self, key: _Key) -> list[tuple[Finding[Kind], float]]:
        """Find what a piece shows by itself, with its weights."""
        lexicon = self.tables.resources.lexicon
        analysis, words = self._analysed(key)
        weighed = weigh(
            self.tables.resources,
            self.tables.parameters,
            analysis,
            words,
            _damage(analysis),
            wording_of(lexicon, self.tables.rewordings, analysis, key.translated),
            key.own,
        )
        # The detector looks at none of these: they are shown, and weigh nothing.
        shown = [
            *_capitals(analysis, lexicon),
            *_templates(key.text),
        ]
        # Odd words it takes for spinning if for anything, which is not what these are shown for.
        marked = [*(f for f, _ in weighed), *shown]
        shown += in_translations(analysis, lexicon, key.translated, marked)
        weighed += [(f, 0.0) for f in shown]
        return weighed


def _with_clues(
    evidence: Sequence[Evidence], piece: Piece, counted: Container[str]
) -> list[Evidence]:
    """Add the clues of a piece; what is marked already gets a clue's weight, not a second mark.

    What people write, too, weighs nothing and is not shown. What was never ``counted``, in people's
    texts or others, weighs nothing for want of numbers, and a reader sees that it is wrong.
    """
    kept = list(evidence)
    total = sum(f.weight for f in piece.clues)
    for f in piece.clues:
        weight = piece.gain * f.weight / total if total else 0.0
        kind, message = clues()[f.kind]
        for i, e in enumerate(kept):
            if e.kind == kind and e.start <= f.end and f.start <= e.end:
                said = message if weight > e.weight else e.message
                kept[i] = replace(e, weight=e.weight + weight, message=said)
                break
        else:
            if weight > 0 or f.kind not in counted:
                kept.append(_shown(f, kind, message, weight))
    return kept


def _once(evidence: Sequence[Evidence], text: str) -> list[Evidence]:
    """Join marks on damaged type that overlap: one place, called by what weighs most there."""
    kept: list[Evidence] = []
    for e in sorted(evidence, key=lambda e: (e.kind, e.start, e.end)):
        if not kept or e.kind != "typography" or e.kind != kept[-1].kind or e.start >= kept[-1].end:
            kept.append(e)
            continue
        last = kept.pop()
        heavy = max(last, e, key=lambda one: one.weight)
        start, end = last.start, max(last.end, e.end)
        same = (start, end) == (heavy.start, heavy.end)
        kept.append(
            replace(
                heavy,
                start=start,
                end=end,
                text=text[start:end],
                suggestion=heavy.suggestion if same else None,
                weight=last.weight + e.weight,
            )
        )
    return kept


def _shown(
    found: Finding[str], kind: Kind, message: str, weight: float = 0.0, offset: int = 0
) -> Evidence:
    """Make evidence of a finding; ``offset`` is where the text that was searched begins."""
    start, end = offset + found.start, offset + found.end
    return Evidence(kind, start, end, found.text, found.suggestion, weight, message)


def _named(found: Finding[str], kind: Kind, message: str) -> Finding[Kind]:
    """Call a finding what users know, its weight an equal share."""
    return Finding(kind, found.start, found.end, found.text, found.suggestion, 1.0, message)


def _damage(analysis: Analysis) -> list[Finding[Kind]]:
    return [
        _named(f, *_TYPOGRAPHY_MESSAGES[f.kind])
        for f in analysis.damage[0]
        if f.kind in _TYPOGRAPHY_MESSAGES
    ]


def _templates(paragraph: str) -> list[Finding[Kind]]:
    return [
        _named(f, "typography", _TEMPLATE_MESSAGES[f.kind]) for f in templates.leftovers(paragraph)
    ]


def _capitals(analysis: Analysis, lexicon: Lexicon) -> list[Finding[Kind]]:
    encoded, message = analysis.encoded, "a name without its capital letter"
    return [
        on_tokens(
            encoded, [place], "lost_capital", message, encoded.token_at(place)[1].form.capitalize()
        )
        for place in lost_capitals(encoded, lexicon).tolist()
    ]
