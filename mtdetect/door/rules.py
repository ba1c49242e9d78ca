r"""What is put right at the door: each rule with the characters without which it cannot apply.

Patterns are linear: what may repeat is bounded, or taken as a whole and looked at afterwards.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from mtdetect.door import code, escapes, markup, mojibake, tags
from mtdetect.door.edits import Edit
from mtdetect.door.rule import WHOLE, Rule, bare, drop, put
from mtdetect.expressions import Expression


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


def _mend_line_end(match: re.Match[str]) -> Iterator[Edit]:
    """Mend a word that a line ends in, and end the line behind it."""
    yield from _mend_hyphen(match)
    if match["gap"]:
        yield Edit(*match.span("gap"), "\n")


# Said to those who hear a page read out.
_TO_NEW_TAB = Expression(
    r"[^\S\n]?\((?:link )?opens (?:in )?(?:a )?new (?:browser )?(?:tab|window)\)"
    r"|[^\S\n]?, opens new (?:tab|window)\b",
    re.IGNORECASE,
)
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
    r"(?<=[^\s\[(]) ?\[(?:\^?\d{1,3}(?:(?:, ?|[–-])\d{1,3}){0,5}|(?:note|nb|fn|ref) ?\d{1,3}"
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
# Lines above and below an entry of a live blog.
_ENTRY = Expression(
    r"^[^\S\n]{0,3}(?:(?:\d{1,2}\ ?(?:[smhd]|min|hrs?)\ ago\ ?)?|share\n|(?:share\n)?updated at )"
    rf"(?:[01]?\d|2[0-3])[.:][0-5]\d{_ZONE}{{1,2}}[^\S\n]{{0,3}}$\n?",
    re.MULTILINE | re.IGNORECASE,
)
# Where in a recording it was said.
_STAMP = Expression(r"[^\S\n]?\[(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:[.,]\d{1,3})?\]")
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
# What a page puts between two sentences, or before the first: advertisements, pictures.
_PUT_IN = Expression(
    r"(?:^|(?<=[.!?\"”’)][^\S\n]))(?:advertisement|(?:story|article) continues (?:below|after)"
    r"(?: this| the)? ad(?:vertisement)?)[^\S\n]{1,3}(?=[\"“‘]?(?-i:[A-Z]))"
    r"|[^\S\n]?\[(?:image|photo|picture|video|embed|audio|gallery)(?:: [^\[\]\n]{1,150})?\]",
    re.IGNORECASE | re.MULTILINE,
)
# Colours of a terminal, and what is left of them where the character that begins them is lost.
_COLORS = Expression(r"\x1b\[[\d;]{0,12}m|(?<![\w\[])\[[01]m(?=[\w\"“(])|(?<=[\w.,”\"])\[0m")
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
# A headline of another article between two sentences; without a stop it would run into the next.
_RELATED = Expression(
    r"(?<=[.!?\"”’][^\S\n])(?P<mark>[\[(])?(?:(?:also |must )?read(?: more| also)?|related|see also"
    r"|more|watch|listen)(?::|[^\S\n]?[|–›»→➡-]\ufe0f?)[^\S\n]"
    r"(?(mark)[^\[\]()\n]{3,150}[\])]|(?:[^\s.!?]{1,30} ){3,20}?"
    r"(?:(?=[\"“‘]?(?-i:[A-Z])[\w'’]{0,20} (?-i:[a-z]))|[^\s.!?]{1,30}$))",
    re.IGNORECASE | re.MULTILINE,
)
_RELATED_WORDS = (
    *("Read", "READ", "Also read", "ALSO READ", "Must read", "Related", "RELATED", "See also"),
    *("SEE ALSO", "More: ", "MORE: ", "More -", "More |", "Watch: ", "WATCH: ", "Listen: "),
    *("LISTEN: ", "WATCH ", "LISTEN ", "MORE "),
)
# The letter that machines which read print take I for, where no word is spelt so.
_ELL = Expression(r"(?<![\w'’.-])l(?=[^\S\n][a-z]|[tnf][^\S\n][a-z])")
# The first letter of a paragraph in a box of its own; "a" and "I" are words.
_DROPPED = Expression(r"(?:(?<=\n\n[B-HJ-Z])|(?<=\A[B-HJ-Z]))\n(?=[a-z])")
_NONE: frozenset[str] = frozenset()
SPACES = Rule("spaces", _NONE, Expression(r"(?<=\S)[ ]{2,}"), put(" "), ("  ",))
_SPOILT = (
    "quo;",
    "dash;",
    "hellip;",
    "nbsp;",
    "quot;",
    "apos;",
    "amp;",
    "& #",
    "#8",
    "#39;",
    "#039;",
)
_IN_PERCENT = ("%C", "%D", "%E", "%F")
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
    Rule("entities", _NONE, escapes.SPOILT_ENTITY, escapes.entity, _SPOILT),
    Rule("escapes", _BACKSLASH, escapes.BACKSLASHED, escapes.backslashed),
    Rule("escapes", frozenset("="), escapes.IN_BYTES, escapes.in_bytes, _IN_PERCENT),
    Rule("escapes", _NONE, escapes.BY_NUMBER, escapes.by_number, ("<U+", "u20", "u00")),
    Rule("escapes", _NONE, Expression("_x00[01][0-9A-F]_"), drop, ("_x00",)),
)
RULES = (
    Rule(
        "hyphens",
        frozenset("\u00ad¬"),
        Expression(r"(?<=[^\W\d_])()([\u00ad¬][^\S\n]?\n?[^\S\n]?)(?=[a-z])"),
        _mend_hyphen,
    ),
    Rule("colors", frozenset("\x1b["), _COLORS, drop),
    Rule("invisible", _triggers(_INVISIBLE), Expression(f"[{_INVISIBLE}]+"), drop),
    Rule("ligatures", _triggers(_LIGATURES), Expression(f"[{_LIGATURES}]"), _spread),
    Rule(
        "accents",
        frozenset(map(chr, range(0x300, 0x370))),
        Expression("[^\\W\\d_][\u0300-\u036f]{1,100}"),
        _compose,
    ),
    SPACES,
    Rule("templates", _NONE, WHOLE, tags.templates, ("{{", "{%", "${")),
    Rule("tags", frozenset("<"), WHOLE, tags.unseen),
    Rule("markdown", frozenset("`</"), markup.OTHER_LINK, markup.unlink),
    Rule("tags", frozenset("<"), tags.TAG, tags.untag),
    Rule("tags", _NONE, WHOLE, code.statements, code.NEEDS),
    Rule("tags", _NONE, code.FUNCTION, code.uncall, ("function",)),
    Rule("tags", _NONE, tags.BROKEN, drop, ("a href=", "/a>")),
    Rule("templates", _NONE, tags.FIELD, drop, ("HYPERLINK",)),
    Rule("templates", frozenset("["), tags.SHORTCODE, tags.unshort),
    Rule("times", _NONE, tags.CUE, put("\n"), (" --> ",)),
    Rule("markdown", frozenset("["), markup.LINK, markup.unlink),
    Rule("markdown", frozenset("*_"), markup.EMPHASIS, markup.unstress, ("'''",)),
    Rule("markdown", frozenset("#>*_=~["), markup.LINE_MARKS, drop, ("---", ":::", "{.")),
    Rule("markdown", frozenset("="), markup.WIKI_HEADING, bare),
    Rule("markdown", _BACKSLASH, markup.LATEX, bare),
    Rule("markdown", frozenset("~"), markup.TIE, put(" ")),
    Rule("markdown", _BACKSLASH, markup.ESCAPED, markup.unescape),
    Rule("links", _NONE, _URL, _strip_url, _SITES),
    Rule("links", _NONE, _TO_NEW_TAB, drop, ("pens in ", "pens new ", "pens a new ")),
    Rule("hashtags", frozenset("#"), _TAGS_IN_A_ROW, _strip_hashtags),
    Rule("footnotes", frozenset("[†‡¹²³⁰⁴⁵⁶⁷⁸⁹"), _NOTE, _strip_note),
    Rule("footnotes", frozenset("【"), Expression(r"[^\S\n]?【[^【】\n]{1,60}】"), drop),
    Rule("hyphens", frozenset("‧"), Expression(r"(?<=\w)‧(?=\w)"), drop),
    Rule("times", frozenset("["), _STAMP, drop),
    Rule("times", frozenset("0123456789"), _TIME, _strip_before),
    Rule("bylines", frozenset("|-–—•·"), _BYLINE, _strip_before),
    Rule("times", _NONE, _ENTRY, drop, ("GMT", "BST", "UTC", "ET", "PT", "ST", "DT")),
    Rule("advertisements", frozenset("["), _PUT_IN, drop, ("dvertisement", "DVERTISEMENT", " ad ")),
    Rule("advertisements", _NONE, _ADVERTISEMENT, drop, ("dvertisement", "DVERTISEMENT")),
    Rule("bylines", _NONE, _PUBLISHED, _strip_before, ("Published", "Updated", "Posted")),
    Rule("glued paragraphs", frozenset("¶"), Expression(r"[^\S\n]{0,8}¶[^\S\n]{0,8}"), put("\n\n")),
    Rule("cuts", frozenset("["), Expression(r"[^\S\n]?\[\+\d{1,7} chars\]"), drop),
    Rule("related", _NONE, _RELATED, drop, _RELATED_WORDS),
    Rule("letters", _NONE, _ELL, put("I"), (" l ", " lt ", " ln ", " lf ", "“l ", "\nl ")),
    Rule("dropped capitals", _NONE, _DROPPED, put(""), ("\n",)),
    Rule("pictures", _triggers(_PICTURES), _PICTURE_AT_EDGE, drop),
    Rule("credits", frozenset("/"), _CREDIT, drop, (":",)),
    SPACES,
)
IS_PAGE = tags.PAGE
# Words that lines end in. In a text of lines no wider than this, lines end behind these words:
# joined, they would have no width in common, by which paragraphs are told.
LINE_WIDTH = 120
_AT_LINE_END = r"\b([A-Za-z]{1,20})([-\u2010][^\S\n]?\n[^\S\n]{0,3})(?=[a-z]{2})"
_HYPHENS_AT_END = ("-\n", "\u2010\n", "- \n", "-\r\n")
BROKEN_LINES = Rule(
    "hyphens",
    _NONE,
    Expression(rf"{_AT_LINE_END}[a-z’']{{2,30}}+[.,;:!?\"”)]{{0,3}}+(?P<gap>[ ](?=\S))?"),
    _mend_line_end,
    _HYPHENS_AT_END,
)
BROKEN_WORDS = Rule("hyphens", _NONE, Expression(_AT_LINE_END), _mend_hyphen, _HYPHENS_AT_END)


# Marks as typesetters type them, as tables escape them, and as pages set them that know only the
# closing one: both at the start of words and at the end, or it is damage of another kind. The third
# is what must not stand there.
def _marks(opening: str, closing: str, put_first: str, put_last: str) -> tuple[Rule, Rule]:
    first = Expression(rf"(?<![^\s(\[]){opening}(?=[\w$])")
    last = Expression(rf"(?<=[\w.,!?…]){closing}(?!\w)")
    return (
        Rule("marks", _NONE, first, put(put_first), (opening,)),
        Rule("marks", _NONE, last, put(put_last), (closing,)),
    )


QUOTATION_MARKS = (
    (*_marks("``", "''", "“", "”"), ""),
    (*_marks("''", "''", "“", "”"), ""),
    (*_marks("‘‘", "’’", "“", "”"), ""),
    (*_marks('""', '""', '"', '"'), ""),
    (*_marks("”", "”", "“", "”"), "“"),
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
        for number in range(low, high):
            put = unicodedata.normalize("NFKC", chr(number))
            if len(put) == 1 and put != chr(number):
                table[number] = put
    return table | dict.fromkeys((0xA0, 0x202F, 0x205F, 0x3000, 0x1680), " ") | {0x17F: "s"}


VARIANTS = _variants()
_SPACES = frozenset(map(ord, "\u00a0\u202f\u205f\u3000\u1680")) | frozenset(range(0x2000, 0x200B))
ODD_SPACES = frozenset(chr(code) for code in VARIANTS if code in _SPACES)
ODD_LETTERS = frozenset(chr(code) for code in VARIANTS if code not in _SPACES)
