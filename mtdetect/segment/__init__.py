"""Cut a text into paragraphs, sentences, quotations and tokens, with offsets into the original.

Every function keeps offsets: ``text[start:end]`` is the piece itself. Patterns are compiled,
linear in the length of the text and never raise, whatever the string.
"""

from mtdetect.segment.finding import Finding as Finding
from mtdetect.segment.layout import paragraphs as paragraphs
from mtdetect.segment.quoted import Quotation as Quotation
from mtdetect.segment.quoted import inside as inside
from mtdetect.segment.quoted import pair_marks as pair_marks
from mtdetect.segment.quoted import quotations as quotations
from mtdetect.segment.spans import Span as Span
from mtdetect.segment.stops import ABBREVIATIONS as ABBREVIATIONS
from mtdetect.segment.stops import pieces as pieces
from mtdetect.segment.stops import sentences as sentences
from mtdetect.segment.words import Token as Token
from mtdetect.segment.words import count_lookalikes as count_lookalikes
from mtdetect.segment.words import forms as forms
from mtdetect.segment.words import plain as plain
from mtdetect.segment.words import tokens as tokens
