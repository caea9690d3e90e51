"""`gongkai new` says that it filled in what it did fill in, in the words of the form, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from tests.forms.lineages import ID, merged_columns_text, third_form_text

OWN = Path(__file__).parents[1] / "forms" / "cases" / "third-form.yml"
NAME = "样例区甲局"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert call("init", folder).exit_code == 0
    return folder


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def new(site: Path, year: int, *options: str) -> str:
    result = call("new", "jia", str(year), "--site", site, "--name", NAME, *options)
    assert result.exit_code == 0, result.output
    return result.output


def add_form(site: Path, name: str, text: str) -> None:
    (site / "data/forms").mkdir(exist_ok=True)
    (site / f"data/forms/{name}.yml").write_text(text, encoding="utf-8")


def data(site: Path, year: int) -> str:
    return (site / f"data/jia/{year}.yml").read_text(encoding="utf-8")


def test_stock_that_the_two_forms_count_differently_is_not_said_to_be_filled_in(site: Path) -> None:
    new(site, 2020, "--zeros")

    assert "已照 2020 年报告填好上年结转（0 件）。" in new(site, 2021)
    assert "年初存量" not in data(site, 2021)
    assert "上年结转照 2020 年报告的“结转下年度”填好" in data(site, 2021)
    new(site, 2021, "--zeros", "--force")
    assert "已照 2021 年报告填好上年结转（0 件）和年初存量。" in new(site, 2022)
    assert "年初存量照 2021 年报告填好" in data(site, 2022)


def test_report_of_last_year_that_is_blank_gives_nothing_and_nothing_is_said_to_be_filled_in(site: Path) -> None:
    new(site, 2021)

    assert "2021 年的报告里没有能照填的数，上年结转等请自行填写。" in new(site, 2022)
    assert "填好" not in data(site, 2022)


def test_rows_are_called_as_the_form_calls_them(site: Path) -> None:
    add_form(site, "case-2020", OWN.read_text(encoding="utf-8"))
    new(site, 2021, "--form", "case-2020", "--zeros")

    assert "已照 2021 年报告填好结入（0 件）和年初存量。" in new(site, 2022)
    assert "结入照 2021 年报告的“结出”填好；还没有登记办理结果，所以先全列在结出，办结的请改。" in data(site, 2022)


def test_figures_are_taken_over_onto_a_third_form(site: Path) -> None:
    add_form(site, ID, third_form_text())
    new(site, 2023, "--zeros")

    assert "已照 2023 年报告填好上年结转（0 件）和年初存量。" in new(site, 2024, "--form", ID)


def test_what_stands_in_columns_that_the_new_form_has_not_is_said(site: Path) -> None:
    add_form(site, ID, merged_columns_text())
    new(site, 2023, "--zeros")
    file = site / "data/jia/2023.yml"
    text = re.sub(r"(  结转下年度: +)\[0, 0,", r"\1[2, 1,", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    output = new(site, 2024, "--form", ID)

    assert "已照 2023 年报告填好上年结转（2 件）" in output
    assert "2023 年结转 3 件，其中 1 件所在的列本格式没有，请自行填写。" in output
    file.write_text(text.replace("[2, 1,", "[0, 1,"), encoding="utf-8")
    refused = call("new", "jia", "2024", "--site", site, "--form", ID, "--zeros", "--force")
    assert "上年（2023）有 1 件结转到本年" in refused.output
