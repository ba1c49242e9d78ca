"""``python -m mtdetect`` is ``mtdetect``."""

import sys

from mtdetect.cli.main import main

sys.exit(main())
