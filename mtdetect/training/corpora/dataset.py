"""Choose the paragraphs to train and to measure on, spin some, keep what is aligned together."""

# ruff: noqa: SIM905 (lists of languages are easier to read as text)
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from zlib import crc32

from mtdetect import segment
from mtdetect.judge.labels import Label
from mtdetect.simulate.dictionary import SpinnerDictionary
from mtdetect.simulate.simulator import FAMILIES, Spinner
from mtdetect.training.corpora.corpus import AlignedParagraph, Corpora, HumanDocument
from mtdetect.training.corpora.registry import HUMAN, Origin, Split

# Languages of one family stand and fall together when a pivot is left out.
PIVOT_FAMILIES: dict[str, frozenset[str]] = {
    "romance": frozenset("es pt fr it ro ca gl mt".split()),
    "germanic": frozenset("de nl sv da nb is af".split()),
    "slavic": frozenset("ru uk be cs sk pl bg sr hr bs sl".split()),
    "east_asian": frozenset("zh ja ko vi th my".split()),
    "uralic_baltic": frozenset("fi et hu lv lt".split()),
    "indo_iranian": frozenset("hi bn gu mr fa".split()),
    "turkic_semitic": frozenset("tr az ar he am ha".split()),
}
# Many enough that folds of any usual number are of about one size.
_BUCKETS = 24
_LONGEST = 150
_SHORTEST = 25


@dataclass(frozen=True, slots=True)
class Sample:
    """A paragraph with its label and everything that a protocol may leave out.

    Paragraphs of one ``group`` say the same; those of one ``story`` are from the same article,
    under whatever names.
    """

    text: str
    label: Label
    origin: Origin
    group: str
    source: str
    outlet: str = ""
    engine: str = ""
    pivot: str = ""
    year: int = 0
    spinner: str = ""
    story: str = ""

    @property
    def bucket(self) -> int:
        """What stays in one fold: whole stories, many of them together."""
        return crc32((self.story or self.group).encode()) % _BUCKETS


def blocks(document: HumanDocument) -> list[str]:
    """Cut an article into paragraphs; where none are known, into runs of sentences."""
    spans = segment.paragraphs(document.text)
    found: list[str] = []
    for start, end in spans:
        paragraph = document.text[start:end]
        if len(paragraph.split()) <= _LONGEST:
            found.append(paragraph)
            continue
        run: list[str] = []
        size = 0
        for s, e in segment.sentences(paragraph):
            run.append(paragraph[s:e])
            size += len(run[-1].split())
            if size >= 55:
                found.append(" ".join(run))
                run, size = [], 0
        if run:
            found.append(" ".join(run))
    return found


def usable(text: str) -> bool:
    """Tell whether a paragraph is long enough to learn from and not overlong."""
    return _SHORTEST <= len(text.split()) <= 2 * _LONGEST


def human_samples(
    corpora: Corpora,
    file: str,
    split: Split,
    most: int,
    *,
    per_document: int = 3,
    seed: int = 0,
    wanted: Callable[[str], bool] = lambda _: True,
) -> list[Sample]:
    """Draw paragraphs of a human corpus, a few from each document whose text is wanted."""
    rng = Random(f"{file} {split} {seed}")
    documents = [
        (i, d) for i, d in enumerate(corpora.human[file]) if d.split == split and wanted(d.text)
    ]
    rng.shuffle(documents)
    samples: list[Sample] = []
    for i, document in documents:
        if len(samples) >= most:
            break
        fit = [b for b in blocks(document) if usable(b)]
        for block in rng.sample(fit, min(per_document, len(fit))):
            samples.append(
                Sample(
                    block,
                    "human",
                    HUMAN[file].origin,
                    f"{file}:{i}",
                    document.source,
                    document.outlet,
                )
            )
    return samples[:most]


def aligned_samples(
    paragraphs: Iterable[AlignedParagraph],
    *,
    machine_per_group: int,
    humans_per_group: int = 1,
    seed: int = 0,
) -> list[Sample]:
    """Draw from every group some human and some machine versions of the same content.

    Groups without either side are left out, so that content never tells the label.
    """
    groups: dict[str, list[AlignedParagraph]] = defaultdict(list)
    for p in paragraphs:
        groups[p.group].append(p)
    rng = Random(f"aligned {seed}")
    samples: list[Sample] = []
    for group in sorted(groups):
        humans = [p for p in groups[group] if p.label == "human"]
        machines = [p for p in groups[group] if p.label != "human"]
        if not humans or not machines:
            continue
        for p in rng.sample(humans, min(humans_per_group, len(humans))) + rng.sample(
            machines, min(machine_per_group, len(machines))
        ):
            samples.append(of_aligned(p))
    return samples


def of_aligned(p: AlignedParagraph) -> Sample:
    """Turn a paragraph of the aligned corpora into a sample."""
    # A machine version has the origin of the human version that it stands beside.
    translation = p.human_kind == "human_translation" or p.label == "mt"
    origin: Origin = "human_translation" if translation else "human_original"
    return Sample(
        p.text,
        "human" if p.label == "human" else "translated",
        origin,
        p.group,
        p.file,
        engine=engine_of(p),
        pivot=p.pivot or "",
        year=p.year,
        story=p.story,
    )


def engine_of(p: AlignedParagraph) -> str:
    """Name the engine behind a machine version, one name for all its sizes and versions."""
    if p.label == "human":
        return ""
    system = p.system or ""
    for name in ("bergamot", "google", "microsoft", "nllb", "opus", "argos", "deepl"):
        if name in system.lower():
            return name
    return system


def by_group(samples: Sequence[Sample], most: int) -> list[Sample]:
    """Keep whole groups, drawn by chance, until enough samples are kept."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for s in samples:
        groups[s.group].append(s)
    names = sorted(groups)
    Random(1).shuffle(names)
    kept: list[Sample] = []
    for name in names:
        if len(kept) >= most:
            break
        kept += groups[name]
    return kept


class SpinnerPool:
    """Many spinners of several families, made once and used for many copies.

    Parameters
    ----------
    dictionary : SpinnerDictionary
    families : collection of str
        Which of :data:`~mtdetect.simulate.simulator.FAMILIES` to draw from.
    instances : int
        How many spinners of each family, each with menus of its own.
    first_seed : int
        Seeds count up from here, so that tests use spinners that training never met.
    """

    def __init__(
        self,
        dictionary: SpinnerDictionary,
        families: Collection[str] = FAMILIES,
        instances: int = 40,
        first_seed: int = 0,
    ) -> None:
        self.families = tuple(families)
        self._spinners = {
            family: [Spinner(family, first_seed + i, dictionary) for i in range(instances)]
            for family in self.families
        }

    def draw(self, rng: Random) -> Spinner:
        """Draw a spinner, each family as likely as the other."""
        return rng.choice(self._spinners[rng.choice(self.families)])

    def spin(self, samples: Sequence[Sample], seed: int = 0) -> list[Sample]:
        """Spin every sample with a spinner drawn for its group."""
        spun: list[Sample] = []
        for number, sample in enumerate(samples):
            spinner = self.draw(Random(f"{seed} {sample.group}"))
            copy = spinner.spin(sample.text, number)
            if len(copy.swaps) < 2:
                continue  # what came through untouched is human text
            spun.append(
                Sample(
                    copy.text,
                    "spun",
                    sample.origin,
                    sample.group,
                    sample.source,
                    sample.outlet,
                    pivot=sample.pivot,
                    year=sample.year,
                    spinner=spinner.family,
                    story=sample.story,
                )
            )
        return spun
