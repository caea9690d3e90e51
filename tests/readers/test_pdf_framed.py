"""Tables that a browser prints within the frame of a page's layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.readers.document import SourceGrid, SourceParagraph
from gongkai.readers.formats.reading import read_document

if TYPE_CHECKING:
    from tests.conftest import OpenPage

HEADS = ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
BLOCKS = (
    ("一", "规章", ("1160", "83", "47")),
    ("五", "行政许可", ("208", "391", "12")),
    ("六", "行政处罚", ("5", "64", "7")),
)


def test_what_a_frame_encloses_beside_one_table_is_not_lost(page: OpenPage) -> None:
    rows = "".join(
        f"<tr><td colspan=4>第二十条第（{number}）项</tr><tr><td>{'<td>'.join(HEADS)}</tr>"
        f"<tr><td>{label}<td>{'<td>'.join(figures)}</tr>"
        for number, label, figures in BLOCKS
    )
    style = ".t{border-collapse:collapse;border-style:hidden;width:600px} .t td{border:1px solid #000}"
    tab = page()
    lead = "<p>2020年工作总体情况</p>" * 4
    frame = f"<table border=1 width=100%><tr><td><table class=t>{rows}</table></table>"
    tab.set_content(f"<style>{style}</style>{lead}{frame}")
    document = read_document(tab.pdf(format="A4"), name="a.pdf")

    texts = [block.text for block in document.blocks if isinstance(block, SourceParagraph)]
    grids = [block for block in document.blocks if isinstance(block, SourceGrid)]
    texts += [cell.text for block in grids for row in block.rows for cell in row]
    assert not {figure for _, _, figures in BLOCKS for figure in figures} - set(" ".join(texts).split())
