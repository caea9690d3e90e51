"""A report in several files: a text that refers to its tables, and a file for each of these."""

from __future__ import annotations

import hashlib
import zipfile
from typing import TYPE_CHECKING

import pytest

from gongkai.forms import FormRegistry
from gongkai.importing import ImportResult, Job
from gongkai.importing.folder.attachments import files_of_one_report
from gongkai.importing.folder.parts import with_parts
from gongkai.importing.model import CellCounts
from gongkai.importing.wording.terminal import total_line
from gongkai.readers.remarks import Doubt, Remark
from gongkai.reports import Status, load_report
from gongkai.site.report.downloads import downloads_of
from tests.importing.sample_documents import AGENCY, FORMS, brought
from tests.importing.test_left_out_columns import parts

if TYPE_CHECKING:
    from pathlib import Path

TITLE = f"{AGENCY}2023年政府信息公开工作年度报告"


def files_in(folder: Path) -> tuple[Path, ...]:
    """The text of a report, and its tables in files of their own, those first."""
    folder.mkdir(exist_ok=True)
    texts = [part for part in parts("") if isinstance(part, str)]
    (folder / "正文.txt").write_text("\n\n".join([*texts, "各表见附件。"]), encoding="utf-8")
    tables: list[list[list[str]]] = [[]]
    for part in parts(""):
        if isinstance(part, list):
            tables[-1 if len(tables) > 2 else len(tables) - 1] += part
            tables += [[]] if len(tables) < 3 else []
    for number, rows in enumerate(tables, 1):
        lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        (folder / f"附件{number}.html").write_text(f"<meta charset=utf-8><table>{lines}</table>", encoding="utf-8")
    return tuple(sorted(folder.iterdir(), key=lambda file: file.suffix))


def imported(root: Path, *files: Path) -> ImportResult:
    (item,) = brought(root, Job(files[0], "yangli", None, None, files[0].name, files[1:]))
    return item


def test_tables_are_taken_from_all_files_of_a_report(tmp_path: Path) -> None:
    item = imported(tmp_path / "site", *files_in(tmp_path / "a"))

    assert (item.error, item.year, item.cells.missing, item.status) == ("", 2023, 0, Status.PUBLISHED)
    assert item.job.file.name == "正文.txt"
    assert [remark.code for remark in item.remarks if remark.args] == ["files-together"]
    (text,) = (write.content.decode() for write in item.writes if write.path.endswith(".md"))
    assert text.startswith(f"# {TITLE}")
    assert "各表见附件。" in text


def test_sections_in_a_further_text_keep_their_titles(tmp_path: Path) -> None:
    files = files_in(tmp_path / "a")
    text = files[-1].read_text(encoding="utf-8")
    before, section, after = text.partition("五、")
    files[-1].write_text(before, encoding="utf-8")
    rest = tmp_path / "a" / "续.txt"
    rest.write_text(section + after, encoding="utf-8")
    item = imported(tmp_path / "site", *files, rest)

    (page,) = (write.content.decode() for write in item.writes if write.path.endswith(".md"))
    titles = [line for line in page.splitlines() if line.startswith("## ")]
    assert [title[3:5] for title in titles] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert (item.error, item.status) == ("", Status.PUBLISHED)


def test_every_file_of_a_report_is_kept_and_linked(tmp_path: Path) -> None:
    files = files_in(tmp_path / "a")
    job = Job(files[0], "yangli", None, None, files[0].name, files[1:])
    (item,) = brought(tmp_path / "site", job, keep_original=True)
    written = {write.path: write.content for write in item.writes}
    text = written["data/yangli/2023.yml"].decode()
    report, _ = load_report(text, path="x", agency="yangli", year=2023, registry=FormRegistry(FORMS.values()))

    assert report is not None
    downloads = downloads_of(report, at="yangli/2023/", formats=None).files
    links = [link.address.rpartition("/")[2] for link in downloads]
    assert [link.name.partition("，")[0] for link in downloads] == ["原件（txt", *["原件（html"] * 3]
    assert links == ["original.txt", "original-1.html.txt", "original-2.html.txt", "original-3.html.txt"]
    kept = [written[f"docs/yangli/2023/{name}"] for name in links]
    assert sorted(kept) == sorted(file.read_bytes() for file in files)
    assert [source.sha256 for source in report.sources] == [hashlib.sha256(content).hexdigest() for content in kept]


def test_table_that_stands_in_two_files_with_other_figures_is_asked_about(tmp_path: Path) -> None:
    files = files_in(tmp_path / "a")
    again = tmp_path / "a" / "附件9.html"
    other = files[1].read_text(encoding="utf-8").replace("数量</td><td>5<", "数量</td><td>6<", 1)
    again.write_text(other.replace("<td>8<", "<td>9<", 1), encoding="utf-8")
    item = imported(tmp_path / "site", *files, again)

    assert item.status is Status.DRAFT
    open_cells = {remark.col for remark in item.remarks if remark.doubt is Doubt.AMBIGUOUS and remark.row == "received"}
    assert open_cells == {"natural_person", "total"}


def test_other_report_is_none_of_its_parts(tmp_path: Path) -> None:
    files = files_in(tmp_path / "a")
    other = tmp_path / "a" / "b.txt"
    other.write_text(files[-1].read_text(encoding="utf-8").replace(AGENCY, "样例县水利局"), encoding="utf-8")

    assert imported(tmp_path / "site", *files, other).error.startswith("“b.txt”是另一份报告")


def test_file_that_is_signed_by_another_office_is_asked_about(tmp_path: Path) -> None:
    files = files_in(tmp_path / "a")
    other = tmp_path / "a" / "b.txt"
    other.write_text("说明\n\n样例县水利局\n\n2024年1月8日", encoding="utf-8")
    item = imported(tmp_path / "site", *files, other)

    assert [dict(remark.args)["name"] for remark in item.remarks if remark.code == "part-differs"] == ["样例县水利局"]
    assert item.status is Status.DRAFT


def test_archives_and_folders_stand_for_the_files_in_them(tmp_path: Path) -> None:
    files = files_in(tmp_path / "a")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(files[0], "表/附件1.html")
    names = [file.name for file in files_of_one_report((tmp_path / "a", tmp_path / "b.zip"), tmp_path / "room")]

    assert names == [*sorted(file.name for file in files), "附件1.html"]


@pytest.mark.parametrize(
    ("others", "gathered"),
    [
        (["z/2.xlsx", "z/3.xlsx"], ["z/2.xlsx", "z/3.xlsx"]),
        (["z/2.xlsx", "z/notice.docx", "z/a.jpg"], ["z/2.xlsx"]),
        (["2.xlsx"], []),  # in another folder
        (["z/2.xlsx", "z/other.docx"], []),  # of two reports nobody knows whose it is
    ],
)
def test_tables_beside_the_one_report_of_a_folder_are_taken_with_it(
    tmp_path: Path, others: list[str], gathered: list[str]
) -> None:
    def prepare(job: Job) -> ImportResult:
        cells = 60 + 20 * sum(file.suffix == ".xlsx" for file in job.others)
        missing = (Remark(Doubt.MISSING, "missing-table"),)
        return ImportResult(job, 2023, "gia-2021", CellCounts(200, cells), missing if cells < 100 else ())

    first = prepare(Job(tmp_path / "1.docx", "", display_name="z/1.docx"))
    beside = [
        ImportResult(job, error="" if "other" in name else "不知道是哪一家的")
        for name in others
        for job in [Job(tmp_path / name, "", display_name=name)]
    ]
    results = with_parts(prepare, [first, *beside])

    assert sum(item.is_part for item in results) == len(gathered)
    assert "导入成功 0 份" in total_line([item for item in results if item.is_part or not item.error])
    assert [file.name for file in results[0].job.others] == [name.rpartition("/")[2] for name in gathered]
    assert [item.job.display_name for item in results if "一部分" in item.error] == gathered
