"""Tables in plain text, whatever stands between their cells: all become lines with tabs, one a row."""

from collections.abc import Sequence

from gongkai.readers.formats.text_tables.barred import tabbed_bars
from gongkai.readers.formats.text_tables.broken_heads import with_whole_heads
from gongkai.readers.formats.text_tables.delimited import NumberedLine, tabbed, with_whole_cells
from gongkai.readers.formats.text_tables.frames import tabbed_frames
from gongkai.readers.formats.text_tables.guarded import without_guards
from gongkai.readers.formats.text_tables.laid_out import with_open_cells
from gongkai.readers.formats.text_tables.lone_texts import lone_texts_apart
from gongkai.readers.formats.text_tables.markdown_rules import TABLE_RULE, without_markdown_rules
from gongkai.readers.formats.text_tables.ruled import tabbed_rules
from gongkai.readers.formats.text_tables.short_lists import tabbed_lists
from gongkai.readers.formats.text_tables.squeezed import cells_apart, is_several_rows, rows_of_line
from gongkai.readers.formats.text_tables.wiki import tabbed_wiki

__all__ = ["TABLE_RULE", "NumberedLine", "is_several_rows", "rows_of_line", "rows_with_tabs", "tabbed_rules"]


def rows_with_tabs(lines: Sequence[NumberedLine], *, is_csv: bool = False) -> list[NumberedLine]:
    """The lines, those of tables as one line a row with tabs between its cells.

    Args:
        lines: Numbers and texts.
        is_csv: Whether they are those of a CSV file, in which a table may be short.
    """
    drawn = with_open_cells(tabbed_frames(tabbed_wiki(lines)))
    cells = with_whole_heads(with_whole_cells(drawn, is_csv=is_csv))
    whole = cells_apart(tabbed_rules(without_guards(cells)))
    rows = tabbed(tabbed_bars(without_markdown_rules(whole)))
    return lone_texts_apart(tabbed_lists(rows) if is_csv else rows)
