"""Pages saved with everything in one file: the style sheets that are parts of the file hold for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.readers.document import SourceGrid
from gongkai.readers.files.linked_files import with_linked
from gongkai.readers.formats.reading import read_document
from gongkai.readers.html.styles.sheets.texts import without_idle_rules

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "<p>二、主动公开政府信息情况</p><table><tr><td>行政许可<td>1<i class=old>2</i><tr><td>行政处罚<td>5</table>"
PART = "Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n{place}\r\n\r\n{content}\r\n"
HREF, PLACE = "http://a.example/css/a.css?v=1&amp;b", "Content-Location: http://a.example/css/a.css?v=1&b"
SHEET = ".old { display: none } /* 旧 */"


def figure(link: str, place: str, sheet: str = SHEET) -> str:
    """The figure of the first row of a saved page with a link to a sheet, which is another part of the file."""
    html = PART.format(kind="text/html", place="Content-Location: http://a.example/b/c.html", content=f"{link}{TABLE}")
    css = PART.format(kind="text/css", place=place, content=sheet)
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    document = read_document(f"{head}--x\r\n{html}--x\r\n{css}--x--\r\n".encode(), name="a.mht")
    return next(block.rows[0][1].text for block in document.blocks if isinstance(block, SourceGrid))


@pytest.mark.parametrize(
    ("link", "place"),
    [
        (f'<link rel="stylesheet" href="{HREF}">', PLACE),
        (f"<LINK href='{HREF}' rel=stylesheet type=text/css>", PLACE),
        ('<link rel="stylesheet" href="../css/a.css?v=1&amp;b">', PLACE),
        ('<link rel="stylesheet" href="cid:css-1@mhtml.blink">', "Content-ID: <css-1@mhtml.blink>"),
    ],
)
def test_sheet_that_is_a_part_of_the_file_holds(link: str, place: str) -> None:
    assert figure(link, place) == "1[网页上不显示：2]"


@pytest.mark.parametrize(
    ("link", "sheet"),
    [
        (f'<link rel="stylesheet" media="print" href="{HREF}">', SHEET),
        (f'<link rel="alternate stylesheet" href="{HREF}">', SHEET),
        ('<link rel="stylesheet" href="b.css">', SHEET),
    ],
)
def test_sheet_that_is_none_of_the_page_does_not_hold(link: str, sheet: str) -> None:
    assert "不显示" not in figure(link, PLACE, sheet)


def test_sheet_that_is_linked_time_and_again_makes_no_endless_page() -> None:
    page = b"<link rel=stylesheet href=a.css>" * 1_000
    assert len(with_linked(page, {"a.css": b"p{}" * 10_000}.get)) < 3_000_000


@pytest.mark.parametrize("idle", [".a{color:red}", ".a,.b:not(.old) > i{color:red}", "@media screen{.a i{top:0}}"])
def test_sheet_of_a_framework_holds_however_many_rules_it_has(idle: str) -> None:
    assert figure(f'<link rel="stylesheet" href="{HREF}">', PLACE, idle * 4000 + SHEET) == "1[网页上不显示：2]"


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".a{x:1}.b{y:2}", ".b{y:2}"),
        (".a,.b i{x:1}", ".b i{x:1}"),
        (".b:not(.a){x:1}", ".b:not(.a){x:1}"),
        (":is(.a,.b){x:1}", ":is(.a,.b){x:1}"),
        (".b{y:1;.a{x:1}}", ".b{y:1;}"),
        ("@media screen{.a{x:1}.b{y:2}}", "@media screen{.b{y:2}}"),
        ("@font-face{x:1}a[href='.a']{x:1}", "@font-face{x:1}a[href='.a']{x:1}"),
        (".a\\:b{x:1}/* .b{ */#c{y:1}", ".a\\:b{x:1}#c{y:1}"),
    ],
)
def test_rules_for_no_element_of_a_page_are_sorted_out(sheet: str, left: str) -> None:
    assert without_idle_rules(sheet, {"b", "c"}) == left


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("报告_files/a.css", "1[网页上不显示：2]"),
        ("%E6%8A%A5%E5%91%8A_files/a.css?v=1", "1[网页上不显示：2]"),
        ("./报告_files/../报告_files/a.css", "1[网页上不显示：2]"),
        ("../a.css", "1\n2"),
        ("报告_files/link.css", "1\n2"),
        ("报告_files/absent.css", "1\n2"),
        ("/报告_files/a.css", "1\n2"),
        ("file:报告_files/a.css", "1\n2"),
        ("http://a.example/报告_files/a.css", "1\n2"),
    ],
)
def test_sheet_in_a_file_beside_a_page_holds(tmp_path: Path, href: str, text: str) -> None:
    folder = tmp_path / "b" / "报告_files"
    folder.mkdir(parents=True)
    for file in (folder / "a.css", tmp_path / "a.css"):
        file.write_text(SHEET, encoding="utf-8")
    (folder / "link.css").symlink_to(tmp_path / "a.css")
    page = tmp_path / "b" / "报告.html"
    page.write_text(f'<meta charset=utf-8><link rel=stylesheet href="{href}">{TABLE}', encoding="utf-8")
    (grid,) = read_document(page).grids()

    assert grid.rows[0][1].text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [("报告_files/show.js", "[网页脚本写的字]"), ("报告_files/jquery.js", "12"), ("报告_files/absent.js", "12")],
)
def test_script_in_a_file_beside_a_page_is_looked_at(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "报告_files").mkdir()
    for file in ("show.js", "jquery.js"):
        script = "/* 数 */ document.getElementById('n').innerHTML = 9"
        (tmp_path / "报告_files" / file).write_text(script, encoding="utf-8")
    page = tmp_path / "报告.html"
    table = "<p>二、主动公开政府信息情况</p><table><tr><td>行政许可<td id=n>12<tr><td>行政处罚<td>5</table>"
    page.write_text(f'<meta charset=utf-8>{table}<script src="./{name}"></script>', encoding="utf-8")
    (grid,) = read_document(page).grids()

    assert grid.rows[0][1].text == text
