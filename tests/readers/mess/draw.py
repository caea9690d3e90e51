"""Draws a report, the messes made of it and the file that it becomes; the same seed gives the same document."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.readers.corpus import messes as m
from tests.readers.corpus.sheet import sheet
from tests.readers.mess import apart, arranged, beside, book, copied, figures, layout, pages, texts, told, word
from tests.readers.mess.carried import GLUED, RULED, carries
from tests.readers.mess.draft import Draft
from tests.readers.mess.programs import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS: dict[str, tuple[str, Callable[[Draft], bytes]]] = {
    "page": ("html", pages.as_page),
    "word page": ("html", pages.as_word_page),
    "archive": ("mht", pages.as_archive),
    "word": ("docx", word.as_word),
    "book": ("xlsx", book.as_book),
    "markdown": ("md", texts.markdown),
    "markdown bars": ("md", texts.markdown_without_rule),
    "tabs": ("txt", texts.tabs),
    "full tabs": ("txt", texts.full_tabs),
    "commas": ("txt", texts.commas),
    "bars": ("txt", texts.bars),
    "bars apart": ("txt", texts.bars_apart),
    "bars behind": ("txt", texts.bars_behind),
    "cell by cell": ("txt", texts.cell_by_cell),
    "spaces": ("txt", texts.spaces),
    "laid out": ("txt", texts.laid_out),
    "pages": ("txt", texts.pages),
    "glued rows": ("txt", texts.glued_rows),
    "glued tables": ("txt", texts.glued_tables),
    "glued": ("txt", texts.glued),
    "ruled": ("txt", copied.ruled),
    "ruled markdown": ("md", copied.ruled),
    "quoted tabs": ("txt", copied.quoted_tabs),
    "one line": ("txt", copied.one_line),
    "next line": ("txt", copied.next_line),
    "labels ahead": ("txt", copied.labels_ahead),
    "cut figures": ("txt", copied.cut_figures),
    "dropped lines": ("txt", copied.dropped_lines),
    "labels last": ("txt", apart.labels_last),
    "labels last page": ("html", apart.labels_last_page),
    "labels at end": ("txt", apart.labels_at_end),
    "labels at end page": ("html", apart.labels_at_end_page),
    "bars before": ("txt", texts.bars_before),
    "filled in": ("txt", told.filled_in),
    "by column": ("txt", told.by_column),
    "numbered pages": ("txt", told.numbered_pages),
    "cards": ("txt", apart.cards),
    "cards page": ("html", apart.cards_page),
}
"""By name of a kind of document: the suffix of its file, and what writes it."""
EVERY = (*KINDS, *PROGRAMS)
"""These, and those that a program makes of them (``programs.convert``)."""
STRUCTURED = (
    *("page", "word page", "archive", "word", "book", "markdown", "full tabs", "commas", "doc", "xls", *RULED),
    *("ruled", "ruled markdown", "quoted tabs"),
)
"""Kinds whose files tell every cell from its neighbours."""

MESSES: tuple[tuple[float, Callable[[Draft], None]], ...] = (
    (0.3, figures.other_numbers),
    (0.25, figures.noughts),
    (0.25, figures.blank_cells),
    (0.2, figures.blank_rows),
    (0.1, figures.blank_columns),
    (0.1, figures.blank_totals),
    (0.15, figures.wrong_totals),
    (0.15, figures.negative_changes),
    (0.1, figures.units),
    (0.1, figures.notes),
    (0.1, figures.counting_words),
    (0.1, figures.about),
    (0.1, figures.not_applicable),
    (0.1, figures.dashes),
    (0.1, figures.wide_digits),
    (0.1, figures.separators),
    (0.1, figures.breaks_in_cells),
    (0.1, layout.swapped_columns),
    (0.15, layout.broken_over_pages),
    (0.1, layout.lost_rowspans),
    (0.1, layout.plain(m.quotes)),
    (0.1, layout.plain(m.narrow_brackets)),
    (0.1, layout.plain(m.spaced_labels)),
    (0.1, layout.plain(m.misprints)),
    (0.1, layout.plain(m.variants)),
    (0.1, layout.plain(m.marked_labels)),
    (0.1, layout.plain(m.footnote)),
    (0.15, layout.split_heads),
    (0.05, layout.repeated_rows),
    (0.05, layout.contradicted_rows),
    (0.06, layout.missing_cells),
    (0.06, layout.merged_figures),
    (0.06, layout.additional_cells),
    (0.06, layout.lost_rows),
    (0.08, layout.lost_heads),
    (0.04, layout.lost_tables),
    (0.08, layout.dropped_blanks),
    (0.15, layout.sections_of_another_number),
    (0.06, layout.sections_without_number),
    (0.1, layout.radicals),
    (0.15, layout.title_twice),
    (0.15, layout.sidebar),
    (0.15, layout.metadata),
)
"""The messes in the order in which they are made, each with its probability."""
SHARE_BESIDE = 0.08
"""Likewise of ``columns_beside``, which is drawn apart: documents that are kept as files have to stay what they are."""
SHARE_AGAIN, SHARE_APART = 0.03, 0.08
"""Likewise of ``another_table`` and ``numbers_apart``, which documents made by programs do not have, as some are kept.
"""
APART: tuple[tuple[float, Callable[[Draft, Random], None]], ...] = (
    (0.08, beside.stated_units),
    (0.05, beside.touched),
    (0.04, beside.years_beside),
    (0.03, beside.years_in_cells),
    (0.03, beside.years_in_turn),
    (0.03, arranged.a_figure_a_line),
    (0.04, arranged.columns_in_another_order),
)
"""Likewise, each with its probability."""


@dataclass(frozen=True)
class DraftDocument:
    """A document and the draft that it was written from."""

    name: str
    data: bytes
    draft: Draft
    kind: str


def draw(seed: int, kinds: tuple[str, ...] = tuple(KINDS)) -> DraftDocument:
    """Draw one document."""
    dice = Random(seed)  # noqa: S311 - repeatable, not secret
    kind = dice.choice(kinds)
    draft = Draft(sheet(dice.choice(["gia-2019", "gia-2021"]), dice.randrange(2**32)), dice, kind)
    messy = dice.choice([0.3, 1, 1])
    for share, mess in MESSES:
        if mess is figures.blank_cells:  # what comes before makes other right figures, what follows makes wrong ones
            right = dict(draft.sheet.cells)
        if draft.drawn(share * messy) and carries(kind, mess.__name__):
            mess(draft)
            draft.messes.append(mess.__name__)
    by = Random(f"{seed} beside")  # noqa: S311 - likewise
    if by.random() < SHARE_BESIDE * messy and carries(kind, "columns_beside"):
        layout.columns_beside(draft, by)
        draft.messes.append("columns_beside")
    again = Random(f"{seed} again")  # noqa: S311 - likewise
    if again.random() < SHARE_AGAIN * messy and kind in KINDS and carries(kind, "another_table"):
        layout.another_table(draft, again)
        draft.messes.append("another_table")
    apart = Random(f"{seed} apart")  # noqa: S311 - likewise
    if apart.random() < SHARE_APART * messy and kind in KINDS:
        layout.numbers_apart(draft)
        draft.messes.append("numbers_apart")
    for share, of_chance in APART:
        name = of_chance.__name__
        chance = Random(f"{seed} {name}")  # noqa: S311 - likewise
        if chance.random() < share * messy and kind in KINDS and carries(kind, name):
            of_chance(draft, chance)
            draft.messes.append(name)
    if kind in GLUED:
        figures.restore_rows_of_equal_digits(draft, right)
    suffix, write = KINDS[kind] if kind in KINDS else (PROGRAMS[kind].suffix, PROGRAMS[kind].write)
    return DraftDocument(f"{seed}.{suffix}", write(draft), draft, kind)
