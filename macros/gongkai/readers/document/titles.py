"""Finds the title of a report in a document, and the agency and year in it.

A title may take one to three lines; lines of a page's navigation are never part of it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.readers.document import Document, Origin, SourceParagraph
from gongkai.readers.document.boilerplate import is_boilerplate
from gongkai.readers.document.draft_words import without_state

HAN = "\u3400-\u9fff"
_MAY_BE_TITLE = re.compile("公")
_GAP = re.compile(rf"(?<=[{HAN}0-9〇（）〔〕])[ \u00a0\u3000\n]+(?=[{HAN}0-9〇（）〔〕])")
_TITLE_END = (
    r"(?:[关關][于於])?(?:政府)?(?:信息|政[务務])公[开開](?:工作)?(?:的)?"
    r"(?:年度(?:工作)?[报報]告|年[报報]|工作[报報]告|情[况況][报報]告|[总總][结結])"
)
"""How a title ends, in simplified or traditional characters."""
YEAR = r"(?P<year>(?:19|20)\d{2}|[二一][〇○零Ｏ0一二三四五六七八九]{3})\s*年(?:度)?"
_NAME_FIRST = re.compile(rf"(?P<name>[^。；;：:]{{2,60}}?)\s*{YEAR}\s*{_TITLE_END}")
_YEAR_FIRST = re.compile(rf"{YEAR}\s*(?P<name>[^。；;：:\d]{{2,60}}?)\s*{_TITLE_END}")
_NAME_ONLY = re.compile(rf"(?P<name>[^。；;：:\d]{{2,60}}?)\s*{_TITLE_END}")
_YEAR_ONLY = re.compile(rf"{YEAR}\s*{_TITLE_END}")
_TEXT = re.compile(r"\s*[一1]\s*[、.．：:，]\s*\S")
"""How the first section begins."""
_NUMBERED = re.compile(r"\s*[一二三四五六1-6]\s*[、.．：:，]\s*\S")
"""How any section begins."""
_SITE = re.compile(r"[\s_|｜\-—–]+[^_|｜\-—–]{2,40}$")
BYLINE = 30
"""Most characters of a line that is a date, a signature or a byline and nothing else."""
_TOP, TOP_OF_PAGE = 12, 96
"""Paragraphs from the start within which a title is; on a web page navigation may come first."""
_LONGEST, _LINE = 90, 160
"""Most characters of a title in all of its lines, and of a line of a web page that may be one."""
_MOST_LINES = 3
"""Most lines of a title."""
_BEFORE_SECTION = 10
"""Paragraphs between a title that is no heading and its first section: dates, source, introduction."""
_YEAR_AT_END = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}|[二一][〇○零Ｏ0一二三四五六七八九]{3})$")
_NOT_IN_NAME = re.compile(r"[>＞»|｜/\\]|\d\s*月\s*\d{1,2}\s*日")
"""Signs of a path through a site, and a date, which is that of the report above."""
_KIND = re.compile(r"(?:街?道)?办事处|(?:人?民)?政府(?:办公室)?|(?:管?理)?委员会|管委会|办公室")
"""What an agency is and not whose: the end of a name that was broken over two lines."""
_PLACE_AT_END = re.compile(rf"[{HAN}]*(?:[省市县区旗乡镇村州盟街道]|人|管)")
"""How the line above ends in which such a name begins."""
_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零Ｏ", "0")


@dataclass(frozen=True, slots=True)
class Title:
    """A title.

    Attributes:
        text: As it is there, in one line; empty where there is none.
        name: The agency that it names; may be empty.
        year: The year that it names.
        blocks: Numbers of the blocks that it is in; none where it is taken from the metadata.
        origin: Where it begins.
        others: Titles of other reports in the document, where nothing but their places told which one is its own.
    """

    text: str
    name: str = ""
    year: int | None = None
    blocks: tuple[int, ...] = ()
    origin: Origin = field(default_factory=Origin)
    others: tuple[str, ...] = ()


def title_of(document: Document, metadata_title: str, *, period: int | None = None) -> Title:
    """The title: the first heading or line (or two or three lines together) that reads as one; else the metadata's.

    A page may list the reports of other years and agencies as well. Then its own title is the one that agrees with its
    metadata or its period, else the only one above the text, or the last one there.

    Args:
        document: As a reader gave it.
        metadata_title: The title that its metadata give; may be empty.
        period: The year of the period that it reports on, if it says one.
    """
    top = list(_top(document))
    of_page = next(filter(None, map(_stated_title, (metadata_title, document.title))), None)
    for length in range(1, _MOST_LINES + 1):
        starts = range(len(top) - length + 1)
        titles = [title for start in starts if (title := _title_ending_at(top, start, start + length)) is not None]
        if titles:
            return _own_title(document, titles, of_page, period)
    return of_page or Title("")


def _title_ending_at(top: Sequence[SourceParagraph], start: int, end: int) -> Title | None:
    """The title that some lines form, with those above in which its agency or its year stands."""
    title = _lines_title(top[start:end])
    while title is not None and start and end - start < _MOST_LINES and _begins_above(title, top[start - 1]):
        start -= 1
        whole = _lines_title(top[start:end])
        if whole is None:
            break
        title = whole
    return title


def _begins_above(title: Title, above: SourceParagraph) -> bool:
    """Whether a title is only the end of one that begins in the line above."""
    text = one_line(above.text)
    if title.text.startswith("年") and _YEAR_AT_END.search(text):
        return True
    if _KIND.fullmatch(title.name):
        return len(text) <= BYLINE and _PLACE_AT_END.fullmatch(text) is not None
    return not title.name and is_name(text)


def _stated_title(text: str) -> Title | None:
    return _as_title(one_line(text)) or _as_title(_SITE.sub("", one_line(text)))


def _own_title(document: Document, titles: Sequence[Title], of_page: Title | None, period: int | None) -> Title:
    """Of several titles the document's own."""
    candidates = [title for title in titles if title.year is not None] or list(titles)
    if of_page is not None:
        candidates = [title for title in candidates if _agree(title, of_page)] or candidates
    candidates = [title for title in candidates if title.year == period] or candidates
    begins = next((block.origin.block for block in document.paragraphs() if _TEXT.match(block.text)), 0)
    above = [title for title in candidates if title.blocks[0] < begins] or candidates
    if all(_agree(above[0], title) for title in above):
        return above[0]
    own = above[-1] if begins else above[0]
    return replace(own, others=tuple(dict.fromkeys(title.text for title in candidates if not _agree(title, own))))


def _agree(title: Title, other: Title) -> bool:
    """Whether two titles may be of one report: the same year, and one name in full or in short."""
    years = title.year is None or other.year is None or title.year == other.year
    return years and (title.name in other.name or other.name in title.name)


def other_titles(document: Document, title: str) -> Iterator[Title]:
    """Titles of further reports in a document: after its own first section, each with a first section after it.

    A list of the reports of other years has no sections. A heading may have more below it before the first section,
    as a page has that lists what it says of itself.

    Args:
        document: As a reader gave it.
        title: Its own title; may be empty.
    """
    own = _as_title(title) or Title("")
    lines = list(document.paragraphs())
    sections = [number for number, line in enumerate(lines) if _NUMBERED.match(line.text)]
    first = {number for number in sections if _TEXT.match(lines[number].text)}
    for start in range(min(first, default=len(lines)) + 1, len(lines)):
        for end in range(start + 1, start + _MOST_LINES):
            other = _lines_title(lines[start:end])
            if other is None or other.year is None or _agree(own, other):
                continue
            place = bisect_left(sections, end)
            below = sections[place] if place < len(sections) else -1
            if below in first and (lines[start].level or below < end + _BEFORE_SECTION):
                yield other
                break


def is_title(text: str) -> bool:
    """Whether a line is a whole title with its year.

    Args:
        text: The line.
    """
    return read_title(text) is not None


def read_title(text: str) -> Title | None:
    """The title that a line is, with its agency and its year; None if the line is not a title.

    Args:
        text: The line.
    """
    if not _MAY_BE_TITLE.search(text):  # as most lines, of which none is put in order in vain
        return None
    title = _as_title(one_line(text))
    return title if title is not None and title.year is not None and title.name else None


def lines_of_title(texts: Sequence[str]) -> int:
    """How many of some lines, from the first one, form a whole title with its year; 0 for none.

    Args:
        texts: The lines.
    """
    if not any(map(_MAY_BE_TITLE.search, texts[:_MOST_LINES])):
        return 0
    lines = list(map(one_line, texts[:_MOST_LINES]))
    return next((end for end in range(1, _MOST_LINES + 1) if is_title("".join(lines[:end]))), 0)


def _lines_title(lines: Sequence[SourceParagraph]) -> Title | None:
    """The title that some lines form together, if they do."""
    texts = [one_line(line.text) for line in lines]
    others = [text for text in texts if _YEAR_AT_END.fullmatch(text) is None]  # a year alone looks like a page number
    if sum(map(len, texts)) > _LONGEST or any(is_boilerplate(text) or text.isdecimal() for text in others):
        return None
    title = _as_title("".join(texts))
    if title is None:
        return None
    blocks = tuple(line.origin.block for line in lines)
    return Title(title.text, title.name, title.year, blocks, lines[0].origin)


def _top(document: Document) -> Iterator[SourceParagraph]:
    """Headings anywhere, and the lines that a document begins with."""
    for number, block in enumerate(document.paragraphs()):
        page = document.kind == "html" and number < TOP_OF_PAGE and len(block.text) < _LINE
        if block.level or number < _TOP or page:
            yield block


def _as_title(text: str) -> Title | None:
    if "公开" not in text and "公開" not in text:  # as every title has it
        return None
    stripped = without_state(text.strip("《》 ")).strip("《》 ")
    for pattern in (_NAME_FIRST, _YEAR_ONLY, _YEAR_FIRST, _NAME_ONLY):
        match = pattern.fullmatch(stripped)
        if match is None:
            continue
        groups = match.groupdict()
        name = (groups.get("name") or "").strip(" 《》—-").removeprefix("关于").removesuffix("关于")
        if pattern is _NAME_ONLY:
            # A year whose digits are in the line above or nowhere leaves its 年 before 政府信息公开: no part of a name.
            name = re.sub("年(?:政府)?$", "", name)
            if name and not is_name(name):
                continue
        if _NOT_IN_NAME.search(name):
            continue
        if name.endswith(("的", "编制", "公布", "本", "根据")) or name.startswith(("根据", "按照", "依据")):
            continue
        return Title(stripped, name, year_of(groups.get("year") or ""))
    return None


def year_of(text: str) -> int | None:
    """A year in Arabic or Chinese digits; None where it is none.

    Args:
        text: Four digits.
    """
    digits = "".join(_DIGITS.get(sign, sign) for sign in text)
    return int(digits) if re.fullmatch(r"(?:19|20)\d{2}", digits) else None


def one_line(text: str) -> str:
    """Text in one line; a line break or space between Chinese characters is removed.

    Args:
        text: Any text.
    """
    return " ".join(_GAP.sub("", text.strip()).split())


def is_hardly_a_name(name: str) -> bool:
    """Whether what a title names is most likely no agency's full name, as a part of one is.

    Args:
        name: As the title gives it; not empty.
    """
    return name.startswith("年") or len(name) < 3 or _KIND.fullmatch(name) is not None  # noqa: PLR2004 - 市政府 has three


def is_name(text: str) -> bool:
    """Whether a short line can be the name of an agency.

    Args:
        text: The line.
    """
    ends = (
        "政府",
        "局",
        "委",
        "委员会",
        "办公室",
        "办公厅",
        "办事处",
        "厅",
        "中心",
        "院",
        "办",
        "处",
        "会",
        "队",
        "所",
        "站",
    )
    if len(text) < 3 or re.search(r"[，。；：、]", text):  # noqa: PLR2004 - 市政府 has three
        return False
    return len(text) <= BYLINE and text.endswith(ends)
