"""Families of clues; each gives columns for the classifier and, on demand, spans."""
