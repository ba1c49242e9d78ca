"""Names that translation garbled; evidence only."""
