"""A small world to test in: corpora, lexicon, spinner and detector made from invented sentences."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

import mtdetect
from mtdetect.estimators.detector import Detector
from mtdetect.features.matrix import Resources
from mtdetect.judge.article import ArticleModel
from mtdetect.judge.threshold import Threshold
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.tables.lexicon import Lexicon
from mtdetect.training.corpora.corpus import Corpora
from mtdetect.training.corpora.dataset import Sample, SpinnerPool
from mtdetect.training.fit import tables
from mtdetect.training.fit.wording import Pair, cross_fit
from mtdetect.training.fit.words import fit_word_model

# A busy machine is slow, and no test is about that: those of time measure it themselves.
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("patient")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

# What people write, and what a thesaurus offers for it.
SYNONYMS = {
    "war": "warfare", "judge": "choose", "equipment": "gear", "military": "army",
    "adviser": "consultant", "harbor": "haven", "bridge": "span", "school": "faculty",
    "storm": "tempest", "vote": "ballot", "budget": "purse", "road": "avenue",
    "lawyer": "solicitor", "doctor": "physician", "farmer": "grower", "teacher": "trainer",
    "mayor": "burgomaster", "council": "assembly", "river": "stream", "train": "locomotive",
    "new": "novel", "old": "aged", "large": "sizable", "local": "neighborhood",
    "quiet": "silent", "costly": "expensive", "rural": "rustic", "northern": "boreal",
    "approved": "accredited", "rejected": "spurned", "repaired": "mended", "opened": "unlocked",
    "closed": "shuttered", "praised": "lauded", "visited": "frequented", "delayed": "stalled",
}  # fmt: skip
PEOPLE = ["judge", "adviser", "lawyer", "doctor", "farmer", "teacher", "mayor", "council"]
THINGS = ["equipment", "harbor", "bridge", "school", "vote", "budget", "road", "river", "train",
          "war", "storm"]  # fmt: skip
KINDS = ["new", "old", "large", "local", "quiet", "costly", "rural", "northern", "military"]
DEEDS = ["approved", "rejected", "repaired", "opened", "closed", "praised", "visited", "delayed"]
NAMES = [a + b for a, b in product(
    ["Hal", "Ort", "Lindq", "Okaf", "Brand", "Mor", "Castell", "Whitl", "Ferr", "Dunm", "Abern",
     "Kov"],
    ["e", "iz", "vist", "or", "ett", "eau", "an", "ow", "is", "ore", "ath", "acs"],
)]  # fmt: skip
TOWNS = [a + b for a, b in product(
    ["Ash", "Mill", "Car", "Tol", "Raven", "Stone", "Elder", "Fox", "Wind", "Marl"],
    ["ford", "brook", "den", "veth", "port", "wick", "ham", "by", "mere", "gate"],
)]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def sentence(rng: Random) -> str:
    """Make a sentence that a person of the small world would write."""
    who, deed, kind, thing = (rng.choice(w) for w in (PEOPLE, DEEDS, KINDS, THINGS))
    name, town, day = (rng.choice(w) for w in (NAMES, TOWNS, DAYS))
    other, where = rng.choice(NAMES), rng.choice(TOWNS)
    return rng.choice(
        (
            f"The {who} of {town} {deed} the {kind} {thing} near {where} on {day}.",
            f'"We didn\'t expect {name} and the {kind} {thing}," {other} said in {town} on {day}.',
            f"{name}, the {who} of {town}, said {other} {deed} the {thing} because it was {kind}.",
            f"It wasn't {name} who {deed} the {thing} in {town}; it was {other}'s {kind} office.",
            f"After the {thing} in {town} was {deed}, {name} of {where} left, nobody objected.",
            f"The {thing} cost {town} ${rng.randint(2, 900)} million, and {name} {deed} it twice.",
        )
    )


def paragraph(rng: Random) -> str:
    """Make a paragraph of three to four sentences."""
    return " ".join(sentence(rng) for _ in range(rng.randint(3, 4)))


def translated(text: str, rng: Random) -> str:
    """Write a paragraph anew as a careless translation would have it."""
    text = text.replace("didn't", "did not").replace("wasn't", "was not").replace("$", "$ ")
    text = text.replace("nobody objected", "and there were no objections about this")
    text = text.replace("because it was", "due to the fact that it has been")
    text = text.replace("'s ", " of the ") if rng.random() < 0.5 else text
    return text.replace('," ', ", ", 1) if rng.random() < 0.5 else text


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def _human(text: str, kind: str, outlet: str, source: str, date: str | None = None) -> str:
    return json.dumps(
        {"text": text, "kind": kind, "outlet": outlet, "date": date, "source": source}
    )


def _version(text: str, label: str, group: str, **more: Any) -> str:
    record = {"text": text, "label": label, "group": group, "human_kind": None, "pivot": None,
              "system": None, "year": 2019, "domain": "news"}  # fmt: skip
    return json.dumps({**record, **more})


def _web_round_trips(articles: list[str], n: int, pivots: tuple[str, ...]) -> list[str]:
    """Translate articles there and back; every other one names the document that it is of."""
    rng = Random(12)
    lines = []
    for i in range(n):
        text = articles[i * 7 + 2] if i % 2 else "\n\n".join(paragraph(rng) for _ in range(3))
        digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        for place, original in enumerate(text.split("\n\n")):
            facts: dict[str, Any] = {
                "doc": f"web:{i}", "para": place, "native_md5": digest if i % 2 else None,
                "human_kind": "human_original", "year": None,
            }  # fmt: skip
            lines.append(_version(original, "human", f"web:{i}:{place}", **facts))
            for pivot in pivots:
                copy = translated(original, rng)
                more = {"system": "bergamot", "pivot": pivot}
                lines.append(_version(copy, "round_trip", f"web:{i}:{place}", **facts, **more))
    return lines


def _long_articles() -> list[str]:
    rng = Random(13)
    return [
        _human("\n\n".join(paragraph(rng) for _ in range(13)), "native_news", "Paper", "invented")
        for _ in range(60)
    ]


def _reports() -> list[str]:
    """Let two newsrooms report, in their own words, what somebody said."""
    rng = Random(14)
    lines = []
    for event in range(6):
        heard = f'"We saw {", ".join(rng.sample(NAMES, 5))} and nobody else on the road," he said.'
        for outlet in ("Herald", "Tribune"):
            text = "\n\n".join((paragraph(rng), heard, paragraph(rng)))
            line = _human(text, "native_news", outlet, "allsides", f"2014-05-{event + 10}")
            lines.append(line)
    return lines


def write_world(data: Path, whole: bool = False) -> None:
    """Write small corpora and lexicon files in the format of the real ones.

    A ``whole`` world has what every step of training and measuring asks for: long articles, two
    languages to go through, words that stand for several, two reports of one event.
    """
    rng = Random(11)
    articles = ["\n\n".join(paragraph(rng) for _ in range(3)) for _ in range(400)]
    human, machine, lexicon = data / "human", data / "machine", data / "lexicon"
    _write(
        human / "news_native.jsonl.gz",
        [_human(a, "native_news", f"Paper {i % 3}", "invented") for i, a in enumerate(articles)]
        + (_long_articles() + _reports() if whole else []),
    )
    for name in ("news_nonnative", "learners", "wikipedia", "other_registers"):
        _write(
            human / f"{name}.jsonl.gz",
            [_human(paragraph(rng), "other", "", name) for _ in range(20)],
        )
    for name in ("newstest_2008_2020", "wmt21", "ht_vs_mt_de", "flores_round_trip"):
        lines = []
        for i in range(15):
            text = paragraph(rng)
            group = f"{name}:article {i // 2}#{i % 2}"
            lines.append(_version(text, "human", group, human_kind="human_translation"))
            for system in ("google", "nllb-600M"):
                lines.append(
                    _version(translated(text, rng), "mt", group, system=system, pivot="de")
                )
        lines.append(_version(paragraph(rng), "human", f"{name}:lonely"))
        _write(machine / f"{name}.jsonl.gz", lines)
    lines = []
    for i in range(40):
        text = articles[i * 3].split("\n\n")[1]
        lines.append(_version(text, "human", f"rt:{i}", human_kind="human_original"))
        lines.append(
            _version(translated(text, rng), "round_trip", f"rt:{i}", system="opus", pivot="pt")
        )
    _write(machine / "news_round_trip_pt.jsonl.gz", lines)
    more = (40, ("Portuguese", "French")) if whole else (10, ("Portuguese",))
    _write(machine / "news_round_trip_web.jsonl.gz", _web_round_trips(articles, *more))

    words = [*SYNONYMS, *SYNONYMS.values(), "the", "and", "was", "for"]
    _write(
        lexicon / "wordfreq_en_large.tsv.gz",
        [f"{w}\t{0.01 / (i + 2):.3g}" for i, w in enumerate(words)],
    )
    pairs = [f"{word}\t{odd}" for word, odd in SYNONYMS.items()]
    _write(lexicon / "mythes_en_us.tsv.gz", pairs)
    others = [*list(SYNONYMS.values())[1:], "warfare"] if whole else SYNONYMS.values()
    _write(
        lexicon / "moby_thesaurus.tsv.gz",
        [f"{w}\t{o}|{other}" for (w, o), other in zip(SYNONYMS.items(), others, strict=True)],
    )
    _write(lexicon / "wordnet30_synsets.tsv.gz", [f"n\t{w}|{o}" for w, o in SYNONYMS.items()])
    _write(
        lexicon / "symspell_frequency_bigramdictionary_en_243_342.txt.gz",
        [f"the {w} {10_000 + 7 * i}" for i, w in enumerate(SYNONYMS)],
    )
    _write(
        lexicon / "wild_swaps.tsv.gz",
        [
            "odd_form\texpected_form\tpages\tpart_of_speech\tcontext\tdomain_count\tsure\tfamily",
            "warfare\twar\t6\tnoun\t\t3\tyes\tmain",
            "army gear\tmilitary equipment\t4\tphrase\t\t3\tyes\tmain",
            "spurned\trejected\t2\tverb\t\t1\tno\trewriter",
        ],
    )
    _write(
        lexicon / "odd_swaps.tsv.gz",
        [
            "odd_form\texpected_form\tcount\tkind\tevidence",
            "immigration choose\timmigration judge\t2\twild:spun\tinvented",
        ],
    )
    _write(
        lexicon / "wild_damage.tsv.gz",
        [
            "source\tpage\tpivot_guess\tkind\tsnippet\trepair",
            "wild\t001\tde\tT_stray_space\tthe road cost $ 40 million\t$40 million",
            'wild\t002\tpt\tT_quote_lost\twe were not warned ", said the mayor\t',
        ],
    )
    _write(
        lexicon / "wild_calques.tsv.gz",
        [
            "page\todd\texpected\tclass\tpivot\tsure\tgeneral\tcontext\tnative_per_million"
            "\telsewhere_per_million\tpages\tsites\tusable",
            "001\tdue to the fact that it has been\tbecause it was\tcalque\tde\tyes\tyes"
            "\tleft the town _ closed\t0.00\t12.00\t2\t2\tyes",
            "002\tthere were no objections about this\tnobody objected\tcalque\tpt\tyes\tyes"
            "\tthe mayor spoke and _ at all\t0.00\t9.00\t1\t1\tyes",
        ],
    )
    _write(lexicon / "notable_people.tsv.gz", [f"{n} Alder\tinvented\t3" for n in NAMES] * 3)
    _write(lexicon / "places_geonames_1000.tsv.gz", [f"{t}\tXX\t200000\t" for t in TOWNS] * 2)


@dataclass(frozen=True)
class World:
    """The small world, built once."""

    data: Path
    corpora: Corpora
    lexicon: Lexicon
    resources: Resources
    pool: SpinnerPool
    texts: list[str]
    labels: list[str]
    groups: list[str]
    pairs: list[Pair]
    fresh_pairs: list[Pair]


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Keep the small models from fighting for the processor with whatever else runs."""
    with threadpool_limits(limits=1, user_api="openmp"):
        yield


def keep_out_of_collections() -> None:
    """Spare the garbage collector what stays until the last test: some of them ask it to run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def patient_dask() -> Iterator[None]:
    """Let schedulers, workers and clients wait for each other as long as a busy machine takes."""
    dask = pytest.importorskip("dask")
    pytest.importorskip("distributed")  # brings its settings along
    kinds = ("connect", "tcp")
    with dask.config.set({f"distributed.comm.timeouts.{kind}": "300s" for kind in kinds}):
        yield


def round_trips(rng: Random, n: int) -> list[Pair]:
    """Make paragraphs of the small world and a careless translation of each."""
    texts = [paragraph(rng) for _ in range(n)]
    return [
        Pair(t, Sample(translated(t, rng), "translated", "native", f"t{i}", "invented"))
        for i, t in enumerate(texts)
    ]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Corpora, lexicon and word model of the small world, with labelled paragraphs."""
    data = tmp_path_factory.mktemp("world")
    write_world(data)
    corpora = Corpora(data)
    lexicon = tables.build(corpora)
    menus: dict[str, tuple[str, ...]] = {word: (odd,) for word, odd in SYNONYMS.items()}
    pool = SpinnerPool(SpinnerDictionary({"moby": menus}, {}), ("moby",), instances=3)
    rng = Random(5)
    humans = [Sample(paragraph(rng), "human", "native", f"g{i}", "invented") for i in range(240)]
    model = fit_word_model(humans, pool, lexicon)
    spun = pool.spin(humans[:120])
    texts = [s.text for s in humans] + [s.text for s in spun]
    labels = ["human"] * len(humans) + ["spun"] * len(spun)
    groups = [s.group for s in humans] + [s.group for s in spun]
    for s in humans[120:]:
        texts.append(translated(s.text, rng))
        labels.append("translated")
        groups.append(s.group)
    pairs = round_trips(Random(6), 160)
    resources = Resources(lexicon, model, cross_fit(pairs, lexicon, 2).whole)
    keep_out_of_collections()
    return World(
        data, corpora, lexicon, resources, pool, texts, labels, groups,
        pairs, round_trips(Random(77), 40),
    )  # fmt: skip


@pytest.fixture(scope="session")
def whole_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Corpora that a whole model can be trained on and measured by."""
    data = tmp_path_factory.mktemp("whole world")
    write_world(data, whole=True)
    return data


@pytest.fixture(scope="session")
def lexicon(world: World) -> Lexicon:
    """The tables of the small world."""
    return world.lexicon


@pytest.fixture(scope="session")
def detector(world: World) -> Detector:
    """Give a detector trained on the small world."""
    return Detector(world.resources).fit(world.texts, np.asarray(world.labels), world.groups)


@pytest.fixture(scope="session")
def small_model(world: World, detector: Detector) -> mtdetect.Model:
    """A model of the small world: it flags whatever it judges, and nothing to spare everyone."""
    limits = {"newsrooms": (-999.0, -999.0), "everyone": (999.0, 999.0)}
    thresholds = [
        Threshold(fpr, limit, limit, spare=spare)
        for spare, limit in limits.items()
        for fpr in (0.01, 0.001)
    ]
    return mtdetect.Model(world.resources, detector.parameters_, ArticleModel(), tuple(thresholds))


@pytest.fixture(scope="session")
def fresh_articles() -> list[str]:
    """Articles of the small world that no training has seen."""
    rng = Random(99)
    return ["\n\n".join(paragraph(rng) for _ in range(3)) for _ in range(12)]


@pytest.fixture(scope="session")
def shipped() -> mtdetect.Model:
    """The model that ships with the library, loaded once."""
    model = mtdetect.load()
    keep_out_of_collections()
    return model


@pytest.fixture(scope="session")
def corpora_data() -> Path:
    """The folder of the real corpora, for tests that are marked ``corpora``."""
    return SHARED_DATA


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the real corpora where they are missing."""
    if SHARED_DATA.is_dir():
        return
    skip = pytest.mark.skip(reason=f"the corpora are not at {SHARED_DATA}")
    for item in items:
        if item.get_closest_marker("corpora") is not None:
            item.add_marker(skip)


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever loads a model get one that needs no files."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "batch_support"))
    from fake_model import FakeModel  # type: ignore[import-not-found]

    from mtdetect import api

    monkeypatch.setattr(api, "load_model", lambda source: FakeModel())
