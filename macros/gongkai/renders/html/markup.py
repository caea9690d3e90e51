"""Text as HTML: the one place that escapes."""

import html
from functools import lru_cache


@lru_cache(maxsize=16384)
def escape(text: str) -> str:
    """Text as HTML, fit for content and for quoted attributes."""
    return html.escape(text, quote=True)
