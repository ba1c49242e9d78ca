"""Tell, paragraph by paragraph, whether English news was written by a person or disguised.

>>> import mtdetect
>>> doc = mtdetect.score("Read more")
>>> doc.paragraphs[0].reason
'boilerplate'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mtdetect.api import load as load
from mtdetect.api import score as score
from mtdetect.api import score_many as score_many
from mtdetect.errors import DataError as DataError
from mtdetect.errors import EngineError as EngineError
from mtdetect.errors import InvalidDataError as InvalidDataError
from mtdetect.errors import InvalidTypeError as InvalidTypeError
from mtdetect.errors import InvalidValueError as InvalidValueError
from mtdetect.errors import MissingDependencyError as MissingDependencyError
from mtdetect.errors import ModelError as ModelError
from mtdetect.errors import MtdetectError as MtdetectError
from mtdetect.errors import OutputError as OutputError
from mtdetect.errors import WorkerError as WorkerError
from mtdetect.frames import score_frame as score_frame
from mtdetect.model import Model as Model
from mtdetect.results import Document as Document
from mtdetect.results import Evidence as Evidence
from mtdetect.results import Paragraph as Paragraph

if TYPE_CHECKING:
    from mtdetect import batch as batch
    from mtdetect import simulate as simulate
    from mtdetect.compare.results import Comparison as Comparison
    from mtdetect.compare.run import compare as compare
    from mtdetect.estimators.detector import Detector as Detector
    from mtdetect.estimators.lexical_features import LexicalFeatures as LexicalFeatures

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "DataError",
    "Detector",
    "Document",
    "EngineError",
    "Evidence",
    "InvalidDataError",
    "InvalidTypeError",
    "InvalidValueError",
    "LexicalFeatures",
    "MissingDependencyError",
    "Model",
    "ModelError",
    "MtdetectError",
    "OutputError",
    "Paragraph",
    "WorkerError",
    "compare",
    "load",
    "score",
    "score_frame",
    "score_many",
]

# Loaded when first asked for: scoring shall not wait for them, least of all for scikit-learn.
_LATER = {
    "Comparison": "compare.results",
    "compare": "compare.run",
    "Detector": "estimators.detector",
    "LexicalFeatures": "estimators.lexical_features",
}
# Rooms that are named after "import mtdetect" alone.
_ROOMS = ("batch", "simulate")
# The function has the name of its room. Python makes a room an attribute when it is first loaded,
# so that is done now, and the name left to the function.
import_module("mtdetect.compare")
globals().pop("compare")


def __getattr__(name: str) -> Any:
    """Give what is loaded when it is first asked for."""
    if name in _LATER:
        return getattr(import_module(f"mtdetect.{_LATER[name]}"), name)
    if name in _ROOMS:
        return import_module(f"mtdetect.{name}")
    raise AttributeError(f"module 'mtdetect' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name everything, also what is loaded later."""
    return sorted({*globals(), *__all__, *_ROOMS})
