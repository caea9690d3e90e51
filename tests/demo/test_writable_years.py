"""A statutory form for which the district has no sentences yet ends it a year earlier, and not in an error."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.demo import demo_files, last_year
from gongkai.demo import files as demo
from tests.forms.lineages import ID, third_form_text
from tests.simulate_additions import ROOT
from tests.site.sites import run

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = """
results = [
    CliRunner().invoke(main, ["demo", folder, "--agencies", "1", "--years", years])
    for folder, years in (("x", "2"), ("y", "6"))
]
print(*(result.output for result in results), *(result.exit_code for result in results), sep="\\n")
"""
"""Code that writes a district of the last two years, and one of more years than can be written."""


@pytest.mark.slow
def test_district_ends_with_the_last_form_that_it_can_be_written_on(tmp_path: Path) -> None:
    package = tmp_path / "macros" / "gongkai"
    shutil.copytree(ROOT / "macros" / "gongkai", package)  # what is compiled already too
    (package / f"forms/{ID}.yml").write_text(third_form_text(), encoding="utf-8")
    before = package / "forms/gia-2021.yml"
    text, count = re.subn(r"(?m)^years: \{from: 2021.*\}$", "years: {from: 2021, to: 2023}", before.read_text("utf-8"))
    assert count == 1
    before.write_text(text, encoding="utf-8")
    for path in package.glob("forms/*.yml"):
        if path.stem not in ("gia-2019", "gia-2021", ID):
            path.unlink()  # a form of later years, which would stand in the way of this one

    code = f"from click.testing import CliRunner\nfrom gongkai.cli import main\n{WRITTEN}"  # both by one new Python
    ran = run("python", "-c", code, cwd=tmp_path, packages=tmp_path / "macros", new_process=True)
    assert ran.code == 0, ran.output
    assert sorted(path.name for path in (tmp_path / "x/data/zhengfuban").glob("2*.yml")) == ["2022.yml", "2023.yml"]
    assert "0\n2\n" in ran.output
    assert "--years 应在 1 到 5 之间（2019 年到 2023 年）。" in ran.output


def test_district_of_today_ends_in_2025() -> None:
    assert last_year() == 2025
    assert "最后一年是 2025 年" in CliRunner().invoke(main, ["demo", "--help"]).output
    with pytest.raises(ValueError, match="gia-2019, gia-2021"):
        demo._form(2018)
    assert any(path.endswith("2025.yml") for path, _ in demo_files(1, 1, seed=1))
