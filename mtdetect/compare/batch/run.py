"""Files in, clusters out: sketch every article, find candidates, judge the stories."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from os import PathLike
from typing import Any

import numpy as np

from mtdetect.api import ModelSource, for_workers, load_model
from mtdetect.arguments import check_flag, check_jobs, check_path, check_share
from mtdetect.batch.given import (
    check_engine,
    check_fields,
    check_format,
    check_record_bytes,
    inputs_of,
)
from mtdetect.batch.guard import check_name, check_output, clean, own
from mtdetect.batch.outcome import skipped_words
from mtdetect.batch.shard import Paths
from mtdetect.batch.storage import (
    TEMPORARY,
    lock,
    make_folder,
    read_json,
    size_of,
    write_atomically,
    write_json,
)
from mtdetect.compare.batch.joined import Counts, join_records
from mtdetect.compare.batch.records import RecordTask, write_records
from mtdetect.compare.batch.search import (
    TASK_ARTICLES,
    SearchTask,
    candidates,
    components,
    loners,
    parts_for,
    search,
)
from mtdetect.compare.batch.settings import Settings, differences, record_of
from mtdetect.compare.batch.sketches import (
    Articles,
    Place,
    SketchTask,
    errors_path,
    load_sketch,
    make_sketch,
)
from mtdetect.compare.batch.summary import CompareSummary
from mtdetect.compare.batch.workers import paced, run_all
from mtdetect.compare.candidates import Links
from mtdetect.compare.fitted import weights_of
from mtdetect.compare.run import model_of
from mtdetect.errors import DataError, InvalidValueError
from mtdetect.readers import SUFFIXES, ReadOptions, cut_file
from mtdetect.readers.files import expand, is_url
from mtdetect.readers.records import DEFAULT_MAX_RECORD_BYTES
from mtdetect.show.verdict import counted

logger = logging.getLogger("mtdetect.batch")
_PIECE_BYTES = 8 * 2**20
# What a run writes into the folder of its state and needs no more once it is finished.
_PASSING = re.compile(
    rf"(\d{{6,}}\.(texts|errors)\.jsonl|records-\d{{6,}}\.jsonl(\.done)?)({TEMPORARY})?"
    rf"|(\d{{6,}}|pairs-\d{{4,}})\.npz(\.\d+\.tmp\.npz)?"
    rf"|(plan|complete)\.json{TEMPORARY}"
)


def compare_files(
    inputs: str | PathLike[str] | Sequence[str | PathLike[str]],
    output: str | PathLike[str],
    *,
    model: ModelSource = None,
    prior: float = 0.5,
    n_jobs: int | None = 1,
    engine: str = "joblib",
    scheduler: str | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    date_field: str | None = None,
    input_format: str | None = None,
    max_record_bytes: int = DEFAULT_MAX_RECORD_BYTES,
    verdicts: bool = True,
    singles: bool = False,
) -> CompareSummary:
    """Find the stories in files of many articles; the same call again continues after a crash.

    Parameters
    ----------
    inputs : path or sequence of paths
        What ``mtdetect batch`` reads.
    output : path
        JSON Lines, one record a story of two texts or more (and, with ``singles``, of one), in the
        order of their first articles. Names of other formats, as ``.parquet``, are refused.
        Records that cannot be read go to ``OUTPUT.errors.jsonl``; the state of the run is kept in
        ``OUTPUT.parts``, with a copy of the texts until the run is finished.
    model, prior, n_jobs, engine, scheduler
        As in :func:`mtdetect.batch.score_files`.
    text_field, id_field, date_field : str or None
        Fields of the text, the id and (ISO 8601) the date; None tries the usual names for text and
        id, and takes no dates. Dates in other forms are left out and counted.
    input_format, max_record_bytes
        As in :func:`mtdetect.batch.score_files`.
    verdicts : bool, default=True
        Whether to judge the versions; otherwise the records only name them, which is quicker.
    singles : bool, default=False
        Whether to write a record of each text without another version, too.

    Returns
    -------
    CompareSummary

    Raises
    ------
    DataError
        If an input is missing, or inputs or settings are not those the run began with.
    OutputError
        If the output cannot be written, or another run is writing it.
    EngineError
        If workers die.
    InvalidTypeError, InvalidValueError
        If an argument is of a wrong type or out of range, or the output is named as what is not
        written.
    ModelError
        If ``model`` is a path and no whole model is there.
    """
    jobs = check_jobs(n_jobs)
    check_engine(engine, scheduler)
    check_format(input_format)
    check_fields(text_field=text_field, id_field=id_field, date_field=date_field)
    verdicts, singles = check_flag("verdicts", verdicts), check_flag("singles", singles)
    prior = check_share("prior", prior)
    options = ReadOptions(
        root=os.getcwd(),
        text_field=text_field,
        id_field=id_field,
        keep_fields=(date_field,) if date_field else (),
        max_record_bytes=check_record_bytes(max_record_bytes),
    )
    name = check_path("output", output)
    if is_url(name):
        raise InvalidValueError(
            f"output is {name!r}, an address, and comparisons are written to this machine: name a "
            "file, and copy it when the run is finished"
        )
    check_name(name, "clusters.jsonl", parquet=False)
    paths = Paths(os.path.abspath(name), parquet=False, plan_name="plan.json")
    folder = paths.folder
    given = inputs_of(
        inputs,
        "compare_files",
        "mtdetect.compare(list(texts.values()))",
        "mtdetect.compare(list(frame['text']))",
    )
    check_output(given, paths)
    names, skipped = expand(given, SUFFIXES, own(paths))
    if skipped:
        logger.info(skipped_words(skipped))
    if not names:
        raise DataError("no input is given; name files, folders or addresses")
    source = for_workers(model)
    scorer = load_model(source)
    pieces = [
        piece
        for name in names
        for piece in cut_file(name, options, target=_PIECE_BYTES, wanted=input_format)
    ]
    make_folder(folder)
    with lock(paths.lock, shared=False):
        settings = Settings(
            scorer.digest,
            # The weights that versions are told by are no part of the model's own digest.
            weights_of(model_of(scorer)).digest,
            prior,
            text_field,
            id_field,
            date_field,
            input_format,
            options.max_record_bytes,
            not verdicts,
            singles,
        )
        plan = record_of(pieces, settings)
        finished = _begin(paths, plan)
        if finished is not None:
            return finished

        each = partial(run_all, engine=engine, n_jobs=jobs, scheduler=scheduler)
        tasks = [
            SketchTask(i, piece, options, folder, source, date_field)
            for i, piece in enumerate(pieces)
        ]
        for _ in each(make_sketch, tasks):
            pass
        sketches = [load_sketch(folder, i) for i in range(len(pieces))]
        sizes = np.concatenate([np.zeros(0, dtype=np.int64), *(s.sizes for s in sketches)])
        same = np.concatenate([np.zeros(0, dtype=np.uint64), *(s.keys for s in sketches)])
        dated, bad_dates = (sum(int(s.dates[k]) for s in sketches) for k in (0, 1))
        firsts = np.cumsum([0, *(len(s.sizes) for s in sketches)]).tolist()
        articles = Articles(firsts[:-1], [s.offsets.tolist() for s in sketches])
        n_articles, parts = firsts[-1], parts_for(int(sizes.sum()))
        del sketches
        logger.info("%s articles read; searching", f"{n_articles:,}")
        searches = [SearchTask(k, parts, folder, tuple(firsts[:-1])) for k in range(parts)]
        for _ in each(search, searches):
            pass
        sets = components(n_articles, candidates(folder, parts, sizes, same))
        logger.info("%s", counted(len(sets), "set of candidates", "sets of candidates"))
        if singles:
            sets += loners(n_articles, sets)
        task = partial(
            RecordTask, folder=folder, model=source, prior=prior, verdicts=verdicts, singles=singles
        )
        records = _record_tasks(sets, articles, task)
        counts = Counts()
        for told in paced(each(write_records, records), len(records)):
            counts.add(told)
        join_records(folder, paths.output, len(records))
        summary = CompareSummary(
            paths.output,
            paths.errors,
            n_articles,
            counts.clusters,
            counts.in_clusters,
            n_articles - counts.in_clusters,
            counts.too_short,
            int((same == 0).sum()),
            _join_errors(paths, len(pieces)),
            dict(counts.kinds),
            date_field,
            dated,
            bad_dates,
        )
        _finish(paths, plan["key"], summary)
    return summary


def _begin(paths: Paths, plan: Mapping[str, Any]) -> CompareSummary | None:
    begun = read_json(paths.plan)
    if begun is None:
        write_json(paths.plan, plan)
        return None
    if begun["key"] != plan["key"]:
        # A version that kept no settings may have begun it.
        what = differences(begun, plan) if "settings" in begun else "by another version of mtdetect"
        raise DataError(
            "this output was begun with other inputs, another model or other settings and will "
            f"not be mixed ({what}); give the command as before to continue, or choose another "
            f"output (or delete {paths.folder} and {paths.output}) to start anew"
        )
    complete = read_json(paths.complete)
    if complete is None:
        return None
    if size_of(paths.output) != complete["bytes"]:
        raise DataError(
            f"this run is finished, but {paths.output} has been deleted or changed since; put it "
            "back, or choose another output to start anew"
        )
    clean(paths, _PASSING)  # where it was killed while it did
    return CompareSummary(**complete["summary"])


def _record_tasks(
    sets: Sequence[tuple[list[int], Links]], articles: Articles, task: Callable[..., RecordTask]
) -> list[RecordTask]:
    tasks: list[RecordTask] = []
    own: list[tuple[tuple[Place, ...], Links]] = []
    size = 0
    for place, (members, links) in enumerate(sets):
        own.append((tuple(articles.places(members)), links))
        size += len(members)
        if size >= TASK_ARTICLES or place == len(sets) - 1:
            tasks.append(task(len(tasks), sets=tuple(own)))
            own, size = [], 0
    return tasks


def _join_errors(paths: Paths, n_pieces: int) -> int:
    failed = 0
    with write_atomically(paths.errors) as out:
        for index in range(n_pieces):
            with open(errors_path(paths.folder, index), "rb") as part:
                for line in part:
                    out.write(line)
                    failed += 1
    return failed


def _finish(paths: Paths, key: str, summary: CompareSummary) -> None:
    """Mark the run as finished, then delete what it needs no more."""
    record = {"key": key, "bytes": size_of(summary.output), "summary": asdict(summary)}
    write_json(paths.complete, record)
    clean(paths, _PASSING)
