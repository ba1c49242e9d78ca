"""What a run did, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mtdetect.batch.plan import Settings
from mtdetect.batch.tally import Tally
from mtdetect.readers import SUFFIXES
from mtdetect.show.verdict import printable

_MOST_SKIPPED_SHOWN = 3


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
        Files of input folders that were not read: their suffix tells no format, or another run
        wrote them.
    settings : Settings or None
        What was asked for, with the digest of the model.
    """

    output: str
    errors: str
    shards: int
    finished: int
    merged: bool
    counts: Tally = field(default_factory=Tally)
    skipped: tuple[str, ...] = ()
    settings: Settings | None = None

    @property
    def exit_code(self) -> int:
        """0 where every record was scored, 1 where some failed."""
        return 1 if self.counts.errors else 0

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
        if not self.lacking:
            return ""
        return (
            f"fields to keep that no scored article had: {printable(', '.join(self.lacking))}; "
            "check their names (--keep-fields)"
        )


def skipped_words(skipped: Sequence[str]) -> str:
    """Say how many files were skipped, why, and name the first; "" where none was."""
    # What has a suffix that could be read was left by another run.
    written = [name for name in skipped if name.lower().endswith(SUFFIXES)]
    unknown = [name for name in skipped if not name.lower().endswith(SUFFIXES)]
    told = []
    if unknown:
        told.append(
            f"files skipped, since their suffix tells no format: {_first(unknown)}; to read one, "
            "name it with --format"
        )
    if written:
        told.append(
            f"files skipped, since mtdetect wrote them: {_first(written)}; to read one, name it"
        )
    return ". ".join(told)


def _first(names: Sequence[str]) -> str:
    shown = ", ".join(printable(name) for name in names[:_MOST_SKIPPED_SHOWN])
    more = " ..." if len(names) > _MOST_SKIPPED_SHOWN else ""
    return f"{len(names):,} ({shown}{more})"
