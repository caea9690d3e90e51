"""What the heads, feet and watermarks of pages say about a report that its text does not: another year or agency.

Words of a draft there are marks of a draft (``draft_marks``). Page numbers, the report's own title and names of other
kinds of text say nothing.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gongkai.readers.document import Document, FileNotice
from gongkai.readers.document.titles import is_hardly_a_name, is_name, one_line, read_title
from gongkai.readers.facts.table_captions import is_of_other_year

_SUPERIOR = re.compile(
    r"(?:政府(?:办公[室厅])?|(?:政务|信息)公开\w{0,6}|大数据\w{0,6}|[中国务]+院\w{0,4}|网站|印发|印制)$"
)
"""How the name of one who publishes or prints the reports of others ends."""
_AROUND = " ()（）[]【】-—–·|*"


@dataclass(frozen=True, slots=True)
class MarginWords:
    """Words in a margin that may be of another report.

    Attributes:
        notice: The words with their place.
        of: What they differ in from the report: ``year`` or ``agency``.
    """

    notice: FileNotice
    of: str


def margins_of(document: Document) -> Iterator[FileNotice]:
    """The words in the margins of a document, each once; those of sheets that are not read are left out."""
    sheets = {block.origin.sheet for block in document.blocks}
    texts: set[str] = set()
    for notice in document.notices:
        is_read = notice.origin.sheet is None or notice.origin.sheet in sheets
        if notice.code == "margin" and is_read and notice.text and notice.text not in texts:
            texts.add(notice.text)
            yield notice


def words_of_others(document: Document, year: int, names: Collection[str]) -> Iterator[MarginWords]:
    """The words in margins that name another year or another agency than the report's.

    Args:
        document: The document.
        year: The year reported on.
        names: The names of the agency, as the site and as the document has them.
    """
    for notice in margins_of(document):
        title = read_title(notice.text)
        if is_of_other_year(notice.text, year) or (title is not None and title.year not in (None, year)):
            yield MarginWords(notice, "year")
        name = title.name if title is not None else one_line(notice.text.strip(_AROUND))
        if _is_of_other(name, [own for own in names if own], is_certain=title is not None):
            yield MarginWords(notice, "agency")


def _is_of_other(name: str, own_names: Collection[str], *, is_certain: bool) -> bool:
    """Whether words are the name of an agency, and none of its own names in full or in short.

    Args:
        name: The words.
        own_names: The names of the agency.
        is_certain: Whether they stand in the title of a report, so that they are a name.
    """
    if not own_names or not name or is_hardly_a_name(name):
        return False
    if not is_certain and (not is_name(name) or _SUPERIOR.search(name)):
        return False
    return not any(_is_short_for(one, other) for own in own_names for one, other in ((own, name), (name, own)))


def _is_short_for(short: str, name: str) -> bool:
    """Whether all characters of a short name stand in a name in their order: 省发改委 in 省发展和改革委员会."""
    rest = iter(name)
    return all(sign in rest for sign in short)
