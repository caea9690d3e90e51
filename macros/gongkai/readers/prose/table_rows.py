"""Tells the rows of a statutory table that came into no table from the sentences of a narrative, line by line.

A row is never published as a paragraph with raw figures: it is left out of the narrative, and a remark holds its words.
What may as well be a sentence stays where it is, and a remark says so. Which cells such figures belong to is not for
this module to say: the matcher could not tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from gongkai.figures import NOT_APPLICABLE_WORD, UNIT, written
from gongkai.forms import Form
from gongkai.readers.document import Origin, SourceGrid, SourceParagraph
from gongkai.readers.document.sections import is_label
from gongkai.readers.matching import MatchResult
from gongkai.readers.matching.label_text import comparable, fold, split_numbering
from gongkai.readers.matching.tokenise import is_head_of_no_form
from gongkai.readers.matching.tokenise.form_labels import form_labels
from gongkai.readers.remarks import Doubt, Remark

IN_TEXT = "row-in-text"
"""Code of the remark on what may be a row and stays in the narrative."""
_UNREAD = "unread"
_LABEL = "\0"
"""Stands for a label of the form in a text."""
_NUMBERING = re.compile(
    rf"(?:[（(]\s*[一二三四五六七八九十\d]{{1,2}}\s*[）)]|[一二三四五六七八九十\d]{{1,2}}\s*[、.,])\s*{_LABEL}"
)
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:\s*年度?(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)(?:\s*\d{1,2}(?::\d\d){1,2})?)"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日"
)
_YEARS = re.compile(r"\s*年(?:\s+年)+\s*")
"""Years side by side, as they stand above tables that do, each written as ``_DATE`` is put."""
_OTHER_NUMBER = re.compile(
    r"(?:附?表|图|附件|第)\s*\d{1,2}\s*$|电话|手机|热线|邮编|邮政编码|传真|网址|https?:|备案|[〔\[]\d{4}[〕\]]"
)
"""A number that counts nothing: of a caption, a telephone, a document."""
_ONE = rf"(?:大?约|近)?(?:[+-]?\d[\d,]*(?:\.\d+)?%?|{NOT_APPLICABLE_WORD})(?:\s*(?:{UNIT}))?(?:\s*[(][^()]*[)])?"
_FIGURE = re.compile(_ONE)
_BLANK_SIGN = r"[-—–─/]"
_BETWEEN = r"[\s、,;:/|\\]+"
_RUN = re.compile(rf"(?<!\d){_ONE}(?:{_BETWEEN}(?:{_ONE}|{_BLANK_SIGN})){{2,}}")
"""Three figures, or signs for none, with nothing but blanks and signs between them."""
_LONG_RUN = re.compile(rf"(?<!\d)(?:{_ONE}(?:{_BETWEEN}{_ONE}){{4,}}|{_ONE}(?:\s+(?:{_ONE}|{_BLANK_SIGN})){{2,}})")
"""Likewise where they stand in a sentence: five of them, or three with blanks between."""
_GLUED_BEHIND_LABEL = re.compile(rf"{_LABEL}(?:[^\w{_LABEL}]|_)*(?:(?:大?约|近)?\d){{5,}}")
_GLUED_ROWS = re.compile(rf"(?:(?:{_LABEL}\s?){{1,9}}+(?:大?约|近)?\d[\d,.约近]*+(?<!,)\s?){{3}}")
"""Three labels with figures after them and no sign or unit between, as no sentence lists them."""
_LISTED = re.compile(rf"\d\s*(?:{UNIT})?\s*[、,;]\s*{_LABEL}")
"""``规章 2 件、规范性文件 3 件``: labels and figures in turn, as a sentence may list them."""
_SENTENCE = re.compile(rf"[。!?]|;\s*[^\s\d{_LABEL}]")
_IS_SENTENCE = re.compile(rf"(?:(?!{_RUN.pattern}|\d{{5}}).)*[。！]\s*")
"""A line that ends as a sentence does and has no figures side by side or run together, as a row has."""
_ENDS_IN_FIGURE = re.compile(r"\d\s*$")
_FEW_WORDS, _SOME_WORDS = 20, 40
"""Characters beside labels and figures that the name of a row may have: of one with a figure, and with several."""
_SHARE = 20
"""One character in this many may be of no label, as where a table stands in one line and a label is misprinted."""
_WIDE_RUN = 3
_OF_ROWS = frozenset({_UNREAD, "ambiguous"})
"""Remarks of the matcher that quote the figures of a row, read or not."""
_MOST = 280
"""Characters of a row that one remark quotes."""


class Likeness(Enum):
    """What a line of a narrative is."""

    PROSE = "prose"
    ROW = "row"
    UNSURE = "unsure"


def likeness(form: Form, text: str, *, in_table: bool) -> Likeness:
    """Tell whether a line is a row of a table.

    Args:
        form: The form.
        text: The line.
        in_table: Whether it is in a section that has a table, where a narrative is rare.
    """
    folded = " ".join(word for word in fold(text).split(" ") if not is_head_of_no_form(word))
    bare = _DATE.sub("年", _NUMBERING.sub(_LABEL, _labels(form).sub(_LABEL, folded)))
    figures = len(_FIGURE.findall(bare))
    if not figures or (_LABEL not in bare and _OTHER_NUMBER.search(bare)):
        return Likeness.ROW if in_table and _YEARS.fullmatch(bare) else Likeness.PROSE
    words = sum(sign.isalpha() for sign in _FIGURE.sub("", bare))
    if words <= max(1, len(folded) // _SHARE):
        return _without_words(bare, figures, in_table=in_table)
    if _SENTENCE.search(bare):
        return Likeness.UNSURE if _LONG_RUN.search(bare) or _GLUED_ROWS.search(bare) else Likeness.PROSE
    is_named = _LABEL in bare and bool(_RUN.search(bare) or _GLUED_BEHIND_LABEL.search(bare))
    if in_table and (is_named or _RUN.search(bare)):
        return Likeness.ROW if words <= _SOME_WORDS else Likeness.UNSURE
    if is_named or _LONG_RUN.search(bare):
        return Likeness.UNSURE
    is_row = in_table and words <= _FEW_WORDS and _ENDS_IN_FIGURE.search(bare)
    return Likeness.UNSURE if is_row else Likeness.PROSE


def _without_words(bare: str, figures: int, *, in_table: bool) -> Likeness:
    """A line of labels and figures alone: a row, unless it lists them as a sentence does."""
    if _RUN.search(bare) or _GLUED_BEHIND_LABEL.search(bare):
        return Likeness.ROW
    if _LISTED.search(bare):
        return Likeness.UNSURE if in_table or figures >= _WIDE_RUN else Likeness.PROSE
    if in_table:
        return Likeness.ROW
    return Likeness.UNSURE if figures >= _WIDE_RUN else Likeness.PROSE


@lru_cache(maxsize=32)
def _labels(form: Form) -> re.Pattern[str]:
    """What finds the labels of the form's tables in a folded text, however they are spaced and punctuated."""
    texts = (split_numbering(fold(text))[1] for meaning, text in form_labels(form) if meaning.sort != "section")
    names = sorted({comparable(text) for text in texts} - {""}, key=lambda name: (-len(name), name))
    return re.compile("|".join(r"[\W_]*".join(map(re.escape, name)) for name in names))


@dataclass(frozen=True, slots=True)
class RowSifter:
    """Takes rows out of the paragraphs of a narrative.

    Attributes:
        form: The form.
        matched: The document's tables, with the remarks that quote what was not read.
    """

    form: Form
    matched: MatchResult

    def sift(self, block: SourceParagraph, table: str | None) -> tuple[SourceParagraph | None, list[Remark]]:
        """What is left of a paragraph, if anything, and what is to be said of its rows.

        Args:
            block: The paragraph.
            table: Id of the table of the section that it is in, if that has one.
        """
        lines = block.text.split("\n")
        kinds = [self._likeness(line, block.origin, in_table=table is not None) for line in lines]
        if not any(kind is not Likeness.PROSE for kind in kinds):
            return block, []
        rows = [line for line, kind in zip(lines, kinds, strict=True) if kind is Likeness.ROW]
        doubtful = [line for line, kind in zip(lines, kinds, strict=True) if kind is Likeness.UNSURE]
        remarks = [Remark(Doubt.UNKNOWN, IN_TEXT, block.origin, line.strip(), table) for line in doubtful]
        remarks += self._listed(rows, block.origin, table)
        if not rows:
            return block, remarks
        text_lines = [line for line, kind in zip(lines, kinds, strict=True) if kind is not Likeness.ROW]
        text_lines = [line for line in text_lines if not (is_label(self.form, line) or is_head_of_no_form(line))]
        text = "\n".join(text_lines)
        return (replace(block, text=text, level=0, styles=()) if text.strip() else None), remarks

    def rows_without_words(self, block: SourceGrid) -> list[Remark]:
        """Remarks on the rows of a grid without words, as far as no other remark quotes them.

        Args:
            block: The grid.
        """
        return list(self._listed(_row_texts(block), block.origin, None))

    def _likeness(self, line: str, origin: Origin, *, in_table: bool) -> Likeness:
        """As ``likeness``; what the matcher could not read, or took for a row in doubt, is no plain sentence."""
        kind = likeness(self.form, line, in_table=in_table)
        if kind is not Likeness.PROSE and _IS_SENTENCE.fullmatch(line) and self._all_read_elsewhere(origin):
            kind = Likeness.PROSE
        if kind is Likeness.PROSE and any(_is_quoted(line, words) for words in self._of_rows(origin)):
            return Likeness.UNSURE
        return kind

    def _all_read_elsewhere(self, origin: Origin) -> bool:
        """Whether every cell of the form was read, and none in this paragraph: what it counts is told once more."""
        read_here = any(place.block == origin.block for place in self.matched.origins.values())
        return not read_here and len(self.matched.figures) == sum(len(table.positions) for table in self.form.tables)

    def _of_rows(self, origin: Origin) -> Iterator[str]:
        for remark in self.matched.remarks:
            if remark.code in _OF_ROWS and remark.origin.block == origin.block:
                yield remark.text

    def _listed(self, rows: Sequence[str], origin: Origin, table: str | None) -> Iterator[Remark]:
        """Remarks on rows whose figures no remark of the matcher holds, and that were not read."""
        table_text = self._held(origin) if rows else ""
        for row in rows:
            if any(run not in table_text for run in re.findall(rf"\d+|{NOT_APPLICABLE_WORD}", fold(row))):
                text = row.strip()
                for start in range(0, len(text), _MOST):
                    yield Remark(Doubt.UNKNOWN, _UNREAD, origin, text[start : start + _MOST], table)

    def _held(self, origin: Origin) -> str:
        """What was read in a paragraph, or is quoted of it."""
        parts = [fold(item.text) for item in self.matched.remarks if item.origin.block == origin.block]
        rows: dict[tuple[str, str], list[str]] = {}
        for (table, row, _), place in self.matched.origins.items():
            if place.block == origin.block:
                rows.setdefault((table, row), [])
        for (table, row, col), figure in self.matched.figures.items():
            if (table, row) in rows and self.matched.origins[table, row, col].block == origin.block:
                rows[table, row].append(written(figure))
        return "\n".join([*parts, *(part for row in rows.values() for part in ("".join(row), " ".join(row)))])


def _is_quoted(line: str, words: str) -> bool:
    return comparable(words) in comparable(line)


def has_figures_alone(block: SourceGrid) -> bool:
    """Whether a grid has several figures and no words, which no table of a narrative has.

    Args:
        block: The grid.
    """
    text = fold(" ".join(_row_texts(block)))
    return len(_FIGURE.findall(text)) > 1 and not any(map(str.isalpha, text))


def _row_texts(block: SourceGrid) -> list[str]:
    return [" ".join(cell.text for cell in row if cell.head and cell.text.strip()) for row in block.rows]


def without_repeated(remarks: Iterable[Remark], of_text: Sequence[Remark]) -> tuple[Remark, ...]:
    """The remarks of the matcher but for those that say of a line not read what another says better: that it stays.

    Args:
        remarks: The matcher's.
        of_text: Those on the narrative.
    """
    stays = [item for item in of_text if item.code == IN_TEXT]
    return tuple(
        item
        for item in remarks
        if item.code != _UNREAD
        or not any(item.origin.block == one.origin.block and _is_quoted(one.text, item.text) for one in stays)
    )
