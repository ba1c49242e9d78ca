"""How each family of word spinner behaves: rates, what it keeps clean, its function words."""

from __future__ import annotations

from dataclasses import dataclass

from mtdetect.simulate.inflect import words

FUNCTION_WORDS = words(
    """a an the and or nor but yet so if then than that which who whom whose what when where why how
    to of for with in on at by from as into onto upon over under above below beneath about around
    between among amid against during before after since until till through throughout across
    along behind beyond near off out up down within without despite per via toward towards
    i me my mine myself we us our ours ourselves you your yours yourself he him his himself
    she her hers herself it its itself they them their theirs themselves this these those there here
    one two three four five six seven eight nine ten eleven twelve twenty
    am is are was were be been being have has had having do does did doing done
    will would shall should can could may might must ought cannot
    not no never none nothing nobody all any some each every both either neither few several many
    much more most less least such same other another own only just also too very even still again
    ever once now while although though because unless whether however else
    second third fourth fifth sixth seventh eighth ninth tenth half
    year years month months week weeks day days hour hours minute minutes today yesterday tomorrow
    monday tuesday wednesday thursday friday saturday sunday going according including due
    i'm you're we're they're he's she's it's that's there's here's what's let's don't doesn't didn't
    isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't
    i've you've we've they've i'll you'll we'll they'll he'll she'll it'll i'd you'd we'd they'd
    mr mrs ms dr gen sen rep gov sgt lt col prof rev st jr sr inc corp ltd co vs etc"""
)
"""Words that no thesaurus replaces; only a family's own pairs do."""

RARELY_SWAPPED = words("the a an and or to of with have had be was were is are it that in on at as")
"""Function words so frequent that a family which swaps them does so now and then only."""

NUMBER_UNITS = words(
    "hundred thousand million billion trillion percent per cent dollar dollars euro euros pound "
    "pounds cents yen am pm"
)
"""Words that stay clean right after a number."""

NAME_PARTS = words(
    """academy administration affairs agency agriculture airport alliance army assembly association
    attorney authority avenue bank board border budget building bureau capital center central centre
    chamber church citizens city club coalition college commerce commission committee commons
    community company conference congressional consumer corporation council county court customs
    data defense department development district division economic education emergency energy
    enforcement environment exchange executive fair federal federation finance financial fire force
    forest forum foundation fund general global government group guard health high higher home
    homeland hospital house housing human immigration income industry information institute
    institution insurance intelligence interior international journal judiciary justice labor labour
    law league legal legislature library life lower magazine management market medical meeting
    memorial metro military mining minister ministry museum national natural news observatory office
    officer organization palace park parliament party people personnel petroleum planning police
    port post power press prime prison program project protection public radio rail railway record
    red regional register relief representatives research reserve resources revenue rights river
    safety savings school science secretary securities security senate service services small social
    society solutions sports square stadium standard star state station statistics steel stock store
    street studies summit sun superior supreme survey systems tax team technology telegraph theater
    times tower trade transport transportation treasury tribune trust union united university upper
    veterans village wall water weather welfare white wildlife workers works world"""
)
"""Common words of which names of institutions are made; such names break where names are spun."""

NAME_HEADS = words(
    """academy administration agency airport alliance assembly association authority avenue bank
    board bureau center centre chamber church club coalition college commission committee company
    conference congressional corporation council county court department district division
    exchange executive federation fund force foundation general group guard hospital house institute
    institution journal league library magazine management market minister ministry museum news
    office officer organization palace park parliament party police post power press project radio
    reserve school secretary senate service services society square stadium station steel street
    summit times treasury trust union university"""
)
"""The words that show a run of capitalised words to name an institution and not a person."""

KEPT_SENTENCE_INITIAL = words(
    "amazon apple biden brown bush china clinton ford may march mark meta price shell target trump "
    "turkey rice will"
)
"""Names that look like common words where a sentence begins with them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a spinner does apart from the contents of its menus.

    Parameters
    ----------
    own : tuple of str
        Wild families whose pairs it uses before any thesaurus.
    fill : mapping as tuple of (str, float)
        Thesauri it turns to, each with its share; an instance perturbs the shares.
    rate : tuple of float
        Bounds of the share of content words swapped; one value is drawn per copy.
    function_rate : float
        Probability of a swap where a function word or phrase has a pair.
    keep_caps, keep_quotes : float
        Probability that an instance leaves capitalised words, or quotations, clean.
    break_names : float
        Probability that the words of an institution's name are spun, word by word.
    menu : tuple of int
        Bounds of a menu's length.
    rarely : frozenset of str
        Function words that it swaps only now and then.
    """

    own: tuple[str, ...] = ()
    fill: tuple[tuple[str, float], ...] = (("mythes", 0.4), ("wordnet", 0.25), ("moby", 0.35))
    rate: tuple[float, float] = (0.4, 0.6)
    function_rate: float = 0.0
    keep_caps: float = 0.0
    keep_quotes: float = 0.0
    break_names: float = 0.0
    menu: tuple[int, int] = (2, 5)
    rarely: frozenset[str] = RARELY_SWAPPED


_EVERY_WILD = (
    "main", "whilst", "rewriter", "lengthening", "absurd", "astatine", "per_chance",
)  # fmt: skip

_SANE = (("mythes", 0.5), ("wordnet", 0.4), ("moby", 0.1))

HABITS: dict[str, Habits] = {
    "mythes": Habits(fill=(("mythes", 1.0),), rate=(0.15, 0.7), keep_caps=0.5, keep_quotes=0.5,
                     break_names=0.3),
    "wordnet": Habits(fill=(("wordnet", 1.0),), rate=(0.15, 0.7), keep_caps=0.5, keep_quotes=0.5,
                      break_names=0.3),
    "moby": Habits(fill=(("moby", 1.0),), rate=(0.15, 0.7), keep_caps=0.5, keep_quotes=0.5,
                   break_names=0.3),
    "bilingual": Habits(fill=(("bilingual", 1.0),), rate=(0.15, 0.7), keep_caps=0.5,
                        keep_quotes=0.5, break_names=0.3),
    "main": Habits(own=("main",), rate=(0.36, 0.48), function_rate=0.6, break_names=0.6,
                   fill=_SANE),
    "main_caps_kept": Habits(own=("main_caps_kept", "main"), rate=(0.38, 0.52), function_rate=0.6,
                             keep_caps=1.0, keep_quotes=1.0, fill=_SANE),
    "whilst": Habits(own=("whilst",), rate=(0.4, 0.6), function_rate=0.5, break_names=0.5,
                     fill=_SANE),
    "rewriter": Habits(own=("rewriter",), rate=(0.8, 0.97), function_rate=0.4, break_names=0.1,
                       fill=_SANE),
    "lengthening": Habits(own=("lengthening",), rate=(0.3, 0.5), function_rate=0.4,
                          break_names=0.2, fill=_SANE),
    "absurd": Habits(own=("absurd",), rate=(0.35, 0.65), function_rate=0.3, break_names=0.5),
    "astatine": Habits(own=("astatine",), rate=(0.45, 0.7), function_rate=0.6, break_names=0.2,
                       fill=(("mythes", 0.45), ("wordnet", 0.4), ("moby", 0.15)),
                       rarely=words("the a an and or to of with have")),
    "per_chance": Habits(own=("per_chance",), rate=(0.3, 0.55), function_rate=0.4,
                         break_names=0.3, fill=_SANE),
    "mixed": Habits(own=_EVERY_WILD, rate=(0.15, 0.8), function_rate=0.35, keep_caps=0.35,
                    keep_quotes=0.4, break_names=0.35,
                    fill=(("mythes", 0.3), ("wordnet", 0.2), ("moby", 0.25), ("bilingual", 0.25))),
}  # fmt: skip

FAMILIES: tuple[str, ...] = tuple(HABITS)
"""Every family of spinner, as :func:`mtdetect.simulate.simulator.spin` takes them: three thesauri,
a bilingual dictionary, eight families seen in the wild, and a mixture with random habits."""

_NUMBERS = {
    "second": "2nd|moment", "third": "3rd", "fourth": "4th", "fifth": "5th", "two": "2",
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "three months": "a few months", "two weeks": "a couple of weeks",
}  # fmt: skip
_MAIN = _NUMBERS | {
    "in the": "within the", "while": "whereas", "before": "earlier than",
    "during": "throughout", "under": "below", "below": "beneath|under", "around": "round",
    "through": "by way of", "via": "by way of", "more": "extra", "more than": "greater than",
    "less than": "lower than", "up to": "as much as",
    "at least": "no less than|at the very least", "only": "solely", "also": "additionally",
    "both": "each", "either": "both", "about a": "a couple of", "yet": "but",
    "but": "however", "where": "the place", "because": "as a result of",
    "because of": "due to", "can": "could|might", "could": "might|may", "may": "might|could",
    "might": "could|would possibly",
    "although": "though", "though": "although", "however": "nonetheless|nevertheless",
    "among": "amongst", "among the": "among the many", "most of the": "many of the",
    "one of the": "one of many|some of the|probably the most",
    "against": "towards|in opposition to",
    "are able to": "can", "nearly": "almost",
    "according to": "in keeping with|in line with|in accordance with|in response to|based on"
                    "|in step with",
    "there is no": "there is no such thing as a", "isn't": "is not|shouldn't be",
    "is not": "isn't|shouldn't be", "it's": "it is", "it is": "it's", "do not": "don't",
    "don't": "do not", "does not": "doesn't", "doesn't": "does not", "did not": "didn't",
    "didn't": "did not", "cannot": "can't|can not", "can't": "cannot|can not",
    "won't": "will not", "will not": "won't|is not going to", "are not": "aren't|don't seem to be",
    "was not": "wasn't", "has not": "hasn't", "have not": "haven't", "would not": "wouldn't",
    "could not": "couldn't", "that's": "that is", "failed to": "didn't",
}  # fmt: skip

FUNCTION_MENUS: dict[str, dict[str, str]] = {
    "main": _MAIN,
    "main_caps_kept": _MAIN,
    "whilst": _NUMBERS | {
        "in the": "within the", "while": "whilst", "before": "prior to", "by": "through|by way of",
        "was": "was once", "also": "additionally", "because of": "on account of",
        "outside": "outdoor", "such as": "comparable to",
    },
    "astatine": _NUMBERS,
    "absurd": {"second": "2nd|moment", "five": "5"},
    "rewriter": {
        "according to": "as per", "more than": "in excess of|upwards of",
        "also": "likewise|additionally", "civilians": "regular people",
        "about": "around", "during": "all through",
    },
    "lengthening": {
        "because": "due to the fact", "because of": "due to the fact of", "men": "men and women",
        "last": "very last|final", "may": "may well", "after": "immediately after|just after",
    },
    "per_chance": {"may": "may perhaps", "might": "may perhaps perhaps", "could": "may perhaps"},
}  # fmt: skip
"""Function words and fixed phrases of the wild families, as phrase -> substitutes."""
