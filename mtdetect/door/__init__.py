"""The one door that every text comes in by: it leaves in one form, with the way back to its own.

What scraping, copying and disguise do to a text tells nothing of who wrote it. It is put right here
once, before anything looks at the text, so that no feature needs to know of entities, ligatures or
links; what was put right is counted, and every offset leads back to the text as it was given.
"""

from mtdetect.door.prepared import Prepared, open_door

__all__ = ["Prepared", "open_door"]
