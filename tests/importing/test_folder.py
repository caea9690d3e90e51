"""A folder of reports brought in at once: whose each is, it says itself; a table says what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.demo import demo_files
from gongkai.errors import UsageError
from gongkai.importing import read_folder
from gongkai.importing.folders.owners import owner_of
from gongkai.readers.facts.identity import DocumentIdentity

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

YEAR = 2025
NAMES = {
    "qu": ("示例市样例区人民政府", "区人民政府"),
    "ban": ("样例区人民政府办公室", "区政府办公室"),
    "caizheng": ("样例区财政局", "区财政局"),
    "caizheng-2": ("样例区财政局二分局", "二分局"),
    "jia": ("样例区甲街道办事处", "甲街道"),
}


@pytest.mark.parametrize(
    ("agency", "title", "file", "slug"),
    [
        ("样例区财政局", "", "x", "caizheng"),
        ("样例区财政局二分局", "", "x", "caizheng-2"),
        ("示例市样例区财政局", "", "x", "caizheng"),
        ("样例区人民政府办公室", "", "x", "ban"),
        ("", "样例区甲街道办事处2025年政府信息公开工作年度报告", "x", "jia"),
        ("", "", "甲街道年报（终稿）", "jia"),
        ("", "2025年年度报告", "样例区财政局", "caizheng"),
        ("甲街道办", "", "x", "jia"),
    ],
)
def test_agency_is_that_whose_name_the_document_or_its_file_bears(
    agency: str, title: str, file: str, slug: str
) -> None:
    assert owner_of(DocumentIdentity(agency=agency, title=title), file, NAMES) == slug


@pytest.mark.parametrize(("agency", "why"), [("样例区气象局", "认不出“样例区气象局”"), ("样例区", "可能是 ")])
def test_agency_that_is_none_or_may_be_several_is_said(agency: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        owner_of(DocumentIdentity(agency=agency), "1", NAMES)


def test_hidden_files_and_those_of_open_programs_are_left_alone(tmp_path: Path) -> None:
    for name in ("a.docx", "~$a.docx", ".DS_Store", "sub/b.pdf", "__MACOSX/c.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    assert [job.display_name for job in read_folder(tmp_path)] == ["a.docx", "sub/b.pdf"]


def test_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有文件"):
        read_folder(tmp_path)


def run(site: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--site", str(site)])


def test_folder_of_workbooks_comes_in_as_it_was(tmp_path: Path) -> None:
    site, mail = tmp_path / "site", tmp_path / "mail"
    for name, text in demo_files(4, 1, seed=1):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    assert run(site, "export", str(YEAR), "--format", "xlsx", "-o", str(mail)).exit_code == 0
    slugs = sorted(file.name.rsplit("-", 1)[0] for file in mail.iterdir())
    for number, file in enumerate(sorted(mail.iterdir())):
        file.rename(mail / f"附件{number}.xlsx")
    (mail / "附件1.xlsx").unlink()
    (mail / "会议通知.txt").write_text("请于周五前报送。\n", encoding="utf-8")
    for folder in ("data", "docs"):
        for file in (site / folder).glob(f"*/{YEAR}.*"):
            file.unlink()

    result = run(site, "import", "--batch", str(mail))

    assert result.exit_code == 2, result.output
    table = {line.split()[0]: line for line in result.output.splitlines()[-5:]}
    assert "没有导入：" in table["会议通知.txt"]
    for number in (0, 2, 3):
        assert f"{slugs[number]}/{YEAR}" in table[f"附件{number}.xlsx"]
        assert (site / f"data/{slugs[number]}/{YEAR}.yml").is_file()
    assert not (site / f"data/{slugs[1]}/{YEAR}.yml").exists()
    assert "roll-up" not in result.output, "of a part of the agencies nothing is said between their reports"
    again = run(site, "import", "--batch", str(mail))
    assert again.output.count("已有这份报告，没有再写") == 3
