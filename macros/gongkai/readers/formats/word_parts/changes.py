"""What a Word file holds that is not plainly its text: changes that nobody has accepted, and other files within it.

A change is read as if it were accepted: what was inserted counts, what was deleted does not. Word may show both, so
each change of a figure is noted with what stood there before; a mark in its cell, which mammoth carries along, tells
afterwards which cell of the document it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from gongkai.findings import say
from gongkai.readers.document import FileNotice, Origin, SourceBlock, SourceGrid
from gongkai.readers.document.draft_blocks import with_texts
from gongkai.readers.files.office_xml import RELATIONS, WORD, xml_root

_IN, _OUT = (
    {f"{WORD}{name}" for name in names}
    for names in (("ins", "moveTo", "cellIns"), ("del", "moveFrom", "cellDel", "cellMerge"))
)
_EMBEDDED = {f"{WORD}altChunk", f"{WORD}subDoc"}
_HAS_ANY = re.compile(rb"<w:(?:ins|del|moveTo|moveFrom|cellIns|cellDel|cellMerge|altChunk|subDoc)[\s/>]")
_SIGN = "\ufdd0"
"""A character that no text may have."""
_MARK = re.compile(f"{_SIGN}(\\d+){_SIGN}")
_FIGURE = re.compile(r"\d")
_END = f"{WORD}pPr/{WORD}rPr/*"
"""What is said of the sign that ends a paragraph."""


@dataclass(slots=True)
class WordChanges:
    """What is noted of a Word file while it is read.

    Attributes:
        inserted: How many pieces were inserted.
        deleted: How many were deleted.
        cells: What cells with a figure said before and say now, in the order of their marks.
        texts: Likewise of paragraphs, and of cells that are deleted.
        embedded: Names of the files within it.
    """

    inserted: int = 0
    deleted: int = 0
    cells: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)

    def note(self, part: bytes, relations: bytes | None) -> bytes:
        """Note what a main part holds; returns the part with marks in the cells whose figures are changed.

        Args:
            part: The part.
            relations: The part that names the files within it, if there is one.
        """
        if not _HAS_ANY.search(part):
            return part
        root: Any = xml_root(part)
        names = _targets(relations)
        for item in list(root.iter(*_EMBEDDED)):
            self.embedded.append(names.get(item.get(f"{RELATIONS}id") or "", "?"))
            _name_in_cell(item, self.embedded[-1])
        for unit in dict.fromkeys(place for change in root.iter(*_IN, *_OUT) for place in self._places(change)):
            self._compare(unit)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _places(self, change: Any) -> Iterator[Any]:
        """The cells or the paragraph in which a change is; none for the end of a paragraph unless it parts a figure."""
        parent = change.getparent()
        if parent.tag == f"{WORD}rPr" and not _parts_figure(change):
            return
        if change.tag in _IN:
            self.inserted += 1
        else:
            self.deleted += 1
        if parent.tag == f"{WORD}trPr":
            yield from parent.getparent().iterchildren(f"{WORD}tc")
        else:
            yield next(change.iterancestors(f"{WORD}tc"), next(change.iterancestors(f"{WORD}p"), change))

    def _compare(self, unit: Any) -> None:
        texts = list(_texts(unit))
        before, now = (
            " ".join("".join(text for text, state in texts if state in ("", own)).split()) for own in ("out", "in")
        )
        if before == now or not _FIGURE.search(before + now):
            return
        last = next(unit.iterchildren(f"{WORD}p", reversed=True), None)
        if unit.tag != f"{WORD}tc" or last is None or _is_deleted(unit):
            self.texts.append((before, now))
            return
        run = etree.SubElement(last, f"{WORD}r")
        etree.SubElement(run, f"{WORD}t").text = f"{_SIGN}{len(self.cells)}{_SIGN}"
        self.cells.append((before, now))

    def without_marks(self, blocks: tuple[SourceBlock, ...]) -> tuple[tuple[SourceBlock, ...], tuple[FileNotice, ...]]:
        """The blocks of the file without marks, and what there is to say of the file.

        Args:
            blocks: As they were read.
        """
        origins: dict[int, Origin] = {}

        def plain(text: str, origin: Origin) -> str:
            origins.update((int(number), origin) for number in _MARK.findall(text))
            return _MARK.sub("", text).strip() if _SIGN in text else text

        if self.cells:
            blocks = tuple(with_texts(block, plain) if isinstance(block, SourceGrid) else block for block in blocks)
        return blocks, tuple(self._notices(origins))

    def _notices(self, origins: dict[int, Origin]) -> Iterator[FileNotice]:
        for name in self.embedded:
            yield FileNotice("part-not-read", text=name)
        if not (self.inserted or self.deleted):
            return
        yield FileNotice("tracked-changes", args=(("in", str(self.inserted)), ("out", str(self.deleted))))
        for number, (before, now) in enumerate(self.cells):
            yield FileNotice("tracked-figure", now, (("before", before),), origins.get(number, Origin()))
        for before, now in self.texts:
            yield FileNotice("tracked-text", now, (("before", before),))


def _name_in_cell(item: Any, name: str) -> None:
    """Write that another file is in a cell into it: the cell is not blank."""
    if next(item.iterancestors(f"{WORD}tc"), None) is not None:
        is_block = item.tag == f"{WORD}altChunk"
        item.tag = f"{WORD}p" if is_block else f"{WORD}r"
        run = etree.SubElement(item, f"{WORD}r") if is_block else item
        etree.SubElement(run, f"{WORD}t").text = f"[{say('readers.embedded', {'name': name})}]"


def _parts_figure(change: Any) -> bool:
    """Whether a change is that of the end of a paragraph in a cell with digits before and behind it."""
    paragraph: Any = next(change.iterancestors(f"{WORD}p"), None)
    following = paragraph.getnext() if paragraph is not None else None
    if following is None or paragraph.getparent().tag != f"{WORD}tc":
        return False
    before, behind = ("".join(text for text, _ in _texts(item)) for item in (paragraph, following))
    return before[-1:].isdigit() and behind[:1].isdigit()


def _texts(unit: Any) -> Iterator[tuple[str, str]]:
    """The texts of a cell or paragraph, with a space for the end of each paragraph but the last, and their states."""
    before = None
    for item in unit.iter(f"{WORD}t", f"{WORD}delText", f"{WORD}p"):
        if item.tag != f"{WORD}p":
            yield item.text or "", _state(item)
        elif before is not None:
            yield " ", _state(before)
        before = item if item.tag == f"{WORD}p" else before


def _state(text: Any) -> str:
    """Whether a text, or the end of a paragraph, was inserted or deleted; what was both is neither before nor now."""
    row = next(text.iterancestors(f"{WORD}tr"), None)
    cell = next(text.iterancestors(f"{WORD}tc"), None)
    tags = {ancestor.tag for ancestor in text.iterancestors()} | {item.tag for item in text.iterfind(_END)}
    tags |= {item.tag for item in row.iterfind(f"{WORD}trPr/*")} if row is not None else set()
    tags |= {item.tag for item in cell.iterfind(f"{WORD}tcPr/*")} if cell is not None else set()
    if tags & _IN and tags & _OUT:
        return "both"
    return "in" if tags & _IN else "out" if tags & _OUT else ""


def _is_deleted(cell: Any) -> bool:
    """Whether a cell is not there any more once the changes are accepted."""
    row = cell.getparent()
    return cell.find(f"{WORD}tcPr/{WORD}cellDel") is not None or row.find(f"{WORD}trPr/{WORD}del") is not None


def _targets(relations: bytes | None) -> dict[str, str]:
    """The names of other parts by the id under which a part refers to them."""
    if not relations:
        return {}
    root: Any = xml_root(relations)
    return {item.get("Id") or "": (item.get("Target") or "").rpartition("/")[2] for item in root}
