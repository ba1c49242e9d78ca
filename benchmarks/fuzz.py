"""Throw made-up texts and files at the library, and check that the laws hold.

    python benchmarks/fuzz.py --inputs 1000000 [--only door readers] [--seed 0]

Hypothesis draws texts of any characters, lone surrogates among them, and texts strewn with what
scraping leaves behind; readers get bytes, models get files that are cut short or changed. What
breaks a law is printed as small as it can be made, and the exit status is 1.
"""

# ruff: noqa: E501 (cases are easier to read in one line each)
from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import mtdetect
from mtdetect import segment
from mtdetect.door import open_door
from mtdetect.door.arrange import arrange
from mtdetect.door.copies import first_occurrences
from mtdetect.door.furniture import is_furniture
from mtdetect.errors import MtdetectError
from mtdetect.features import typography
from mtdetect.readers import ReadOptions, cut_file, read_piece
from mtdetect.simulate.damage import DAMAGES
from mtdetect.tables.paths import model_dir

STORY = (
    "Tolby's council voted 7-4 on Monday to keep the old bridge shut, after engineers found cracks "
    "in two beams. “I've got a bakery,” said Ruth Anscombe; nobody laughed. It cost £2.3 million."
)
PIECES = [
    *STORY.split(), "\n", "\n\n", "\r\n", "\t", " ", "  ", "\u200b", "\u00a0", "\x00", "\ud800", "\udfff",
    "&amp;", "&#8217;", "&amp;#8217;", "&#x110000;", "&nbsp", "â€™", "Ã©", "â€", "ðŸ˜€", "Ã¢â‚¬â„¢", "\ufffd",
    "\\u2019", "\\ud83d", "\\n", "=E2=80=99", "[1]", "[a]", "[text](http://a.b/c)", "![x](y)", "](", "[[a|b]]",
    "**", "*", "__", "_", "# ", "## x", "> ", "---", "== x ==", "<b>", "</b>", "<p>", "<br/>", "<!--", "-->",
    "<sup>1</sup>", "https://a.b/c?d=e.", "www.a.b", "(https://x.y)", "#tag", "@name", "14.32 The", "2h ago The",
    "By Ana Hale | The", "ﬁ", "ﬄ", "Ｆｕｌｌ", "𝗯𝗼𝗹𝗱", "p\u0430per", "\u0430", "e\u0301", "o\u0332\u0335",
    "Жук", "١٢", "🙂", "exam-\nple", "well-\nknown", "exam\u00ad\nple", "``word''", '""word""', "\u2028", "\x85",
    "(AP Photo/Ana Hale)", "Sign up here", "Comments (3)", "{a|b}", "\\*", "'''b'''", "km²", "said.¹²",
    "{{", "}}", "{{a|b}}", "<ref>", "</ref>", "<script>", "</script>", "<x:y a='<b>'>", "[ab c=1]", "[/ab]", "${a}",
    "\\xe2\\x80\\x99", "\\u{2019}", "<U+2019>", "u2019", "\\'92", "\\rquote ", "=\n", "=92", "%20", "%E2%80%99", "#8217;",
    '["', '", "', '"]', "['", "', '", "']", '{"a": ', '","', '\n3,"', "b'", "| ", " |", "- ", " , ", " . ", " @-@ ", "``", "''",
    "00:01:02,000 --> 00:01:03,000\n", "[00:12]", "2021-03-04T14:10:00Z ", ". Read more: a b c d The town", "?" * 3,
    "[a](b){.c}", "[a]{.b}", "`a <http://b>`_", "<http://a|b>", "\\emph{", "}", "\x1b[1m", "T\nhe", "¬ ", "f(function(){a;})",
    ". (a = a || []).push({});", ". .a{b:c}", ". if (a.b) {", "[Tolby]", "[Old Carden]", "ΓÇÖ", "├⌐", "#8217", "Watch live. to", "   ", "      a",
    "\n\nKey event\nThe town had a council that voted", "\n3/4 The Post\nand", "\nbridge of the town    which it had\n", "« a »", " s ", "12 • Reply",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(), max_size=80),
)
DAMAGED = st.tuples(TEXTS, st.sampled_from(sorted(DAMAGES))).map(
    lambda drawn: DAMAGES[drawn[1]].apply(drawn[0]) if drawn[0].strip() else drawn[0]
)
ANY = st.one_of(TEXTS, DAMAGED)


def the_door(text: str) -> None:
    door = open_door(text)
    assert door.original == text
    assert all(count > 0 for count in door.repairs.values())
    assert bool(door.repairs) or len(door.text) == len(text)
    n = len(door.text)
    spans = [(i, min(n, i + k)) for i in range(0, n, 3) for k in (1, 4) if i < n]
    for outer in (False, True):
        found = door.spans(spans, outer=outer)
        assert all(0 <= s.start <= s.end <= len(text) for s in found)
    for (s, e), place in zip(spans, door.spans(spans), strict=True):
        assert place.start < place.end
        if not door.repairs and not any(c in text[place.start : place.end] for c in "\u00a0"):
            assert len(door.text[s:e]) == place.end - place.start
    for deceit in door.deceits:
        assert text[deceit.start : deceit.end]
    again = open_door(door.text)
    assert again.original == door.text


def the_arrangement(text: str) -> None:
    article = arrange(text)
    paragraphs, units = article.paragraphs, article.units
    assert len(units.of_paragraph) == len(paragraphs)
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))
    assert all(a.end <= b.start for a, b in pairwise(units.spans))
    assert all(0 <= o <= i for i, o in enumerate(article.origins))
    assert all(len(r) for r in units.of_paragraph)
    places = article.prepared.spans(article.places, outer=True)
    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all(s.start < s.end for s in places)
    for span in paragraphs:
        is_furniture(article.prepared.text[span.start : span.end], 10)


def the_segments(text: str) -> None:
    squeezed = "".join(text.split())
    for cut in (segment.paragraphs, segment.sentences):
        assert "".join("".join(text[s:e].split()) for s, e in cut(text)) == squeezed
    segment.tokens(text)
    segment.quotations(text)
    assert len(first_occurrences(text.split("\n"))) == text.count("\n") + 1


def the_features(text: str) -> None:
    for finding in typography.findings(text):
        assert 0 <= finding.start < finding.end <= len(text)


def scoring(model: mtdetect.Model) -> Callable[[str], None]:
    def check(text: str) -> None:
        document = mtdetect.score(text, model=model)
        last = 0
        for p in document.paragraphs:
            assert last <= p.start < p.end <= len(text)
            assert text[p.start : p.end] == p.text
            last = p.end
            assert p.score is None or 0 <= p.score <= 1
            for e in p.evidence:
                assert text[e.start : e.end] == e.text
        assert document.score is None or 0 <= document.score <= 1

    return check


KINDS = ("a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.jsonl.gz", "a.csv.gz",
         "a.warc", "a.warc.gz", "a.parquet", "a.jsonl.zst")  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=200),
    TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda t: ('{"text": "' + t.replace('"', "") + '"}\n').encode("utf-8", "ignore")),
    TEXTS.map(lambda t: ("id,text\n1," + t).encode("utf-8", "ignore")),
    TEXTS.map(lambda t: f"<html><body><p>{t}</p></body></html>".encode("utf-8", "ignore")),
)


def reading(folder: Path) -> Callable[[tuple[str, bytes]], None]:
    def check(drawn: tuple[str, bytes]) -> None:
        name, data = drawn
        path = folder / name
        path.write_bytes(data)
        try:
            for piece in cut_file(str(path), ReadOptions(), target=200):
                for _ in read_piece(piece, ReadOptions()):
                    pass
        except MtdetectError:
            pass

    return check


def loading(folder: Path) -> Callable[[tuple[int, int, int]], None]:
    source = model_dir()
    names = sorted(p.name for p in source.iterdir() if p.suffix in (".json", ".npz", ".gz"))

    def check(drawn: tuple[int, int, int]) -> None:
        which, at, value = drawn
        name = names[which % len(names)]
        target = folder / "model"
        if not target.exists():
            shutil.copytree(source, target)
        data = bytearray((source / name).read_bytes())
        if value < 0:
            del data[at % len(data) :]
        else:
            data[at % len(data)] = value
        (target / name).write_bytes(bytes(data))
        try:
            mtdetect.load(target)
        except MtdetectError:
            pass
        finally:
            (target / name).write_bytes((source / name).read_bytes())

    return check


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=10_000, help="in all")
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    model = mtdetect.load()
    numbers = st.tuples(
        st.integers(0, 99), st.integers(0, 10**8), st.one_of(st.integers(0, 255), st.just(-1))
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Name, what is drawn, the check, its share of the inputs: a model takes a second to load.
        fields = [
            ("door", ANY, the_door, 0.3),
            ("arrangement", ANY, the_arrangement, 0.25),
            ("segments", ANY, the_segments, 0.2),
            ("features", ANY, the_features, 0.15),
            ("readers", st.tuples(st.sampled_from(KINDS), BYTES), reading(folder), 0.0798),
            ("scoring", ANY, scoring(model), 0.02),
            ("models", numbers, loading(folder), 0.0002),
        ]
        failed = 0
        for field, drawn, check, share in fields:
            if args.only and field not in args.only:
                continue
            count = max(1, round(args.inputs * (share if not args.only else 1 / len(args.only))))
            run = settings(
                max_examples=count, deadline=None, database=None,
                suppress_health_check=list(HealthCheck),
            )(seed(args.seed)(given(drawn)(check)))  # fmt: skip
            began = time.perf_counter()
            try:
                run()
            except Exception:
                failed += 1
                traceback.print_exc()
                print(f"{field}: a law is broken", flush=True)
            else:
                print(f"{field}: {count} inputs in {time.perf_counter() - began:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
