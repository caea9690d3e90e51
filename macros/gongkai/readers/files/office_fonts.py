"""Fonts of Office files that draw something else for digits than digits."""

import re

FONT_OF_PICTURES = re.compile(
    r"dings|marlett|bookshelf symbol|mt extra|code ?(?:39|93|128)|barcode|条码", re.IGNORECASE
)
"""What stands in the names of fonts of pictures, and of bars for machines."""
