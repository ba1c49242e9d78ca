"""Verdicts for people: in words, in the terminal, on a page, as a plot."""
