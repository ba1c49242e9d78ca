"""The command line: ``mtdetect``."""

from mtdetect.cli.main import main as main
