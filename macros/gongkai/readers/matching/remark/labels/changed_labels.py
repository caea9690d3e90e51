"""Asks about labels with words beside the form's that change what they mean: 行政许可（上年）, 结果未维持.

Such a label is recognised by the words that it has in common with the form's, and its figures are taken. What they are
figures of is for a person to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, repeat, takewhile
from operator import eq

from gongkai.readers.matching.figure_text import collapse_spaces
from gongkai.readers.matching.label_text import comparable, fold, is_chinese, is_numbering, split_numbering
from gongkai.readers.matching.remark.collector import ResultCollector
from gongkai.readers.matching.remark.labels.foreign_words import (
    inserted_words,
    is_of_no_label,
    is_whole_label_within,
    words_of_table,
)
from gongkai.readers.matching.remark.labels.worded_heads import (
    MOST_CELLS,
    ONLY_YEAR,
    heads_above,
    place_of_label,
    titles_above,
)
from gongkai.readers.matching.solve import SolvedGroupedColumns, SolvedLabelledRows, SolvedTables
from gongkai.readers.matching.tokenise import LabelMatch, Token, TokenisedDocument, TokenLine
from gongkai.readers.remarks import Doubt

_DENIES = "不未非无拟被原"
"""Characters that turn a label into its opposite, into what is planned or was, or into that of the other side."""
_OTHER_TIMES = "上年|去年|上一年|前年|历年|[两二三四五六七八九十近]年|累计|[上下]半年|季度|截至"
_TIMES = re.compile(_OTHER_TIMES)
_LIMITS = re.compile(
    rf"{_OTHER_TIMES}|次年|[上同]期|估计|预计|目标|涉外|全[省市区县]|[^包]含|^含|不计|除外|仅|[一二再终初]审|简易|预算|减免|减少|增加"
    r"|退费|撤销|撤回|撤诉|部分|其中|外[资地省市]|上级|下级|下属|所属|占比|比例|率|同比|环比|增[长幅速]|金额"
)
"""Words that say of other figures than the label does: of another time, of a part, of another office, of money."""
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|$)")
_HARMLESS = re.compile(
    r"\s*|(?:计量)?单位.*|(?:人民币)?[件宗项个条份次万亿元家户/、或]+|[本全]?年度?|本?单位|注?\s*[\d①-⑳一二三四五六七八九十*※]+"
    r"|(?:第?[（(]?[\d一二三四五六七八九十]+[)）]?[项行款]?|[=＝+＋\-－—~～至、和之加减等于]|总计|合计|小计|总数|数量|件数|总量)+"
)
"""Words in brackets after a label that change nothing: a unit, this year, a number, a sum of other rows."""
_MONEY = re.compile(r"[十百千亿]万?元|角|元[/每]")
"""Units of money that no form has: 千元, 亿元, 万元/年."""
_IN_MONEY, _OF_MONEY = re.compile(r"万?元$"), re.compile(r"元|金额|费|采购")
"""The unit of money behind a label, and words of labels that are of money."""
_NO_CHANGE = "情况"
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_PART = re.compile(r"其中\D*\d+.*")
"""A part of the figure, stated with the label."""
_STATED_UNIT = re.compile(r"单位\w*元$")
"""The unit that a label states at its end."""
_LONGEST_PIECE = 20
"""The most characters of a piece of a label on a line of its own."""
_NO_PIECE = re.compile(r"\d(?![.、\d])\S|[。；]|单位")
"""Signs of a note, a sentence or the unit of a table."""
_OPEN_BRACKET = re.compile(r"\(([^()]+)$")
_SORTS = ("row", "group", "column", "heads", "title", "corner", "rowhead")
_CHARACTERS_PER_EDIT = 3
"""A label with an edit in this many characters, or fewer, may be another one."""


def remark_changed_labels(solved: SolvedTables, collector: ResultCollector) -> None:
    """Ask about the labels of the rows and columns that were taken.

    Args:
        solved: The tables.
        collector: Takes the remarks.
    """
    document = solved.assignment.document
    quoted = " ".join(remark.text for remark in collector.remarks if remark.code == "no-heads")
    for table in solved.tables:
        seen: set[str] = set()
        for token, label in _changed_of(table, document):
            text = collapse_spaces(token.text)
            if text in seen or (not label and text in quoted):
                continue
            seen.add(text)
            code, args = ("changed-label", (("label", label),)) if label else ("changed-words", ())
            collector.remark(Doubt.AMBIGUOUS, code, token.origin, text=text, table=table.table.id, args=args)


def _changed_of(
    table: SolvedLabelledRows | SolvedGroupedColumns, document: TokenisedDocument
) -> Iterator[tuple[Token, str]]:
    """The labels of a table whose words change what they mean, with the form's."""
    labels = words_of_table(table.table)
    for line in _lines_of(table, document.lines):
        yield from _changed(line, table.table.id, document.year, labels)
    if isinstance(table, SolvedLabelledRows):
        yield from _rows_in_other_words(table, document.lines)
        yield from _pieces_in_other_words(table, document.lines)


def _rows_in_other_words(table: SolvedLabelledRows, lines: Sequence[TokenLine]) -> Iterator[tuple[Token, str]]:
    """What stands in place of the label of rows that were taken by their order: 行政奖励 for 行政处罚.

    A part of the label says nothing else. Of a row that is nothing but figures, the words are on the line above.
    """
    above = {id(line): other for other, line in pairwise(line for line in lines if line.tokens)}
    for solved in table.rows:
        line, label = solved.candidate.line, comparable(table.table.rows[solved.row].name.label)
        first = min((token.column for token in line.figures), default=0)
        tokens = (*_words_alone(above.get(id(line)), line), *line.tokens) if solved.by_order else ()
        for token in tokens:
            if token.column > first and not solved.has_unknown_label:
                break
            words = comparable(split_numbering(fold(token.text))[1])
            is_other = token.is_unknown or (token.match is not None and token.match.partial)
            if not is_other or token.covered or not any(map(is_chinese, words)) or words in label:
                continue
            if label not in words or limit_a_label(words.replace(label, "", 1), label):
                yield token, label


def _words_alone(above: TokenLine | None, line: TokenLine) -> Sequence[Token]:
    """The few words that are all of the line of text above a line of figures."""
    is_bare = not line.is_grid and all(token.is_figure or token.is_blank for token in line.tokens)
    if above is None or not is_bare or above.is_grid or above.section or above.page_number or len(above.tokens) != 1:
        return ()
    token = above.tokens[0]
    is_short = len(token.text) <= _LONGEST_PIECE and not _NO_PIECE.search(fold(token.text))
    return (replace(token, column=0),) if is_short else ()


def _pieces_in_other_words(table: SolvedLabelledRows, lines: Sequence[TokenLine]) -> Iterator[tuple[Token, str]]:
    """Words on lines of text between two rows that change their labels, of which they are pieces: 累计（六）其他处.

    Broken labels are joined where nothing but the form's words is in them, so that such words stay behind.
    """
    rows = {id(solved.candidate.line): table.table.rows[solved.row] for solved in table.rows}
    above, pieces = "", list[Token]()
    for line in lines:
        row = rows.get(id(line))
        if row is None:
            is_text = not (line.is_grid or line.section or line.footnote)
            is_piece = (
                is_text
                and all(is_numbering(token.text) for token in line.figures)
                and all(match.of("row", "group", table=table.table.id) for match in line.matches)
            )
            pieces = [*pieces, *filter(_has_other_words, line.tokens)] if is_piece else []
            above = above if is_piece else ""
            continue
        label = comparable("".join((*(group.label for group in row.groups), row.name.label)))
        if not line.is_grid:
            yield from (
                (token, comparable(row.name.label)) for token in pieces if _limits_more(token.text, above + label)
            )
        above, pieces = label, []


def _has_other_words(token: Token) -> bool:
    """Whether a token has words that are no label of the form, alone or beside those of a label."""
    return token.is_unknown or (token.match is not None and bool(token.match.edits))


def _limits_more(piece: str, labels: str) -> bool:
    """Whether a short piece of some labels has words of other figures, in brackets or not, that these have not."""
    text = fold(piece)
    words = comparable(text)
    if not words or len(words) > _LONGEST_PIECE or words in labels or _NO_PIECE.search(text):
        return False
    if any(word not in labels for word in _LIMITS.findall(words)) or (words[0] in _DENIES and words[1:] in labels):
        return True
    inner = [item for item in _IN_BRACKETS.findall(text) if comparable(item) not in labels]
    is_in_money = any(_IN_MONEY.search(item) for item in inner) and not _OF_MONEY.search(labels)
    return is_in_money or any(any(map(is_chinese, item)) and not _HARMLESS.fullmatch(item) for item in inner)


def _lines_of(table: SolvedLabelledRows | SolvedGroupedColumns, lines: Sequence[TokenLine]) -> Iterator[TokenLine]:
    """The rows of a table that were taken, and the lines of heads right above each of its parts."""
    if isinstance(table, SolvedLabelledRows):
        rows = [solved.candidate.line for solved in table.rows if solved.candidate.has_figures]
    else:
        rows = [fit.line for fit in table.fits if fit.line is not None and fit.line.figures]
    own = {id(line) for line in rows}
    for number, line in enumerate(lines):
        if id(line) in own:
            place = place_of_label(lines, number)
            above = list(heads_above(lines, place, MOST_CELLS))
            yield from above
            yield from titles_above(lines, place - len(above))
            yield from lines[place : number + 1]


def _changed(line: TokenLine, table: str, year: int | None, labels: str) -> Iterator[tuple[Token, str]]:
    """The labels of a line whose words change what they mean, with the form's; or words of another time beside them."""
    first = min((token.column for token in line.figures), default=None)
    may_hold_heads = line.is_grid or any(match.of("rowhead", "column", "heads", table=table) for match in line.matches)
    for token in line.tokens:
        if token.covered or line.below_years:
            continue
        match = token.match
        if match is not None and any(item.sort in _SORTS and item.table == table for item in match.meanings):
            if is_changed(match, table, year, labels):
                yield token, next(item.key for item in match.meanings if item.table == table)
        elif token.is_unknown and may_hold_heads and (first is None or token.column < first):
            is_year = ONLY_YEAR.fullmatch(collapse_spaces(token.text))  # such heads have remarks of their own
            yield from [(token, "")] if not is_year and _is_of_other_time(comparable(token.text), year) else []


def is_changed(match: LabelMatch, table: str, year: int | None, labels: str) -> bool:
    """Whether the words of a label of a table change what it means.

    Args:
        match: The label.
        table: Id of the table.
        year: The reporting year, if known.
        labels: All labels of the table (``words_of_table``).
    """
    text = comparable(split_numbering(fold(match.text))[1])
    keys = [comparable(item.key) for item in match.meanings if item.table == table]
    inserted = map(inserted_words, repeat(text), keys) if match.edits and not match.bracketed else ()
    if any(is_of_no_label(words, labels) or is_whole_label_within(words, text, labels) for words in inserted):
        return True
    return all(_differs(text, key, match, year) for key in keys)


def _differs(text: str, key: str, match: LabelMatch, year: int | None) -> bool:
    if _MONEY.search(text) and not _MONEY.search(key):
        return True
    if _IN_MONEY.search(text) and not (_OF_MONEY.search(key) or match.of("title")):
        return True
    bracket = _OPEN_BRACKET.search(fold(match.text))  # where the label is broken over lines
    beginning = bracket[1] if bracket and comparable(bracket[1]) not in key else ""
    bracketed = _PART.sub("", match.bracketed or beginning)  # which has a remark of its own
    is_own = bool(match.bracketed) and comparable(bracketed) in key
    if bracketed and not is_own and not _HARMLESS.fullmatch(bracketed.replace(f"{year}年", "")):
        return True
    if not match.edits:
        return key in text and limit_a_label(_PART.sub("", text.replace(key, "", 1)), key)
    if text.removesuffix(_NO_CHANGE) == key:
        return False
    is_denied = any(text.count(sign) != key.count(sign) for sign in _DENIES)
    is_limited = any(words not in key for words in _LIMITS.findall(text))
    is_replaced = not match.of("row") and _has_other_word(text, key)
    is_other = is_denied or is_limited or is_replaced or _has_piece_twice(text, key)
    return is_other or match.edits * _CHARACTERS_PER_EDIT >= len(key)


def _has_piece_twice(text: str, key: str) -> bool:
    """Whether a text is a label in which a piece stands twice: 上年上年结转."""
    length = len(text) - len(key)
    starts = range(len(text) - 2 * length + 1) if length > 1 else ()
    return any(
        text[at : at + length] == text[at + length : at + 2 * length] and text[:at] + text[at + length :] == key
        for at in starts
    )


def _has_other_word(text: str, key: str) -> bool:
    """Whether all that a label has in place of a part of the form's is another word: 内部公开 for 对外公开."""
    text, key = _STATED_UNIT.sub("", text), _STATED_UNIT.sub("", key)
    start = _count_common(text, key)
    end = _count_common(text[:start:-1], key[:start:-1])
    own, of_form = text[start : len(text) - end], key[start : len(key) - end]
    return min(len(own), len(of_form)) > 1 and set(own).isdisjoint(of_form)


def _count_common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def limit_a_label(words: str, label: str) -> bool:
    """Whether words beside a label make it that of other figures: 上年, 不, （外地）, （元）.

    Args:
        words: The words, without the label.
        label: The label of the form.
    """
    plain, bracketed = comparable(words), _IN_BRACKETS.fullmatch(fold(words).strip())
    if not plain or (_IN_MONEY.search(plain) and not _OF_MONEY.search(label)):
        return bool(plain)
    if bracketed and not _HARMLESS.fullmatch(bracketed[1]):
        return not any(map(str.isdigit, plain)) and any(map(is_chinese, plain))
    return plain[0] in _DENIES or plain[-1] in _DENIES or _LIMITS.search(plain) is not None


def _is_of_other_time(text: str, year: int | None) -> bool:
    years = {int(item) for item in _YEAR.findall(text)}
    return bool(_TIMES.search(text) or (year is not None and years and year not in years))
