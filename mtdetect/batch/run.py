"""Score files into files: plan, run the shards that are missing, merge."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from os import PathLike
from typing import Any

from mtdetect.api import ModelSource, Retranslate, check_fpr, for_workers, scorer_for
from mtdetect.arguments import check_flag, check_jobs, check_path, check_share, check_whole
from mtdetect.batch.engines import run_tasks
from mtdetect.batch.given import (
    LEAST_BYTES,
    check_engine,
    check_fields,
    check_format,
    check_record_bytes,
    inputs_of,
)
from mtdetect.batch.guard import check_output, clean, own, paths_of
from mtdetect.batch.merge import abandon, merge
from mtdetect.batch.outcome import BatchSummary, skipped_words
from mtdetect.batch.plan import (
    Plan,
    Settings,
    check_plan,
    check_sources,
    load_plan,
    make_plan,
    save_plan,
)
from mtdetect.batch.progress import watch
from mtdetect.batch.shard import Paths, Task, read_marker
from mtdetect.batch.storage import lock, make_folder, read_json, size_of
from mtdetect.batch.tally import Tally
from mtdetect.errors import DataError, InvalidTypeError, InvalidValueError
from mtdetect.judge.threshold import SPARED
from mtdetect.readers import SUFFIXES
from mtdetect.readers.files import expand
from mtdetect.readers.records import DEFAULT_MAX_RECORD_BYTES

DEFAULT_SHARD_BYTES = 4 * 2**20
logger = logging.getLogger("mtdetect.batch")


def score_files(
    inputs: str | PathLike[str] | Sequence[str | PathLike[str]],
    output: str | PathLike[str],
    *,
    model: ModelSource = None,
    prior: float = 0.5,
    fpr: float = 0.01,
    spare: str = SPARED[0],
    retranslate: Retranslate = False,
    n_jobs: int | None = 1,
    engine: str = "joblib",
    scheduler: str | None = None,
    shard: tuple[int, int] | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    keep_fields: Iterable[str] = (),
    keep_text: bool = False,
    evidence: bool = False,
    input_format: str | None = None,
    shard_bytes: int = DEFAULT_SHARD_BYTES,
    max_record_bytes: int = DEFAULT_MAX_RECORD_BYTES,
    progress: bool = False,
) -> BatchSummary:
    """Score every article of some files; the same call again continues after any crash.

    Parameters
    ----------
    inputs : path or sequence of paths
        Files, folders (their files with a known suffix; the others are listed in the summary) or
        addresses that fsspec opens: JSON Lines, JSON, CSV, TSV, .txt and .html, also packed by gzip
        or zstd; WARC, also by gzip; Parquet.
    output : path
        ``.parquet`` writes Parquet, any other name JSON Lines (names of other formats, as ``.csv``,
        are refused). Error records go to
        ``OUTPUT.errors.jsonl``; the state of the run is kept in ``OUTPUT.parts``.
    model : path, model or None
        None takes the shipped model. A model in memory, unless it is the shipped one, travels with
        every shard to processes; give its folder, and each of them loads it once.
    prior : float, default=0.5
        Assumed share (0..1) of machine-made articles.
    fpr : float, default=0.01
        False-positive rate that flagging aims at; the model says which it has thresholds for
        (0.01 and 0.001).
    spare : {"newsrooms", "everyone"}, default="newsrooms"
        Whom that rate is held for; see :func:`mtdetect.score`.
    retranslate : bool or "doubtful", default=False
        Which articles to ask for a second opinion on, as :func:`mtdetect.score` has it.
    n_jobs : int or None, default=1
        Processes, 1,024 at most; None is 1, -1 takes every core, -2 all but one.
    engine : {"joblib", "dask"}, default="joblib"
        Processes of this machine, or workers of a Dask cluster.
    scheduler : str or None
        Address of the Dask scheduler, for that engine alone; None starts a local cluster of
        ``n_jobs`` workers.
    shard : (int, int) or None
        ``(i, n)``: do the i-th of n shares of the work (1 to n) and do not merge. When all are
        done, a call without it merges.
    text_field, id_field : str or None
        Input fields; None tries text, maintext, raw_text, articleBody, content, body, and id, uid,
        guid, in capitals or small letters.
    keep_fields : iterable of str
        Input fields to carry along; a set counts in alphabetical order.
    keep_text : bool, default=False
        Whether to write the text beside its scores.
    evidence : bool, default=False
        Whether to write the spans behind the verdicts; this is slower.
    input_format : str or None
        Format of all inputs, where their names do not tell.
    shard_bytes : int
        Size of a shard, at least 1,024 bytes; a crash loses at most one shard per process.
    max_record_bytes : int
        A longer record becomes an error record; at least 1,024 bytes and at most 2 GiB. Of a
        member of a JSON array and a row of Parquet the text counts, of others all of the record.
    progress : bool, default=False
        Whether to show a bar on a terminal, or elsewhere log a line when a shard is finished,
        at most one a minute.

    Returns
    -------
    BatchSummary
        Counts of the run.

    Raises
    ------
    DataError
        If an input is missing, or inputs, model or settings are not those the run began with.
    OutputError
        If the output cannot be written, or another run is writing it.
    EngineError
        If workers die.
    InvalidTypeError, InvalidValueError
        If an argument is of a wrong type or out of range; nothing is read or written then.
    ModelError
        If ``model`` is a path and no whole model is there.

    Examples
    --------
    >>> from mtdetect.batch import score_files
    >>> summary = score_files("news/", "scores.jsonl", n_jobs=2)  # doctest: +SKIP
    >>> summary.counts.flagged, summary.counts.errors  # doctest: +SKIP
    (12, 0)
    """
    jobs = check_jobs(n_jobs)
    check_engine(engine, scheduler)
    _check_shard(shard)
    check_format(input_format)
    check_fields(text_field=text_field, id_field=id_field)
    kept = _kept(keep_fields)
    progress = check_flag("progress", progress)
    source = for_workers(model)
    scorer = scorer_for(source, spare, retranslate)
    paths = paths_of(check_path("output", output))
    settings = Settings(
        version=_version(),
        model=scorer.digest,
        prior=check_share("prior", prior),
        fpr=check_fpr(scorer, fpr),
        spare=spare,
        evidence=check_flag("evidence", evidence),
        keep_text=check_flag("keep_text", keep_text),
        text_field=text_field,
        id_field=id_field,
        keep_fields=kept,
        input_format=input_format,
        output_format="parquet" if paths.parquet else "jsonl",
        shard_bytes=check_whole("shard_bytes", shard_bytes, LEAST_BYTES),
        max_record_bytes=check_record_bytes(max_record_bytes),
        retranslate=retranslate,
    )
    given = inputs_of(
        inputs,
        "score_files",
        "mtdetect.score_many(list(texts.values()))",
        "mtdetect.score_frame(frame)",
    )
    check_output(given, paths)
    names, skipped = expand(given, SUFFIXES, own(paths))
    if skipped:
        logger.info(skipped_words(skipped))
    make_folder(paths.folder)
    with lock(paths.lock, shared=shard is not None):
        plan = _plan(names, settings, paths, alone=shard is None)
        run = plan.key
        finished = _finished(paths, run, plan)
        if finished is not None:
            return replace(finished, skipped=tuple(skipped), settings=plan.settings)
        mine = plan.shards if shard is None else plan.shards[shard[0] - 1 :: shard[1]]
        tasks = [Task(s, plan.settings, paths, plan.root, run, source) for s in mine]
        markers, counts = _run(tasks, engine, jobs, scheduler, progress)
        if shard is None:
            merge(plan, run, paths, markers, counts)
            clean(paths)
    return BatchSummary(
        paths.output,
        paths.errors,
        len(plan.shards),
        len(markers),
        shard is None,
        counts,
        tuple(skipped),
        plan.settings,
    )


def _check_shard(shard: tuple[int, int] | None) -> None:
    if shard is None:
        return
    if not isinstance(shard, tuple | list) or len(shard) != 2:
        raise InvalidTypeError(f"shard is {shard!r}; pass (i, n) with i from 1 to n")
    part, parts = (check_whole("a number of shard", number, 1) for number in shard)
    if part > parts:
        raise InvalidValueError(f"shard is {part}/{parts}; pass i/n with i from 1 to n")


def _kept(keep_fields: Iterable[str]) -> tuple[str, ...]:
    names: tuple[object, ...] = (None,)
    if isinstance(keep_fields, Iterable) and not isinstance(keep_fields, str | bytes):
        # A set has another order in every process, and a run is continued with the same settings.
        ordered = sorted(keep_fields, key=str) if isinstance(keep_fields, Set) else keep_fields
        names = tuple(ordered)
    kept = tuple(name for name in names if isinstance(name, str))
    if len(kept) < len(names):
        raise InvalidTypeError(f"keep_fields is {keep_fields!r}; pass a list of names, ['url']")
    return kept


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("mtdetect")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "unknown"


def _plan(names: list[str], settings: Settings, paths: Paths, *, alone: bool) -> Plan:
    plan = load_plan(paths.plan)
    if plan is None:
        try:
            plan = make_plan(names, settings)
            save_plan(plan, paths.plan)
        except BaseException:
            if alone:
                abandon(paths)
            raise
        return plan
    state = _state(paths)
    check_plan(plan, names, settings, state)
    check_sources(plan, plan.shards, state)
    return plan


def _state(paths: Paths) -> str:
    """Name all that would have to be deleted to begin again under the same name."""
    if size_of(paths.output) is None:
        return paths.folder
    return f"{paths.folder} and {paths.output}"


def _finished(paths: Paths, run: str, plan: Plan) -> BatchSummary | None:
    complete = read_json(paths.complete)
    if not isinstance(complete, dict) or complete.get("run") != run:
        return None
    if size_of(paths.output) != complete["bytes"]:
        raise DataError(
            f"this run is finished, but {paths.output} has been deleted or changed since; put it "
            f"back, or, to start anew, delete {_state(paths)} or choose another output"
        )
    clean(paths)
    count = len(plan.shards)
    counts = Tally.from_dict(complete["counts"])
    lost = counts.errors > 0 and size_of(paths.errors) is None
    return BatchSummary(paths.output, paths.errors, count, count, True, counts, errors_lost=lost)


def _run(
    tasks: Sequence[Task], engine: str, n_jobs: int, scheduler: str | None, progress: bool
) -> tuple[list[dict[str, Any]], Tally]:
    # Counts are added up at once: kept for each shard they would outgrow the memory.
    markers: dict[int, dict[str, Any]] = {}
    counts = Tally()

    def note(marker: dict[str, Any]) -> None:
        counts.add(Tally.from_dict(marker.pop("counts")))
        markers[marker["shard"]] = marker

    missing = []
    for task in tasks:
        marker = read_marker(task.paths, task.shard.index, task.run)
        if marker is None:
            missing.append(task)
        else:
            note(marker)
    weight = sum(task.shard.weight for task in missing)
    with watch(weight, counts.articles, show=progress) as watcher:
        for marker in run_tasks(missing, engine=engine, n_jobs=n_jobs, scheduler=scheduler):
            note(marker)
            watcher.update(counts, marker["weight"])
    return [markers[index] for index in sorted(markers)], counts
