"""The old path of :mod:`mtdetect.simulate`."""

from mtdetect.simulate import *  # noqa: F403
