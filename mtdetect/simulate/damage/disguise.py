"""Attacks: a text is changed so that a detector shall not know it, and a reader still shall.

References
----------
Dugan et al., "RAID: A shared benchmark for robust evaluation of machine-generated text detectors",
ACL 2024, https://doi.org/10.18653/v1/2024.acl-long.674.
"""

# ruff: noqa: SIM905 (lists of words are easier to read and to extend as text)
from __future__ import annotations

import re
from random import Random

from mtdetect.simulate.damage.registry import Registry, joined, paragraphs_of

registry = Registry()
_letters, _words = registry.add("letters"), registry.add("words")

_CYRILLIC = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")
_GREEK = str.maketrans("ovABEHIKMNOPTXYZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_WORD = re.compile(r"[A-Za-z]+")


def _some_letters(text: str, change: str, put: str, share: float) -> str:
    rng = Random(change)
    table = dict(zip(change, put, strict=True))
    return "".join(table[c] if c in table and rng.random() < share else c for c in text)


@_letters
def cyrillic_a(text: str) -> str:
    return text.replace("a", "\u0430")


@_letters
def homoglyphs_everywhere(text: str) -> str:
    return text.translate(_CYRILLIC)


@_letters
def homoglyphs_here_and_there(text: str) -> str:
    return _some_letters(text, "aceopxyi", "асеорхуі", 0.3)


@_letters
def greek_letters(text: str) -> str:
    return text.translate(_GREEK)


@_letters
def zero_width_spaces(text: str) -> str:
    return "\u200b".join(text)


@_letters
def zero_width_in_words(text: str) -> str:
    return re.sub(r"(?<=[a-z]{2})(?=[a-z]{2})", "\u200c", text)


@_letters
def fullwidth_letters(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@_letters
def mathematical_letters(text: str) -> str:
    return "".join(
        chr(0x1D5BA + ord(c) - 97) if "a" <= c <= "z" else
        chr(0x1D5A0 + ord(c) - 65) if "A" <= c <= "Z" else c
        for c in text
    )  # fmt: skip


@_letters
def bidirectional_marks(text: str) -> str:
    return re.sub(r"\b(\w{5,})\b", "\u202a\\1\u202c", text)


@_letters
def combining_marks(text: str) -> str:
    return re.sub(r"(?<=[a-z]{3})(?=[a-z])", "\u0332\u0335", text)


@_letters
def case_flipped(text: str) -> str:
    rng = Random("case")
    return "".join(c.swapcase() if rng.random() < 0.05 else c for c in text)


@_letters
def lower_case(text: str) -> str:
    return text.lower()


@_letters
def upper_case(text: str) -> str:
    return text.upper()


@_letters
def spaces_within_words(text: str) -> str:
    rng = Random("spaces")
    return _WORD.sub(
        lambda m: (
            f"{m.group()[:3]} {m.group()[3:]}"
            if len(m.group()) > 6 and rng.random() < 0.05
            else m.group()
        ),
        text,
    )


@_words
def misspelt(text: str) -> str:
    rng = Random("misspelt")

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 5 or rng.random() > 0.1:
            return word
        i = rng.randrange(1, len(word) - 2)
        return rng.choice(
            (
                word[:i] + word[i + 1] + word[i] + word[i + 2 :],
                word[:i] + word[i + 1 :],
                word[:i] + word[i] + word[i:],
            )
        )

    return _WORD.sub(slip, text)


@_words
def articles_dropped(text: str) -> str:
    rng = Random("articles")
    return re.sub(
        r"(?<=[a-z,] )(?:the|an?) (?=[a-z])",
        lambda m: "" if rng.random() < 0.5 else m.group(),
        text,
    )


@_words
def commas_dropped(text: str) -> str:
    return text.replace(", ", " ")


_ATLANTIC = dict(
    pair.split("/")
    for pair in (
        "color/colour colors/colours favor/favour labor/labour neighbor/neighbour "
        "neighbors/neighbours harbor/harbour honor/honour center/centre centers/centres "
        "theater/theatre defense/defence organize/organise organized/organised "
        "organization/organisation recognize/recognise recognized/recognised realize/realise "
        "realized/realised criticized/criticised traveled/travelled traveling/travelling "
        "canceled/cancelled program/programme programs/programmes gray/grey tire/tyre "
        "analyze/analyse apologized/apologised authorized/authorised behavior/behaviour "
        "meter/metre meters/metres kilometers/kilometres license/licence aging/ageing "
        "jewelry/jewellery plow/plough check/cheque".split()
    )
)
_TO_BRITISH = _ATLANTIC
_TO_AMERICAN = {british: american for american, british in _ATLANTIC.items()}


def _respelt(text: str, table: dict[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        word = match.group()
        other = table.get(word.lower(), word)
        return other.capitalize() if word[0].isupper() else other

    return _WORD.sub(put, text)


@_words
def british_spelling(text: str) -> str:
    return _respelt(text, _TO_BRITISH)


@_words
def american_spelling(text: str) -> str:
    return _respelt(text, _TO_AMERICAN)


_CLEAN = (
    "The county clerk, Ida Redfern, said the recount would begin on Thursday and wouldn't take "
    "more than two days. Both campaigns have sent lawyers, and neither has asked for a delay.",
    "Nobody at the ferry line returned a call on Friday. A sign on the office door in Carden said "
    "it would be back “after the holiday,” though it didn't say which one.",
)


@_words
def clean_paragraphs_inserted(text: str) -> str:
    first, *rest = paragraphs_of(text) or [text]
    middle = len(rest) // 2
    return joined([first, _CLEAN[0], *rest[:middle], _CLEAN[1], *rest[middle:]])


@_words
def narration_in_quotation_marks(text: str) -> str:
    """Enclose whole paragraphs that hold no quotation of their own."""
    return joined([p if re.search('["“”]', p) else f"“{p}”" for p in paragraphs_of(text)])


@_words
def contractions_made(text: str) -> str:
    for long, short in ((" did not ", " didn't "), (" do not ", " don't "), (" is not ", " isn't "),
                        (" was not ", " wasn't "), (" will not ", " won't "), (" it is ", " it's "),
                        (" cannot ", " can't "), (" has not ", " hasn't ")):  # fmt: skip
        text = text.replace(long, short)
    return text
