"""Reads the text of a cell as a figure: more tolerant than what a clerk may write in YAML, and reporting each liberty.

Dashes and slashes are blanks, thousands separators are dropped, a note after a figure is kept apart from it. A text
that is no figure stays unread: no figure is guessed from words.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.figures import BLANK, NOT_APPLICABLE_WORD, UNIT, Figure, Kind, Misreading, State, read, written
from gongkai.readers.document.signs import NUMERALS, OPEN_CELL
from gongkai.readers.document.whitespace import in_seen_order

_SPACES = re.compile(r"[\s\u00a0\u3000\u2000-\u200f\u202f\u205f\u2060\ufeff]+")
_DASHES = frozenset(f"{OPEN_CELL}-‐‑‒–—―─━﹣－−/／\\∕⁄_~～﹘⸺·")
_EMPTY_WORDS = frozenset({"无", "空", "空白", "空项", "nan", "none", "null", "n/a", "无数据", "不涉及"})
_NOTHING = re.compile(
    r"没有|暂无|沒有|暫無|[无無]此[项項类類](?:情[况況]|[业業][务務]|事[项項])?|[无無]此情[况況]|本年度?[无無]"
)
"""Further such words, as the text of a whole cell: a label of the form begins with one of them."""
_NOUGHT = re.compile(
    r"零|[为為]零|(?:本年度?|今年|[当當]年)?[尚暂暫]?(?:未|[没沒]有)(?:[发發]生|[产產]生|收到)(?:(?:此[类類]|相[关關])?(?:申[请請]|情[况況]|案件))?"
)
"""Words for 0, as the text of a whole cell: nothing happened."""
_MARKED = re.compile(r"^(?P<number>[+-]?[\d,]+(?:\.\d+)?)\s*(?P<mark>[①-⑳*※†]+|\[\d{1,2}\]|注\d{0,2})$")
_APOSTROPHES = "'’‘ʼ＇"
"""What some programs put between thousands."""
_APART_BY_APOSTROPHES = re.compile(rf"([+-]?\d{{1,3}}(?:[{_APOSTROPHES}]\d{{3}})+)(?![\d{_APOSTROPHES}])")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
ABOUT_WORDS = ("约", "大约", "近")
"""What stands before a figure that is only about right."""
_ABOUT = re.compile(rf"(?P<word>{'|'.join(ABOUT_WORDS)})\s*(?P<number>\d.*)", re.DOTALL)
SIGNS = "+\\-＋－−‐‑‒–﹣"
"""What may be the sign of the figure that it touches: plus, and what stands for minus; a long dash is a blank."""
MULTIPLES = "十百千万亿"
"""What multiplies the figure that it touches."""
NUMBER_OF_LABEL = rf"\s*[{NUMERALS}]{{1,2}}\s*[)）]\s*\w"
"""What is in brackets after a figure, and no note on it: the number of a label, then its words."""
_FIGURES = re.compile(
    rf"(?:大?约|近)?[{SIGNS}]?[.．]?[\d０-９](?:[\d０-９.,，．\s]|[{_APOSTROPHES}](?=\d{{3}}(?!\d)))*(?:{UNIT}|[{MULTIPLES}]+|[+＋])?\s*(?:[（(](?!{NUMBER_OF_LABEL}).*[)）])?(?:[①-⑳*※†]+|\[\d{{1,2}}\]|注\d{{0,2}})?",
    re.DOTALL,
)
IN_BRACKETS = re.compile(r"[（(](.+)[)）]", re.DOTALL)
NOTE_BESIDE, NUMBER_BESIDE, SIGN_BESIDE = "note-beside", "number-beside", "sign-beside"
DOUBT_BESIDE = "doubt-beside"
BESIDE_CODES = frozenset({NOTE_BESIDE, NUMBER_BESIDE, SIGN_BESIDE, DOUBT_BESIDE})
"""Codes of notes that say which figure was taken, and what stands in brackets after it."""
_DECREASE = re.compile(r"(?:较?上年|比上年|同比)?(?:为)?(?:减|减少|下降|降低|负|负数|↓|▼|[-－−])")
"""What is in brackets after the amount of a change, and says that it is below nought."""
_OF_PART = re.compile(r"其中|(?<!不)含|包括|包含")
"""How what is in brackets begins that speaks of a part of the figure."""
_COMPARES = re.compile(
    r"同比|环比|增[长加减幅]|减少|下降|[比较与和同跟](?:上一?年|去年|前年|往年)|持平|结转|[本当今全]年度?累计|不[含包]"
)
_OF_OTHER_TIME = re.compile(
    r"上一?年|去年|前年|往年|历年|累计|同期|季度|[上下]半年|截[至止到](?!.{0,5}(?:12\s*月|年底|年末|[年期]终))"
)
_DOUBTED = re.compile(
    r"(?<!无)错(?!别字|时)|(?<![无如若])有误|误[填报写录植计统]|笔误|存疑|疑似|有疑|不[详准实]|不确定|不准确|[?？]"
    r"|待(?:[核定补查确统更]|审(?![结理议]))|未[经予]?(?:[核确]|审(?![结理议]))|初步|快报|暂[定估行计]|估(?!价)|预[计测]|概数|[样示]例|模拟|测试|虚[拟构]|[漏误多少重][计统填报]"
)
"""Words that make a figure one of another time, or one that is wrong, not proven or only about right."""
_TAKEN_BACK = re.compile(
    r"[已均都全部后被现]{0,4}(?:撤[销回]|删[除去掉]?|取消|作废|废[止除]|注销|无效|划[掉去]|勾销|冲销|不[计算]|重复)[了的数]?"
    r"|(?:大?约|近|左右|上下|以上|以下|不足|有?余|多|可能|大概|原|旧|拟|预|计划|目标)数?|[%％‰]"
)
"""All that is in brackets, where it takes the figure back, makes it an estimate or a share."""
_BRACKETED = re.compile(rf"[（(]\s*[+-]?\d[\d,.]*\s*(?:{UNIT})?\s*[)）]")
"""A number that stands in brackets: it may be below nought as accountants write it, or no figure but a note's mark."""
_NUMBER = re.compile(r"\d")
_NUMERALS = re.compile(r"[〇零一二两三四五六七八九十百千万]+")
_NO_OTHER_NUMBER = re.compile(
    r"(?:其中|(?<!不)含|包括).*"
    r"|[+\-＋－−±]?\d[\d.．]*\s*(?:[%％‰]|个?百分点)"
    r"|(?:注释?|备注|附件|附表|说明|[表图])\s*[:：]?\s*\d{1,2}(?!\d)"
    r"|第\s*\d+\s*[条款项号页批次]"
    r"|(?:[12１２]\d{3}\s*年\s*)?\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?",
    re.DOTALL,
)
"""What has digits in a note and does not compete with the figure."""
_HYPHEN = re.compile(r"\A[‐‑‒–](?=[\d０-９])")
"""A hyphen or short dash before digits, as word processors put in place of a minus sign; a long dash may be a blank."""
_LINES = re.compile(r"\d[^\S\n\u3000]*[\n\u3000]\s*\d")
"""Digits on two lines, or a wide space apart, which are two figures however many they are."""
_FOR_DIGITS = "OoＯОоΟοIlＩ〇"
_MISREAD = re.compile(rf"\d{{0,8}}[{_FOR_DIGITS}][\d{_FOR_DIGITS}]{{0,8}}")
"""Digits, or what the recognition of a picture took for letters, of any alphabet: O for 0, l for 1."""
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−﹣", "0123456789.,+---")


@dataclass(frozen=True, slots=True)
class FigureReading:
    """A cell's text as it was read.

    Attributes:
        figure: What it holds; None where it could not be read.
        code: Code of the remark that the reading calls for, empty where there is none: ``dash``, ``separator``,
            ``nought-word``, ``mark``, ``spaced``, ``leading-zero``, ``note-beside``, ``number-beside``,
            ``sign-beside``, ``doubt-beside``, or the reason why it was not read.
        certain: Whether the reading is certain.
    """

    figure: Figure | None
    code: str = ""
    certain: bool = True


@lru_cache(maxsize=8192)
def collapse_spaces(text: str) -> str:
    """Strip a text and make every inner run of white space one space."""
    return _SPACES.sub(" ", in_seen_order(text)).strip()


@lru_cache(maxsize=65536)
def is_blank_text(text: str) -> bool:
    """Whether a cell's text is empty, or one of the ways to write that there is nothing (``-``, ``/``, 无)."""
    plain = _SPACES.sub("", in_seen_order(text))
    return not plain or all(character in _DASHES for character in plain) or plain.lower() in _EMPTY_WORDS


@lru_cache(maxsize=65536)
def looks_like_figures(text: str) -> bool:
    """Whether a text looks like one or more figures and nothing else."""
    plain = collapse_spaces(text)
    return bool(plain) and (plain.replace(" ", "") == NOT_APPLICABLE_WORD or _FIGURES.fullmatch(plain) is not None)


def looks_misread(text: str) -> bool:
    """Whether a text is digits some of which were taken for letters (``7O``, ``l``): a figure that nobody can read."""
    return _MISREAD.fullmatch(text) is not None


def has_bracketed_note(text: str) -> bool:
    """Whether a text ends with a note in brackets, as in ``22（其中修订16件）``."""
    return bool(re.search(r"[（(].+[)）]\s*$", text, re.DOTALL))


def code_of_note(note: str) -> str:
    """Code of the remark on what stands in brackets after a figure.

    ``number-beside`` where it has a number that may be the figure, or be added to it: ``10（2）``, ``70（上年12）``.
    ``sign-beside`` where it says that the figure is below nought: ``2（减）``.
    ``doubt-beside`` where it makes the figure one of another time, an estimate, one that is wrong or was taken back:
    ``15（上年）``, ``224（估计）``, ``374（错）``, ``18362（删除）``.
    Else ``note-beside``: the words say what it is, a share of the figure (``其中2件``), a percentage, a day, the number
    of a note or an article.

    Args:
        note: Text of the note, without its brackets.
    """
    if _DECREASE.fullmatch(note.strip()):
        return SIGN_BESIDE
    competes = _NUMBER.search(_NO_OTHER_NUMBER.sub("", note)) or _NUMERALS.fullmatch(note.strip())
    if competes:
        return NUMBER_BESIDE
    return DOUBT_BESIDE if _is_doubt(_SPACES.sub("", note)) else NOTE_BESIDE


def beside_args(code: str, figure: Figure | None, text: str) -> tuple[tuple[str, str], ...]:
    """For the wording of a remark: the figure that was read, and what stands in brackets after it.

    Args:
        code: Code of the remark; nothing is said of others than those on what stands beside a figure.
        figure: The figure, with its note.
        text: What to say where the figure keeps no note.
    """
    if code not in BESIDE_CODES or figure is None:
        return ()
    return ("taken", written(replace(figure, note=None))), ("note", figure.note or text)


def _is_doubt(note: str) -> bool:
    """Whether words in brackets, without spaces, question the figure before them."""
    if _OF_PART.match(note):
        return False
    is_of_other_time = _OF_OTHER_TIME.search(note) is not None and not _COMPARES.search(note)
    return is_of_other_time or _DOUBTED.search(note) is not None or _TAKEN_BACK.fullmatch(note) is not None


@lru_cache(maxsize=65536)
def read_figure(text: str, kind: Kind) -> FigureReading:
    """Read the text of a cell as a figure of the kind that its column counts in."""
    reading = _read_figure(text, kind)
    note = reading.figure.note if reading.figure is not None else None
    if note is None or reading.code == "mark":
        return reading
    code = code_of_note(note)
    if code != NOTE_BESIDE and (code != DOUBT_BESIDE or reading.certain):
        return FigureReading(reading.figure, code, certain=False)
    return reading if reading.code else FigureReading(reading.figure, code)


def _read_figure(text: str, kind: Kind) -> FigureReading:  # noqa: PLR0911 - a way to write a figure, a return
    plain = collapse_spaces(text)
    if plain.replace(" ", "") == NOT_APPLICABLE_WORD:  # a narrow column breaks it
        plain = NOT_APPLICABLE_WORD
    if is_blank_text(plain) or _NOTHING.fullmatch(plain):
        return FigureReading(BLANK, "dash" if plain.strip(OPEN_CELL) else "")
    if _NOUGHT.fullmatch(plain):
        return FigureReading(_read_figure("0", kind).figure, "nought-word")
    plain = _HYPHEN.sub("-", plain)
    strict = read(plain, kind)
    narrow = plain.translate(_HALF_WIDTH)
    if not isinstance(strict, Misreading):
        leading_zero = re.match(r"[+-]?0\d", narrow) is not None
        return FigureReading(strict.figure, "leading-zero" if leading_zero else "", certain=not leading_zero)
    if strict.reason == "separator":
        return _without_thousands_separators(narrow, kind)
    about = _ABOUT.fullmatch(narrow)
    if about is not None:
        inner = _read_figure(about["number"], kind)
        code = strict.reason if inner.figure is None else "about"
        return FigureReading(_with_note(inner.figure, about["word"]), code, certain=False)
    marked = _MARKED.match(narrow)
    if marked is not None:
        inner = _read_figure(marked["number"], kind)
        return FigureReading(_with_note(inner.figure, marked["mark"]), "mark", certain=False)
    if strict.reason == "fraction" and re.fullmatch(r"\d+\.0+", narrow):
        return _read_figure(narrow.partition(".")[0], kind)
    apart = _with_thousands_apart(text, narrow, kind)
    if apart is not None:
        return apart
    return FigureReading(None, "bracketed" if _BRACKETED.fullmatch(narrow) else strict.reason)


def _with_thousands_apart(text: str, narrow: str, kind: Kind) -> FigureReading | None:
    """A figure with apostrophes or spaces between its thousands; None where it has none."""
    apart = _APART_BY_APOSTROPHES.match(narrow)
    if apart is not None:
        inner = _read_figure(re.sub(rf"[{_APOSTROPHES}]", "", apart[0]) + narrow[apart.end() :], kind)
        return replace(inner, code="separator", certain=False) if inner.figure is not None else None
    joined = narrow if _LINES.search(text) else re.sub(r"(?<=\d) (?=\d{3}(?:\D|$))", "", narrow)
    if joined == narrow or isinstance(read(joined, kind), Misreading):
        return None
    return FigureReading(_read_figure(joined, kind).figure, "spaced", certain=False)


def _without_thousands_separators(narrow: str, kind: Kind) -> FigureReading:
    number = re.match(r"[+-]?[\d,.]+", narrow)
    if number is None or _THOUSANDS.fullmatch(number[0]) is None:
        return FigureReading(None, "separator")
    plain = read(number[0].replace(",", "") + narrow[number.end() :], kind)
    if isinstance(plain, Misreading):
        return FigureReading(None, plain.reason)
    return FigureReading(plain.figure, "separator")


def _with_note(figure: Figure | None, note: str) -> Figure | None:
    if figure is None or figure.state is not State.GIVEN or figure.note is not None:
        return figure
    return Figure(figure.value, figure.state, figure.unit, note, figure.spaced)
