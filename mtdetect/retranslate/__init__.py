"""A second opinion on request: what survives when an engine translates a text there and back."""
