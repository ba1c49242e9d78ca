"""Models that cost nothing, and some that kill the process they run in."""

import hashlib
import os
import signal
from pathlib import Path

from mtdetect.results import Document, Evidence, Explanation, Paragraph
from mtdetect.segment import paragraphs


def even(score):
    return {"human": 1 - score, "spun": score, "translated": 0.0}


class FakeModel:
    """Scores are drawn from the text's own digest; a text with EXPLODE cannot be scored."""

    digest = "f" * 64

    def score_texts(self, texts, prior, fpr):
        return [self._score(text, fpr) for text in texts]

    def _score(self, text, fpr):
        if "EXPLODE" in text:
            raise ValueError("this text explodes")
        found = []
        for start, end in paragraphs(text):
            piece = text[start:end]
            drawn = hashlib.sha256(piece.encode("utf-8", "replace")).digest()[0] / 255
            label = "spun" if drawn > 0.9 else "human"
            span = Evidence("odd_swap", start, end, piece[:6], "peace", 0.5)
            found.append(
                Paragraph(
                    piece, start, end, drawn, label, drawn > 0.9, even(drawn), drawn, 0.0,
                    explainer=lambda span=span: Explanation((span,), 0.0),
                )
            )  # fmt: skip
        if not found:
            return Document(text, None, None, False, fpr=fpr)
        score = max(p.score for p in found)
        label = "spun" if score > 0.9 else "human"
        return Document(text, score, label, score > 0.9, even(score), 0.5, fpr, tuple(found))


class OtherModel(FakeModel):
    digest = "e" * 64


class KillAtCall(FakeModel):
    """Kill the process at the n-th call."""

    def __init__(self, calls):
        self.left = calls

    def score_texts(self, texts, prior, fpr):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().score_texts(texts, prior, fpr)


class KillOnce(FakeModel):
    """Kill whichever worker first meets a word, once."""

    def __init__(self, flag, word):
        self.flag = str(flag)
        self.word = word

    def score_texts(self, texts, prior, fpr):
        if any(self.word in text for text in texts):
            try:
                Path(self.flag).touch(exist_ok=False)
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().score_texts(texts, prior, fpr)


class KillAlways(FakeModel):
    """Kill every worker that meets a word."""

    def __init__(self, word):
        self.word = word

    def score_texts(self, texts, prior, fpr):
        if any(self.word in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().score_texts(texts, prior, fpr)
