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
from gongkai.readers.matching.tokenise import TokenisedDocument, tokenise_document


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
    normalised, every = normalise_document(document), tuple(forms)
    tokenised = tokenise_document(normalised, every, year)
    if tokenised is None:
        return MatchResult(None)
    result = _match(replace(tokenised, agency=agency, of_organ=of_organ))
    there = {table for table, _, _ in result.figures}
    lacking = [table.id for table in tokenised.form.tables if table.id not in there]
    again = tokenise_document(normalised, every, year, lacking) if lacking else None
    return _match(replace(again, agency=agency, of_organ=of_organ)) if again is not None else result


def _match(tokenised: TokenisedDocument) -> MatchResult:
    return write_result(solve_tables(assign_rows(tokenised)))
