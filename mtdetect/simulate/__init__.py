"""A spinner to test with: :func:`spin` and what it draws on."""

from mtdetect.simulate.simulator import FAMILIES as FAMILIES
from mtdetect.simulate.simulator import Spin as Spin
from mtdetect.simulate.simulator import Spinner as Spinner
from mtdetect.simulate.simulator import Swap as Swap
from mtdetect.simulate.simulator import spin as spin
from mtdetect.simulate.simulator import spin_with_record as spin_with_record

__all__ = ["FAMILIES", "Spin", "Spinner", "Swap", "spin", "spin_with_record"]
