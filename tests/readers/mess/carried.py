"""Which mess which kind of document cannot carry, each with its reason: such a mess is left out of it."""

from __future__ import annotations

TEXTS = (
    *("markdown", "markdown bars", "tabs", "full tabs", "commas", "bars", "bars apart", "bars behind"),
    *("cell by cell", "spaces", "laid out", "pages", "glued rows", "glued tables", "glued"),
    *("ruled", "ruled markdown", "quoted tabs", "one line", "next line", "dropped lines", "labels ahead"),
    *("cut figures", "labels last", "labels last page", "labels at end", "labels at end page"),
    *("bars before", "cards", "cards page", "filled in", "by column", "numbered pages"),
)
"""Kinds that are nothing but text."""
CARDS = ("cards", "cards page")
"""Kinds that name the column of every figure."""
RULED, BARE = ("word pdf", "sheet pdf", "page pdf"), ("bare word pdf", "bare sheet pdf", "bare page pdf")
"""PDF files with lines around their cells, and without."""
SHEETS = ("book", "xls", "sheet pdf", "bare sheet pdf")
"""Kinds that are, or once were, a workbook."""
GLUED = ("glued rows", "glued tables", "glued")
"""Kinds in which the digits of a row run into each other."""
DRAWN = ("ruled", "ruled markdown")
"""Kinds whose rows have all as many cells as the widest."""
BY_LIBREOFFICE = ("doc", "word pdf", "bare word pdf")

APART = (
    *("one line", "next line", "dropped lines", "labels ahead", "cut figures", "labels last", "labels last page"),
    *("labels at end", "labels at end page", "bars before", *CARDS, "cell by cell", *GLUED),
    *("filled in", "by column", "numbered pages"),
)
"""Kinds in which no label stands on the line of its figures, or the rows run into each other."""

_LEFT_OUT: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("missing_cells", SHEETS, "a sheet has every cell"),
    ("dropped_blanks", SHEETS, "a sheet has every cell"),
    ("lost_rowspans", SHEETS, "a sheet has every cell"),
    ("additional_cells", SHEETS, "a sheet has every cell"),
    *(
        (mess, DRAWN, "a cell that is not there is drawn, as a blank one is")
        for mess in ("missing_cells", "dropped_blanks")
    ),
    *((mess, DRAWN, "likewise") for mess in ("lost_rowspans", "additional_cells")),
    ("broken_over_pages", DRAWN, "rows that lack the cell of a group are filled up behind, a column beside the others"),
    ("missing_cells", BY_LIBREOFFICE, "LibreOffice widens the last cell of a row that has one less"),
    ("dropped_blanks", BY_LIBREOFFICE, "likewise"),
    ("lost_rowspans", BY_LIBREOFFICE, "likewise"),
    ("missing_cells", ("page pdf",), "a browser draws the others one column to the left, and an empty box behind"),
    ("dropped_blanks", ("page pdf",), "likewise, where a row has one blank"),
    ("additional_cells", BY_LIBREOFFICE, "LibreOffice widens the last cells of all other rows"),
    ("missing_cells", BARE, "without lines the place of a cell that is not there is a blank"),
    ("dropped_blanks", BARE, "likewise"),
    ("lost_rowspans", BARE, "likewise"),
    ("additional_cells", BARE, "likewise"),
    ("merged_figures", TEXTS, "a text has no cells over two columns"),
    ("merged_figures", BARE, "without lines a figure over two columns stands below one of them, or below none"),
    ("breaks_in_cells", BARE, "without lines a figure below an empty line is on the line of another row"),
    (
        "another_table",
        ("dropped lines",),
        "of the second table only those lines are left that the first has not",
    ),
    ("lost_heads", (*CARDS, "filled in"), "every figure has the name of its column before it"),
    ("columns_beside", (*CARDS, "filled in", "by column"), "every column has a name, and those have none"),
    ("years_beside", ("filled in", "by column"), "likewise"),
    ("years_in_turn", APART, "where nothing keeps a line together, it does not say of which year it is"),
    ("years_beside", CARDS, "likewise"),
    ("another_table", GLUED, "nothing says where a row ends that is stated twice with digits that may be cut in two"),
    ("a_figure_a_line", APART, "where nothing keeps a line together, it does not say whose figure it has"),
    ("touched", GLUED, "a sign between figures that run into each other is one or a blank"),
    ("years_in_cells", TEXTS, "a text has no lines within a cell"),
    ("columns_beside", (*RULED, *BARE), "the widths on paper are made for the columns of the form"),
    ("pictures", ("word pdf", "bare word pdf", "doc"), "the mark of a picture has no picture, and is not printed"),
    ("tracked", ("word pdf", "bare word pdf"), "LibreOffice prints what is struck out with what is put in its place"),
    ("boxed", BY_LIBREOFFICE, "LibreOffice drops a text box that has no size"),
    ("simple_field", BY_LIBREOFFICE, "LibreOffice calculates a field anew that is a sum"),
    ("complex_field", BY_LIBREOFFICE, "likewise"),
    ("bare formulas", ("xls", "sheet pdf", "bare sheet pdf"), "LibreOffice calculates the results"),
    ("styles", ("page pdf", "bare page pdf"), "on paper they are gone, and the digits are where they are seen"),
    ("controls", ("page pdf", "bare page pdf"), "a browser cuts a form's field off at its edge"),
)
CANNOT = {(mess, kind): reason for mess, kinds, reason in _LEFT_OUT for kind in kinds}
"""By name of a mess and kind of document: why the one is left out of the other."""


def carries(kind: str, mess: str) -> bool:
    """Whether a kind of document can have a mess."""
    return (mess, kind) not in CANNOT
