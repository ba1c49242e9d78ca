"""What a verdict points at: spans, and what probably stood there."""
