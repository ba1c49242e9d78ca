"""Score scraped news file by file, on one machine or many, and continue after any crash.

The work is cut into shards. A shard is written to a temporary file, flushed, moved into place and
then marked as finished; finished shards are merged in the order of the input. So the same call
repeated gives the same output, whenever and however often it was interrupted.
"""

from mtdetect.batch.engines import EngineError
from mtdetect.batch.outcome import BatchSummary
from mtdetect.batch.run import score_files
from mtdetect.batch.storage import OutputError

__all__ = ["BatchSummary", "EngineError", "OutputError", "score_files"]
