"""Turns what a reader noticed about a file into remarks on the report or its cells, and says whether it is one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gongkai.findings import say
from gongkai.forms import FormRegistry, statutory_form
from gongkai.forms.registry import NO_FORM
from gongkai.importing.masking import has_personal_data
from gongkai.importing.model import HIDDEN
from gongkai.readers.document import Document, FileNotice, Origin
from gongkai.readers.document.titles import other_titles
from gongkai.readers.facts.draft_marks import draft_marks, draft_of_name
from gongkai.readers.facts.identity import DocumentIdentity
from gongkai.readers.facts.margin_words import margins_of, words_of_others
from gongkai.readers.facts.table_captions import captions_of_other_years
from gongkai.readers.matching import MatchResult, doubts_figure, match_document, stated_unit, units_of_amounts
from gongkai.readers.remarks import Doubt, Remark

_DOUBTS = {
    "part-not-read": Doubt.MISSING,
    **dict.fromkeys(
        (
            *HIDDEN,
            "hidden-noughts",
            "not-printed",
            "beyond-page",
            "embedded-same",
            "one-of-offices",
            "sheets-left-out",
            "table-copies",
            "hidden-text",
        ),
        Doubt.NOTED,
    ),
}
"""All others are of what was read."""
_FEWEST = 10
"""The fewest figures for which a document is said to have a table; a few words are the same in older tables."""
_NO_CELL: tuple[None, None, None] = (None, None, None)
_BESIDE = {
    "comment": ("comment-corrects", "comments"),
    "text-box": ("box-corrects", "text-boxes"),
    "text-within": ("box-corrects", ""),
    "tip": ("tip-corrects", ""),
}
"""By code of the notice: that of a remark on one that corrects or doubts a figure, and that of one on all others."""
_READ = ("text-within", "tip")
"""Those whose words are in the text as well, or that a page has of many things: plain words alone are taken."""
_LOST_TABLE = "[TABLE]"
"""What pandoc writes in place of a table with merged cells where it has no way to write one."""
_QUOTED, _LONGEST = 3, 30
"""Others that are quoted, and characters of each."""
_BETWEEN = "\0"
"""Between texts that are looked through as one: no file holds this sign in a text."""
_Cells = dict[tuple[str | None, int | None, str], tuple[str, str, str]]
"""Table, row and column of the form by sheet, number of the table, and name of the cell."""


def remarks_on_file(document: Document, matched: MatchResult) -> Iterator[Remark]:
    """The notices of a reader as remarks.

    Args:
        document: The document.
        matched: Its tables.
    """
    for block in document.paragraphs():
        if block.text.strip() == _LOST_TABLE:
            yield Remark(Doubt.MISSING, "table-lost", block.origin, args=(("sign", _LOST_TABLE),))
        if block.unseen_texts:
            yield Remark(Doubt.NOTED, "left-in-text", block.origin, "；".join(block.unseen_texts))
    if not document.notices:
        return
    cells: _Cells = {
        (origin.sheet, origin.table_number, origin.cell): cell
        for cell, origin in matched.origins.items()
        if origin.cell
    }
    for notice in document.notices:
        origin = notice.origin
        if notice.code in _BESIDE or notice.code == "margin":
            continue
        if origin.table_number is not None and origin.cell is None:
            yield from (Remark(Doubt.GUESSED, notice.code, origin, table=table) for table in _tables(origin, matched))
            continue
        table, row, col = _cell_of(origin, cells)
        doubt = _DOUBTS.get(notice.code, Doubt.GUESSED)
        code = "tracked-text" if notice.code == "tracked-figure" and table is None else notice.code
        yield Remark(doubt, code, origin, notice.text, table, row, col, args=notice.args)
    quotes = _BETWEEN.join(remark.text for remark in matched.remarks if not remark.sure)
    for code in _BESIDE:
        notices = [notice for notice in document.notices if notice.code == code and notice.text not in quotes]
        yield from _beside(notices, cells, matched)


def _cell_of(origin: Origin, cells: _Cells) -> tuple[str, str, str] | tuple[None, None, None]:
    return cells.get((origin.sheet, origin.table_number, origin.cell or ""), _NO_CELL)


def _beside(notices: Sequence[FileNotice], cells: _Cells, matched: MatchResult) -> Iterator[Remark]:
    """Remarks on comments or text boxes of one sort: on each that speaks of a figure, and on all others together."""
    others: list[str] = []
    for notice in notices:
        beneath = dict(notice.args).get("shown")
        if doubts_figure(notice.text, beneath=beneath, is_read=notice.code in _READ):
            table, row, col = _cell_of(notice.origin, cells)
            table = table or (_tables(notice.origin, matched)[0] if notice.origin.table_number is not None else None)
            code = _BESIDE[notice.code][0]
            yield Remark(Doubt.GUESSED, code, notice.origin, notice.text, table, row, col, args=notice.args)
        else:
            others.append(notice.text)
    code = _BESIDE[notices[0].code][1] if notices else ""
    if code and others:
        excerpts = (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in others[:_QUOTED])
        yield Remark(Doubt.NOTED, code, text="；".join(excerpts), args=(("count", str(len(others))),))


def remarks_on_form(document: Document, matched: MatchResult, registry: FormRegistry, year: int) -> Iterator[Remark]:
    """A remark where tables follow the form of other years: which of them do, and which form that of the year is.

    Args:
        document: The document.
        matched: Its tables.
        registry: The forms at hand.
        year: The year reported on.
    """
    form = matched.form
    if form is None:
        yield from _tables_without_form(document, registry, year)
        return
    if year in form.years:
        return
    usual = statutory_form(year) or next((other for other in registry if year in other.years), None)
    tables = [table.title for table in form.tables]
    if usual is not None:
        cells = match_document(document, (usual,), year).figures
        sizes = {table.id: len(table.positions) for table in usual.tables}
        whole = {table for table, size in sizes.items() if sum(cell[0] == table for cell in cells) == size}
        tables = [table.title for table in form.tables if table.id not in whole] or tables
    args = {
        "form": form.id,
        "year": str(year),
        "tables": "".join(say("quoted", {"text": title}) for title in tables),
        "instead": usual.id if usual is not None else NO_FORM,
    }
    yield Remark(Doubt.GUESSED, "form-of-other-years", args=tuple(args.items()))


def _tables_without_form(document: Document, registry: FormRegistry, year: int) -> Iterator[Remark]:
    """A remark where a document of a year that has no form has the tables of one: they are not read."""
    matched = match_document(document, tuple(registry))
    counts = Counter(table for table, _, _ in matched.figures)
    tables = [table.title for table in matched.form.tables if counts[table.id] >= _FEWEST] if matched.form else []
    if matched.form is not None and tables:
        titles = "".join(say("quoted", {"text": title}) for title in tables)
        args = (("year", str(year)), ("tables", titles))
        yield Remark(Doubt.MISSING, "tables-without-form", args=args)


def remarks_on_other_reports(document: Document, identity: DocumentIdentity) -> Iterator[Remark]:
    """A remark on each further report in a document.

    Args:
        document: The document.
        identity: What it says of itself.
    """
    for title in other_titles(document, identity.title):
        yield Remark(Doubt.GUESSED, "other-report", title.origin, title.text)


def remarks_on_what_it_is(
    document: Document, matched: MatchResult, year: int, names: Sequence[str], file_name: str
) -> Iterator[Remark]:
    """Remarks on words by which a document, or one of its tables, may not be what was published of the year.

    They are captions of other years, samples, plans and drafts; words of a draft; and what margins of pages say.

    Args:
        document: The document.
        matched: Its tables.
        year: The year reported on.
        names: The names of the agency, the site's first.
        file_name: Name of the file.
    """
    aside = {text for remark in matched.remarks if remark.code == "other-set" for text in remark.text.split("；")}
    for caption in captions_of_other_years(document, matched.origins, matched.table_blocks, year):
        if caption.text in aside:  # in a worksheet the first caption stands above all tables
            continue
        args = (("year", str(year)),)
        code = "caption-year" if caption.is_final else "caption-draft"
        yield Remark(Doubt.GUESSED, code, caption.origin, caption.text, caption.table, args=args)
    marks = list(draft_marks(document))
    words = [*dict.fromkeys(text for _, text in marks), *filter(None, [draft_of_name(file_name)])]
    if words:
        yield Remark(Doubt.GUESSED, "draft-mark", marks[0][0] if marks else Origin(), "；".join(words))
    yield from _on_margins(document, matched, year, names)


def _on_margins(document: Document, matched: MatchResult, year: int, names: Sequence[str]) -> Iterator[Remark]:
    """Remarks on words in heads, feet and watermarks of pages that name another year, agency or unit of amounts."""
    for words in words_of_others(document, year, names):
        args = {"year": str(year), "name": next(filter(None, names), "")}
        yield Remark(
            Doubt.GUESSED, f"margin-{words.of}", words.notice.origin, words.notice.text, args=tuple(args.items())
        )
    units = units_of_amounts(matched)
    for notice in margins_of(document) if units else ():
        others = units - {stated_unit(notice.text)}
        if stated_unit(notice.text) and others:
            args = {"unit": "、".join(sorted(others))}
            yield Remark(Doubt.GUESSED, "margin-unit", notice.origin, notice.text, args=tuple(args.items()))


def remarks_on_persons(texts: Iterable[tuple[Origin, str]]) -> Iterator[Remark]:
    """A remark on each text that may hold personal information.

    Args:
        texts: Texts with their places.
    """
    for origin, text in texts:
        if has_personal_data(text):
            yield Remark(Doubt.UNKNOWN, "personal", origin, text)


def texts_of(document: Document, *, but: frozenset[int]) -> Iterator[tuple[Origin, str]]:
    """The paragraphs of a document, each with its place.

    Args:
        document: The document.
        but: Numbers of the blocks that are no narrative.
    """
    for block in document.paragraphs():
        if block.origin.block not in but:
            yield block.origin, block.text


def _tables(origin: Origin, matched: MatchResult) -> list[str | None]:
    """Ids of the tables of the form that were read from a table; None where no cell of it was."""
    tables = (at[0] for at, place in matched.origins.items() if place.table_number == origin.table_number)
    return [*dict.fromkeys(tables)] or [None]


def is_like_a_report(document: Document, identity: DocumentIdentity, registry: FormRegistry) -> bool:
    """Whether a document has the title of a report, or a table of one.

    Args:
        document: The document.
        identity: What it says of itself.
        registry: The forms at hand.
    """
    return bool(identity.title) or match_document(document, tuple(registry), identity.year).form is not None


def speaks_of_disclosure(document: Document) -> bool:
    """Whether a text mentions the disclosure of government information; one that does not is no such report.

    Args:
        document: The document.
    """
    return any("信息公开" in block.text for block in document.paragraphs())
