"""No file costs five seconds or half a gigabyte, and each that is refused is refused with words that say why.

Every file is read by a process of its own, whose time on a processor and memory, children included, are measured: time
on the clock would say how busy the machine is. What may loop is stopped by the clock as well.
"""

from __future__ import annotations

import multiprocessing
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.readers.measured import read_measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTE = 1024 * 1024
# One group, as the server of processes imports the readers once.
pytestmark = [pytest.mark.xdist_group("hostile files"), pytest.mark.slow]
SECONDS, MEMORY = 5, 512

LONGEST = 60
"""Seconds on the clock after which a process counts as one that never ends."""
ATTEMPTS = 3
"""How often a file is read at most that takes too long."""
PROCESSES = multiprocessing.get_context("forkserver")
"""Processes that find the readers imported, and nothing of the tests."""
PROCESSES.set_forkserver_preload(["gongkai.readers.formats.reading"])

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="{target}"/></Relationships>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(path: Path, most_seconds: int = SECONDS, most_memory: int = MEMORY) -> tuple[str, str, int]:
    """What comes of a file: the code and words of the refusal, or the number of blocks; within the bounds.

    A file that takes too long is read again, as others may use the same processor just then.
    """
    for _ in range(ATTEMPTS):
        code, message, blocks, seconds, megabytes = _measured(path)
        if seconds < most_seconds:
            break
    assert seconds < most_seconds, f"{path.name} took {seconds:.1f} s"
    assert megabytes < most_memory, f"{path.name} took {megabytes:.0f} MB"
    return code, message, blocks


def _measured(path: Path) -> tuple[str, str, int, float, float]:
    """What a process of its own has to say of a file (``read_measured``)."""
    receiver, sender = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=read_measured, args=(str(path), sender))
    with receiver:
        process.start()
        sender.close()  # so that the end of the process ends the wait
        try:
            assert receiver.poll(LONGEST), f"{path.name} took more than {LONGEST} s"
            code, message, blocks, seconds, megabytes = receiver.recv()
        finally:
            process.kill()
            process.join()
    return code, message, blocks, seconds, megabytes


def archive(parts: dict[str, bytes | str]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def word(body: str) -> bytes:
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return raw_word(document)


def raw_word(document: str | bytes) -> bytes:
    rels = RELS.format(target="word/document.xml")
    return archive({"[Content_Types].xml": TYPES, "_rels/.rels": rels, "word/document.xml": document})


def sheet(rows: str, **parts: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r"/></sheets>'
    book += "</workbook>"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        f' Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS.format(target="xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": rels,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
            **parts,
        }
    )


def with_format(code: str) -> bytes:
    """A workbook whose only cell has a number format."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    styles = f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
    styles += '<cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "".join(
        f'<Relationship Id="{id_}" Type="{office}/{kind}" Target="{target}"/>'
        for id_, kind, target in (("r", "worksheet", "worksheets/sheet1.xml"), ("s", "styles", "styles.xml"))
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
    row = '<row r="1"><c r="A1" s="1"><v>5</v></c></row>'
    return sheet(row, **{"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": rels})


def entity_bomb(_: Path) -> bytes:
    inner = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return raw_word(f'<!DOCTYPE d [<!ENTITY e0 "ha">{inner}]><w:document {W}><w:body>&e9;</w:body></w:document>')


def pdf(objects: list[str]) -> bytes:
    """A PDF file of objects, numbered from 1; the first is the catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    size = len(objects) + 1
    trailer = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer <</Size {size} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    )
    return content + trailer.encode()


def pages_bomb(_: Path) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, 303))
    catalogue = "<</Type /Catalog /Pages 2 0 R>>"
    page = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"
    return pdf([catalogue, f"<</Type /Pages /Kids [{kids}] /Count 300>>", *[page] * 300])


REFUSED: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "deep.html": ("deep", lambda _: b"<html><body>" + b"<div>" * 100_000 + b"x"),
    "tags.html": ("crowded", lambda _: b"<html><body>" + b"<b>" * 2_000_000),
    "attributes.html": ("crowded", lambda _: b"<html><p " + b" ".join(b"a%x" % n for n in range(300_000)) + b">"),
    "tricky-attributes.html": (
        "crowded",
        lambda _: b'<html>"<p a="<" ' + b" ".join(b"a%x='>'" % n for n in range(150_000)) + b">x",
    ),
    "quotes.md": ("deep", lambda _: b">" * 200_000 + b"a"),
    "pipes.md": ("table-size", lambda _: b"|a" * 30_000 + b"|\n" + b"|-" * 30_000 + b"|\n"),
    "in-wiki-tables.txt": ("table-size", lambda _: b"a\n\n" + b"{|\nb\n" * 12_000 + b"|}\n" * 12_000),
    "tabs.txt": ("table-size", lambda _: b"a\t" * 100_000),
    "rows.html": ("table-size", lambda _: b"<table>" + (b"<tr>" + b"<td>1" * 90) * 700 + b"</table>"),
    "closed.html": ("crowded", lambda _: b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000),
    "lines.md": ("crowded", lambda _: b"a\n" * 200_000),
    "empty.html": ("empty", lambda _: b""),
    "spaces.txt": ("empty", lambda _: b" \r\n\0" * 1000),
    "silent.html": ("no-text", lambda _: b"<html><body><script>report()</script></body></html>"),
    "junk.html": ("encoding", lambda _: bytes(range(256)) * 4000),
    "junk.txt": ("encoding", lambda _: b"\x80\x81\xff\xfe" * 4000),
    "ascii.csv": ("lost-characters", lambda _: "规章,行政许可,0,12\n".encode("ascii", "replace") * 9),
    "junk.bin": ("unknown", lambda _: bytes(range(256)) * 4000),
    "junk.docx": ("broken", lambda _: bytes(range(1, 256)) * 4000),
    "bomb.docx": ("bomb", lambda _: archive({"word/document.xml": b"\0" * (30 * MEGABYTE)})),
    "many.docx": ("bomb", lambda _: archive({f"word/{n}.xml": b"" for n in range(6_000)})),
    "entities.docx": ("entities", entity_bomb),
    "deep.docx": ("deep", lambda _: word("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "tags.docx": ("crowded", lambda _: word("<w:p/>" * 200_000)),
    "cut.docx": ("archive", lambda _: word("<w:p/>" * 100)[:-60]),
    "cut-part.docx": ("part", lambda _: raw_word(f"<w:document {W}><w:body><w:p>")),
    "two-colons.docx": ("part", lambda _: word("<w:p w:a:b='1'/>")),
    "other.docx": ("unknown", lambda _: archive({"a.txt": "a"})),
    "no-body.docx": ("part", lambda _: archive({"[Content_Types].xml": TYPES, "word/styles.xml": "<a/>"})),
    "far.xlsx": (
        "sheet-size",
        lambda _: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="ZZ9999"><v>1</v></c></row>'),
    ),
    "wide.xlsx": (
        "sheet-width",
        lambda _: sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'),
    ),
    "farthest.xlsx": (
        "memory",
        lambda _: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "bomb.xlsx": ("bomb", lambda _: sheet("<row/>", **{"xl/sharedStrings.xml": "\0" * (30 * MEGABYTE)})),
    "cut.xlsx": ("archive", lambda _: sheet("<row/>")[:-60]),
    "locked.docx": (
        "locked",
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "cut.pdf": ("broken", lambda _: b"%PDF-1.4\n1 0 obj\n<</Type /Catalog"),
    "pages.pdf": ("pages", pages_bomb),
    "blank.pdf": (
        "scanned",
        lambda _: pdf(
            [
                "<</Type /Catalog /Pages 2 0 R>>",
                "<</Type /Pages /Kids [3 0 R] /Count 1>>",
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
            ]
        ),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_time_and_memory(name: str, tmp_path: Path) -> None:
    code, make = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make(path))

    refusal, message, _ = read(path)

    assert refusal == code, message
    assert name in message
    assert message.endswith("。")


LARGE = {"pale.html", "elements.docx"}
"""Files as large as may be read: the page that takes longest of all, and a document."""
LONG = {"many-spans.html", "unclosed.html", "own-styles.html", "hidden-texts.html", "lines.txt", "elements.docx"}
"""Files of more lines than any report has: each is read in time and memory, and refused only then."""
SMALL_SECONDS, SMALL_MEMORY = 3, 256
"""The bounds of the others, which are so small that work without a bound is far beyond these as well."""


def styled(sheet: bytes, cells: bytes, share: int = 8) -> bytes:
    """A page with a sheet, and a share of the elements and cells that may be read."""
    row = b"<tr>" + cells
    most = min(110_000 // max(row.count(b"<"), 1), 29_000 // max(row.count(b"<td"), 3))
    return b"<style>" + sheet + b"</style><table><tr><td>1<td>2<td>3" + row * max(most // share, 1) + b"</table>"


BORNE: dict[str, tuple[int, Callable[[Path], bytes]]] = {
    "spans.html": (1, lambda _: b"<table><tr><td colspan=99999999 rowspan=99999999>a<td>b<tr><td>1<td>2<td>3</table>"),
    "many-spans.html": (
        1,
        lambda _: b"<table>" + b"<tr><td colspan=1000 rowspan=65534>1</td><td>2</td></tr>" * 5_000 + b"</table>",
    ),
    "entities.html": (1, lambda _: b'<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><html><p>&c;</p></html>'),
    "nested-tables.html": (1, lambda _: b"<html>" + b"<table><tr><td>a" * 400 + b"</td></tr></table>" * 400),
    "unclosed.html": (1, lambda _: b"<html>" + b"<p>a" * 30_000),
    **{
        f"{name}.html": (1, lambda _, sheet=sheet, cells=cells, more=more: styled(sheet, cells, *more))
        for name, (sheet, cells, *more) in {
            "long-sheet": (b".a{order:1}" * 200_000, b""),
            "many-rules": (b"td,".join([b"*{order:1}"] * 3_000), b"<td><b>1</b>" * 90 + b"<tr>"),
            "many-rules-of-classes": (b"b.a:not(.b){opacity:0}" * 1_500, b"<td><b class=a>1</b>" * 50 + b"<tr>"),
            "slow-selector": (b"b b b b b b b b b b b i{opacity:0}", b"<td>" + b"<b>" * 150 + b"<i>1" + b"</b>" * 150),
            "siblings": (b"b ~ b ~ b ~ i{opacity:0}", b"<td>" + b"<b>1</b>" * 900 + b"<i>2</i>"),
            "counted": (b"td:nth-of-type(3n):last-child{order:2}", b"<td>1" * 90 + b"<tr>"),
            "in-one-another": (b":not(" * 500 + b"a" + b")" * 500 + b"{opacity:0}", b"<td>1"),
            "rules-in-rules": (b"td{" * 20_000 + b"opacity:0", b"<td>1"),
            "with-inner": (b"td:has(b:has(i)) b{opacity:0}", b"<td><b>1</b>" * 90 + b"<tr>"),
            "hidden-rows": (b"tbody{visibility:hidden} td{opacity:.9}", b"<td><b>1</b>" * 90 + b"<tr>"),
            "struck": (b"table{text-decoration:line-through}", b"<td><b>1</b>" * 90 + b"<tr>"),
            "pale": (b"b{color:#fff}", b"<td><b>1</b>" * 90 + b"<tr>", 1),
            "names": (
                b"*{--a:1}"
                + b"".join(b"b{--a%d:var(--a%d)var(--a%d)}" % (n + 1, n, n) for n in range(30))
                + b"i{order:var(--a30)}",
                b"<td><b><i>1</i></b>" * 90 + b"<tr>",
            ),
            "long-values": (
                b"b{transform:" + b"matrix" * 30_000 + b"}i{filter:" + b"scale" * 30_000 + b"}",
                b"<td><b>1</b><i>2</i>" * 90 + b"<tr>",
                32,
            ),
            "deep-layers": (b"@layer " + b"a." * 60_000 + b"a{b{order:1}}", b"<td><b>1</b>", 32),
            "many-digits": (b"b{order:" + b"1" * 200_000 + b"}", b"<td><b style=order:%b>1</b>" % (b"1" * 9_000), 128),
            "names-of-names": (b"b{--a:var(--b);--b:var(--a);order:var(--a)}", b"<td><b>1</b>" * 90 + b"<tr>", 32),
            "deep": (b"b{opacity:.9;float:left}", b"<td>" + b"<b>1" * 900 + b"</b>" * 900 + b"<tr>"),
        }.items()
    },
    "hidden-in-hidden.html": (
        1,
        lambda _: styled(b"", b"<td>1" + b"<i style=font-size:0>" * 900 + b"</i>" * 900),
    ),
    "own-styles.html": (
        1,
        lambda _: b"<table>" + b"".join(b"<tr><td style='order:%d'>1<td>2" % n for n in range(6_000)) + b"</table>",
    ),
    "struck-texts.html": (1, lambda _: b"<html>" + b"<p>a<s>1<b>" * 500 + b"1" * 10**6 + b"<del>1</del>" * 50_000),
    "hidden-texts.html": (
        1,
        lambda _: b"<style>i{opacity:0}</style><p>a" + b"<i>" * 2_000 + b"a<br>" * 10_000 + b"a" * 300_000,
    ),
    "tables-in-scripts.html": (
        1,
        lambda _: (
            b"<p>a<script>"
            + ("行政许可" + "<table>" + "<td>1" * 18_000 + "\\u4e00" * 30_000).encode()
            + b"</script>" * 9
        ),
    ),
    "data-in-scripts.html": (
        1,
        lambda _: (
            b"<p>a" + ("<script>行政许可,规范性文件,自然人" + '" +' * 70_000 + "[1,2]" * 3_000 + "</script>").encode()
        ),
    ),
    "marks.md": (1, lambda _: b"*a **b _c " * 40_000),
    "html-in-cells.md": (1, lambda _: b"|a|b|c|d|\n|-|-|-|-|\n" + b"|<i x>1</i>|<s>2</s>|~~3~~|<i x>4</i>|\n" * 2_500),
    "sheet-and-cells.md": (
        1,
        lambda _: (
            b"<style>" + b"i{order:1}" * 280 + b"</style>\n\n|a|b|c|d|\n|-|-|-|-|\n" + b"|<i x>1</i>|2|3|4|\n" * 2_000
        ),
    ),
    "brackets.md": (1, lambda _: b"[" * 200_000),
    "lines.txt": (1, lambda _: b"a\n" * 12_000),
    "wide-and-high.txt": (2, lambda _: b"a\n\n|===\n" + b"999.999+|1\n" * 1_500 + b"|===\n"),
    "long-format.xlsx": (1, lambda _: with_format("[" * 200_000)),
    "elements.docx": (1, lambda _: word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 19_900)),
}


@pytest.mark.parametrize("name", BORNE)
def test_excess_that_can_be_borne_is_read_in_time_and_memory(name: str, tmp_path: Path) -> None:
    fewest, make = BORNE[name]
    path = tmp_path / name
    path.write_bytes(make(path))

    code, message, blocks = read(path, *((SECONDS, MEMORY) if name in LARGE else (SMALL_SECONDS, SMALL_MEMORY)))

    assert (code, bool(message)) == (("long", True) if name in LONG else ("", False))
    assert blocks >= fewest or name in LONG


def test_folder_and_missing_file_are_refused(tmp_path: Path) -> None:
    assert read(tmp_path)[0] == "not-a-file"
    assert read(tmp_path / "没有.html")[0] == "absent"


def test_size_is_looked_at_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    with path.open("wb") as file:
        file.write(b"<html><p>")
        file.truncate(200 * MEGABYTE)

    code, message, _ = read(path)

    assert code == "too-large"
    assert "24 MB" in message
