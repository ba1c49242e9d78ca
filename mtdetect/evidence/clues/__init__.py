"""Clues that an article was translated: damage to type and sentences, habits, known phrases."""
