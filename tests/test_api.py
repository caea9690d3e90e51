"""The public face: which names there are, that they come late, and that the manual names them and its examples run."""

from __future__ import annotations

import ast
import doctest
import re
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import gongkai
from gongkai.findings import message
from gongkai.forms import shipped_forms

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    *("Agency", "Finding", "Form", "Format", "GongkaiError", "Level", "Report", "ReportExport", "Workspace"),
    *("as_text", "check", "export", "formats", "load_form", "load_report", "load_site"),
    *("District", "Subject", "rule", "rule_between", "identity_findings", "across_findings"),
    *("ExplainedAt", "Figure", "State"),
}
MANUAL = "docs/manual/python.md"


def test_public_names_are_these_and_no_others() -> None:
    assert set(gongkai.__all__) == NAMES
    assert dir(gongkai) == sorted(NAMES)
    assert {name for name in NAMES if getattr(gongkai, name) is None} == set()
    with pytest.raises(AttributeError, match="has no attribute 'FormRegistry'"):
        gongkai.FormRegistry  # type: ignore[attr-defined] # noqa: B018 - asking is the test


def test_types_see_each_name_where_it_comes_from(root: Path) -> None:
    tree = ast.parse((root / "macros/gongkai/__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongkai.")
        for alias in node.names
    }
    assert seen == {name: f"gongkai.{module}" for name, module in gongkai._MODULES.items()}
    for name, module in seen.items():
        assert getattr(import_module(str(module)), name) is getattr(gongkai, name)


def test_one_room_is_imported_without_the_others(root: Path) -> None:
    program = "import sys, gongkai.figures; print(*sorted(n for n in sys.modules if 'gongkai' in n or n == 'mkdocs'))"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=root)
    assert ran.stdout.split() == ["gongkai", "gongkai.figures"]


def test_every_public_name_stands_in_the_manual_and_no_other(root: Path) -> None:
    text = (root / MANUAL).read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (`.*?) \|", text)
    assert {name for row in rows for name in re.findall(r"`([A-Za-z_]+)", row)} == NAMES


def test_examples_of_the_manual_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", (root / MANUAL).read_text(encoding="utf-8"), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(text, {}, MANUAL, MANUAL, 0)
    output: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=output.append)
    assert result.attempted > 10
    assert result.failed == 0, "".join(output)


def test_report_outside_an_agency_s_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    for name in ("2020.yaml", "报告.yml"):
        with pytest.raises(gongkai.GongkaiError, match="应放在单位的文件夹里，以年份为名"):
            gongkai.load_report(tmp_path / name)
    with pytest.raises(gongkai.GongkaiError, match=r"2020\.yml 打不开：没有这个文件或文件夹。"):
        gongkai.load_report(tmp_path / "a" / "2020.yml")


def test_folder_that_is_no_site_is_refused_in_words_of_no_command(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(gongkai.GongkaiError, match=f"“{folder}”里没有 mkdocs.yml。请给出网站的文件夹") as refused:
            gongkai.load_site(folder)
        assert "--site" not in str(refused.value)


def test_name_that_the_form_has_not_is_refused_with_those_that_it_has(root: Path) -> None:
    report = gongkai.load_site(root).reports["erligang", 2020]
    assert report.form is not None
    with pytest.raises(gongkai.GongkaiError) as refused:
        report.form.role("recieved")
    assert str(refused.value).startswith("没有“recieved”这个角色，可写 received、carried_in、concluded、carried_out、")
    for place, beginning in {
        ("nix", "received", "total"): "没有标识为“nix”的表，可写 proactive、requests、review。",
        ("requests", "nix", "total"): "没有标识为“nix”的行，可写 received、carried_in、",
        ("requests", "received", "nix"): "没有标识为“nix”的列，可写 natural_person、",
    }.items():
        with pytest.raises(gongkai.GongkaiError) as refused:
            report.figure(*place)
        assert str(refused.value).startswith(beginning)
        assert isinstance(refused.value, KeyError)
    with pytest.raises(gongkai.GongkaiError, match="没有标识为“requests”的表：这份报告没有表格"):
        replace(report, form=None).figure("requests", "received", "total")


def test_findings_of_a_single_report_stand_at_the_lines_of_its_file(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    report, _ = gongkai.load_report("data/erligang/2020.yml")
    assert report is not None
    alone = gongkai.check(report)
    assert alone
    assert None not in {item.line for item in alone}
    of_site = {(item.code, item.line, item.column) for item in gongkai.check(gongkai.load_site("."))}
    assert {(item.code, item.line, item.column) for item in alone if item.level is gongkai.Level.WAIVED} <= of_site
    assert {item.line for item in gongkai.check(replace(report, path="gone/2020.yml"))} == {None}


def test_text_that_is_no_report_gives_none_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "2024.yml").write_text("[", encoding="utf-8")
    report, written = gongkai.load_report(tmp_path / "x" / "2024.yml")
    assert report is None
    assert [item.code for item in written] == ["syntax"]


def test_form_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes("form: 表".encode("gbk"))
    with pytest.raises(gongkai.GongkaiError, match=r"x\.yml 打不开：不是 UTF-8 编码。"):
        gongkai.load_form(tmp_path / "x.yml")
    (tmp_path / "y.yml").write_text("form: y\n", encoding="utf-8")
    with pytest.raises(gongkai.GongkaiError, match=r"y\.yml:1"):
        gongkai.load_form(str(tmp_path / "y.yml"))


def test_report_in_a_form_of_its_own_is_loaded_and_checked(root: Path, tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(.*?)```", (root / "docs/manual/forms.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    (tmp_path / "case-2024.yml").write_text(block[1], encoding="utf-8")
    form = gongkai.load_form(tmp_path / "case-2024.yml")
    file = tmp_path / "x" / "2024.yml"
    file.parent.mkdir()
    file.write_text(
        "version: 1\nform: case-2024\npublished: 未载\nstatus: published\n"
        "案件:\n  城市管理: [1, 2, 4]\n  噪声: [1, 0, 1]\n  扬尘: [0, 1, 1]\n  合计: [2, 3, 6]\n",
        encoding="utf-8",
    )
    report, written = gongkai.load_report(file, forms=[form])
    assert report is not None
    assert written == ()
    assert "row-total" in {item.code for item in gongkai.check(report)}

    (finding,) = gongkai.load_report(file)[1]
    assert message(finding) == (
        f"没有“case-2024”这个格式（可写：{'、'.join(form.id for form in shipped_forms())}、none）。"
        "自己的格式要用 forms= 给出，如 load_report(文件, forms=[load_form(格式文件)])。"
    )


def test_export_of_what_is_not_there_says_so(root: Path) -> None:
    site = gongkai.load_site(root)
    with pytest.raises(gongkai.GongkaiError, match="没有“erligang/2019”"):
        gongkai.export(site, "erligang", 2019)
    with pytest.raises(gongkai.GongkaiError, match="年度写成整数，如 2025，不能是 '2020'。"):
        gongkai.export(site, "erligang", "2020")  # type: ignore[arg-type] - so a program without types may call it
    with pytest.raises(
        gongkai.GongkaiError, match=r"^没有“xslx”这种导出格式。是不是“xlsx”？“erligang/2020”可以用 json、"
    ):
        gongkai.export(site, "erligang", 2020, format_name="xslx")


def test_argument_of_another_kind_is_refused_with_what_to_call_first(root: Path) -> None:
    with pytest.raises(
        gongkai.GongkaiError, match=r"^check 要一个网站或一份报告，不能是 str：先用 load_site\(文件夹\) 或"
    ):
        gongkai.check("site")  # type: ignore[arg-type]
    with pytest.raises(
        gongkai.GongkaiError, match=r"^export 的第一项是网站，不能是 str：先用 load_site\(文件夹\) 读出来"
    ):
        gongkai.export("site", "erligang", 2020)  # type: ignore[arg-type]
    with pytest.raises(gongkai.GongkaiError, match=r"只有一种也写成列表：forms=\[form\]。"):
        gongkai.load_report(root / "data/erligang/2020.yml", forms=shipped_forms()[0])  # type: ignore[arg-type]


def test_fault_of_a_form_is_said_with_the_folder_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "forms" / "small.yml"
    file.parent.mkdir()
    file.write_text("version: 1\nform: small\ntitel: x\n", encoding="utf-8")
    with pytest.raises(gongkai.GongkaiError, match=f"^{file.as_posix()}:3:1 没有“titel”这一项。"):
        gongkai.load_form(file)
