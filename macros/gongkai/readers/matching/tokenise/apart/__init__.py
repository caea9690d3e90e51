"""Labels and figures on lines of their own: one cell a line, or the labels on one line and their figures on the next.

Which figures are whose is settled for all rows between two heads at once (``sides``). Where these rows prove that each
figure stands after its label, ``figure_lines`` and ``stacked_lines`` join them. Figures with the
names of their columns before them are joined first (``cards``). The last columns of a table that was too wide for its
page stand beside the first ones again (``widths``). Sentences that tell a table become one (``sentences``).
Columns one after the other become rows (``by_column``).
"""

from gongkai.readers.matching.tokenise.apart.by_column import join_columns
from gongkai.readers.matching.tokenise.apart.cards import join_cards
from gongkai.readers.matching.tokenise.apart.rows import join_rows
from gongkai.readers.matching.tokenise.apart.sentences import tell_tables
from gongkai.readers.matching.tokenise.apart.widths import join_widths

__all__ = ["join_cards", "join_columns", "join_rows", "join_widths", "tell_tables"]
