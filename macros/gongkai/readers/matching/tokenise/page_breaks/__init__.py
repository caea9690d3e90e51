"""Tables that go on over the end of a page: rows and heads that it cut are whole again, repeated heads left out."""

from gongkai.readers.matching.tokenise.page_breaks.rows import rejoin_rows

__all__ = ["rejoin_rows"]
