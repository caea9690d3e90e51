"""A second import keeps the comments of a data file exactly: their words, their blanks, and where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from gongkai.forms import FormRegistry
from gongkai.importing.merging import merged_text
from gongkai.reports import Report, load_report
from tests.importing.sample_documents import FORMS, one, page
from tests.pieces import Codes, decoded

if TYPE_CHECKING:
    from pathlib import Path

PATH = "data/yangli/2023.yml"
REGISTRY = FormRegistry(FORMS.values())
KEPT = """\

notes:
  # 表注旁
  - at: 申请   # 行后
    text: |
      第一行
      # 不是注释
      “ 引号未闭合 '
  - {at: 申请, text: "带 # 号"}
# 顶格，在两条之间
  - at: 申请
    text: '单引号 # 里'

waivers:  # 都签过
  - rule: blank
    at: 申请.予以公开
    reason: 它's 原件如此 # 真注释
    date: 2024-02-01
    office: 办公室
    # 缩进的末尾注释
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, str]:
    """A report as the import of a document gives it, and its data file after the first import."""
    root = tmp_path_factory.mktemp("base")
    one(root, "a.html", page())
    text = (root / PATH).read_text(encoding="utf-8")
    report, findings = load_report(text, path=PATH, agency="yangli", year=2023, registry=REGISTRY)
    assert report is not None
    assert findings == ()
    return report, text


def again(report: Report, former: str) -> str:
    """The data file after the same document came in once more."""
    return merged_text(replace(report, path=PATH), (), former=former, registry=REGISTRY).text


SINGLE = {
    "above a row": ("  本年新收:", "  # 逐件核对\n  本年新收:"),
    "at the margin above a row": ("  本年新收:", "# 顶格\n  本年新收:"),
    "two alike": ("  本年新收:", "  # ----\n  # 甲\n  # ----\n  本年新收:"),
    "without a blank": ("  本年新收:", "  #逐件核对\n  本年新收:"),
    "with blanks and a tab within": ("  本年新收:", "  #  甲   乙\t丙\n  本年新收:"),
    "bare sign": ("  本年新收:", "  #\n  本年新收:"),
    "above a table": ("申请:", "# 由政务公开科填\n申请:"),
    "below the last row": ("\n复议诉讼:", "  # 表内末尾\n\n复议诉讼:"),
    "below a row at the margin, before an empty line": ("\n复议诉讼:", "# 表后\n\n复议诉讼:"),
    "behind a word": ("status: published", "status: published   # 已审"),
    "behind a word with a quote in it": ("published: 未载", "published: 未载 # it's 未载"),
    "above the version": ("version: 1", "# 文件头 1\n#   文件头 2\nversion: 1"),
    "behind the version": ("version: 1", "version: 1 # 一"),
    "above the comment that names columns": ("  #  ", "  # 手写\n  #  "),
}


@pytest.mark.parametrize("name", SINGLE)
def test_comment_stays_byte_for_byte(base: tuple[Report, str], name: str) -> None:
    report, text = base
    plain, commented = SINGLE[name]
    assert text.count(plain) >= 1
    former = text.replace(plain, commented, 1)
    assert again(report, former) == former


@pytest.mark.parametrize("end", ["", "# 文件末尾\n", "# 末 1\n#末 2\n"], ids=["none", "one", "two"])
def test_kept_blocks_stay_byte_for_byte_with_all_that_looks_like_a_comment(base: tuple[Report, str], end: str) -> None:
    report, text = base
    former = text + KEPT + end
    assert again(report, former) == former


def test_key_within_a_block_scalar_begins_no_block(base: tuple[Report, str]) -> None:
    report, text = base
    former = text + '\nnotes:\n  - at: 申请\n    text: "甲\nwaivers: 乙\n# 丙"\n'
    assert again(report, former).count("waivers:") == 1
    assert again(report, former) == former


def test_comment_behind_a_key_whose_line_names_columns_moves_above_it(base: tuple[Report, str]) -> None:
    report, text = base
    line = next(line for line in text.splitlines() if line.startswith("申请:"))
    former = text.replace(line, "申请:  # 由政务公开科填")
    once = again(report, former)
    assert f"\n# 由政务公开科填\n{line}\n" in once
    assert again(report, once) == once


def test_comments_of_a_file_with_slips_of_the_hand_stay(base: tuple[Report, str]) -> None:
    report, text = base
    line = next(line for line in text.splitlines() if line.startswith("  本年新收:"))
    slipped = line.replace("  本年新收:", "\t本年新收：") + "\t# 甲：\t乙"
    once = again(report, text.replace(line, f"\t# 上：一\n{slipped}"))
    assert f"\n\t# 上：一\n{line}\t# 甲：\t乙\n" in once


def test_comments_within_a_row_over_several_lines_stay_above_it(base: tuple[Report, str]) -> None:
    report, text = base
    line = next(line for line in text.splitlines() if line.startswith("  本年新收:"))
    former = text.replace(line, line.replace("[5,", "[5,  # 含补正\n    # 另行\n   ") + "  # 已核")
    once = again(report, former)
    assert f"\n  # 含补正\n    # 另行\n{line}  # 已核\n" in once
    assert again(report, once) == once


def test_comment_on_a_table_that_is_gone_goes_to_the_head(base: tuple[Report, str]) -> None:
    report, text = base
    former = text.replace("  本年新收:", "    # 逐件核对\n  本年新收:", 1)
    lines = again(replace(report, absent=report.absent | {"requests"}), former).split("\n")
    assert lines[1:3] == ["# 逐件核对", "version: 1"]
    assert "申请:" not in "\n".join(lines)


def test_comments_at_headings_of_the_document_stay(base: tuple[Report, str]) -> None:
    report, text = base
    heads = "\nheads:\n  # 表头照原件\n  申请.本年新收.自然人: 公民  # 原件\n"
    former = text + heads
    assert again(report, former) == former


def test_notes_in_brackets_keep_their_comments_when_notes_join(tmp_path: Path) -> None:
    page_with_note = page().replace("</table><p>四、", "</table><p>注：含委托办理的。</p><p>四、")
    one(tmp_path, "a.html", page())
    file = tmp_path / PATH
    file.write_text(file.read_text(encoding="utf-8") + "\nnotes: [{at: 申请, text: 手写}] # 括号后\n", encoding="utf-8")
    one(tmp_path, "a.html", page_with_note, force=True)
    text = file.read_text(encoding="utf-8")
    assert text.count("# 括号后\n") == 1
    assert "手写" in text
    assert "含委托办理的" in text


def test_notes_at_the_margin_take_further_notes(tmp_path: Path) -> None:
    page_with_note = page().replace("</table><p>四、", "</table><p>注：含委托办理的。</p><p>四、")
    one(tmp_path, "a.html", page())
    file = tmp_path / PATH
    file.write_text(file.read_text(encoding="utf-8") + "\nnotes:\n- {at: 申请, text: 手写} # 一\n", encoding="utf-8")
    one(tmp_path, "a.html", page_with_note, force=True)
    report, findings = load_report(
        file.read_text(encoding="utf-8"), path=PATH, agency="yangli", year=2023, registry=REGISTRY
    )
    assert findings == ()
    assert report is not None
    assert report.notes[0].text == "手写"
    assert len(report.notes) > 1
    assert "- {at: 申请, text: 手写} # 一\n" in file.read_text(encoding="utf-8")


def test_file_in_braces_is_not_replaced(tmp_path: Path) -> None:
    one(tmp_path, "a.html", page())
    file = tmp_path / PATH
    braces = "{version: 1, form: gia-2021, published: 未载, status: draft, waivers: []} # 手写\n"
    file.write_text(braces, encoding="utf-8")
    item = one(tmp_path, "a.html", page(), force=True)
    assert item.exit_code == 2
    assert "没有覆盖" in item.error
    assert file.read_text(encoding="utf-8") == braces


SIGNS = "甲乙 #'\"|>:-[]{},&*!%@`~\\中\t"
CODES = 2048
"""Bytes that the comments of a file are made of."""


def comments(codes: Codes) -> list[str]:
    return [f"#{codes.text(SIGNS, max_size=12).rstrip()}" for _ in range(codes.number(4))]


def kept_block(codes: Codes) -> str:
    """Notes in every style of scalar, with comments where YAML allows some."""
    lines = ["", "notes:"]
    for _ in range(1 + codes.number(3)):
        lines += [f"  {comment}" for comment in comments(codes)]
        lines.append("  - at: 申请" + codes.one(("", " # 后", "   #后 # 又")))
        text = codes.text("甲乙#'\": |-{}[]丙", min_size=1, max_size=12)
        text = text if text.strip(" #") else "甲"
        style = codes.one(("|", "'", '"'))
        if style == "|":
            lines += [f"    text: {codes.one(('|', '|-', '| # 头'))}", f"      {text.strip()}", "      # 文"]
        elif style == "'":
            lines.append(f"    text: '{text.replace(chr(39), chr(39) * 2)}'")
        else:
            escaped = text.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'    text: "{escaped}"  # 后')
    return "\n".join([*lines, ""])


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(codes=decoded(lambda codes: codes, CODES))
def test_comments_drawn_at_random_stay_byte_for_byte(base: tuple[Report, str], codes: Codes) -> None:
    report, text = base
    lines: list[str] = []
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        is_key = bool(line) and not line.lstrip().startswith("#")
        indent = line[: len(line) - len(line.lstrip(" "))]
        if is_key and number > 1:
            lines += [f"{indent}{comment}" for comment in comments(codes)]
        behind = codes.one(("", "  # 后", " #后's")) if is_key and "#" not in line else ""
        lines.append(line + behind)
    kept = kept_block(codes) if codes.chance() else ""
    last = "".join(f"{comment}\n" for comment in comments(codes))
    former = "\n".join([*lines, ""]) + kept + last
    assert again(report, former) == former
