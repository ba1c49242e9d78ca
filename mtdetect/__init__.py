"""Tell, paragraph by paragraph, whether English news was written by a person or disguised.

>>> import mtdetect
>>> doc = mtdetect.score("Read more")
>>> doc.paragraphs[0].reason
'boilerplate'
"""

from mtdetect.api import load as load
from mtdetect.api import score as score
from mtdetect.api import score_many as score_many
from mtdetect.compare.results import Comparison as Comparison
from mtdetect.compare.run import compare as compare
from mtdetect.errors import DataError as DataError
from mtdetect.errors import InvalidTypeError as InvalidTypeError
from mtdetect.errors import InvalidValueError as InvalidValueError
from mtdetect.errors import MissingDependencyError as MissingDependencyError
from mtdetect.errors import ModelError as ModelError
from mtdetect.errors import MtdetectError as MtdetectError
from mtdetect.frames import score_frame as score_frame
from mtdetect.judge.detector import Detector as Detector
from mtdetect.judge.lexical_features import LexicalFeatures as LexicalFeatures
from mtdetect.model import Model as Model
from mtdetect.results import Document as Document
from mtdetect.results import Evidence as Evidence
from mtdetect.results import Paragraph as Paragraph

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "DataError",
    "Detector",
    "Document",
    "Evidence",
    "InvalidTypeError",
    "InvalidValueError",
    "LexicalFeatures",
    "MissingDependencyError",
    "Model",
    "ModelError",
    "MtdetectError",
    "Paragraph",
    "compare",
    "load",
    "score",
    "score_frame",
    "score_many",
]
