"""Stage 2, tokenise: lines of tokens, each with what it may mean as a label; only here the lexicon is asked."""

from gongkai.readers.matching.tokenise.model import (
    LabelMatch,
    LabelMeaning,
    Token,
    TokenisedDocument,
    TokenLine,
    words_of,
)
from gongkai.readers.matching.tokenise.stage import tokenise_document

__all__ = ["LabelMatch", "LabelMeaning", "Token", "TokenLine", "TokenisedDocument", "tokenise_document", "words_of"]
