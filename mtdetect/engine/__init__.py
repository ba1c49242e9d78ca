"""The engine: it takes articles and a model, and judges them; users and training alike."""

from mtdetect.engine.article import Article as Article
from mtdetect.engine.article import joined as joined
from mtdetect.engine.article import prepare as prepare
from mtdetect.engine.steps import Inferred as Inferred
from mtdetect.engine.steps import Judgement as Judgement
from mtdetect.engine.steps import PieceEvidence as PieceEvidence
from mtdetect.engine.steps import Weighed as Weighed
from mtdetect.engine.steps import analyse as analyse
from mtdetect.engine.steps import decide as decide
from mtdetect.engine.steps import declines as declines
from mtdetect.engine.steps import infer as infer
from mtdetect.engine.steps import infer_twice as infer_twice
from mtdetect.engine.steps import judge as judge
from mtdetect.engine.steps import read as read
from mtdetect.engine.steps import weigh as weigh
