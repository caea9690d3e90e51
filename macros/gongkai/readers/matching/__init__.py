"""The matcher: finds the figures of a statutory form in the tables of a document, whatever kind its file was.

It is a pipeline. Each stage is one function from one frozen dataclass to the next, in a folder of its own: the function
is in ``stage.py``, the dataclasses that it hands on are in ``model.py``::

    Document              (as a reader delivers it: paragraphs, grids, pictures)
      │  normalise_document   normalise/
    NormalisedDocument    (merged cells resolved, lines of text classed by their looks)
      │  tokenise_document    tokenise/    the only stage that asks the lexicon, that is, the labels of the form
    TokenisedDocument     (lines of tokens, each with what it may mean as a label)
      │  assign_rows          assign/
    RowAssignment         (lines by table of the form, and by row where a label says which)
      │  solve_tables         solve/       the only stage that reads texts as figures
    SolvedTables          (rows and columns with figures, or with every reading that is left)
      │  write_result         remark/
    MatchResult           (figures by cell, and remarks on all that a person should look at)

Words used throughout: a *label* names a row, a *head* names a column, a *group* holds several rows or columns. A
*blank* is a cell without a figure (空项). To *doubt* a row is to take its columns for uncertain, and a figure left
*open* has no value: a remark asks a person about either. *Print* is a page of a PDF with tables without ruling lines.

Where the mess of real documents is dealt with, so that a further layout finds its place:

===========================================================  =======================================
spans, covered cells, rows of unequal length                 ``normalise/tables.py``
units in cells of their own                                  ``normalise/units.py``
page numbers, cells between tabs or bars, lines of figures   ``normalise/lines.py``
a document that follows another form than its year's         ``tokenise/form_choice.py``
transposed tables                                            ``tokenise/arrangement/orientation.py``
numbers of columns and rows from 0, as pandas adds           ``normalise/frame_numbers.py``
tables with a figure a line, beside its column's name        ``tokenise/arrangement/long/``
a column that is there twice, side by side                   ``tokenise/arrangement/columns_twice.py``
rows that were split where a label had two paragraphs        ``tokenise/broken_rows.py``
several rows in one, a line of each of its cells             ``tokenise/broken_rows.py``
rows cut in two by a page break                              ``tokenise/page_breaks/``
misprints, own numbering, brackets, parts of labels          ``tokenise/lexicon.py``
labels and figures glued together in a cell                  ``tokenise/tables.py``
whole tables glued together in a line of text                ``tokenise/glued_text.py``
labels broken over lines of text                             ``tokenise/broken_labels.py``
rows over several lines of print, cells without ruling lines ``tokenise/printed/``
labels on other lines than their figures, before or after    ``tokenise/apart/sides.py``
labels on lines of their own, then the figures of all        ``tokenise/apart/sides.py``
columns listed by name below a row's label, with figures     ``tokenise/apart/cards.py``
columns one after the other, below each head its figures     ``tokenise/apart/by_column/columns.py``
one cell a line                                              ``tokenise/apart/stacked_lines.py``
labels on one line, their figures on the next                ``tokenise/apart/figure_lines.py``
heads and a label on one line, its figures on the next       ``tokenise/apart/heads_ahead.py``
sections missing, tables in other sections, other tables     ``assign/table_choice.py``
column heads in another order, worded otherwise, missing     ``assign/column_heads.py``
column heads on several lines, in another order              ``assign/heads_by_line.py``
labels after their figures, words among them                 ``assign/row_cells.py``
复议诉讼 as one line, as one line a group, or transposed     ``assign/grouped_columns.py``
rows without a label                                         ``solve/by_order.py``
rows stated twice, labels repeated                           ``solve/by_label.py``
cells missing, merged or too many                            ``solve/column_fit.py``
copies of merged cells below copies of their head            ``solve/columns/copies.py``
columns without heads, heads in an order of their own        ``solve/labelled_rows.py``
tables side by side in one grid                              ``tokenise/arrangement/tables_beside.py``
sentences that tell a table which stands nowhere else         ``tokenise/apart/sentences.py``
where such tables begin in rows that lack cells              ``tokenise/arrangement/edges_beside.py``
columns of this year and another one                         ``tokenise/arrangement/years/columns.py``
rows of this year and another one in turn                    ``tokenise/arrangement/years/rows.py``
columns that a document adds, under heads of its own         ``tokenise/arrangement/own_columns.py``
columns that a document adds behind the totals of a text     ``tokenise/arrangement/own_in_text.py``
columns that a document does not have                        ``solve/columns/absent.py``
glued digits (``693665`` is 69, 3, 665)                      ``solve/digit_splits.py``
figures too many in all rows of a text                       ``solve/columns/by_sums.py``
figures set apart from their row                             ``solve/detached_figures.py``
cells that may belong to other columns than was assumed      ``solve/column_doubts.py``
heads of some columns only, the others further down          ``solve/columns/part_heads.py``
figures that touch, digits cut off on the next line          ``solve/doubtful/rows.py``
lines with figures that belong to no row                     ``remark/unread_lines.py``
a figure too many in a row: row or page number, last year's  ``remark/excess.py``
pages whose repeated lines were dropped                      ``remark/dropped_lines.py``
numbers of columns on lines of their own                     ``tokenise/column_numbers.py``
small tables within the text that share labels of the form   ``assign/aside/whole_tables.py``
tables of other offices, years or periods                    ``assign/aside/other_sets.py``
rows that are not in the form, outside of all sums           ``remark/outside_sums.py``
units, notes, separators, full-width digits, dashes          ``figure_text.py``
the unit of amounts, stated outside their cells and heads    ``remark/stated_units.py``
units such as 万件, stated for counts of pieces              ``remark/stated_counts.py``
sentences that correct a figure of a table                   ``remark/sentences/corrections.py``
sentences that say that figures are not the whole year's     ``remark/sentences/limits.py``
comments that correct or doubt a figure                      ``remark/sentences/comments.py``
radicals, circled numbers, punctuation in labels             ``label_text.py``
===========================================================  =======================================

One figure on its way from a cell of a document to YAML:

1. ``gongkai.readers.formats.reading.read_document`` reads the file: the figure is the text of a ``GridCell``.
2. ``gongkai.readers.matching.normalise.normalise_document`` resolves merged cells: a ``NormalisedCell``.
3. ``gongkai.readers.matching.tokenise.tokenise_document`` looks up the labels of its row: a ``Token`` beside them.
4. ``gongkai.readers.matching.assign.assign_rows`` gives the line to a row of the form: a ``RowCandidate``.
5. ``gongkai.readers.matching.solve.solve_tables`` sets it into its column and reads it: a ``Figure``.
6. ``gongkai.readers.matching.remark.write_result`` enters it under the ids of table, row and column.
7. ``gongkai.importing.drafting.report_from_match`` puts it into the grid of a ``Report``.
8. ``gongkai.reports.write.report_text`` writes the report as YAML.

Codes of the remarks (their wording is in ``words.zh.yml``): on a figure ``dash`` ``nought-word`` ``separator``
``mark`` ``spaced`` ``unit-above`` ``unit-twice`` ``no-unit`` ``leading-zero`` ``about`` ``note-beside``
``number-beside`` ``sign-beside`` ``doubt-beside`` ``bracketed`` ``merged`` ``text`` ``unit`` ``fraction``
``negative`` ``colon`` ``year-figure``; on a row ``misprint`` ``part`` ``by-order`` ``columns`` ``rival``
``head-order`` ``split`` ``missing-cell`` ``ambiguous`` ``too-many`` ``few-figures`` ``repeated`` ``twice``
``empty-row`` ``row-lacks-figures`` ``bare-row`` ``stray`` ``aside`` ``extra``; on what is missing or not of the form
``missing-row`` ``missing-column`` ``missing-total`` ``missing-table`` ``unread-row`` ``unread-table`` ``image``
``unread`` ``unknown-row`` ``foreign-row`` ``old-row`` ``nought-row`` ``numbered-rows`` ``row-outside-sums``
``column-numbers`` ``subtotal-row`` ``note`` ``form-by-shape`` ``no-heads`` ``heads-apart`` ``row-higher``
``two-tables`` ``other-columns`` ``own-column`` ``other-set`` ``other-year`` ``dropped-lines`` ``changed-label``
``changed-words`` ``other-head`` ``other-group`` ``stray-label`` ``counts-of-many`` ``text-corrects`` ``text-limits``
``subtotal-as-total`` ``told``; on a label ``figure-in-label`` ``share-in-label`` ``sum-in-label``.
"""

from gongkai.readers.matching.pipeline import match_document
from gongkai.readers.matching.remark.sentences import doubts_figure
from gongkai.readers.matching.remark.stated_units import stated_unit, units_of_amounts
from gongkai.readers.matching.result import MatchResult

__all__ = ["MatchResult", "doubts_figure", "match_document", "stated_unit", "units_of_amounts"]
