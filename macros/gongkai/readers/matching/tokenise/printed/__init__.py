"""Tables of lines of print, which have no lines around their cells: their rows and heads."""

from gongkai.readers.matching.tokenise.printed.lines import join_print_lines

__all__ = ["join_print_lines"]
