"""Tables of a district with a row, a column or a sheet for each office: one office's figures, or what to do is said."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from gongkai.errors import ReadError
from gongkai.forms import shipped_forms
from gongkai.readers.document import Document, SourceParagraph
from gongkai.readers.facts.identity import identify
from gongkai.readers.facts.office_tables import with_figures_of_one_office
from gongkai.readers.formats import reading
from gongkai.readers.matching import match_document
from tests.readers.drawn import document

NAMES = ("样例区财政局", "样例区教育局", "甲街道")
ROWS = (
    *("规章", "<", "<", "行政规范性文件", "<", "<", "行政许可", "行政处罚"),
    *("行政强制", "行政事业性收费", "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"),
    *("（一）予以公开", "四、结转下年度继续办理"),
)
TITLE = "样例区2024年政府信息公开工作年度报告数据汇总表"
THREE = ("本年制发件数", "本年废止件数", "现行有效件数")
COLUMNS = (
    *THREE,
    *THREE,
    "本年处理决定数量",
    "本年处理决定数量",
    "本年处理决定数量",
    "本年收费金额",
    "^",
    "^",
    "^",
    "^",
)


def by_rows() -> list[list[str]]:
    """A table with a row for each office, and one for all."""
    heads = [["单位", *ROWS], ["^", *COLUMNS]]
    rows = [[name, *[str(100 * place + number) for number in range(len(ROWS))]] for place, name in enumerate(NAMES, 1)]
    return [[TITLE, *["<"] * len(ROWS)], *heads, *rows, ["合计", *["9"] * len(ROWS)]]


def by_columns() -> list[list[str]]:
    """The same on its side, without spans down, which these lists do not have there."""
    rows = by_rows()[1:]
    texts: list[list[str]] = []
    for number, row in enumerate(rows):
        texts.append([])
        for place, text in enumerate(row):
            before = texts[-1][-1] if place else ""
            texts[-1].append({"<": before, "^": texts[number - 1][place] if number else ""}.get(text, text))
    return [list(column) for column in zip(*texts, strict=True)]


def figures(source: Document) -> dict[str, str]:
    """Some cells of a document by their ids."""
    matched = match_document(source, shipped_forms(), 2024)
    return {".".join(cell): str(figure.value) for cell, figure in matched.figures.items() if cell[0] == "proactive"}


@pytest.mark.parametrize("parts", [[by_rows()], [TITLE, by_columns()]], ids=["rows", "columns"])
@pytest.mark.parametrize("name", ["样例区教育局", "教育局", "示例市样例区教育局"])
def test_row_or_column_of_the_office_asked_for_is_its_report(parts: list[object], name: str) -> None:
    own = with_figures_of_one_office(document(parts), [name], "汇总.xlsx")
    cells = figures(own)
    assert cells["proactive.normative_documents.in_force"] == "205"
    assert cells["proactive.licensing.decisions"] == "206"
    assert not {value for value in cells.values() if value[0] != "2"}
    assert (identify(own).agency, identify(own).year) == ("样例区教育局", 2024)
    assert [notice.code for notice in own.notices] == ["one-of-offices"]


@pytest.mark.parametrize("names", [[], ["样例区水务局"], ["局"], ["街道"]])
def test_table_of_offices_none_of_which_is_asked_for_is_refused_with_what_to_do(names: list[str]) -> None:
    with pytest.raises(ReadError, match=r"3 家单位的汇总表.*样例区财政局、样例区教育局、甲街道.*--name") as raised:
        with_figures_of_one_office(document([by_rows()]), names, "汇总.xlsx")
    assert raised.value.code == "several-offices"


def test_first_of_the_names_which_means_one_office_counts() -> None:
    """What a clerk names comes before what the site calls the agency, and a name that several have says nothing."""
    own = with_figures_of_one_office(document([by_rows()]), ["", "局", "教育局", NAMES[0]], "汇总.xlsx")
    assert identify(own).agency == NAMES[1]


def test_sheet_of_the_office_asked_for_is_taken() -> None:
    table = [["填报单位：样例区教育局", "<"], *([row, "1"] for row in dict.fromkeys(ROWS) if row != "<")]
    parts = [{"sheet": "财政局"}, table[1:], {"sheet": "2"}, table]
    own = with_figures_of_one_office(document(parts), ["样例区教育局"], "汇总.xlsx")
    assert {block.origin.sheet for block in own.blocks} == {"2"}
    with pytest.raises(ReadError, match="2 家单位的汇总表"):
        with_figures_of_one_office(document(parts), [], "汇总.xlsx")


def test_table_of_offices_with_other_heads_is_part_of_a_report() -> None:
    table = [["单位", *map(str, range(1, 11))], *([name, *["5"] * 10] for name in NAMES)]
    report = document(["样例区2024年政府信息公开工作年度报告", table])
    assert with_figures_of_one_office(report, [], "a.docx") is report


def test_title_in_the_first_row_of_a_table_names_agency_and_year() -> None:
    cell = ["样例区教育局2024年政府信息公开工作年度报告", "<"]
    identity = identify(document([[cell, ["规章", "0"]]]))
    assert (identity.agency, identity.year) == ("样例区教育局", 2024)
    of_two = [cell, ["样例区财政局2023年政府信息公开工作年度报告", "<"], ["规章", "0"]]
    assert identify(document([of_two])).year is None
    assert identify(document([[["2024年政府信息公开工作年度报告统计表", "<"], ["规章", "0"]]])).year == 2024


def test_heads_over_an_office_s_figures_become_titles_and_labels() -> None:
    own = with_figures_of_one_office(document([by_rows()]), ["甲街道"], "汇总.xlsx")
    assert isinstance(own.blocks[0], SourceParagraph)
    rows = [[cell.text for cell in row] for grid in own.grids() for row in grid.rows]
    assert ["行政许可", "本年处理决定数量", "306"] in rows
    assert ["", "总计"] in [row[-2:] for row in rows]


def test_year_stands_in_a_column_and_the_heads_of_a_list_in_one_line() -> None:
    heads = [f"主动公开政府信息情况-{row}-本年处理决定数量" for row in ("行政许可", "行政处罚", "行政强制")]
    heads += [f"收到和处理政府信息公开申请情况-{row}" for row in ROWS[10:]]
    heads += [f"行政复议、行政诉讼情况-复议后起诉-{verdict}" for verdict in ("结果维持", "结果纠正", "其他结果")]
    rows = [[name, "2023", *map(str, range(10 * place, 10 * place + len(heads)))] for place, name in enumerate(NAMES)]
    own = with_figures_of_one_office(document([[["单位", "年度", *heads], *rows]]), [NAMES[1]], "汇总.csv")

    assert identify(own).year == 2023
    lines = [[cell.text for cell in row] for grid in own.grids() for row in grid.rows]
    assert ["行政处罚", "本年处理决定数量", "11"] in lines
    assert not any("2023" in line or "年度" in line for line in lines)


SECTIONS = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
SEVEN = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
PATHS = [
    *((SECTIONS[0], "行政规范性文件", column) for column in THREE),
    *((SECTIONS[0], row, "本年处理决定数量") for row in ("行政许可", "行政处罚", "行政强制")),
    (SECTIONS[0], "行政事业性收费", "本年收费金额（单位：万元）"),
    *(
        (SECTIONS[1], row, column)
        for row in (*ROWS[10:12], "三、本年度办理结果—（一）予以公开", ROWS[13])
        for column in SEVEN
    ),
]


def heads_with_lost_spans() -> list[list[str]]:
    """The heads above each other, each where it begins, as a list in CSV has merged cells."""
    lines = []
    for level in range(3):
        above = [path[: level + 1] for path in PATHS]
        lines.append(["" if place and above[place - 1] == own else own[-1] for place, own in enumerate(above)])
    return [["单位", *lines[0]], *(["", *line] for line in lines[1:])]


@pytest.mark.parametrize(
    "heads", [heads_with_lost_spans(), [["单位", *map("-".join, PATHS)]]], ids=["lost spans", "one line"]
)
def test_rows_and_columns_of_a_list_of_offices_are_those_that_its_heads_name(heads: list[list[str]]) -> None:
    rows = [[name, *(str(100 * place + number) for number in range(len(PATHS)))] for place, name in enumerate(NAMES)]
    own = with_figures_of_one_office(document([[[TITLE, *[""] * len(PATHS)], *heads, *rows]]), [NAMES[1]], "汇总.csv")
    matched = match_document(own, shipped_forms(), 2024)

    figures = [figure.value for figure in matched.figures.values()]
    assert sorted(map(int, filter(None, figures))) == [100 + number for number in range(len(PATHS))]
    assert matched.figures["requests", "granted", "total"].value == 100 + 7 + 2 * 7 + 6
    assert matched.figures["requests", "carried_in", "natural_person"].value == 100 + 7 + 7


def test_sign_within_a_head_parts_no_path() -> None:
    columns = ("上一年项目数量", "本年增/减", "处理决定数量")
    rows = ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制")
    paths = [*((SECTIONS[0], row, column) for row in rows for column in columns), *PATHS[7:]]
    heads = ["单位", *map("-".join, paths)]
    figures = [[name, *map(str, range(len(paths)))] for name in NAMES]
    own = with_figures_of_one_office(document([[heads, *figures]]), [NAMES[1]], "汇总.csv")

    lines = [[cell.text for cell in row] for grid in own.grids() for row in grid.rows]
    assert ["行政处罚", "本年增/减", "7"] in lines


def test_table_with_few_rows_on_a_sheet_of_its_own_is_taken_as_well() -> None:
    heads = ["单位", "行政许可", "行政处罚", *map(str, range(8))]
    few = [heads, *([name, "7", "8", *"00000000"] for name in NAMES)]
    own = with_figures_of_one_office(document([{"sheet": "一"}, by_rows(), {"sheet": "二"}, few]), [NAMES[1]], "a.xlsx")

    assert ["行政许可", "7"] in [[cell.text for cell in row if cell.text] for grid in own.grids() for row in grid.rows]


def test_sheets_of_many_offices_are_read_and_one_of_them_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A district's workbook is as long as all its reports together; what is bounded is a sheet, and what is taken."""
    monkeypatch.setattr(reading, "_MOST_LINES", 30)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name in NAMES:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, [row, 1])

    read = reading.read_document(stream.getvalue(), name="汇总.xlsx")

    reading.check_amount(with_figures_of_one_office(read, (NAMES[1],), "汇总.xlsx"), name="汇总.xlsx")
    with pytest.raises(ReadError, match="内容过多"):
        reading.check_amount(read, name="汇总.xlsx")
