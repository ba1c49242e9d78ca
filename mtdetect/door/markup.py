"""Light markup: links, emphasis, headings, escapes of markdown, wikis, forums, typesetters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtdetect.door.edits import Edit
from mtdetect.expressions import Expression

EMPHASIS = Expression(
    r"(?<![\w*])(?P<stars>\*{1,3})(?=[^\s*])(?P<text>[^*]{1,3000})(?<=\S)(?P=stars)(?![\w*])"
    r"|(?<![\w_])(?P<lines>_{1,3})(?=[^\s_])(?P<lined>[^_]{1,3000})(?<=\S)(?P=lines)(?![\w_])"
    r"|(?<![\w'])(?P<ticks>'{3}|'{5})(?=[^\s'])(?P<ticked>[^']{1,300})(?<=\S)(?P=ticks)(?!')"
)


def unstress(match: re.Match[str]) -> Iterator[Edit]:
    """Take the marks of emphasis away from what they stand around."""
    kept = next(name for name in ("text", "lined", "ticked") if match[name] is not None)
    yield Edit(match.start(), match.start(kept), "")
    yield Edit(match.end(kept), match.end(), "")


LINK = Expression(
    r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,1500}(?: \"[^\"\n]{0,200}\")?\)"
    r"|\[\[:?(?:File|Image):[^\[\]]{1,500}\]\]"
    r"|\[(?P<before>[^\[\]|\n]{1,200})\|https?://[^\s\[\]]{1,1500}\]"
    r"|\[https?://[^\s\[\]]{1,1500} (?P<outside>[^\[\]\n]{1,300})\]"
    r"|\[(?P<text>[^\[\]]{3,300})\](?:\((?:[^()\s]|\([^()\s]{0,100}\)){0,1500}"
    r"(?:\s\"[^\"\n]{0,200}\")?\)|\[[\w-]{0,20}\](?!\())"
    r"|\[(?P<styled>[^\[\]\n]{1,300})\]\{[.#][^{}\n]{1,200}\}"
    r"|\[\[(?:https?|file):[^\[\]\s]{1,1500}\]\[(?P<org>[^\[\]]{1,300})\]\]"
    r"|\[\[(?:[^\[\]|\n]{1,200}\|)?(?P<wiki>[^\[\]|\n]{1,200})\]\]"
)
# Links that begin with another mark, and paths of a site in brackets behind what led there.
OTHER_LINK = Expression(
    r"`(?P<ticked>[^`<>\n]{1,300}) <[^<>`\s]{1,1500}>`__?"
    r"|<https?://[^<>|\s]{1,1500}\|(?P<piped>[^<>|\n]{1,300})>"
    r"|\"(?P<quoted>[^\"\n]{1,100})\":(?:https?:/)?/[\w/.?=&%#~-]{1,500}(?<![.,;?])"
    r"|(?:\blink:|\bhttps?://)[^\s\[\]]{1,500}\[(?P<behind>[^\[\]\n]{1,200})\]"
    r"| ?\((?:/[\w.-]{1,80}){1,8}/?\)"
)


def unlink(match: re.Match[str]) -> Iterator[Edit]:
    """Leave of a link what it shows."""
    shown = match.lastgroup
    if shown is None:
        yield Edit(*match.span(), "")
    elif shown != "text" or not match[shown].isdigit():  # or a note, which another rule knows
        yield Edit(match.start(), match.start(shown), "")
        yield Edit(match.end(shown), match.end(), "")


LINE_MARKS = Expression(
    r"^[^\S\n]{0,3}(?:\#{1,6}[^\S\n]+|(?:>[^\S\n]?){1,5}|(?:[-*_=~•][^\S\n]?){3,200}$)"
    r"|^:{3,}[^\n]{0,80}$|[^\S\n]?\{[#.][\w .#=\"-]{1,100}\}[^\S\n]*$"
    r"|(?<=\S)[^\S\n]?\#{2,6}[^\S\n]*$"
    r"|\[/?(?:b|i|u|url|quote|img|size|color)(?:=[^\[\]\n]{0,300})?\]",
    re.MULTILINE,
)
WIKI_HEADING = Expression(r"^={2,4}[^\S\n]?(?P<text>[^=\n]{1,200}?)[^\S\n]?={2,4}$", re.MULTILINE)
ESCAPED = Expression(r"\\[\\`*_{}\[\]()#+\-.!>~|$%&\n]")


def unescape(match: re.Match[str]) -> Iterator[Edit]:
    """Take away the backslash."""
    yield Edit(match.start(), match.start() + 1, "")


# Of typesetters: \emph{so}, Mr.~Hale.
LATEX = Expression(
    r"\\(?:emph|text(?:bf|it|sc|sf|tt|rm)|underline|mbox|href\{[^{}]{1,500}\})"
    r"\{(?P<text>[^{}]{0,500})\}"
)
TIE = Expression(r"(?<=[A-Za-z.])~(?=[A-Z])")
