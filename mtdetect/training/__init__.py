"""Making the shipped model: corpora, simulated spinners, fitting, evaluation.

Nothing here is imported when a text is scored.
"""
