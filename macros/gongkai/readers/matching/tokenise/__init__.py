"""Stage 2, tokenise: lines of tokens, each with what it may mean as a label; only here the lexicon is asked."""

from gongkai.readers.matching.tokenise.arrangement import (
    SUBTOTAL,
    is_aside,
    is_head_of_no_form,
    is_head_of_remarks,
    is_of_earlier_year,
    is_of_year,
)
from gongkai.readers.matching.tokenise.form_labels import table_labels
from gongkai.readers.matching.tokenise.model import (
    LabelMatch,
    LabelMeaning,
    LabelSide,
    LabelSort,
    Token,
    TokenisedDocument,
    TokenLine,
    words_of,
)
from gongkai.readers.matching.tokenise.stage import tokenise_document

__all__ = [
    "SUBTOTAL",
    "LabelMatch",
    "LabelMeaning",
    "LabelSide",
    "LabelSort",
    "Token",
    "TokenLine",
    "TokenisedDocument",
    "is_aside",
    "is_head_of_no_form",
    "is_head_of_remarks",
    "is_of_earlier_year",
    "is_of_year",
    "table_labels",
    "tokenise_document",
    "words_of",
]
