"""Whose report a document is, on which year, published when: from its title, its tags, its metadata and signature.

Nothing is invented: what the document does not say stays empty, and what it says twice and differently is remarked on.
The figures, and whether year and dates fit each other, are not asked here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.readers.chrome import is_chrome
from gongkai.readers.dates import Dated, dates_in
from gongkai.readers.document import Document, Grid, Origin, Paragraph
from gongkai.readers.findings import Doubt, Remark
from gongkai.readers.labels import TAGS, Field, label_alone, label_pairs

_HAN = "\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_HAN}0-9〇（）〔〕])[ \u00a0\u3000\n]+(?=[{_HAN}0-9〇（）〔〕])")
_TITLE_END = r"(?:关于)?(?:政府)?(?:信息公开|政务公开)(?:工作)?(?:的)?(?:年度(?:工作)?报告|年报|工作报告|情况报告|总结)"
_YEAR = r"(?P<year>(?:19|20)\d{2}|[二一][〇○零Ｏ0一二三四五六七八九]{3})\s*年(?:度)?"
_NAME_FIRST = re.compile(rf"(?P<name>[^。；;：:]{{2,60}}?)\s*{_YEAR}\s*{_TITLE_END}")
_YEAR_FIRST = re.compile(rf"{_YEAR}\s*(?P<name>[^。；;：:\d]{{2,60}}?)\s*{_TITLE_END}")
_NAME_ONLY = re.compile(rf"(?P<name>[^。；;：:\d]{{2,60}}?)\s*{_TITLE_END}")
_YEAR_ONLY = re.compile(rf"{_YEAR}\s*{_TITLE_END}")
_SITE = re.compile(r"[\s_|｜\-—–]+[^_|｜\-—–]{2,40}$")
_PERIOD = re.compile(rf"统计(?:的)?(?:期[限间]?|时间|周期)[^。；\n]{{0,16}}?{_YEAR}")
_DATE_LINE = re.compile(r"[（(\[【]?[^，。；]{0,24}?[）)\]】]?")
_UNDATED = "未载"
"""How a page of this project says that a document has no date."""
_BYLINE = 30
"""Signs at most of a line that is a date, a signature or a byline and nothing else."""
_TOP, _TOP_OF_PAGE = 12, 96
"""Paragraphs from the start within which a title stands; on a web page navigation may come first."""
_META_LINE, _TITLE_LONG, _VALUE = 160, 90, 60
"""Signs at most of a line of metadata, of a title in all of its lines, and of a value in a line of its own."""
_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零Ｏ", "0")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself.

    Attributes:
        agency: Full name of the agency; empty where it does not say.
        year: The year reported on, or None.
        year_from: Where the year was taken from: ``title``, ``period`` or nothing.
        title: Its own title, line breaks of the layout taken out.
        published: ``YYYY-MM-DD`` or ``YYYY-MM-DD HH:MM``; empty where it does not say a day.
        published_from: Where that was taken from: ``meta``, ``line`` or ``signature``.
        number: Document number (文号).
        index: Index number (索引号).
        publisher: Who published it.
        taken: Numbers of the blocks that say this and nothing more: no narrative.
        title_block: Number of the block of the title, or 0.
        remarks: What needs a look.
    """

    agency: str = ""
    year: int | None = None
    year_from: str = ""
    title: str = ""
    published: str = ""
    published_from: str = ""
    number: str = ""
    index: str = ""
    publisher: str = ""
    taken: frozenset[int] = frozenset()
    title_block: int = 0
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class _Found:
    """What is gathered while a document is looked through."""

    taken: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)
    fields: dict[Field, tuple[str, Origin]] = field(default_factory=dict)

    def put(self, name: Field, text: str, origin: Origin) -> None:
        if text and name not in self.fields:
            self.fields[name] = (text, origin)

    def text(self, name: Field) -> str:
        return self.fields[name][0] if name in self.fields else ""


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    name: str = ""
    year: int | None = None
    blocks: tuple[int, ...] = ()
    origin: Origin = field(default_factory=Origin)


def identify(document: Document) -> Identity:
    """Find out what a document says of itself.

    Args:
        document: As a reader gave it.
    """
    found = _Found()
    for name, text in document.meta.items():
        kind = TAGS.get(name.lower())
        if kind is not None:
            found.put(kind, _joined(text), Origin())
    _metadata(document, found)
    title = _title(document, found)
    found.taken.update(title.blocks)
    signed = _signature(document, title, found)
    published, source = _published(found, signed)
    year, year_from = _year(document, title, found)
    agency = title.name or _from_signature(signed, title) or ""
    _compare(agency, signed, found)
    return Identity(
        agency=agency,
        year=year,
        year_from=year_from,
        title=title.text,
        published=published,
        published_from=source,
        number=found.text(Field.NUMBER),
        index=found.text(Field.INDEX),
        publisher=found.text(Field.PUBLISHER),
        taken=frozenset(found.taken),
        title_block=title.blocks[0] if title.blocks else 0,
        remarks=tuple(found.remarks),
    )


def year_of(text: str) -> int | None:
    """A year in Arabic or Chinese digits."""
    digits = "".join(_DIGITS.get(sign, sign) for sign in text)
    return int(digits) if re.fullmatch(r"(?:19|20)\d{2}", digits) else None


def _joined(text: str) -> str:
    """Text in one line: line breaks of a layout within Chinese are none."""
    return " ".join(_GAP.sub("", text.strip()).split())


def _metadata(document: Document, found: _Found) -> None:
    """Tables of metadata, lines such as ``发布时间：2021-03-05 08:58``, and labels and values in lines of their own."""
    _metadata_list(document, found)
    for block in document.blocks:
        if isinstance(block, Grid):
            cells = [cell.text for row in block.rows for cell in row if cell.head]
            pairs = list(label_pairs(cells))
            if pairs and len(cells) <= 4 * len(pairs) + 4:
                found.taken.add(block.origin.block)
                for kind, text in pairs:
                    found.put(kind, _joined(text), block.origin)
        elif isinstance(block, Paragraph):
            _metadata_line(block, found)


def _metadata_list(document: Document, found: _Found) -> None:
    """A label alone in its line, and what it says in the next, near the top of a page."""
    lines = list(document.paragraphs())[:_TOP_OF_PAGE]
    for label, value in pairwise(lines):
        kind = label_alone(label.text)
        apart = value.origin.block != label.origin.block + 1 or value.level
        if kind is not None and not apart and len(value.text) <= _VALUE and label_alone(value.text) is None:
            found.taken.update((label.origin.block, value.origin.block))
            found.put(kind, _joined(value.text), label.origin)


def _metadata_line(block: Paragraph, found: _Found) -> None:
    pairs = list(label_pairs([block.text]))
    if not pairs or len(block.text) > _META_LINE or "。" in block.text:
        return
    found.taken.add(block.origin.block)
    for kind, text in pairs:
        found.put(kind, _joined(text), block.origin)


def _title(document: Document, found: _Found) -> _Title:
    """The title: the first heading or line (or two or three lines together) that is one; else what the tags say."""
    top = list(_top(document))
    for length in (1, 2, 3):
        for start in range(len(top) - length + 1):
            made = _title_of(top[start : start + length])
            if made is not None and not made.name and start and _is_name(_joined(top[start - 1].text)):
                made = _title_of(top[start - 1 : start + length]) or made
            if made is not None:
                return made
    for text in (found.text(Field.TITLE), document.title):
        made = _as_title(_joined(text)) or _as_title(_SITE.sub("", _joined(text)))
        if made is not None:
            return made
    return _Title("")


def _title_of(lines: Sequence[Paragraph]) -> _Title | None:
    """The title that lines are together; lines of navigation are part of none."""
    texts = [_joined(line.text) for line in lines]
    if sum(map(len, texts)) > _TITLE_LONG or any(is_chrome(text) for text in texts):
        return None
    made = _as_title("".join(texts))
    if made is None:
        return None
    blocks = tuple(line.origin.block for line in lines)
    return _Title(made.text, made.name, made.year, blocks, lines[0].origin)


def _top(document: Document) -> Iterator[Paragraph]:
    """Headings anywhere, and the lines that a document begins with."""
    for number, block in enumerate(document.paragraphs()):
        page = document.kind == "html" and number < _TOP_OF_PAGE and len(block.text) < _META_LINE
        if block.level or number < _TOP or page:
            yield block


def _as_title(text: str) -> _Title | None:
    whole = text.strip("《》 ")
    for pattern in (_NAME_FIRST, _YEAR_ONLY, _YEAR_FIRST, _NAME_ONLY):
        match = pattern.fullmatch(whole)
        if match is None:
            continue
        groups = match.groupdict()
        name = (groups.get("name") or "").strip(" 《》—-").removeprefix("关于").removesuffix("关于")
        if (pattern is _NAME_ONLY and not _is_name(name)) or re.search(r"[>＞»|｜/\\]", name):
            continue
        if name.endswith(("的", "编制", "公布", "本", "根据")) or name.startswith(("根据", "按照", "依据")):
            continue
        return _Title(whole, name, year_of(groups.get("year") or ""))
    return None


@dataclass(frozen=True, slots=True)
class _Signed:
    """A date and the name beside it, below the title or at the end."""

    date: Dated | None = None
    name: str = ""
    origin: Origin = field(default_factory=Origin)


def _signature(document: Document, title: _Title, found: _Found) -> _Signed:
    """A byline below the title (name, and a date in brackets) or the signature at the end; both are taken out."""
    paragraphs = list(document.paragraphs())
    places = [number for number, item in enumerate(paragraphs) if item.origin.block in title.blocks]
    below = places[-1] + 1 if places else 0
    signed = _signed(paragraphs[below : below + 3], found)
    tail = [item for item in paragraphs[max(below, len(paragraphs) - 8) :] if item.origin.block not in found.taken]
    at_end = _signed(tail[-4:], found)
    if signed.date is not None and at_end.date is not None and signed.date.day != at_end.date.day:
        dates = (("first", signed.date.text), ("second", at_end.date.text))
        found.remarks.append(Remark(Doubt.GUESSED, "dates-differ", at_end.origin, at_end.date.text, args=dates))
    return signed if signed.date is not None else at_end


def _signed(lines: Iterable[Paragraph], found: _Found) -> _Signed:
    """The lines among some that are a name or a date and nothing else; a date must be among them."""
    short = [line for line in lines if len(line.text) <= _BYLINE and not line.level and "。" not in line.text]
    for number, line in enumerate(short):
        text = _joined(line.text)
        date = next(dates_in(text), None)
        if date is None or not _DATE_LINE.fullmatch(text) or _rest(text, date) not in ("", _name_of(text, date)):
            continue
        name = _name_of(text, date)
        before = short[number - 1] if number else None
        if not name and before is not None and _is_name(_joined(before.text)) and _follows(before, line):
            name = _joined(before.text)
            found.taken.add(before.origin.block)
        found.taken.add(line.origin.block)
        return _Signed(date, name, line.origin)
    return _Signed()


def _follows(before: Paragraph, line: Paragraph) -> bool:
    return 0 < line.origin.block - before.origin.block <= 2  # noqa: PLR2004 - a blank one may stand between


def _rest(text: str, date: Dated) -> str:
    return text.replace(date.text, "").strip(" （）()[]【】")


def _name_of(text: str, date: Dated) -> str:
    rest = _rest(text, date)
    return rest if _is_name(rest) else ""


def _is_name(text: str) -> bool:
    """Whether a short line can be the name of an organ."""
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
    return 3 <= len(text) <= _BYLINE and text.endswith(ends) and not re.search(r"[，。；：、]", text)  # noqa: PLR2004


def _published(found: _Found, signed: _Signed) -> tuple[str, str]:
    """The day of publication: what tags and metadata say, else the date of the signature, and then that is said."""
    if Field.PUBLISHED in found.fields:
        text, origin = found.fields[Field.PUBLISHED]
        date = next(dates_in(text), None)
        if date is not None and date.day:
            _other_date(date, signed, found)
            return date.written, "meta"
        if text.strip() and _UNDATED not in text:
            found.remarks.append(Remark(Doubt.UNREADABLE, "date-unread", origin, text))
    if signed.date is None:
        return "", ""
    if not signed.date.day:
        found.remarks.append(Remark(Doubt.NOTED, "date-without-day", signed.origin, signed.date.text))
        return "", ""
    args = (("date", signed.date.written),)
    found.remarks.append(Remark(Doubt.NOTED, "date-of-signature", signed.origin, signed.date.text, args=args))
    return signed.date.written, "signature"


def _other_date(date: Dated, signed: _Signed, found: _Found) -> None:
    """Say that the signature has another date than the one that was taken: signing is not publishing."""
    if signed.date is not None and signed.date.day and signed.date.day != date.day:
        args = (("date", date.written), ("signed", signed.date.written))
        found.remarks.append(Remark(Doubt.NOTED, "date-signed-other", signed.origin, signed.date.text, args=args))


def _year(document: Document, title: _Title, found: _Found) -> tuple[int | None, str]:
    period = _period(document)
    if title.year is not None:
        if period is not None and period[0] != title.year:
            args = (("title", str(title.year)), ("period", str(period[0])))
            found.remarks.append(Remark(Doubt.GUESSED, "years-differ", period[2], period[1], args=args))
        return title.year, "title"
    return (period[0], "period") if period is not None else (None, "")


def _period(document: Document) -> tuple[int, str, Origin] | None:
    for block in document.paragraphs():
        match = _PERIOD.search(_joined(block.text))
        year = year_of(match["year"]) if match is not None else None
        if match is not None and year is not None:
            return year, match[0], block.origin
    return None


def _from_signature(signed: _Signed, title: _Title) -> str:
    return signed.name if not title.name else ""


def _compare(agency: str, signed: _Signed, found: _Found) -> None:
    """Say that the signature names another organ than the title."""
    one, other = _plain(agency), _plain(signed.name)
    if one and other and one not in other and other not in one:
        args = (("title", agency), ("signed", signed.name))
        found.remarks.append(Remark(Doubt.GUESSED, "names-differ", signed.origin, signed.name, args=args))


def _plain(name: str) -> str:
    return re.sub(rf"[^{_HAN}0-9A-Za-z]", "", name)
