"""The files of one report as one document: its text, and the tables that stand in files of their own."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import TypeGuard

from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.forms.names import unnumbered
from gongkai.importing.folder.known_agencies import names_differ
from gongkai.importing.model import Job
from gongkai.readers.document import Document, Origin, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.document.draft_blocks import renumber_blocks
from gongkai.readers.document.form_words import is_section_title
from gongkai.readers.facts.identity import DocumentIdentity, identify
from gongkai.readers.formats.reading import read_document
from gongkai.readers.matching.label_text import comparable
from gongkai.readers.remarks import Doubt, Remark

_LONGEST = 40
"""Characters of the title of a table."""
_ANNEX = re.compile(r"^\s*附[件表]?\s*[一二三四五六七八九十\d]*\s*[：:、.．]?\s*")


@dataclass(frozen=True, slots=True)
class FilesOfReport:
    """What the files of a report hold.

    Attributes:
        job: The job, with the file that says whose report it is, and of which year, as its first.
        document: All that they hold: that file first, then the others in order; each other one, or each of its sheets,
            is like a sheet of the whole, named by its file.
        first: What that file alone holds.
        remarks: Which files were put together, and what does not agree.
    """

    job: Job
    document: Document
    first: Document
    remarks: tuple[Remark, ...] = ()

    def narrative_of(self, document: Document) -> Document:
        """A document without the titles above the tables of other files, which are those of the report's sections.

        The title of a section whose text is in another file stays, unless the report's own file has it.

        Args:
            document: What they hold, or the part of it that is the report.
        """
        if not self.job.others:
            return document
        own = {block.origin.sheet for block in self.first.blocks}
        titles = {_words_of_title(block.text) for block in self.first.paragraphs() if _is_title(block)}
        blocks = [
            block
            for block, next_block in zip_longest(document.blocks, document.blocks[1:])
            if block.origin.sheet in own or not _is_title(block) or _opens_text(block, next_block, titles)
        ]
        return replace(document, blocks=tuple(blocks))


def _is_title(block: SourceBlock | None) -> TypeGuard[SourceParagraph]:
    if not isinstance(block, SourceParagraph):
        return False
    return len(block.text) <= _LONGEST and is_section_title(_ANNEX.sub("", block.text))


def _opens_text(block: SourceParagraph, next_block: SourceBlock | None, titles: Container[str]) -> bool:
    """Whether a title is that of a section whose text follows it, and which the report's own file does not have."""
    has_text = isinstance(next_block, SourceParagraph) and next_block.origin.sheet == block.origin.sheet
    return has_text and not _is_title(next_block) and _words_of_title(block.text) not in titles


def _words_of_title(text: str) -> str:
    """A title without its number."""
    return comparable(unnumbered(_ANNEX.sub("", text)))


def read_report_files(job: Job, *, ready: Path | None = None) -> FilesOfReport:
    """Read the file of a job, with the others of the same report if it has any.

    Args:
        job: The job.
        ready: The folder of ``ManyConversions``.

    Raises:
        ReadError: One of them cannot be read.
        UsageError: They are several reports.
    """
    if not job.others:
        document = read_document(job.file, name=job.file.name, ready=ready)
        return FilesOfReport(job, document, document)
    files = [job.file, *job.others]
    documents = [read_document(file, name=file.name, ready=ready) for file in files]
    facts = list(map(identify, documents))
    main = _main(facts, documents)
    labels = _labels(files)
    blocks, notices = list(documents[main].blocks), list(documents[main].notices)
    remarks = [Remark(Doubt.NOTED, "files-together", args=(("files", "、".join(f"“{label}”" for label in labels)),))]
    for number, (label, document) in enumerate(zip(labels, documents, strict=True)):
        if number != main:
            part = _as_sheets(document, label)
            blocks += part.blocks
            notices += part.notices
            remarks += _contradiction(facts[number], facts[main], label)
    whole = replace(documents[main], blocks=renumber_blocks(blocks), notices=tuple(notices))
    others = tuple(file for number, file in enumerate(files) if number != main)
    own = job if main == 0 else replace(job, file=files[main], others=others, display_name=str(files[main]))
    return FilesOfReport(own, whole, documents[main], tuple(remarks))


def _main(facts: Sequence[DocumentIdentity], documents: Sequence[Document]) -> int:
    """Which of the documents is the report itself: the first with its title, else with a text of some length."""
    titled = (number for number, fact in enumerate(facts) if fact.title and fact.title_block)
    lengths = [sum(len(block.text) for block in document.paragraphs()) for document in documents]
    return next(titled, lengths.index(max(lengths)))


def _labels(files: Sequence[Path]) -> list[str]:
    """The names of files, those of one name with their folder."""
    names = [file.name for file in files]
    return [file.name if names.count(file.name) == 1 else f"{file.parent.name}/{file.name}" for file in files]


def _contradiction(fact: DocumentIdentity, own: DocumentIdentity, label: str) -> Iterator[Remark]:
    """A remark where a file names another year, or another agency, than the report does.

    Raises:
        UsageError: It does so in a title, so that it is a report of its own.
    """
    years = {fact.year, own.year} - {None}
    if len(years) > 1 or (own.agency and names_differ(own.agency, fact.agency)):
        if fact.title_block and own.title_block:
            raise UsageError(say("import.not-together", {"file": label, "title": fact.title, "own": own.title}))
        args = {"file": label, "name": fact.agency, "year": str(fact.year or "")}
        yield Remark(Doubt.GUESSED, "part-differs", args=tuple(args.items()))


def _as_sheets(document: Document, label: str) -> Document:
    """A document as sheets of a larger one: its own sheets, if it has several, else all of it as one."""
    several = len(document.by_sheet()) > 1

    def sheet_of(origin: Origin) -> Origin:
        return origin._replace(sheet=f"{label}·{origin.sheet}" if several and origin.sheet else label)

    def moved(block: SourceBlock) -> SourceBlock:
        if not isinstance(block, SourceGrid):
            return replace(block, origin=sheet_of(block.origin))
        rows = tuple(tuple(cell._replace(origin=sheet_of(cell.origin)) for cell in row) for row in block.rows)
        return replace(block, rows=rows, origin=sheet_of(block.origin))

    notices = tuple(replace(notice, origin=sheet_of(notice.origin)) for notice in document.notices)
    return replace(document, blocks=tuple(map(moved, document.blocks)), notices=notices)
