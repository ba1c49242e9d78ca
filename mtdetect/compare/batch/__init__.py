"""Find and judge the versions of stories in files of many articles."""

from mtdetect.compare.batch.run import compare_files as compare_files
from mtdetect.compare.batch.summary import CompareSummary as CompareSummary
from mtdetect.compare.batch.summary import summary_lines as summary_lines
from mtdetect.compare.batch.swaps import swaps_in as swaps_in
