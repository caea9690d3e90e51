"""Which files a text shows or links to."""

from __future__ import annotations

import pytest

from gongkai.narrative.links import FileLink, file_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("全年公开 12 件。", []),
        ("![图](图1.png)", [FileLink(1, 6, "图1.png", is_picture=True)]),
        ('见\n\n![图](images/a%20b.png "说明")', [FileLink(3, 6, "images/a b.png", is_picture=True)]),
        ("![图](图(1).png)", [FileLink(1, 6, "图(1).png", is_picture=True)]),
        ('<img alt="图" src="图.jpg">', [FileLink(1, 19, "图.jpg", is_picture=True)]),
        ("见[附件](附件.pdf#page=2)。", [FileLink(1, 7, "附件.pdf", is_picture=False)]),
        ("见[附件](https://example.gov.cn/a.pdf)、[甲](/a.pdf)、[乙](#b)、[丙](2023.md)、[丁](2023/report.xlsx)。", []),
        ("![图](https://example.gov.cn/a.png)", []),
        ("```\n![图](图1.png)\n```", []),
    ],
)
def test_files_that_a_text_names(text: str, links: list[FileLink]) -> None:
    assert list(file_links(text)) == links
