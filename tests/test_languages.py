"""Text in other languages is declined, by paragraph and by article, and no English text is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtdetect
from mtdetect import segment
from mtdetect.judge import abstain
from mtdetect.judge.languages import is_foreign, languages, leans_foreign
from mtdetect.results import Reason
from mtdetect.tables.encoding import encode

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = sorted([*ROOT.glob("tests/cases/*/*.txt"), *ROOT.glob("examples/**/*.txt")], key=str)
# Invented, with names and words that English has too where the language allows.
OTHERS = {
    "german": (
        "In Hamburg war der Sommer warm, und in den Bergen hat man Hitze wie in Spanien. Man war "
        "an die Grenze der Kraft gekommen, sagte ein Arbeiter am Hafen.",
        "Der Minister war am Montag in Berlin, an der Spree, und sprach mit der Presse. Man hat "
        "die Reform in der Partei so gewollt, wie sie ist.",
        "Was die Stadt in der Krise tat, hat man am Ende nicht mehr in den Akten. In der Halle war "
        "an dem Abend ein Fest, zu dem die Nachbarn kamen.",
    ),
    "dutch": (
        "De veerdienst was in de winter over het water gegaan, en had in de haven een bus. We "
        "waren er met de kinderen, zei een man die in het dorp is geboren.",
        "In de stad is het water hoog, en over de brug was in de nacht geen bus meer. Dat had men "
        "niet zien aankomen, zei de burgemeester.",
    ),
    "danish": (
        "Ministeren var for sent ude, og det var ikke første gang. At have en plan for havnen er "
        "godt, men den skal også kunne holde til vinter, siger hun.",
        "Byen har for få busser, og under stormen var der ikke en eneste at få. Det blev klart for "
        "alle, da broen var lukket i to dage.",
    ),
    "norwegian": (
        "Byen har for få busser, og under stormen var det ikke en eneste å få. Det ble klart for "
        "alle da broen var stengt i to dager, sier ordføreren.",
    ),
    "swedish": (
        "Staden har för få bussar, och under stormen fanns det inte en enda att få. Det blev klart "
        "för alla när bron var stängd i två dagar, säger hon.",
    ),
    "french": (
        "La compagnie a annoncé jeudi que deux bateaux de plus iront sur la ligne avant la saison, "
        "car les passagers ont attendu des heures sous la pluie.",
        "Le ministre a dit que la question du port est sur la table, et que la police est en "
        "action dans les communes de la région.",
    ),
    "spanish": (
        "El capital de la región es un factor social y cultural, y la crisis no ha de ser total, "
        "según el director del hospital central.",
    ),
    "portuguese": (
        "O governo disse que a ponte do porto não será aberta antes do verão, e que os barcos da "
        "ilha são poucos para as pessoas que esperam na chuva.",
    ),
    "italian": (
        "Il sindaco ha detto che la ferrovia non è un problema locale, e che i treni della costa "
        "sono in ritardo per la pioggia dopo tre giorni di scioperi.",
    ),
    "romanian": (
        "Primarul a spus că podul din port nu este gata și că vaporul de pe insulă va pleca mai "
        "târziu, după ce oamenii au așteptat în ploaie.",
    ),
    "polish": (
        "Burmistrz powiedział, że most nie jest gotowy do otwarcia, a promy na wyspę są za małe, "
        "jak to już było w tym roku po sztormie.",
    ),
    "czech": (
        "Starosta řekl, že most není hotov a že lodě na ostrov jsou malé, jak to bylo už po bouři, "
        "ale také že se to má do léta změnit.",
    ),
    "turkish": (
        "Belediye başkanı köprünün yaz için hazır olduğunu söyledi, ancak ada vapuru daha küçük ve "
        "yolcular bu yağmurda çok bekledi.",
    ),
    "indonesian": (
        "Wali kota mengatakan bahwa jembatan di pelabuhan itu belum siap dan kapal yang akan ke "
        "pulau tidak cukup untuk penumpang yang menunggu dalam hujan.",
    ),
    "hungarian": (
        "A polgármester azt mondta, hogy a híd még nem készült el, és az új hajó csak a vihar után "
        "indul el a szigetre, mint már tavaly is volt.",
    ),
    "finnish": (
        "Pormestari sanoi, että silta ei ole valmis ja se avataan vasta kun myrsky on ohi, mutta "
        "myös laivat ovat liian pieniä, kuten jo viime vuonna.",
    ),
}
STAYS = (
    "“Wir haben nicht gewusst, dass der Damm bricht, und wir sind nicht geflohen,” she said in the "
    "kitchen of her house, and then repeated it in English for the guests from the coast.",
    "Ursula von der Leyen, Manuel Valls and Pedro de la Torre met Maria de los Santos, Rafael van "
    "der Vaart, Carlos del Bosque and Juan de la Cruz.",
    "The sign at the door read das ist nicht für dich und mich, and below it somebody had written "
    "in chalk that the bar would be open again at six.",
    "He ate at El Bulli, Le Bernardin and La Tante Claire, read Die Zeit and Le Monde, and saw Das "
    "Boot, La Dolce Vita and Y Tu Mamá También.",
    "Winners: Ana de Armas, Guillermo del Toro, Benicio del Toro, Oscar de la Renta, Daniel "
    "Day-Lewis, Vincent van Gogh, Lars von Trier, Emma de Caunes.",
    "A de facto coup, en masse arrests, ad hoc courts, per diem judges and a vis-a-vis with la "
    "famiglia made up the rest of his week.",
    "Um, er, so we went, you know, and, um, the den was, like, full of men in hats.",
)


def _reasons(model: mtdetect.Model, *texts: str) -> list[Reason | None]:
    lexicon = model.resources.lexicon
    encoded = encode(texts, lexicon)
    return abstain.reasons(encoded, abstain.function_words(encoded, lexicon))


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, texts in OTHERS.items() for text in texts]
)
def test_a_paragraph_in_another_language_is_declined(
    shipped: mtdetect.Model, language: str, text: str
) -> None:
    assert _reasons(shipped, text) == ["not_english"], language


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_an_article_in_another_language_is_not_judged(language: str) -> None:
    document = mtdetect.score("\n\n".join(OTHERS[language]))
    assert (document.score, document.flagged) == (None, False)


def test_in_an_article_in_another_language_few_words_of_it_are_enough(
    shipped: mtdetect.Model,
) -> None:
    alone = (
        "Die Bank war in der Krise am Ende. Am Montag war die Halle leer, am Dienstag waren alle "
        "in der Stadt. Ein Mann in Uniform war an der Tür."
    )
    texts = [*OTHERS["german"], alone]
    given = _reasons(shipped, *texts)
    n_words = [float(len(text.split())) for text in texts]
    assert given[-1] is None
    assert abstain.in_article(texts, given, n_words, n_words) == ["not_english"] * len(texts)
    n_alone = n_words[-1:]
    assert abstain.in_article([alone], given[-1:], n_alone, n_alone) == [None]


@pytest.mark.parametrize("text", STAYS)
def test_english_with_words_of_other_languages_stays(shipped: mtdetect.Model, text: str) -> None:
    assert not is_foreign(segment.forms(text))
    assert "not_english" not in _reasons(shipped, text)


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["german", "french"])
def test_an_english_article_that_quotes_a_foreign_paragraph_stays_judged(
    path: Path, language: str
) -> None:
    text = path.read_text("utf-8")
    alone, quoting = mtdetect.score(text), mtdetect.score(f"{text}\n\n{OTHERS[language][0]}")
    assert "not_english" not in {p.reason for p in alone.paragraphs}
    # Short paragraphs before it are judged together with it.
    long = [p for p in quoting.paragraphs[:-1] if len(p.text.split()) >= 30]
    assert "not_english" not in {p.reason for p in long}
    assert quoting.score is not None


def test_english_beside_as_much_of_another_language_stays_judged(shipped: mtdetect.Model) -> None:
    english = (
        "The town has too few buses, and in the storm there was none to be had at all. That became "
        "clear to all when the bridge was shut for two days, the mayor said."
    )
    texts = [*OTHERS["german"], english]
    n_words = [float(len(text.split())) for text in texts]
    found = abstain.in_article(texts, _reasons(shipped, *texts), n_words, n_words)
    assert found == ["not_english"] * 3 + [None]


def test_no_list_holds_a_word_of_english() -> None:
    lists = languages()
    assert len(lists.others) >= 8
    assert all(words and english for words, english in lists.others)
    assert not lists.words & lists.english


@given(
    english=st.lists(st.sampled_from(sorted(languages().english)), max_size=40),
    other=st.lists(st.sampled_from(sorted(languages().words)), max_size=30),
)
def test_more_words_of_english_alone_keep_a_text_english(
    english: list[str], other: list[str]
) -> None:
    only = languages().english.intersection(*(e for _, e in languages().others))
    words = [word for word in english if word in only]
    if len(words) >= len(other):
        assert not is_foreign([*words, *other])


@given(words=st.lists(st.sampled_from(sorted(languages().english))))
def test_no_words_of_english_are_foreign(words: list[str]) -> None:
    assert not is_foreign(words)
    assert not leans_foreign(" ".join(words))
