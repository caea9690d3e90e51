"""Runs the stages of the matching one after the other."""

from collections.abc import Iterable
from dataclasses import replace

from gongkai.forms import Form
from gongkai.readers.document import Document
from gongkai.readers.matching.assign import assign_rows
from gongkai.readers.matching.normalise import normalise_document
from gongkai.readers.matching.remark import write_result
from gongkai.readers.matching.result import MatchResult
from gongkai.readers.matching.solve import solve_tables
from gongkai.readers.matching.tokenise import tokenise_document


def match_document(
    document: Document, forms: Iterable[Form], year: int | None = None, agency: str = "", *, of_organ: bool = False
) -> MatchResult:
    """Find the figures of a form in the tables of a document.

    Args:
        document: The document, of whatever kind its file was.
        forms: The forms to choose from; the one whose years and labels fit is taken.
        year: The reporting year, if known. A year for which no form is valid has none.
        agency: The agency whose report is wanted, as a document may hold several; empty for the first report.
        of_organ: Whether the figures of that agency alone are wanted where a document has those with the offices below
            it as well; these are taken otherwise.

    Returns:
        What the document states and what there is to say of it; its ``form`` is None where it follows none.
    """
    tokenised = tokenise_document(normalise_document(document), tuple(forms), year)
    if tokenised is None:
        return MatchResult(None)
    return write_result(solve_tables(assign_rows(replace(tokenised, agency=agency, of_organ=of_organ))))
