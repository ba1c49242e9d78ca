"""From columns to verdicts: a paragraph by itself, and in its article."""
