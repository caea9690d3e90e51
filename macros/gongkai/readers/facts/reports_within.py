"""The one report that is asked for, from a document that holds several reports one after another.

Each has a title of its own, the sections and the tables of the form: those of several offices, or of several years.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongkai.findings import say
from gongkai.readers.document import Document, FileNotice, SourceBlock, SourceGrid
from gongkai.readers.document.form_words import name_rows
from gongkai.readers.document.titles import Title, other_titles, read_title, title_of
from gongkai.readers.facts.offices import office_meant, row_labels
from gongkai.readers.files.refusals import refuse

_LISTED = 10


@dataclass(frozen=True, slots=True)
class _Part:
    """One report of a document: its title, and its blocks from there on."""

    title: Title
    blocks: tuple[SourceBlock, ...]


def with_one_report(document: Document, names: Sequence[str], year: int | None, file_name: str) -> Document:
    """A document with one report alone; one that holds no other report as it is.

    Nothing is cut where a title has no tables of the form below it: then nobody knows whose the tables are. Nor is it
    where several reports of one office are left, as no year was asked for: the import asks about the further titles.

    Args:
        document: As a reader returned it.
        names: The names of the office whose report is asked for, the best known first; none where nobody knows.
        year: The year asked for.
        file_name: The file as the clerk knows it.

    Raises:
        ReadError: It holds the reports of several offices, and none of them, or several, have one of the names.
    """
    parts = list(_parts(document))
    if len(parts) < 2 or not all(name_rows(row_labels(part.blocks)) for part in parts):  # noqa: PLR2004 - several
        return document
    offices = tuple(dict.fromkeys(part.title.name for part in parts))
    own_office = offices[0] if len(offices) == 1 else office_meant(offices, names)
    if own_office is None:
        raise refuse("several-reports", name=file_name, count=len(offices), offices=_listed(offices, "、"))
    own = [part for part in parts if part.title.name == own_office and year in (None, part.title.year)]
    return _cut(document, parts, own[0]) if len(own) == 1 else document


def _parts(document: Document) -> Iterator[_Part]:
    """The reports of a document; what stands above the first title is of the first."""
    first = _first_title(document)
    if not first.blocks or not first.name:
        return
    further = groupby(other_titles(document, first.text), key=lambda title: title.text)
    titles = [first, *(next(same) for _, same in further)]  # the way to a page names its title as well
    places = {block.origin.block: place for place, block in enumerate(document.blocks)}
    starts = [0, *(places[title.blocks[0]] for title in titles[1:])]
    if starts != sorted(set(starts)):
        return
    for title, start, end in zip(titles, starts, [*starts[1:], len(document.blocks)], strict=True):
        yield _Part(title, document.blocks[start:end])


def _first_title(document: Document) -> Title:
    """The title of the first report: the document's own, unless that stands below tables of the form.

    What a page says of itself, as of a whole district, may agree with the title of a later report alone.
    """
    own = title_of(document, "")
    tables = (block.origin.block for block in document.grids() if name_rows(row_labels([block]), 1))
    first = next(tables, None)
    if first is None or not own.blocks or own.blocks[0] < first:
        return own
    above = (block for block in document.paragraphs() if block.origin.block < first)
    titles = [replace(title, blocks=(block.origin.block,)) for block in above if (title := read_title(block.text))]
    return titles[-1] if titles else Title("")


def _cut(document: Document, parts: Sequence[_Part], own: _Part) -> Document:
    """The document with one of its reports, and a notice that names all of them."""
    others = {_place(block) for part in parts if part is not own for block in part.blocks} - {None}
    notices = [notice for notice in document.notices if notice.origin.table_number not in others]
    titles = [f"“{part.title.text}”" for part in parts]
    args = {"count": str(len(parts)), "titles": _listed(titles, ""), "title": own.title.text}
    notices.append(FileNotice("one-of-reports", args=tuple(args.items())))
    is_first = own is parts[0]  # what a file says of itself as a whole is of its first report, if of any
    meta, title = (document.meta, document.title) if is_first else ({}, "")
    return replace(document, blocks=own.blocks, notices=tuple(notices), meta=meta, title=title)


def _listed(texts: Sequence[str], sign: str) -> str:
    """The first of some texts with a sign between them, and how many there are if not all of them are listed."""
    more = say("readers.and-others", {"count": len(texts)}) if len(texts) > _LISTED else ""
    return sign.join(texts[:_LISTED]) + more


def _place(block: SourceBlock) -> int | None:
    return block.origin.table_number if isinstance(block, SourceGrid) else None
