"""What is learnt from the corpora: ``mtdetect train``."""
