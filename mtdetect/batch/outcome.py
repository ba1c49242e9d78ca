"""What a run did, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mtdetect.batch.plan import Settings
from mtdetect.batch.tally import Tally
from mtdetect.readers.folders import Skipped, Why
from mtdetect.readers.leavings import STATE
from mtdetect.show.verdict import counted, printable

_MOST_SKIPPED_SHOWN = 3
_SKIPPED_WORDS = {
    Why.UNREADABLE: (
        "they cannot be opened (no permission, a link to nowhere, a pipe)",
        "mend or remove them",
    ),
    Why.UNKNOWN: ("their suffix tells no format", "to read one, name it with --format"),
    Why.PACKED: ("they are archives, or packed in a way that is not read", "unpack them first"),
    Why.WRITTEN: ("mtdetect wrote them", "to read one, name it"),
    Why.HIDDEN: (
        "their names, or those of their folders, begin with a dot",
        "to read one, name it",
    ),
    Why.AGAIN: ("they are other names of what is read", "a file is read once"),
}


@dataclass(frozen=True)
class BatchSummary:
    """What a run of :func:`score_files` did.

    Attributes
    ----------
    output, errors : str
        The files written: scored articles and error records.
    shards, finished : int
        Shards of the whole run, and those finished so far.
    merged : bool
        Whether the output stands; false while other jobs still work on their shards.
    counts : Tally
        Counts over the finished shards.
    skipped : tuple of str
        Files that were not read: their suffix tells no format, another run wrote them, they
        cannot be opened, or they are other names of files that were.
    settings : Settings or None
        What was asked for, with the digest of the model.
    errors_lost : bool
        Whether the error records of a finished run have been deleted since.
    """

    output: str
    errors: str
    shards: int
    finished: int
    merged: bool
    counts: Tally = field(default_factory=Tally)
    skipped: tuple[str, ...] = ()
    settings: Settings | None = None
    errors_lost: bool = False

    @property
    def exit_code(self) -> int:
        """0 where every record was scored, 1 where some failed."""
        return 1 if self.counts.errors else 0

    @property
    def failed_words(self) -> str:
        """How many records failed, and where they are told."""
        failed = f"{counted(self.counts.errors, 'record')} failed"
        if not self.counts.errors:
            return "no record failed"
        if not self.merged:
            return f"{failed}; {self.errors} tells them once all shards are finished and merged"
        if not self.errors_lost:
            return f"{failed}, see {self.errors}"
        return (
            f"{failed}; {self.errors}, which told them, has been deleted since: to have it again, "
            f"delete {self.output}{STATE} and {self.output}, too, and give the same command"
        )

    @property
    def skipped_words(self) -> str:
        """How many files were skipped, why, the first of them; "" where none was."""
        return skipped_words(self.skipped)

    @property
    def anew_words(self) -> str:
        """How to run again with other options; "" where anything was scored."""
        if self.counts.articles or not self.counts.errors or not self.merged:
            return ""
        return (
            f"nothing was scored; to run again with other options, delete {self.output}.parts and "
            f"{self.output} first, or choose another output"
        )

    @property
    def lacking(self) -> tuple[str, ...]:
        """Fields to carry along that no scored article had."""
        counts = self.counts
        return tuple(sorted(n for n, times in counts.lacking.items() if times == counts.articles))

    @property
    def lacking_words(self) -> str:
        """Which fields no scored article had, and what to do; "" where none was lacking."""
        told = []
        if self.lacking:
            told.append(
                f"fields to keep that no scored article had: {printable(', '.join(self.lacking))}; "
                "check their names (--keep-fields)"
            )
        wanted = None if self.settings is None else self.settings.id_field
        if wanted is not None and 0 < self.counts.articles == self.counts.without_id:
            told.append(
                f"no scored article had its id in field {printable(wanted)}, so their ids are "
                "files and lines; check its name (--id-field)"
            )
        return ". ".join(told)


def skipped_words(skipped: Sequence[str]) -> str:
    """Say how many files were skipped, why, and name the first; "" where none was."""
    by_why: dict[Why, list[str]] = {why: [] for why in _SKIPPED_WORDS}
    for name in skipped:
        by_why[name.why if isinstance(name, Skipped) else Why.UNKNOWN].append(name)
    return ". ".join(
        f"files skipped, since {_SKIPPED_WORDS[why][0]}: {_first(names)}; {_SKIPPED_WORDS[why][1]}"
        for why, names in by_why.items()
        if names
    )


def _first(names: Sequence[str]) -> str:
    shown = ", ".join(printable(name) for name in names[:_MOST_SKIPPED_SHOWN])
    more = " ..." if len(names) > _MOST_SKIPPED_SHOWN else ""
    return f"{len(names):,} ({shown}{more})"
