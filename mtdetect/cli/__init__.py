"""The command line: ``mtdetect``."""
