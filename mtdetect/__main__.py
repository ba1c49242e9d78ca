"""``python -m mtdetect`` is ``mtdetect``."""

import sys

from mtdetect.cli import main

sys.exit(main())
