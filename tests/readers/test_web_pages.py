"""Web pages as content systems and Word make them: encodings, spans, chrome, layout tables, breaks."""

from __future__ import annotations

import pytest

from gongkai.errors import ReadError
from gongkai.readers.document import Document, Image, SourceGrid, SourceParagraph
from gongkai.readers.formats.reading import read_document

SECTIONS = "<p>一、总体情况</p><p>本单位按规定公开。</p><p>二、主动公开政府信息情况</p>"


def page(body: str, head: str = "", *, encoding: str = "utf-8") -> Document:
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), name="a.html")


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def rows(grid: SourceGrid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def grid(body: str) -> SourceGrid:
    (only_grid,) = page(f"{SECTIONS}<table>{body}</table>").grids()
    return only_grid


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
        ("", "utf-16-le"),
    ],
)
def test_encoding_is_known_whatever_is_declared(declared: str, encoding: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    body = f"{SECTIONS}<p>镕鎔䶮㑇与“三安全一稳定”</p>"

    assert texts(page(body, head, encoding=encoding))[-1] == "镕鎔䶮㑇与“三安全一稳定”"


def test_word_s_spans_empty_marks_and_broken_lines_give_plain_text() -> None:
    body = (
        "<p class=MsoNormal><span>规</span><span>范</span>性\n文件<span lang=EN-US> 8&nbsp;件<o:p></o:p></span></p>"
        "<p><o:p>&nbsp;</o:p></p>"
    )
    assert texts(page(SECTIONS + body))[-1] == "规范性文件 8 件"


def test_spans_are_expanded_and_each_place_knows_its_cell() -> None:
    table = grid("<tr><td rowspan=2 colspan=2>甲<td>1<tr><td>2<tr><td>乙<td>丙<td>3")

    assert rows(table) == [["甲", "甲", "1"], ["甲", "甲", "2"], ["乙", "丙", "3"]]
    assert [[cell.head for cell in row] for row in table.rows][:2] == [[True, False, True], [False, False, True]]
    assert (table.rows[0][0].colspan, table.rows[0][0].rowspan) == (2, 2)
    assert table.rows[1][2].origin.cell == "第 2 行第 3 列"


@pytest.mark.parametrize(
    ("below", "row"),
    [
        ("<td>甲<td>乙<td>丙", ["自然人", "法人", "法人", "法人", "总计"]),
        ("<td>甲<td>乙", ["自然人", "法人", "总计", "", ""]),
        ("<td>甲<td colspan=2>乙", ["自然人", "法人", "总计", "", ""]),
    ],
)
def test_head_that_lost_its_span_is_as_wide_as_the_cells_below_it(below: str, row: list[str]) -> None:
    heads = f"<tr><td rowspan=2>自然人<td>法人<td rowspan=2>总计<tr>{below}<tr><td>1<td>2<td>3<td>4<td>5"
    assert rows(grid(f"<tr><td colspan=5>申请人情况{heads}"))[1] == row


@pytest.mark.parametrize(
    ("down", "below", "row"),
    [
        ("", "<td>甲<td>乙", ["", "", "甲", "乙", ""]),
        (" rowspan=2", "<td>甲<td>乙", ["项目", "", "甲", "乙", ""]),
        (" rowspan=2", "<td>甲<td>乙<td>丙", ["项目", "甲", "乙", "丙", ""]),
        ("", "<td>甲<td>1", ["甲", "1", "", "", ""]),
    ],
)
def test_heads_below_another_stay_there_where_those_beside_it_lost_their_span(
    down: str, below: str, row: list[str]
) -> None:
    heads = f"<tr><td{down}>项目<td>自然人<td colspan=2>法人<td>总计<tr>{below}<tr><td>1<td>2<td>3<td>4<td>5"
    assert rows(grid(f"<tr><td colspan=5>申请人情况{heads}"))[2] == row


def test_enormous_spans_are_cut_to_the_other_rows() -> None:
    table = grid("<tr><td colspan=99999999 rowspan=99999999>甲</td></tr><tr><td>1<td>2<td>3</tr>")

    assert len(table.rows[0]) <= 6
    assert [cell.text for cell in table.rows[1] if cell.head] == ["1", "2", "3"]


def test_span_to_the_end_of_its_group_short_rows_and_raster_columns() -> None:
    table = grid(
        "<tbody><tr><td rowspan=0>甲<td colspan=3>1<tr><td colspan=3>2</tbody>"
        "<tbody><tr><td>乙<td colspan=2>3<td>4<tr><td>丙</tbody>"
    )
    assert rows(table) == [["甲", "1", "1"], ["甲", "2", "2"], ["乙", "3", "4"], ["丙", "", ""]]
    assert [cell.padded for cell in table.rows[3]] == [False, True, True]


def test_overlapping_spans_keep_the_cell_that_was_there_first() -> None:
    table = grid("<tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4<td>5")

    assert rows(table)[1][:2] == ["4", "2"]
    assert "5" in rows(table)[1]


def test_head_and_foot_are_where_a_page_shows_them_and_the_caption_before() -> None:
    body = "<table><caption>表一</caption><tfoot><tr><td>总计<td>3</tfoot><tbody><tr><td>甲<td>3</tbody></table>"
    document = page(SECTIONS + body)

    assert texts(document)[-1] == "表一"
    assert rows(next(document.grids())) == [["甲", "3"], ["总计", "3"]]


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    assert rows(grid("<tr><td><p>社会</p><p>公益&nbsp;&nbsp;</p><p>组织</p><td>结果<br/>维持<td>1"))[0] == [
        "社会\n公益\n组织",
        "结果\n维持",
        "1",
    ]


def test_table_around_the_page_is_unwrapped_and_tables_in_it_stay() -> None:
    inner = "<table><tr><td>行政许可<td>5</table>"
    document = page(f"<table><tr><td>菜单<td><p>一、总体情况</p><p>二、主动公开政府信息情况</p>{inner}</table>")

    assert [rows(table) for table in document.grids()] == [[["行政许可", "5"]]]
    assert texts(document)[-2:] == ["一、总体情况", "二、主动公开政府信息情况"]


def test_table_with_figures_is_kept_whatever_else_its_cells_hold() -> None:
    table = grid("<tr><td>三、收到和处理政府信息公开申请情况<td><tr><td>甲<td>1<tr><td>乙<td>2<tr><td>丙<td>3")

    assert len(table.rows) == 4


def test_one_label_with_blank_cells_stays_a_table() -> None:
    assert rows(grid("<tr><td>予以公开<td>&nbsp;<td><o:p>&nbsp;</o:p>")) == [["予以公开", "", ""]]


@pytest.mark.parametrize("name", ["table", "tr", "td", "div"])
def test_table_that_is_read_out_and_not_drawn_is_read(name: str) -> None:
    rows_of_table = "<tr><td>规章<td>22<td>3<tr><td>规范性文件<td>4<td>5"
    html = f"<div><table>{rows_of_table}</table></div>".replace(f"<{name}>", f"<{name} class='a sr-only'>")

    (table,) = page(html).grids()

    assert rows(table) == [["规章", "22", "3"], ["规范性文件", "4", "5"]]


def test_raised_mark_is_kept_apart_from_its_figure() -> None:
    assert rows(grid("<tr><td>规章<td>22<sup>1</sup><td>3"))[0][1] == "22[1]"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<s>99</s>12", "[删除线：99]12"),
        ("<span style='text-decoration: line-through'>99</span>12", "[删除线：99]12"),
        ("<span class='b off'>99</span>12", "[网页上不显示：99]12"),
        ("<span class='wide'>12</span>", "12"),
        ("<span style='opacity:0'>99</span>12", "[网页上不显示：99]12"),
        ("<span style='opacity:0.5'>12</span>", "12"),
        ("<span style='position:absolute;left:-9999px'>99</span>12", "[网页上不显示：99]12"),
        ("<ruby>12<rp>(</rp><rt>9</rt></ruby>", "12[9]"),
        ("<font color=#ffffff>5</font>12", "[白色字：5]12"),
        ("<span style='color: white'>5</span>12", "[白色字：5]12"),
        ("<span style='background:#036;color:#FFF'>12</span>", "12"),
        ("<font color=white>规章</font>", "规章"),
        ("<span style='mso-hide:all'>9</span>12", "[网页上不显示：9]12"),
        ("<span style='zoom:0.01'>9</span>12", "[网页上不显示：9]12"),
        ("&#8238;12&#8236;", "21"),
        ("1&#8232;2", "1 2"),
        ("1&#8233;件", "1 件"),
        ("<dialog>9</dialog>12", "12"),
        ("<dialog open>9</dialog>12", "9\n12"),
        ("<noframes>9</noframes>12", "12"),
        ("<noembed>9</noembed>12", "12"),
        ("<progress value=9 max=9>9</progress>", "图片：?"),
        ("<meter value=9 max=9>9</meter>12", "12"),
        ("<datalist><option>9</datalist>12", "12"),
        ("<option>9</option>12", "9\n12"),
        ("<select><option>0<option selected>9</select>", "9"),
        ("<select><option>0<option>9</select>", "[下拉框没有选定：0]"),
        ("<select><optgroup><option>0</optgroup></select>", "[下拉框没有选定：0]"),
        ("<select multiple><option selected>1<option selected>2</select>", "1\n2"),
        ("<select></select>", ""),
        ("<ruby>12<rtc>9</rtc></ruby>", "12[9]"),
        ("<div>9<template shadowrootmode=open>12</template></div>", "12"),
        ("<div><template shadowrootmode=closed>1<slot>9</slot></template>2</div>", "12"),
        ("<p><i slot=n>2</i>9<template shadowrootmode=open>1<slot name=n></slot></template></p>", "12"),
        ("<div>12<template>9</template></div>", "12"),
        ("<template shadowrootmode=open>9</template>12", "12"),
    ],
)
def test_part_of_a_cell_that_is_not_shown_is_no_part_of_its_figure(content: str, text: str) -> None:
    sheet = "<style>/* .c{} */ @media print { .wide {display:none} } th, span.off,.x { Display: none } .y p{}</style>"
    (grid,) = page(f"{sheet}{SECTIONS}<table><tr><td>规章<td>{content}<td>0</table>").grids()
    assert grid.rows[0][1].text == text


def test_chrome_is_left_out_and_what_describes_the_report_is_not() -> None:
    body = (
        "<div class=header><a href=/>首页</a><p>欢迎访问本网站</p></div>"
        "<div class=nav><ul><li><a href=/a>一、总体情况</a><li><a href=/b>通知公告</a></ul></div>"
        "<div>您现在的位置：<a href=/>首页</a> &gt; 年报</div>"
        "<table><tr><td>索引号<td>A-1<td>发布日期<td>2022-01-20</table>"
        "<div class=title>示例局2021年政府信息公开工作年度报告</div>"
        "<div class=article><div class=share>分享到：微信</div><p>字体：[大 中 小] 打印 关闭</p>"
        f"{SECTIONS}<table><tr><td>信息内容<td>行政许可<td>1</table><p>六、其他需要报告的事项</p><p>无。</p>"
        "<p>上一篇：没有了</p></div>"
        "<div class=footer><p>版权所有：示例局　网站地图</p></div>"
    )
    document = page(body)

    assert texts(document) == [
        "示例局2021年政府信息公开工作年度报告",
        "一、总体情况",
        "本单位按规定公开。",
        "二、主动公开政府信息情况",
        "六、其他需要报告的事项",
        "无。",
    ]
    assert [rows(table)[0][0] for table in document.grids()] == ["索引号", "信息内容"]


def test_long_text_outside_of_the_sections_is_not_lost() -> None:
    long = "示例局编制本报告，" + "所列数据的统计期限自一月一日起至十二月三十一日止。" * 2
    body = f"<div><div><p>{long}</p></div></div><div>{SECTIONS}</div>"

    assert texts(page(body))[0] == long


def test_breaks_begin_paragraphs_where_an_indent_or_number_follows() -> None:
    body = (
        "<div>一、总体情况<br>　　前一段，<br>同一段。<br><br>后一段。<br>二、主动公开政府信息情况<br>（一）规章</div>"
    )

    assert texts(page(body)) == [
        "一、总体情况",
        "前一段，\n同一段。",
        "后一段。",
        "二、主动公开政府信息情况",
        "（一）规章",
    ]


def test_lines_of_preformatted_text_are_lines() -> None:
    assert texts(page("<pre>一、总体情况\n本局\n<b>二、主动\n公开</b></pre>")) == [
        "一、总体情况\n本局",
        "二、主动\n公开",
    ]


def test_headings_lists_and_pictures_are_marked() -> None:
    body = f"<h1>示例局<br>年度报告</h1>{SECTIONS}"
    body += "<ol start=2><li>甲<li><p>乙</p><p>续</p></ol><ul><li>丙</ul><img src='a/b.png?x=1'>"
    document = page(body)
    paragraphs = list(document.paragraphs())

    assert (paragraphs[0].text, paragraphs[0].level) == ("示例局\n年度报告", 1)
    assert [(one.text, one.item, one.number) for one in paragraphs[-4:]] == [
        ("甲", True, 2),
        ("乙", True, 3),
        ("续", False, None),
        ("丙", True, None),
    ]
    assert [block.name for block in document.blocks if isinstance(block, Image)] == ["b.png"]


def test_hidden_and_deleted_text_is_left_out_unless_there_is_nothing_else() -> None:
    hidden = "<p style='color:red; DISPLAY : none'>不见</p><p hidden>也不见</p><div popover>再不见</div>"
    hidden += "<section class='gk-sheet wide'>本站的说明</section><p><del>旧</del>新</p>"

    assert texts(page(SECTIONS + "本局" * 80 + hidden))[-1] == "新"
    assert "一、总体情况" in texts(page(f"<div style='display:none'>{SECTIONS}{'本局依法公开' * 30}</div>"))


def test_meta_and_title_are_taken_and_no_person() -> None:
    head = "<title>年报</title><meta name=PubDate content='2022-01-20'>"
    head += "<meta name=ArticleTitle content=某报告><meta name=author content=某人>"
    document = page(SECTIONS, head)

    assert dict(document.meta) == {"PubDate": "2022-01-20", "ArticleTitle": "某报告"}
    assert document.title == "某报告"


def test_blocks_are_numbered_in_order_and_know_their_line() -> None:
    document = read_document(
        b"<html><body>\n<p>a</p>\n<table><tr><td>1<td>2</table>\n<p>b</p></body></html>", name="a.html"
    )

    assert [(block.origin.block, block.origin.line) for block in document.blocks] == [(1, 2), (2, 3), (3, 4)]
    assert all(cell.origin.block == 2 for cell in next(document.grids()).rows[0])


def test_same_page_gives_the_same_document() -> None:
    data = f"<html><body>{SECTIONS}<table><tr><td>a<td>1</table></body></html>".encode()

    assert read_document(data, name="a.html") == read_document(data, name="a.html")


def test_page_under_the_name_of_a_word_file_is_read_as_a_page() -> None:
    document = read_document(f"<html><body>{SECTIONS}</body></html>".encode(), name="a.doc")

    assert document.kind == "html"
    assert isinstance(document.blocks[0], SourceParagraph)


def test_page_without_text_says_so() -> None:
    with pytest.raises(ReadError, match="没有文字") as raised:
        page("<img src=data:image/png;base64,AAAA>" * 0)
    assert raised.value.code == "no-text"


@pytest.mark.parametrize(
    "content",
    [
        "<svg width=30><text x=1>12</text></svg>",
        "<canvas></canvas>",
        "<object data=1.pdf></object>",
        "<embed src=1.svg>",
        "<iframe src=1.html></iframe>",
        "<video src=1.mp4></video>",
        "<i style='background: url(n5.png) no-repeat'></i>",
        "<svg></svg><!-- 3 --><br>",
    ],
)
def test_cell_with_nothing_but_what_is_drawn_is_no_blank(content: str) -> None:
    assert rows(grid(f"<tr><td>规章<td>{content}</td><td>0"))[0] == ["规章", "图片：?", "0"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<math><mn>12</mn></math>", "12"),
        ("<math><mn mathcolor=white>9</mn><mn>12</mn></math>", "图片：?"),
        ("1</br>2", "1\n2"),
        ("1</p>2", "1\n2"),
        ("1<listing>2</listing>", "1\n2"),
        ("<input type=image alt=2>", "图片：2"),
        ("<image src=2.png>", "图片：2.png"),
        ("1\u200f2\u200f3", "132"),
        ("\u200f1\u200f2", "21"),
        ("<button>12</button>", "12"),
        ("<svg><path/></svg>12", "12"),
        ("<bdo dir=rtl>2<b>1</b></bdo>", "12"),
        (
            "<i><b><math><mn>12</mn><annotation>12</annotation></math></b><b aria-hidden=true>12</b></i>",
            "12",
        ),
        ("<i><b>12</b><b class=MJX_Assistive_MathML><math><mn>12</mn></math></b></i>", "12"),
        ("<button>12</button><button>34</button>", "12\u300034"),
        ("<i class=visible-xs>12</i><i class=hidden-xs>12</i>", "12[网页里写了两遍：12、12]"),
        ("<i class=a>2</i><i class=b>2</i>", "22"),
        ("<input type=button value=72>", "72"),
        ("<input type=submit value=查看>12", "12"),
        ("<select><option label=12 selected>34</option></select>", "12"),
        ("<span style='unicode-bidi: bidi-override; direction: rtl'>21</span>", "12"),
        ("<bdo dir=ltr>12</bdo>", "12"),
    ],
)
def test_cell_is_read_as_the_page_shows_it(content: str, text: str) -> None:
    assert rows(grid(f"<tr><td>规章<td>{content}<td>0"))[0] == ["规章", text, "0"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<script>document.write(12)</script>", "[网页脚本写的字]"),
        ("<script>cell.innerHTML = n</script>2", "[网页脚本写的字]2"),
        ("<script>track('a')</script>2", "2"),
        ("<noscript>12</noscript>", "[网页上不显示：12]"),
        ("<template>12</template>", "[网页上不显示：12]"),
        ("<span class=sr-only>12</span>", "[网页上不显示：12]"),
        ("<i style='display:none'>12</i>", "[网页上不显示：12]"),
        ("<i style='display:none'>无</i>", ""),
        ("<noscript>12</noscript>5", "5"),
        ("<my-number value=12></my-number>", "图片：?"),
        ("<my-number>12</my-number>", "12"),
        ("<i class='icon-num-3'></i>", "图片：icon-num-3"),
        ("<i class='icon-up'></i>", ""),
        ("<i class='fa fa-minus'></i>5", "[图片：fa fa-minus]5"),
        ("<i class='fa fa-check'></i>5", "5"),
        ("<label>1</label><input value=2>", "1 2"),
        ("<input value=12>件", "12 件"),
        ("<input placeholder=12>", "[12]"),
        ("<input type=password value=12>", "[12]"),
        ("<input type=hidden value=12>", "[网页上不显示：12]"),
        ("<input type=checkbox value=1>", ""),
        ("<ol start=12><li></li></ol>", "[列表自动编的号，没有别的字]"),
        ("<span class=count data-to=12>0</span>", "[网页脚本写的字：12]"),
        ("<span data-count=12>12</span>", "12"),
        ("<?php echo 12 ?>", "[网页脚本写的字]"),
        ("<script src=n.js></script>", "[网页脚本写的字]"),
        ("<input placeholder=请填写>", ""),
        ("<input value=12 style='display:none'>", "[网页上不显示：12]"),
        ("<input value=12 hidden>5", "5"),
        ("<input type=number value=12家>", "[12家]"),
        ("<input type=number value=12.50>", "12.50"),
        ("<details>12</details>", "[网页上不显示：12]"),
        ("<details><summary>5</summary>12</details>", "5\n[网页上不显示：12]"),
        ("<details open>12</details>", "12"),
        ("5<iframe src=1.html></iframe>", "5[图片：1.html]"),
    ],
)
def test_cell_with_a_figure_that_a_page_does_not_show_as_text_is_no_blank(content: str, text: str) -> None:
    assert rows(grid(f"<tr><td>规章<td>{content}</td><td>0"))[0] == ["规章", text, "0"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<td class='num js-count'>", "[网页脚本写的字]"),
        ("<td title=received>", "[网页脚本写的字]"),
        ("<td><b aria-label=received></b>", "[网页脚本写的字]"),
        ("<td data-v-cell>", "[网页脚本写的字]"),
        ("<td id=r1>", "[网页脚本写的字]"),
        ("<td class=num>", ""),
        ("<td class='xl67 right-border no_data selectTdClass'>", ""),
        ("<td class=num><p class=MsoNormal><a name=_GoBack></a><br data-mce-bogus=1>", ""),
    ],
)
def test_blank_cell_with_a_mark_that_no_other_has_waits_for_a_script_in_a_file(cell: str, text: str) -> None:
    table = f"<table><tr><td>规章<td class=num>5<td class=num>0<tr><td>行政许可{cell}</td><td class=num>7</table>"
    cells = [
        row[1].text
        for script in ("", "<script src=a.js></script>")
        for drawn in page(SECTIONS + table + script).grids()
        for row in drawn.rows[1:]
    ]
    assert cells == ["", text]


def test_script_may_count_up_to_a_number_of_thousands_of_digits() -> None:
    counter = f"<span data-to={'1' * 5000}>0</span>"

    assert rows(grid(f"<tr><td>规章<td>{counter}</td><td>0"))[0] == ["规章", f"[网页脚本写的字：{'1' * 18}]", "0"]


@pytest.mark.parametrize(
    ("attribute", "script", "text"),
    [
        ("id=n", "document.getElementById('n').innerText = 24", "[网页脚本写的字]"),
        ("id=n", '$("#n").html(24)', "[网页脚本写的字]"),
        ("class='a n'", "$('.n').text(sum)", "[网页脚本写的字]"),
        ("id=n", "$('#m').html(24)", "12"),
        ("id=n", "track('n')", "12"),
        ("class=n", "$('#n').html(24)", "12"),
        ("v-text=row.n", "", "[网页脚本写的字]"),
        ("data-ng-bind=n", "", "[网页脚本写的字]"),
        (":inner-text.prop=n", "", "[网页脚本写的字]"),
        ("[innerHTML]=n", "", "[网页脚本写的字]"),
        ("th:utext=${n}", "", "[网页脚本写的字]"),
        ("data-v-1a2b", "", "12"),
        ("title=12", "", "12"),
    ],
)
@pytest.mark.parametrize("cell", ["<td {}>12</td>", "<td><i {}>12</i></td>", "<td {}></td>"])
def test_figure_that_a_script_elsewhere_writes_is_said(attribute: str, script: str, text: str, cell: str) -> None:
    row = f"<tr><td {attribute}>规章</td>{cell.format(attribute)}<td>0</td>"
    (grid,) = page(f"{SECTIONS}<table>{row}</table><script>{script}</script>").grids()

    assert rows(grid)[0] == ["规章", text if "12" in cell or text[0] == "[" else "", "0"]


def test_label_with_a_script_in_its_cell_is_read() -> None:
    content = "<script>document.write('')</script>"
    assert rows(grid(f"<tr><td>规章{content}<td>1<td>0"))[0] == ["规章", "1", "0"]


def test_pictures_of_the_digits_of_a_figure_are_all_named() -> None:
    document = page('<table><tr><td>规章<td><img src="1.gif" alt="1"><img src="2.gif" alt="2"><td>0</table>')

    assert [rows(grid) for grid in document.grids()] == [[["规章", "图片：1、2", "0"]]]


@pytest.mark.parametrize(
    ("sheet", "content", "text"),
    [
        ("td > i.old{display:none}", "<i class=old>9</i>24", "[网页上不显示：9]24"),
        ("td i:first-child{visibility:hidden}", "<i>9</i>24", "[网页上不显示：9]24"),
        ("@media screen{.p{display:none}}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        ("@media (max-width:600px){.p{display:none}}", "24<i class=p>1</i>", "241"),
        ("@media (width<=600px){.p{display:none}}", "24<i class=p>1</i>", "241"),
        ("@media (400px < width < 50em){.p{display:none}}", "24<i class=p>1</i>", "241"),
        ("@media (hover: none) and (pointer: coarse){.p{display:none}}", "24<i class=p>1</i>", "241"),
        ("@media (scripting: none){.p{display:none}}", "24<i class=p>1</i>", "241"),
        ("@media (width>400px){.p{display:none}}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        ("@media screen and (not (min-width:600px)){.p{display:none}}", "24<i class=p>1</i>", "241"),
        (".p{display:none} .q{.r, .p{display:inline}}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        ("td{.r, & > .p{display:none}}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{display:none} td .p{display:inline}", "24<i class=p>1</i>", "241"),
        (".p{display:none}", "24<p class=p>1</p>", "24\n[网页上不显示：1]"),
        ("@supports (display:grid){td{& .p{opacity:0%}}}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{filter:opacity(0)}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{height:0;overflow:hidden}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{color:rgba(0,0,0,0)}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{content-visibility:hidden}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{position:absolute;margin-left:-9999px}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{clip-path:inset(50%)}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{display:inline-block;transform:scale(0)}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{font:1px/1 serif}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{font:400 0/0 serif}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{text-decoration:red line-through}", "<i class=p>9</i>24", "[删除线：9]24"),
        ("td{text-decoration:line-through}", "24", "[删除线：24]"),
        (".p{color:#fff}", "24<i class=p>1</i>", "24[白色字：1]"),
        ("table{background:#036} td{color:white}", "24", "24"),
        ("tr{color:#fff} td{background:url(blue.png)}", "24", "24"),
        ("td{background:#eee} .p{color:#eeeeee}", "24<i class=p>1</i>", "24[与底色一样的字：1]"),
        ("td{background:red} .p{color:#f00}", "24<i class=p>1</i>", "24[与底色一样的字：1]"),
        (".p{vertical-align:super}", "24<i class=p>1</i>", "24[1]"),
        (".p{vertical-align:super}", "<i class=p>1</i>24", "[1]24"),
        (".p{vertical-align:super}", "<i class=p>1</i>", "[单独的上标或下标，可能是注的编号：1]"),
        ("", "<p><span><sup>1</sup></span></p>", "[单独的上标或下标，可能是注的编号：1]"),
        ("", "<sup>—</sup>", "—"),
        (".p{vertical-align:3px}", "<i class=p>24</i>", "24"),
        (".p{vertical-align:middle}", "2<i class=p>4</i>", "24"),
        ("", "24<a href='#_ftn1'>1</a>", "24[1]"),
        ("", "24<span class=MsoFootnoteReference>1</span>", "24[1]"),
        ("", "24<span style='font-size:70%'>1</span>", "24[1]"),
        ("", "<span style='font-size:12pt'>24</span><span style='font-size:8pt'>1</span>", "24[1]"),
        ("", "24<span style='font-size:6pt'>1</span>", "24[1]"),
        ("", "24<i style='font-size:.6em'>1</i>", "24[1]"),
        (".p{font-size:9px}", "24<i class=p>1</i>", "24[1]"),
        ("td{font-size:12px}", "2<i style='font-size:12px'>4</i>", "24"),
        ("td{font-size:10pt} .p{font-size:10.5pt}", "2<i class=p>4</i>", "24"),
        ("", "24<font size=-2>1</font>", "24[1]"),
        ("", "24<span style='vertical-align:text-top;font-size:8px'>1</span>", "24[1]"),
        ("", "<span style='font-size:20px'>24</span>1", "24\n1"),
        ("", "<span style='font-size:6pt'>1</span>24", "1\n24"),
        ("", "24<small>105</small>", "24\n105"),
        ("", "24<span style='font-size:6pt'>105</span>", "24\n105"),
        ("", "24.<small style='font-size:8px'>50</small>", "24.50"),
        ("", "<span style='font-size:6pt'><b>24</b></span><span style='font-size:8px'>1</span>", "241"),
        ("", "<a href=list.html>24</a>", "24"),
        ("", "<span style='font-size:12pt'>2</span><span style='font-size:12pt'>4</span>", "24"),
        (".p::before{content:'2'}", "<i class=p></i>4", "[网页样式加的字：2]4"),
        (".p:after{content:attr(data-n)}", "<i class=p data-n=24></i>", "[网页样式加的字：24]"),
        ("td::before{content:'\\25cf'}", "24", "24"),
        ("@media (max-width:700px){td::before{content:attr(data-n)}}", "24", "24"),
        (".p{background:url(4.png)}", "<i class=p></i>", "图片：?"),
        (".p{background:url(4.png)}", "2<i class=p></i>", "2[图片：?]"),
        ("td{background:url(paper.png)}", "", ""),
        ("", "2<img src=4.gif>", "2[图片：4.gif]"),
        ("", "2<img src=room.gif width=1>4", "24"),
        ("", "2<object data=4.svg></object>", "2[图片：?]"),
        ("", "2<canvas></canvas>", "2[图片：?]"),
        ("", "2<embed src=4.svg>", "2[图片：4.svg]"),
        ("", "2<wbr>4", "24"),
        ("td{display:flex;flex-direction:row-reverse}", "<i>4</i><i>2</i>", "[网页上移了位置：42]"),
        ("td{direction:rtl}", "24", "24"),
        (".p{unicode-bidi:bidi-override;direction:rtl}", "<i class=p>42</i>", "24"),
        (".p{float:right}", "<i class=p>4</i>2", "[网页上移了位置：4]2"),
        (".p{float:right}", "<div class=p>24</div>", "24"),
        (".p{order:-1}", "4<i class=p>2</i>", "4[网页上移了位置：2]"),
        ("", "<i style='font-size:0'><b style='font-size:9pt'>24</b></i>", "24"),
        ("b{visibility:visible}", "<i style='visibility:hidden'>9<b>24</b></i>", "[网页上不显示：924]"),
        ("", "<i style='visibility:hidden'>9</i>24", "24"),
        (".p{position:relative;left:-9px}", "4<i class=p>2</i>", "4[网页上移了位置：2]"),
        (".p{margin-top:-24px}", "<p class=p>42</p>", "[网页上移了位置：42]"),
        (".p{margin-top:-4px}", "<p class=p>42</p>", "42"),
        (".p{margin-left:-1em}", "4<i class=p>2</i>", "4[网页上移了位置：2]"),
        (".p{display:inline-block;rotate:180deg}", "<i class=p>6</i>", "[网页上移了位置：6]"),
        (":root{--m:none} .p{display:var(--m)}", "<i class=p>9</i>24", "[网页上不显示：9]24"),
        (":root{--m:none} .p{--m:inline;display:var(--m)}", "2<i class=p>4</i>", "24"),
        ("td{--M:hidden} i{visibility:var( --M , visible)}", "<i>9</i>24", "[网页上不显示：9]24"),
        (".p{visibility:var(--m,visible)}", "2<i class=p>4</i>", "24"),
        (".p{display:var(--m)}", "<i class=p>9</i>24", "[网页上不显示：9]24"),
        (".p::before{--m:'2';content:var(--m)}", "<i class=p></i>4", "[网页样式加的字：2]4"),
        (".p::before{content:var(--m)}", "<i class=p></i>4", "[网页样式加的字：?]4"),
        (":root{--a:var(--b);--b:#fff} .p{color:var(--a)}", "24<i class=p>1</i>", "24[白色字：1]"),
        (":root{--a:#036} td{background:var(--a);color:var(--b,#fff)}", "24", "24"),
        ("td{color:var(--text);font:var(--f);margin:var(--g)}", "24", "24"),
        ("", "<i style='--m:none;display:var(--m)'>9</i>24", "[网页上不显示：9]24"),
        (".p{display:none;display:foo}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{display:none;display:-webkit-box}", "24<i class=p>1</i>", "24\n1"),
        (".p{opacity:calc(0)}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{block-size:0;overflow:clip}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{inline-size:0;overflow:hidden}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (".p{color:Canvas}", "24<i class=p>1</i>", "24[白色字：1]"),
        (".p{background:currentColor}", "24<i class=p>1</i>", "24[与底色一样的字：1]"),
        (".p{mask-image:linear-gradient(transparent,transparent)}", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (
            ".p{animation:h 0s forwards} @keyframes h{to{visibility:hidden}}",
            "24<i class=p>1</i>",
            "24[网页上不显示：1]",
        ),
        (".p{animation:in 1s} @keyframes in{from{opacity:0} to{opacity:1}}", "24<i class=p>1</i>", "241"),
        ("@import url('data:text/css,.p{display:none}')", "24<i class=p>1</i>", "24[网页上不显示：1]"),
        (
            "</style><link rel=stylesheet href='data:text/css;base64,LnB7ZGlzcGxheTpub25lfQ=='>",
            "24<i class=p>1</i>",
            "24[网页上不显示：1]",
        ),
        ("i::before{content:'上年'}", "<i>12</i>", "[网页样式加的字：上年]12"),
        ("i::after{content:'（废）'}", "<i>12</i>", "12[网页样式加的字：（废）]"),
        ("i::after{content:'件'}", "<i>12</i>", "12"),
        ("i::before{content:attr(title)}", "<i title=自然人>12</i>", "12"),
        ("i+i::before{content:'/'}", "<i>42</i><i>22</i>", "42[网页样式加的字：/]22"),
        ("i::after{content:'\\A';white-space:pre}", "<i>42</i><i>22</i>", "42\n22"),
        (".p{display:inline-block;width:30px}", "42<i class=p></i>22", "42\n22"),
        ("i{display:block}", "<i>12</i><i>34</i>", "12\n34"),
        (
            "",
            "<i style='display:inline-block;width:50%'>12</i><i style='display:inline-block;width:50%'>34</i>",
            "12\n34",
        ),
        ("", "<i style='margin-right:20px'>12</i><i>34</i>", "12\n34"),
        (".p{padding:0 1em}", "12<i class=p>34</i>", "12\n34"),
        ("td{display:flex}", "<i>12</i><i>34</i>", "12\n34"),
        ("i{display:inline-block;margin:0 1px}", "<i>1</i><i>2</i>", "12"),
        ("i{display:block}", "<i>12</i><b>件</b>", "12\n件"),
        (".p{border:1px solid}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{border-style:dotted}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{border-inline-start:1px solid}", "<i>12</i><i class=p>8</i>", "12\n8"),
        (".p{border:none windowtext 1pt;outline:0}", "<i class=p>12</i><i>8</i>", "128"),
        (".p{border:1px solid rgb(0, 0, 0)}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{border-bottom:1px solid}", "<i class=p>12</i><i>8</i>", "128"),
        (".p{outline:1px solid}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{box-shadow:1px 0 red}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{background:#eee;border-radius:3px}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{letter-spacing:1em}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{letter-spacing:.5pt}", "<i class=p>12</i><i>8</i>", "128"),
        (".p{writing-mode:vertical-rl}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p{margin-inline:1em}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p::after{content:' '}", "<i class=p>12</i><i>8</i>", "12\n8"),
        (".p::before{content:'件'}", "<i>12</i><i class=p>8</i>", "12\n8"),
        (".p::before{content:'';padding-left:1em}", "12<i class=p>8</i>", "12\n8"),
        (".p::after{content:''}", "<i class=p>12</i><i>8</i>", "128"),
        ("", "<q>12</q>8", "12\n8"),
        ("", "<i style='margin-right:20px'>12</i>8", "12\n8"),
        ("</style><link rel=stylesheet href=a.css>", "<i class=left>12</i><i class=right>8</i>", "12\n8"),
        ("</style><link rel=stylesheet href=a.css>", "<i class=left>12</i><b>件</b>", "12件"),
        ("</style><link rel=stylesheet href=a.css>", "<i class=SpellE>12</i><i class=MsoHyperlink>8</i>", "128"),
        ("</style><link rel=stylesheet href=a.css>", "<i class=left>12</i>8", "12\n8"),
        ("</style><link rel=stylesheet href=a.css>", "12<i class=left>8</i>", "12\n8"),
        ("</style><link rel=stylesheet href=a.css>", "<i class=left>12</i><i>8</i>", "12\n8"),
        ("</style><link rel=stylesheet href=a.css>", "<i>12</i>8", "128"),
        (".p{font-family:Wingdings}", "<i class=p>9</i>24", "[网页上不显示：9]24"),
        (".p::first-letter{font-size:0}", "<i class=p>924</i>", "[网页上不显示：924]"),
        (".p::first-letter{font-size:2em}", "<i class=p>924</i>", "924"),
        ("td{max-width:20px;overflow:hidden}", "12345", "[网页上不显示：12345]"),
        ("td{width:20px;overflow:hidden}", "12345", "12345"),
        (".p{filter:blur(4px)}", "<i class=p>9</i>24", "[网页上不显示：9]24"),
        (".p{display:inline-block;width:10px;overflow:hidden}", "<i class=p>12345</i>", "[网页上不显示：12345]"),
        (".p{display:inline-block;line-height:0;overflow:hidden}", "<i class=p>9</i>24", "[网页上不显示：9]24"),
        ("", "24<font size=1>1</font>", "24[1]"),
        ("", "24<i class=icon-1></i>", "24[图片：icon-1]"),
        ("", "<ol start=2><li>4</ol>", "[2.]\n4"),
        (".p{background:red;color:#fff}", "<i class=p>12</i>8", "12\n8"),
        (".p{background:red;color:#fff}", "8<i class=p>12</i>", "8\n12"),
        (".p{background:#ff0}", "<i class=p>1</i><i class=p>2</i>", "12"),
        (".p{background:white}", "<i class=p>1</i>2", "12"),
        ("td{background:#eee} .p{background:#eee}", "<i class=p>1</i>2", "12"),
        (".p{word-spacing:20px}", "<i class=p>79</i><i class=p>32</i>", "79\n32"),
        (".p{word-spacing:0}", "<i class=p>79</i><i class=p>32</i>", "7932"),
        (".p{flex:1}", "<i class=p>23</i><i class=p>724</i>", "23\n724"),
        (".p{flex:none}", "<i class=p>23</i><i class=p>724</i>", "23724"),
        ("td{color:oklch(1 0 0)}", "24", "[白色字：24]"),
        ("td{color:oklch(.4 .1 30)}", "24", "24"),
        ("td{color:lab(100% 0 0)}", "24", "[白色字：24]"),
        ("td{color:color-mix(in srgb, white 99%, black)}", "24", "[白色字：24]"),
        ("td{color:light-dark(white, black)}", "24", "[白色字：24]"),
        ("td{color:#fff;color:bogus}", "24", "[白色字：24]"),
        ("td{color:#fff;color:black}", "24", "24"),
        ("td{-webkit-text-fill-color:#fff;color:red}", "24", "[白色字：24]"),
        ("td{background:#000}", "24", "[与底色一样的字：24]"),
        ("td{background:linear-gradient(#000,#000)}", "24", "[与底色一样的字：24]"),
        ("td{background:linear-gradient(#fff,#ddd)}", "24", "24"),
        (".p{display:none !important;display:inline}", "<i class=p>9</i>24", "[网页上不显示：9]24"),
        ("td{filter:contrast(0)}", "24", "[网页上不显示：24]"),
        ("td{transform:scale(.01)}", "24", "[网页上不显示：24]"),
        ("td{transform:scale(.9)}", "24", "24"),
        ("td{scale:1 0}", "24", "[网页上不显示：24]"),
        ("td{opacity:-1}", "24", "[网页上不显示：24]"),
        ("td{display:table-column}", "24", "[网页上不显示：24]"),
        ("td{-webkit-text-stroke:9px #fff}", "24", "[网页上不显示：24]"),
        ("td{text-indent:9999px;overflow:hidden}", "24", "[网页上不显示：24]"),
        ("td{display:block;max-height:0;overflow:auto}", "24", "[网页上不显示：24]"),
        ("td{display:block;width:9px;overflow:hidden}", "24", "[网页上不显示：24]"),
        ("table{table-layout:fixed}td{width:20px;overflow:hidden}", "12345", "[网页上不显示：12345]"),
        ("tr{letter-spacing:-1em}", "24", "[网页上移了位置：24]"),
        (".p{width:9px;overflow:hidden}", "<div class=p>24</div>", "[网页上不显示：24]"),
        (".p{height:8px;overflow:hidden}", "<div class=p>24</div>", "[网页上不显示：24]"),
        (".p{height:20px;width:30px;overflow:hidden}", "<div class=p>24</div>", "24"),
        (".p{display:none}", "<input class=p value=24>", "[网页上不显示：24]"),
        ("input{color:#fff}", "<input value=24>", "[网页上不显示：24]"),
        ("input{width:9px}", "<input value=24>", "[网页上不显示：24]"),
        ("input{width:60px;color:#333}", "<input value=24>", "24"),
        ("td{letter-spacing:-.3pt;text-indent:-21pt;margin-left:-5.4pt;position:relative}", "24", "24"),
    ],
)
def test_what_a_style_sheet_does_to_a_figure_is_read_or_said(sheet: str, content: str, text: str) -> None:
    (grid,) = page(f"{SECTIONS}<table><tr><td>规章<td>{content}<td>0</table>", f"<style>{sheet}</style>").grids()

    assert grid.rows[0][1].text == text


@pytest.mark.parametrize(
    ("sheet", "moved"),
    [
        ("tr{display:flex} .p{order:3}", True),
        (".p{float:right;display:block}", True),
        (".p{display:none}", True),
        ("table{direction:rtl}", True),
        ("body{direction:rtl}", True),
        ("tr{display:flex;flex-direction:row-reverse}", True),
        ("tr{position:relative;top:40px}", True),
        ("tbody{display:table-footer-group}", True),
        ("table{writing-mode:vertical-lr}", True),
        ("table{transform:scaleX(-1)}", True),
        (".p{position:sticky;left:600px}", True),
        ("table{margin-left:-5.4pt;float:left;position:relative}", False),
        ("td{position:relative;display:block} th{position:sticky;top:0}", False),
        ("@media print{.p{display:none}}", False),
        (f"{'.p b{opacity:0}' * 4000}", True),
        (f"{'.a b{opacity:0}' * 4000}", False),
    ],
)
def test_table_whose_cells_are_seen_elsewhere_is_said(sheet: str, moved: bool) -> None:  # noqa: FBT001
    body = f"{SECTIONS}<table><tbody><tr><td>规章<td class=p>1<td>0<tr><td>规范性文件<td>2<td>3</table>"
    document = page(body, f"<style>{sheet}</style>")

    assert [notice.code for notice in document.notices] == ["moved-by-style"] * moved
    assert [notice.origin.table_number for notice in document.notices] == [1] * moved


@pytest.mark.parametrize("line", ["<p>行政许可 {}</p>", "<div>行政许可</div><div>{}</div>"])
@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<i class=w>9</i>31", "[白色字：9]31"),
        ("<font color=white>9</font>31", "[白色字：9]31"),
        ("<i class=s></i>1", "[网页样式加的字：3]1"),
        ("<i class=r>3</i>1", "[网页上移了位置：3]1"),
        ("31<i class=u>2</i>", "31[2]"),
        ("31<a href='#_ftn1'>2</a>", "31[2]"),
        ("<a href='#_ftn1'>2</a>31", "[2]31"),
        ("<script>document.write(3)</script>1", "[网页脚本写的字]1"),
        ("<img src=3.gif>1", "[图片：3.gif]1"),
        ("<svg><text>3</text></svg>1", "[图片：?]1"),
        ("<object data=3.swf><img src=3.gif></object>1", "[图片：?]1"),
        ("<input value=31>", "31"),
        ("<b>3</b><i>1</i>", "31"),
        ("<i class=off>9</i>31", "31"),
        ("<i class=box>3</i>1", "3　1"),
    ],
)
def test_figure_in_a_line_of_text_is_read_or_said_as_one_of_a_cell(line: str, content: str, text: str) -> None:
    sheet = ".w{color:#fff} .s::before{content:'3'} .r{float:right} .u{vertical-align:super} .off{display:none}"
    sheet += ".box{border:1px solid}"
    document = page(f"{SECTIONS}{line.format(content)}", f"<style>{sheet} p::before{{content:'- '}}</style>")

    assert " ".join(texts(document)[3:]) == f"行政许可 {text}"


def test_line_that_a_style_sheet_hides_is_kept_beside_the_one_before() -> None:
    document = page(f"{SECTIONS}<p class=off>行政许可 977</p>", "<style>.off{display:none}</style>")

    assert [(block.text, block.unseen_texts) for block in document.paragraphs()][-1] == (
        "二、主动公开政府信息情况",
        ("网页上不显示：行政许可 977",),
    )


@pytest.mark.parametrize(
    "tag", ["<embed src=a.swf>", "<EMBED SRC=a.swf width=1\n height=1/>", "<source src=a.mp4>", "<wbr>"]
)
def test_what_follows_a_tag_without_an_end_is_no_part_of_it(tag: str) -> None:
    (grid,) = page(f"{SECTIONS}{tag}<table><tr><td>规章{tag}<td>1<td>0</table>").grids()

    assert rows(grid) == [["规章", "1", "0"]]


@pytest.mark.parametrize("content", ["<table><tr><td>规章<td>1<td>0<tr><td>行政许可<td>3</table>", "<img src=a.gif>"])
def test_struck_text_of_a_page_without_any_other_text_is_said(content: str) -> None:
    document = page(f"{content}<s>共 978 件</s>")

    assert [block.unseen_texts for block in document.paragraphs()] == [("删除线：共 978 件",)]


OWN_FONT = "@font-face{{font-family:'Own Digits';src:url(data:font/woff;base64,{data}) format('woff'){more}}}"


@pytest.mark.parametrize(
    ("sheet", "cell", "is_noted"),
    [
        (".n{font-family:'own digits',sans-serif}", "<td class=n>24", True),
        ("table{font:bold 14px/1.5 Own Digits}", "<td>24", True),
        ("", '<td><span style="font-family:Own Digits">2</span>4', True),
        ("", '<td><font face="Own Digits">24</font>', True),
        ("table{font-family:Own Digits} td{font-family:SimSun}", "<td>24", False),
        (".n{font-family:Own Digits}", "<td class=n>规章", False),
        ("", "<td>24", False),
    ],
)
def test_figures_in_a_font_of_the_page_itself_are_noted(sheet: str, cell: str, *, is_noted: bool) -> None:
    font = OWN_FONT.format(data="A" * 400, more="")
    document = page(f"{SECTIONS}<table><tr><td>行政许可{cell}</table>", f"<style>{font}{sheet}</style>")

    assert [notice.code for notice in document.notices] == ["own-font"] * is_noted


@pytest.mark.parametrize(
    ("family", "source", "is_noted"),
    [
        ("Own Digits", "url(fonts/a.woff2) format('woff2')", True),
        ("num-x1", "url('//s.example/x.ttf')", True),
        ("num-x1", "local('x')", False),
        ("Source Han Sans CN", "url(a.woff)", False),
        ("DIN Alternate", "url(a.woff)", False),
        ("FontAwesome", "url(a.woff)", False),
        ("微软雅黑", "url(a.woff)", False),
    ],
)
def test_figures_in_a_font_of_a_file_with_an_unusual_name_are_noted(
    family: str, source: str, *, is_noted: bool
) -> None:
    head = f"<style>@font-face{{font-family:'{family}';src:{source}}} td{{font-family:'{family}',SimSun}}</style>"
    document = page(f"{SECTIONS}<table><tr><td>行政许可<td>24</table>", head)

    assert [notice.code for notice in document.notices] == ["own-font"] * is_noted


@pytest.mark.parametrize("more", [";unicode-range:U+E000-F8FF", ";unicode-range:U+4??"])
def test_font_of_the_page_itself_without_digits_is_not_noted(more: str) -> None:
    font = OWN_FONT.format(data="A" * 400, more=more)
    head = f"<style>{font} table{{font-family:Own Digits}}</style>"

    assert page(f"{SECTIONS}<table><tr><td>行政许可<td>24</table>", head).notices == ()


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("<p class=n>行政许可 24</p>", ["own-font-text"]),
        ("<p>本年收到申请<span class=n>24</span>件。</p>", ["own-font-text"]),
        ("<p class=n>本年没有收到申请。</p>", []),
        ("<p>本年收到申请24件。<i class=n></i></p>", []),
        ("<div class=n>3</div>", []),
    ],
)
def test_digits_of_text_in_a_font_of_the_page_itself_are_noted(body: str, codes: list[str]) -> None:
    font = OWN_FONT.format(data="A" * 400, more="")
    document = page(f"{SECTIONS}{body}", f"<style>{font}.n{{font-family:Own Digits}}</style>")

    assert [notice.code for notice in document.notices] == codes


TITLE = "样例街道办事处2023年政府信息公开工作年度报告"
FIGURES = "<tr><td>行政许可<td>1<tr><td>行政处罚<td>2"
LONE = "<tr><td colspan=2>"
PARTS = [
    "样例街道办事处",
    "2023年政府信息公开工作年度报告",
    "一、总体情况",
    "按时完成。",
    f"二、主动公开政府信息情况{FIGURES}",
]
WHOLE = LONE.join(["<table>", *PARTS, "三、收到和处理政府信息公开申请情况<tr><td>项目<td>3</table>"])


@pytest.mark.parametrize("head", [f"<tr><td colspan=2>{TITLE}", f"<caption>{TITLE}</caption>"])
def test_title_of_a_report_in_its_first_table_stands_before_its_sections(head: str) -> None:
    document = page(f"{SECTIONS}<table>{head}{FIGURES}</table>")
    (only_grid,) = document.grids()

    assert texts(document) == [TITLE, "一、总体情况", "本单位按规定公开。", "二、主动公开政府信息情况"]
    assert rows(only_grid) == [["行政许可", "1"], ["行政处罚", "2"]]


def test_title_above_the_sections_keeps_its_place() -> None:
    document = page(f"<h1>{TITLE}</h1>{SECTIONS}<table><caption>{TITLE}</caption>{FIGURES}</table>")

    assert texts(document) == [TITLE, "一、总体情况", "本单位按规定公开。", "二、主动公开政府信息情况", TITLE]


def test_table_that_holds_a_report_as_a_whole_is_read_as_its_texts_and_tables() -> None:
    document = page(WHOLE)

    assert texts(document)[:2] == ["样例街道办事处", "2023年政府信息公开工作年度报告"]
    assert texts(document)[2:4] == ["一、总体情况", "按时完成。"]
    assert [rows(one) for one in document.grids()] == [[["行政许可", "1"], ["行政处罚", "2"]], [["项目", "3"]]]


def test_table_with_one_title_of_a_section_stays_one_table() -> None:
    assert rows(grid(f"<tr><td colspan=2>二、主动公开政府信息情况{FIGURES}"))[0][0] == "二、主动公开政府信息情况"


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("html{font-size:0}td{font-size:14px}i{font-size:2rem}", "3<i>1</i>"),
        ("td b{font-size:.3em}", "<b><b>31</b></b>"),
        (":root{color-scheme:dark}i{color:#111}", "3<i>1</i>"),
    ],
)
def test_digits_in_a_print_by_the_size_and_colours_of_the_page_are_marked(sheet: str, cell: str) -> None:
    document = read_document(f"<style>{sheet}</style><table><tr><td>行政许可<td>{cell}</table>".encode(), name="a.html")
    (grid,) = document.grids()

    assert "[" in grid.rows[0][1].text


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</body></html><!DOCTYPE html><html><head></head><body>"])
def test_what_stands_behind_the_end_of_a_page_is_read(end: str) -> None:
    table = "<table><tr><td>行政许可<td>31</table>"
    document = read_document(f"<html><body><p>甲</p>{end}\n{table}</body></html>\n".encode(), name="a.html")
    (grid,) = document.grids()

    assert grid.rows[0][1].text == "31"
    assert grid.rows[0][1].origin.line == 2
