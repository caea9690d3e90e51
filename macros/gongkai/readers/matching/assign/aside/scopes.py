"""Finds the lines for which a caption holds: up to the next caption, section or sheet.

That of an annex holds to the end, or to where the sections of the report go on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from gongkai.readers.document.titles import lines_of_title, one_line, read_title
from gongkai.readers.matching.assign.aside.captions import (
    TITLE_ENDS,
    OwnReport,
    Whose,
    begins_annex,
    is_of_report,
    is_same_office,
    is_sample,
    is_sum_alone,
    names_self,
    names_sum,
    names_time,
    whose_below,
)
from gongkai.readers.matching.tokenise import TokenisedDocument, TokenLine

_TOP = 40
"""The lines at the start of a document among which the title of the report is looked for."""
_LONGEST = 90
"""Most characters of a caption, or of a line of a title."""
_MOST_LINES = 3
"""Most lines of a title."""


@dataclass(frozen=True, slots=True)
class CaptionReach:
    """The scope of a caption: what holds for the lines below it.

    Attributes:
        whose: Whose tables they are.
        start: Position of the caption, from 0; -1 for the report's own lines, which need no caption.
        text: Words of the caption; empty for the report's own lines.
        far: Whether it holds for tables far below too, as it begins an annex, a sheet or a report of another office.
        is_annex: Whether it begins an annex.
    """

    whose: Whose = Whose.OWN
    start: int = -1
    text: str = ""
    far: bool = False
    is_annex: bool = False


OWN = CaptionReach()


def scopes_of(document: TokenisedDocument) -> tuple[list[CaptionReach], list[int]]:
    """The scope of each line, and the positions of the captions that name a year, a period or the organ alone.

    Args:
        document: The lines.
    """
    texts = list(_captions(document.lines))
    report = _own_report(document, texts)
    scopes: list[CaptionReach] = []
    of_time: list[int] = []
    outer = scope = OWN
    sheet: str | None = None
    is_other = False
    own_sections = _OwnSections([section.number for section in document.form.sections])
    for number, (line, text) in enumerate(zip(document.lines, texts, strict=True)):
        if line.section and _goes_on(document.lines, number, scope):
            is_outer = scope is outer
            scope = scopes[-1] = replace(scope, text=scope.text + line.text)
            outer = scope if is_outer else outer
        elif line.section and _holds_on(scope, number, is_again=own_sections.is_again(line.section) or report.has_sums):
            outer = scope = replace(scope, far=True, is_annex=True)
            scopes[scope.start :] = [scope] * (number - scope.start)
        elif line.section:
            outer = scope = own_sections.outer_at(line.section, outer)
        if line.origin.sheet != sheet:
            sheet = line.origin.sheet
            outer = scope = _outer(sheet or "", number, whose_below(sheet or "", report))
            is_other = outer.whose is Whose.OTHER and _is_of_other(sheet or "", document.year)
        whose = whose_below(text, report) if text else None
        if is_other and whose is Whose.OWN:
            pass  # each sheet with the figures of a month may repeat the title of the report
        elif begins_annex(text) or is_of_report(text):
            outer = scope = _outer(text, number, whose, is_annex=not is_of_report(text))
        elif whose is Whose.OWN:
            scope = OWN
        elif whose is not None:
            scope = CaptionReach(whose, number, text, far=outer.far)
        is_of_sums = report.has_sums and (names_self(text) or names_sum(text))
        of_time += [number] if whose is not None and (is_of_sums or names_time(text, report)) else []
        scopes.append(scope)
    return scopes, of_time


def _own_report(document: TokenisedDocument, captions: Sequence[str]) -> OwnReport:
    """The report whose tables are looked for, by the titles of a document and the names of its sheets."""
    of_report = [
        text
        for line, text in zip(document.lines, captions, strict=True)
        if not _is_of_other(line.origin.sheet or "", document.year)
    ]
    name = _name_among(of_report, document.agency) or _name(of_report[:_TOP], document.year)
    names = [*captions, *{line.origin.sheet or "" for line in document.lines}]
    has_sums = any(map(names_self, names)) and any(map(names_sum, names))
    return OwnReport(name, document.year, has_sums, document.of_organ)


def _is_of_other(sheet: str, year: int | None) -> bool:
    """Whether the name of a worksheet announces a sample, or the figures of another year or a period."""
    unnamed = OwnReport("", year)
    return is_sample(sheet) or (names_time(sheet, unnamed) and whose_below(sheet, unnamed) is Whose.OTHER)


def _outer(text: str, number: int, whose: Whose | None, *, is_annex: bool = False) -> CaptionReach:
    """The scope of a title, an annex or a sheet."""
    return OWN if whose in (None, Whose.OWN) else CaptionReach(whose, number, text, far=True, is_annex=is_annex)


def _goes_on(lines: Sequence[TokenLine], number: int, scope: CaptionReach) -> bool:
    """Whether the title of a section is the rest of a caption: 附：2022年收到和处理政府信息公开申请情况."""
    return 0 <= scope.start == number - 1 and lines[number - 1].origin == lines[number].origin


def _holds_on(scope: CaptionReach, number: int, *, is_again: bool) -> bool:
    """Whether a caption right above the title of a section holds for it: the sections begin again below it."""
    return is_again and scope.whose is Whose.OTHER and not scope.far and number - scope.start == 1


@dataclass(slots=True)
class _OwnSections:
    """Which sections of the report itself have begun.

    Attributes:
        numbers: Those of the form, in order.
        count: How many have begun.
    """

    numbers: Sequence[str]
    count: int = 0

    def is_again(self, number: str) -> bool:
        """Whether a section has begun already."""
        return number in self.numbers and self.numbers.index(number) < self.count

    def outer_at(self, number: str, outer: CaptionReach) -> CaptionReach:
        """The outer scope at the title of a section; an annex to a table ends where the report goes on."""
        place = self.numbers.index(number) if number in self.numbers else -1
        if outer.is_annex and 0 < self.count == place:
            outer = OWN
        if outer == OWN:
            self.count = place + 1
        return outer


def _captions(lines: Sequence[TokenLine]) -> Iterator[str]:
    """The words of each line that may be a caption, for a title those of all its lines; empty for other lines."""
    texts = [one_line(line.text) if _has_words_alone(line) else "" for line in lines]
    for number, text in enumerate(texts):
        following = tuple(takewhile(bool, texts[number : number + _MOST_LINES]))
        may_end = any(word in words for words in following for word in TITLE_ENDS)
        length = lines_of_title(following) if may_end else 0
        is_sum = is_sum_alone(text) and not any(line.figures for line in lines[number + 1 : number + 2])
        yield "".join(following[:length]) or (text if is_sum or not lines[number].matches else "")


def _has_words_alone(line: TokenLine) -> bool:
    tokens = [token for token in line.tokens if token.text and not token.covered]
    is_short = sum(len(token.text) for token in tokens) <= _LONGEST
    return is_short and not (line.figures or line.section or line.page_number or (line.is_grid and len(tokens) > 1))


def _name_among(captions: Iterable[str], agency: str) -> str:
    """The name of an agency as one of the titles in a document writes it; empty if no title names the agency."""
    titles = (title for text in captions if text and agency and (title := read_title(text)) is not None)
    return next((title.name for title in titles if is_same_office(title.name, agency)), "")


def _name(captions: Iterable[str], year: int | None) -> str:
    """The agency that the title of the report names; of several titles at its start, the one of the report's year."""
    titles = [title for text in captions if text and (title := read_title(text)) is not None]
    return next((title.name for title in titles if title.year == year), titles[0].name if titles else "")
