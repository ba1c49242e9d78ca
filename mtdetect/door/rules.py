r"""What is put right at the door: each rule with the characters without which it cannot apply.

Patterns are linear: what may repeat is bounded, or taken as a whole and looked at afterwards.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mtdetect.door import escapes, mojibake
from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression


class Rule(NamedTuple):
    """A repair: its kind, what cannot lack where it applies, the pattern, and the changes.

    Of ``triggers``, single characters, or of ``needs``, longer pieces, one must be there: a clean
    text is asked only for these, which costs next to nothing.
    """

    kind: str
    triggers: frozenset[str]
    pattern: Expression
    edits: Callable[[re.Match[str]], Iterator[Edit]]
    needs: tuple[str, ...] = ()

    def may_apply(self, text: str, present: frozenset[str]) -> bool:
        """Tell whether a text, of which the characters are given, has what the rule needs."""
        if not self.triggers.isdisjoint(present):
            return True
        return any(need in text for need in self.needs)


def _put(text: str) -> Callable[[re.Match[str]], Iterator[Edit]]:
    def edits(match: re.Match[str]) -> Iterator[Edit]:
        yield Edit(*match.span(), text)

    return edits


drop = _put("")


def _unescape(match: re.Match[str]) -> Iterator[Edit]:
    put = html.unescape(match.group())
    if put != match.group():
        yield Edit(*match.span(), put)


def _compose(match: re.Match[str]) -> Iterator[Edit]:
    letter = match.group()
    composed = unicodedata.normalize("NFC", letter)
    # Marks that make up no letter are heaped on for show.
    yield Edit(*match.span(), composed if len(composed) == 1 else letter[0])


def _spread(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(*match.span(), unicodedata.normalize("NFKC", match.group()))


# First parts of compounds that keep their hyphen where a line ends.
_COMPOUND = frozenset(
    """well so self ex non anti pro co re pre post mid long short high low old year two three four
    five six seven eight nine ten first second third half full part right left all cross by in on
    off up down out far near hard soft hand man e x semi vice much multi inter ultra""".split()
)


def _mend_hyphen(match: re.Match[str]) -> Iterator[Edit]:
    keeps = match.group(1).lower() in _COMPOUND
    yield Edit(match.start(2) + keeps, match.end(2), "")


_INLINE = "a|b|i|u|em|strong|span|font|small|big|sup|sub|cite|mark|abbr|q|ins|del|time|tt|label|wbr"
_BLOCK = "p|div|h[1-6]|li|ul|ol|blockquote|section|article|figure|figcaption|header|footer|main|hr"
_TAG = Expression(
    r"<!--(?:[^-]|-(?!->)){0,2000}-->|<sup[^<>]{0,200}>\s?\[?\d{1,3}\]?\s?</sup>"
    rf"|</?(?P<name>{_INLINE}|{_BLOCK}|br|img)(?:\s[^<>]{{0,1000}})?\s?/?>",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\s{0,9}<(?:!doctype|html|head|body|script|style|table|\?xml)\b", re.IGNORECASE)
_IS_BLOCK = Expression(_BLOCK, re.IGNORECASE)


def _untag(match: re.Match[str]) -> Iterator[Edit]:
    name = match["name"] or ""
    put = ""
    if name.lower() == "br":
        put = "\n"
    elif _IS_BLOCK.compiled.fullmatch(name):
        put = "\n\n"
    yield Edit(*match.span(), put)


def _bare(match: re.Match[str]) -> Iterator[Edit]:
    """Take away what stands around the group ``text`` of a match."""
    yield Edit(match.start(), match.start("text"), "")
    yield Edit(match.end("text"), match.end(), "")


_EMPHASIS = Expression(
    r"(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])(?P<text>[^*]{1,3000})(?<=\S)(?P=stars)(?![\w*])"
    r"|(?<![\w_])(?P<lines>_{1,3})(?=[^\s_])(?P<lined>[^_]{1,3000})(?<=\S)(?P=lines)(?![\w_])"
    r"|(?<![\w'])(?P<ticks>'{3}|'{5})(?=[^\s'])(?P<ticked>[^']{1,300})(?<=\S)(?P=ticks)(?!')"
)


def _unstress(match: re.Match[str]) -> Iterator[Edit]:
    kept = next(name for name in ("text", "lined", "ticked") if match[name] is not None)
    yield Edit(match.start(), match.start(kept), "")
    yield Edit(match.end(kept), match.end(), "")


_LINK = Expression(
    r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,1500}(?: \"[^\"\n]{0,200}\")?\)"
    r"|\[(?P<text>[^\[\]]{3,300})\](?:\((?:[^()\s]|\([^()\s]{0,100}\)){0,1500}"
    r"(?:\s\"[^\"\n]{0,200}\")?\)|\[[\w-]{0,20}\](?!\())"
    r"|\[\[(?:[^\[\]|\n]{1,200}\|)?(?P<wiki>[^\[\]|\n]{1,200})\]\]"
)


def _unlink(match: re.Match[str]) -> Iterator[Edit]:
    if match["text"] is not None:
        if match["text"].isdigit():
            return  # a note: the footnotes' rule takes it away
        yield from _bare(match)
    elif match["wiki"] is not None:
        yield Edit(match.start(), match.start("wiki"), "")
        yield Edit(match.end("wiki"), match.end(), "")
    else:
        yield Edit(*match.span(), "")


_LINE_MARKS = Expression(
    r"^[^\S\n]{0,3}(?:\#{1,6}[^\S\n]+|(?:>[^\S\n]?){1,5}|(?:[-*_=~•][^\S\n]?){3,200}$)"
    r"|(?<=\S)[^\S\n]?\#{2,6}[^\S\n]*$"
    r"|\[/?(?:b|i|u|url|quote|img|size|color)(?:=[^\[\]\n]{0,300})?\]",
    re.MULTILINE,
)
_WIKI_HEADING = Expression(r"^={2,4}[^\S\n]?(?P<text>[^=\n]{1,200}?)[^\S\n]?={2,4}$", re.MULTILINE)
_ESCAPED = Expression(r"\\[\\`*_{}\[\]()#+\-.!>~|$]")


def _unescape_mark(match: re.Match[str]) -> Iterator[Edit]:
    yield Edit(match.start(), match.start() + 1, "")


_SITES = ("://", "www.", "twitter.com/", "t.co/", "bit.ly/", "youtu.be/", ".com/", ".org/", ".uk/")
_SITE = r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/|bit\.ly/|youtu\.be/)"
_URL = Expression(
    rf"[ ]?[(<\[]\s?{_SITE}[^\s<>\"”\])]{{1,2000}}\s?[)>\]]"
    rf"|[ ]?(?<![\w/])(?P<url>{_SITE}[^\s<>\"”\])]{{1,2000}})"
    r"|[ ]?(?<![\w/.@-])[a-z0-9-]{2,40}\.(?:com|org|co\.uk|gov\.uk|org\.uk)/[\w/.?=&%#-]{3,500}",
    re.IGNORECASE,
)


def _strip_url(match: re.Match[str]) -> Iterator[Edit]:
    end = match.end()
    if match["url"] is not None:
        end = match.start("url") + len(match["url"].rstrip(".,;:!?'’"))
    yield Edit(match.start(), end, "")


_TAGS_IN_A_ROW = Expression(r"(?:(?:^|[^\S\n])[#@]\w{1,100}){1,60}", re.MULTILINE)


def _strip_hashtags(match: re.Match[str]) -> Iterator[Edit]:
    rest = match.string[match.end() : match.end() + 40].lstrip(" ")
    at_end = not rest or rest[0] == "\n"
    words = match.group().split()
    if at_end and any(w[0] == "#" and not w[1:].isdigit() for w in words):
        yield Edit(*match.span(), "")


_NOTE = Expression(
    r"(?<=[^\s\[(]) ?\[(?:\d{1,3}(?:(?:, ?|[–-])\d{1,3}){0,5}|(?:note|nb|fn|ref) ?\d{1,3}"
    r"|citation needed|better source needed|clarification needed|according to whom\?|when\?|who\?"
    r"|edit|sic!?|update)\](?::\d{1,4})?"
    r"|(?<=[.,;:!?\"”’)\w])\[[a-z]{1,2}\](?!\w)"
    r"|(?<=[A-Za-z.,;:!?\"”’)])[¹²³⁰⁴-⁹]{1,3}|(?<=[a-z.,;:!?\"”’)])[†‡]{1,2}",
    re.IGNORECASE,
)
_UNIT = Expression(
    r"\b(?:[kcdm]?m|ft|yd|in|mi|miles?|feet|met(?:er|re)s?|co|h|x|r)$", re.IGNORECASE
)


def _strip_note(match: re.Match[str]) -> Iterator[Edit]:
    mark = match.group()
    if mark.lower() == "[sic]" or mark == " [sic]":
        return
    if mark[0] in "¹²³" and _UNIT.compiled.search(
        match.string, max(0, match.start() - 7), match.start()
    ):
        return
    yield Edit(*match.span(), "")


_ZONE = r"(?:\s?(?:[ap]\.?m\.?|BST|GMT|UTC|CES?T|E[SD]?T|P[SD]?T|IST|AEST|hrs|uhr))"
_TIME = Expression(
    rf"^[^\S\n]{{0,3}}(?:\[?(?:[01]?\d|2[0-3])[.:h][0-5]\d(?::[0-5]\d)?{_ZONE}{{0,2}}\]?"
    r"|\d{1,2}\ ?(?:s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?)\ ago)"
    r"(?:[^\S\n]?[-–—|:•·][^\S\n]?|[^\S\n])(?=[\"“‘'(]?[A-Z])",
    re.MULTILINE | re.IGNORECASE,
)
_BYLINE = Expression(
    r"^[^\S\n]{0,3}By (?:[A-Z][\w.'’-]{0,30} ){1,4}(?:[-–—|•·]|for [A-Z][\w ]{2,30} [-–—|]) "
    r"(?=[\"“‘A-Z])",
    re.MULTILINE,
)


def _strip_before(match: re.Match[str]) -> Iterator[Edit]:
    following = match.string[match.end() : match.end() + 2]
    if any(map(str.isupper, following)):
        yield Edit(*match.span(), "")


_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f\U000e0000-\U000e007f"
)
_AMP = frozenset("&")
_BACKSLASH = frozenset("\\")
_LIGATURES = "\ufb00-\ufb06Ĳĳǆǉǌ"


def _triggers(ranges: str) -> frozenset[str]:
    """Give the characters of a class as it is written in an expression."""
    ends = re.findall("(.)(?:-(.))?", ranges, re.DOTALL)
    return frozenset(
        chr(code) for low, high in ends for code in range(ord(low), ord(high or low) + 1)
    )


# Pictographs that a page or a feed sets before or behind a paragraph.
_PICTURES = "\u231a-\u23ff\u25b6\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_PICTURE_AT_EDGE = Expression(
    rf"^[^\S\n]{{0,3}}(?:[{_PICTURES}][^\S\n]?){{1,20}}(?=[\w\"“‘'(])"
    rf"|(?<=[\w.!?…\"”’)])(?:[^\S\n]?[{_PICTURES}]){{1,20}}[^\S\n]{{0,3}}$",
    re.MULTILINE,
)
# Between two sentences; at the end of a paragraph it tells a caption from prose and stays.
_CREDIT = Expression(
    r"(?<=[.!?\"”’)])[^\S\n]\((?:file |staff )?"
    r"(?:photo|image|picture|pic|credit|photograph|video)s?"
    r"(?: credit| by| courtesy)?[^\S\n]?[:/][^()\n]{1,80}\)(?=[^\S\n][\"“‘'(]?\w)",
    re.IGNORECASE,
)
# A line of its own that parts paragraphs which belong together.
_ADVERTISEMENT = Expression(
    r"^[^\S\n]{0,8}(?:skip |(?:story|article) continues (?:below|after) )?advertisement"
    r"[^\S\n]{0,8}$\n(?:[^\S\n]{0,8}\n){0,4}",
    re.IGNORECASE | re.MULTILINE,
)
_PUBLISHED = Expression(
    r"^[^\S\n]{0,3}(?:By [A-Z][\w.'’ -]{2,40}(?:, [A-Z][\w ]{2,40})? )?"
    r"(?:Published|Updated|Posted)(?: on| at)?:? [^.\n“\"]{6,60}\b\d{4}"
    r"(?:\s?\|\s?(?:Updated|Published):? [^.\n“\"]{6,60}\b\d{4})?[^\S\n]{1,3}",
    re.MULTILINE,
)
_NONE: frozenset[str] = frozenset()
SPACES = Rule("spaces", _NONE, Expression(r"(?<=\S)[ ]{2,}"), _put(" "), ("  ",))
# In this order: what decodes comes first, for it brings out what others take away.
DECODERS = (
    Rule("mojibake", mojibake.TRIGGERS, mojibake.WRONGLY_READ, mojibake.undo),
    Rule(
        "entities",
        _AMP,
        Expression(
            r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});"
            r"|&(?:amp|nbsp|quot|lt|gt|[lr][sd]quo|[mn]dash|hellip|apos)(?![\w=;])"
        ),
        _unescape,
    ),
    Rule(
        "escapes",
        _BACKSLASH,
        Expression(r"(?:\\u[0-9a-fA-F]{4}){1,200}|(?:(?:\\r)?\\n){1,9}(?![a-z])|\\[\"'/]"),
        escapes.backslashed,
    ),
    Rule(
        "escapes",
        frozenset("="),
        Expression(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}){1,50}"),
        escapes.quoted_printable,
    ),
)
RULES = (
    Rule(
        "hyphens",
        frozenset("\u00ad"),
        Expression(r"(?<=[^\W\d_])()(\u00ad[^\S\n]?\n[^\S\n]?)(?=[a-z])"),
        _mend_hyphen,
    ),
    Rule("invisible", _triggers(_INVISIBLE), Expression(f"[{_INVISIBLE}]+"), drop),
    Rule("ligatures", _triggers(_LIGATURES), Expression(f"[{_LIGATURES}]"), _spread),
    Rule(
        "accents",
        frozenset(map(chr, range(0x300, 0x370))),
        Expression("[^\\W\\d_][\u0300-\u036f]{1,100}"),
        _compose,
    ),
    SPACES,
    Rule("tags", frozenset("<"), _TAG, _untag),
    Rule("markdown", frozenset("["), _LINK, _unlink),
    Rule("markdown", frozenset("*_"), _EMPHASIS, _unstress, ("'''",)),
    Rule("markdown", frozenset("#>*_=~["), _LINE_MARKS, drop, ("---",)),
    Rule("markdown", frozenset("="), _WIKI_HEADING, _bare),
    Rule("markdown", _BACKSLASH, _ESCAPED, _unescape_mark),
    Rule("links", _NONE, _URL, _strip_url, _SITES),
    Rule("hashtags", frozenset("#"), _TAGS_IN_A_ROW, _strip_hashtags),
    Rule("footnotes", frozenset("[†‡¹²³⁰⁴⁵⁶⁷⁸⁹"), _NOTE, _strip_note),
    Rule("times", frozenset("0123456789"), _TIME, _strip_before),
    Rule("bylines", frozenset("|-–—•·"), _BYLINE, _strip_before),
    Rule("advertisements", _NONE, _ADVERTISEMENT, drop, ("dvertisement", "DVERTISEMENT")),
    Rule("bylines", _NONE, _PUBLISHED, _strip_before, ("Published", "Updated", "Posted")),
    Rule(
        "glued paragraphs", frozenset("¶"), Expression(r"[^\S\n]{0,8}¶[^\S\n]{0,8}"), _put("\n\n")
    ),
    Rule("cuts", frozenset("["), Expression(r"[^\S\n]?\[\+\d{1,7} chars\]"), drop),
    Rule("pictures", _triggers(_PICTURES), _PICTURE_AT_EDGE, drop),
    Rule("credits", frozenset("/"), _CREDIT, drop, (":",)),
    Rule(
        "hyphens",
        _NONE,
        Expression(r"\b([A-Za-z]{1,20})([-\u2010][^\S\n]?\n[^\S\n]{0,3})(?=[a-z]{2})"),
        _mend_hyphen,
        ("-\n", "\u2010\n", "- \n", "-\r\n"),
    ),
    SPACES,
)
IS_PAGE = _PAGE

# Marks as typesetters type them, and as tables escape them: both at the start of words and at the
# end, or it is damage of another kind.
QUOTATION_MARKS = (
    (
        Rule("marks", _NONE, Expression(r"(?<![^\s(\[])``(?=[\w$])"), _put("“"), ("``",)),
        Rule("marks", _NONE, Expression(r"(?<=[\w.,!?…])''(?!\w)"), _put("”"), ("''",)),
    ),
    (
        Rule("marks", _NONE, Expression(r'(?<![^\s(\[])""(?=[\w$])'), _put('"'), ('""',)),
        Rule("marks", _NONE, Expression(r'(?<=[\w.,!?…])""(?!\w)'), _put('"'), ('""',)),
    ),
)


def _variants() -> dict[int, str]:
    """Map letters and signs in another dress to the plain ones, one for one.

    Fullwidth, mathematical, circled and Roman-numeral letters as Unicode says they are equivalent;
    spaces of all widths.
    """
    ranges = ((0xFF01, 0xFF5F), (0x1D400, 0x1D800), (0x2160, 0x2180), (0x24B6, 0x24EA),
              (0x2000, 0x200B), (0x212A, 0x212C))  # fmt: skip
    table = {}
    for low, high in ranges:
        for code in range(low, high):
            put = unicodedata.normalize("NFKC", chr(code))
            if len(put) == 1 and put != chr(code):
                table[code] = put
    return table | dict.fromkeys((0xA0, 0x202F, 0x205F, 0x3000, 0x1680), " ") | {0x17F: "s"}


VARIANTS = _variants()
_SPACES = frozenset(map(ord, "\u00a0\u202f\u205f\u3000\u1680")) | frozenset(range(0x2000, 0x200B))
ODD_SPACES = frozenset(chr(code) for code in VARIANTS if code in _SPACES)
ODD_LETTERS = frozenset(chr(code) for code in VARIANTS if code not in _SPACES)
