"""Find and judge the versions of stories in files of many articles."""

from mtdetect.compare.batch.run import CompareSummary as CompareSummary
from mtdetect.compare.batch.run import compare_files as compare_files
