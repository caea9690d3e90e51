"""Heads of a document's own columns, and names of its own rows, where each cell is a line of text of its own."""

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, is_chinese
from gongkai.readers.matching.tokenise.lexicon import Lexicon
from gongkai.readers.matching.tokenise.model import TokenLine

_LONGEST = 8
"""Characters of such a head."""
_SIGNS = "（(：:，,。；;、"
"""Signs that are in a unit, a note or a sentence, and in no such head."""


def is_own_head(line: TokenLine, before: TokenLine, lexicon: Lexicon) -> bool:
    """Whether a line of text is a head of the document's own, right behind a label of the form: 占比, 去年同期.

    Another one is the head of the same column once more with other words in brackets: 现行有效件数（全市）.

    Args:
        line: The line.
        before: The last line before it that has words. Both may be one label of the form, as 其他 and 结果 are.
        lexicon: Labels of the form.
    """
    if (
        line.table
        or before.table
        or line.footnote
        or line.page_number
        or not len(line.tokens) == len(before.tokens) == 1
    ):
        return False
    token, label = line.tokens[0], before.tokens[0].match
    if label is None or token.is_figure or not label.of("column", "row"):
        return False
    if token.match is not None:
        same = set(token.match.of("column")) & set(label.of("column"))
        return bool(same) and token.match.bracketed != label.bracketed
    words = collapse_spaces(token.text)
    if comparable(before.tokens[0].text + words) in lexicon.index:
        return False
    return len(words) <= _LONGEST and any(map(is_chinese, words)) and not set(words) & set(_SIGNS)
