"""Pages saved with everything in one file: the style sheets that are parts of the file hold for the page."""

from __future__ import annotations

import pytest

from gongkai.readers.document import SourceGrid
from gongkai.readers.formats.reading import read_document

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
        (f'<link rel="stylesheet" href="{HREF}">', SHEET + ".a{}" * 3000),
    ],
)
def test_sheet_that_is_none_of_the_page_or_too_long_does_not_hold(link: str, sheet: str) -> None:
    assert "不显示" not in figure(link, PLACE, sheet)
