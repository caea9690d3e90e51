"""Stage 2, tokenise: choose the form, and say of every cell and piece of text what it means as a label of that form.

This is the only stage that asks the lexicon. What can be put right only once labels are known is put right here:
transposed tables, rows cut by a page break, labels and figures glued together, one cell a line.
"""

from collections.abc import Collection, Iterator, Sequence

from gongkai.forms import Form
from gongkai.readers.document import Image
from gongkai.readers.matching.normalise import NormalisedBlock, NormalisedDocument, NormalisedTable
from gongkai.readers.matching.tokenise.apart import join_cards, join_columns, join_rows, join_widths, tell_tables
from gongkai.readers.matching.tokenise.arrangement import (
    columns_with_lacking_cells,
    mark_below_years,
    name_columns_in_lists,
    name_totals,
    part_rows_of_years,
    part_tables,
    part_years,
    turn_upright,
    widen,
    without_columns_twice,
    without_own_columns,
)
from gongkai.readers.matching.tokenise.broken_labels import rejoin_labels
from gongkai.readers.matching.tokenise.broken_rows import join_broken_rows, split_joined_rows
from gongkai.readers.matching.tokenise.column_numbers import without_column_numbers
from gongkai.readers.matching.tokenise.form_choice import choose_form
from gongkai.readers.matching.tokenise.lexicon import Lexicon, lexicon_of
from gongkai.readers.matching.tokenise.list_lines import plain_lists
from gongkai.readers.matching.tokenise.model import TokenisedDocument, TokenLine
from gongkai.readers.matching.tokenise.page_breaks import rejoin_rows
from gongkai.readers.matching.tokenise.printed import join_print_lines
from gongkai.readers.matching.tokenise.tables import table_lines
from gongkai.readers.matching.tokenise.text_lines import paragraph_lines


def tokenise_document(
    document: NormalisedDocument, forms: Sequence[Form], year: int | None, by_sentences: Collection[str] = ()
) -> TokenisedDocument | None:
    """Make lines of tokens of a document.

    Args:
        document: The document.
        forms: The forms to choose from.
        year: The reporting year, if known.
        by_sentences: Ids of the tables that are looked for in sentences.

    Returns:
        The lines; None where the document follows no form, or no sentence tells any of these tables.
    """
    choice = choose_form(document, forms, year)
    if choice is None:
        return None
    lexicon = lexicon_of(choice.form)
    blocks = tell_tables(document.blocks, choice.form, lexicon, by_sentences) if by_sentences else document.blocks
    if blocks is None:
        return None
    blocks = join_print_lines(plain_lists(blocks, lexicon, year), lexicon)
    blocks = split_joined_rows(join_broken_rows(blocks, lexicon), lexicon)
    blocks = without_column_numbers(blocks, choice.form, lexicon)
    blocks = join_widths(blocks, choice.form, lexicon)
    blocks = part_rows_of_years(without_columns_twice(blocks, lexicon), year)
    blocks = part_tables(blocks, choice.form, lexicon, year)
    blocks = part_years(blocks, lexicon, year)
    blocks = join_cards(blocks, choice.form, lexicon)
    blocks = turn_upright(widen(blocks, choice.form, lexicon, year), choice.form, lexicon)
    blocks = rejoin_rows(blocks, lexicon)
    blocks = without_own_columns(blocks, choice.form, lexicon, year)
    blocks = join_columns(rejoin_labels(blocks, lexicon), choice.form, lexicon)
    lines_with_totals = tuple(name_totals(_lines(blocks, lexicon, year), choice.form, lexicon))
    joined_lines = tuple(name_columns_in_lists(join_rows(lines_with_totals, choice.form)))
    lines = tuple(mark_below_years(joined_lines, year, lexicon))
    return TokenisedDocument(
        choice.form, choice.against_year, year, tuple(forms), lines, document.tables, document.paragraphs
    )


def _lines(blocks: Sequence[NormalisedBlock], lexicon: Lexicon, year: int | None) -> Iterator[TokenLine]:
    tables = 0
    for block in blocks:
        if isinstance(block, NormalisedTable):
            tables += 1
            yield from table_lines(block, lexicon, tables, columns_with_lacking_cells(block, lexicon, year))
        elif isinstance(block, Image):
            yield TokenLine((), block.origin, picture=block.name or "?")
        else:
            yield from paragraph_lines(block, lexicon)
