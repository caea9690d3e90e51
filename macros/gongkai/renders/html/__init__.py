"""Models as HTML for the pages of the site. ``escape`` is the one function that turns text into HTML."""

from gongkai.renders.html.markup import escape

__all__ = ["escape"]
