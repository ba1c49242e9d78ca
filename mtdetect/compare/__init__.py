"""Versions of one story: which belong together, which is the original, what each changed.

Texts are brought together by what survives a disguise (names, numbers, rare words in their order),
aligned paragraph by paragraph and word by word with the version that accounts best for all
others, and judged by what the alignment shows beside what the detector says of each alone.
"""
