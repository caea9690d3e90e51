"""Finds captions of tables that name another year or period than the report's: an old table may have been left in."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.forms import CellIds
from gongkai.readers.document import Document, Origin, SourceBlock, SourceGrid, SourceParagraph
from gongkai.readers.document.titles import YEAR, year_of

_YEAR_ABOVE = re.compile(rf"(?<!\d){YEAR}(?!\s*\d{{1,2}}\s*月)")
_SENTENCE = re.compile(r"[。；;]|[比较]|同期|结转|报告$|年报$")
"""What no caption of a table has: punctuation of a sentence, words that compare years, the title of a report."""
_ON_ABOVE = re.compile(r"[（(【\[]?(?:[备附]?注|说明)?[:：]?\s*(?:以上|上[述列表])")
"""How a line begins that is about the table above it."""
_MOST_ABOVE, _LONGEST = 3, 60
"""The most blocks above a table among which its caption is looked for, and the most characters of a caption."""
_LAST, _THIS_YEAR = re.compile("上一?年|去年|前年|往年"), re.compile("[本当今]年|本期")
_PART, _WHOLE = re.compile("季度|[上下]半年"), re.compile("[至到—–~-]|全年|各季度")
"""A part of a year (第三季度), and all its parts (一至四季度)."""
_NAMES_TABLE = re.compile(r"(?:情况|数据|统计|明细|一览)表?[）)]?$")
"""How a caption ends that says what its table shows; without it a line may be a column head, such as 上一年项目数量."""
_AROUND = " \u3000()（）[]【】《》〈〉“”:：、.*"
_TIME_ALONE = re.compile(
    r"(?:20\d\d\s*年?)?\s*(?:(?:上一?年|去年|前年)度?(?:同期)?|第?\s*[一二三四1-4]\s*季度|[上下]半年)(?:数据?|累计)?"
    r"|(?:20\d\d\s*年)?\s*(?!0?1\s*月?\s*[至到—–~-]+\s*12)\d{1,2}\s*月?\s*[至到—–~-]+\s*\d{1,2}\s*月份?(?:数据?|累计)?"
)
"""A period that is the whole line above a table: 上年, 2023年第三季度, 1—11月."""
_AS_OF = re.compile(r"(?:数据)?截[至止到]\s*(?:(20\d\d)\s*年)?\s*(0?[1-9]|1[01])\s*月(?:\s*\d{1,2}\s*日|底|末)?")
"""Likewise a closing date before December, with or without its year: 截至9月30日, 截至2024年11月底."""
_NOT_FINAL = re.compile(
    r"(?:填[写报表])?(?:示例|样例|范例)|样表|(?:模拟|测试|虚拟)(?:数据?)?|(?:计划|预计|预测|估计)数?|草[稿表]|初稿"
)
"""Likewise words for figures that are not final: a sample, a plan, a draft."""


@dataclass(frozen=True, slots=True)
class OtherCaption:
    """A caption above a table of the form that names another year or period, or figures that are not final.

    Attributes:
        table: Id of the table.
        text: The caption.
        origin: Where the table's figures begin.
        is_final: Whether it only names another time; False for that of a sample, a plan or a draft.
    """

    table: str
    text: str
    origin: Origin
    is_final: bool = True


def captions_of_other_years(
    document: Document, origins: Mapping[CellIds, Origin], table_blocks: Collection[int], year: int
) -> Iterator[OtherCaption]:
    """Find the tables whose captions name another year or period than the report's, or figures that are not final.

    Args:
        document: The document.
        origins: Where the figures that were read stand in the document.
        table_blocks: Numbers of the blocks that belong to tables of the form.
        year: The year reported on.
    """
    blocks = {block.origin.block: block for block in document.blocks}
    tops: dict[str, dict[int, Origin]] = {}
    for (table, *_), origin in origins.items():
        tops.setdefault(table, {}).setdefault(_top(origin.block, blocks, table_blocks), origin)
    for table, places in tops.items():
        for top, origin in sorted(places.items()):
            above = [blocks.get(top - back) for back in range(_MOST_ABOVE + 1)]
            text = next((text for text in _captions(above) if _is_not_final(text) or is_of_other_year(text, year)), "")
            if text:
                yield OtherCaption(table, text, origin, is_final=not _is_not_final(text))
                break


def _is_not_final(text: str) -> bool:
    return _NOT_FINAL.fullmatch(text.strip(_AROUND)) is not None


def _top(block: int, blocks: Mapping[int, SourceBlock], table_blocks: Collection[int]) -> int:
    """The first block of a table: where it is lines of text, its rows and heads are a block each."""
    while block - 1 in table_blocks and isinstance(blocks.get(block), SourceParagraph):
        if not isinstance(blocks.get(block - 1), SourceParagraph):
            break
        block -= 1
    return block


def _captions(above: Sequence[SourceBlock | None]) -> Iterator[str]:
    """Captions of a table, the nearest first: rows with a single text at its top, and short paragraphs above it.

    Args:
        above: The block in which the table begins, then the blocks above it from bottom to top.
    """
    for place, block in enumerate(above):
        if isinstance(block, SourceGrid) and place == 0:
            for row in block.rows:
                texts = {cell.text for cell in row if cell.text}
                if len(texts) > 1:
                    break
                yield from filter(_is_caption, texts)
        elif place and not isinstance(block, SourceParagraph):
            return
        elif isinstance(block, SourceParagraph):
            if place and not _is_caption(block.text):
                return
            yield block.text if _is_caption(block.text) else ""


def _is_caption(text: str) -> bool:
    return len(text) <= _LONGEST and _SENTENCE.search(text) is None and _ON_ABOVE.match(text) is None


def is_of_other_year(text: str, year: int) -> bool:
    """Whether a caption names other years only, or no year but an earlier one in words (上年) or a part of the year.

    A later year may be the one in which the report was written, unless the caption says what the table shows.

    Args:
        text: The caption, or words in the margin of a page.
        year: The year reported on.
    """
    plain = text.strip(_AROUND)
    as_of = _AS_OF.fullmatch(plain)
    if _TIME_ALONE.fullmatch(plain) or (as_of is not None and as_of[1] in (None, str(year))):
        return True
    years = {other for match in _YEAR_ABOVE.finditer(text) if (other := year_of(match["year"])) is not None}
    names_table = _NAMES_TABLE.search(text.strip()) is not None
    if names_table and _PART.search(text) and not _WHOLE.search(text):
        return True
    if not years:
        return names_table and _LAST.search(text) is not None and not _THIS_YEAR.search(text)
    return year not in years and (names_table or max(years) < year)
