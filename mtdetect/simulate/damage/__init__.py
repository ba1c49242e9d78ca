"""What happens to a text between its writer and a detector: scraping, copying, disguise.

Each damage is a small function from text to text, kept by its name in :data:`DAMAGES`. Use them to
test a detector: nothing that scraping does to a page should turn a verdict::

    from mtdetect.simulate.damage import DAMAGES
    DAMAGES["footnote_numbers"].apply("Hale left the town. Nobody knew why.")
"""

from mtdetect.simulate.damage import (
    builders,
    disguise,
    encoding,
    feeds,
    layout,
    leavings,
    markup,
    page,
    programs,
)
from mtdetect.simulate.damage.registry import Damage

__all__ = ["DAMAGES", "Damage"]

DAMAGES: dict[str, Damage] = {
    damage.name: damage
    for module in (layout, encoding, markup, page, feeds, programs, builders, leavings, disguise)
    for damage in module.registry.all.values()
}
"""All damages by name: those of scraping first, attacks last."""
