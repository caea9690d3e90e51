"""Addresses of an agency whose reports have gone to its successor lead on to it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.site.sites import Site

if TYPE_CHECKING:
    from pathlib import Path

OLD = "version: 1\nname: 老局\nlevel: 县级\nkind: 部门\nuntil: 2023\nsuccessor: middle\n"


def test_old_addresses_lead_to_the_successor_that_has_reports(tmp_path: Path) -> None:
    site = Site(tmp_path / "office").without_search()
    site.write("data/old/agency.yml", OLD)
    site.write(
        "data/middle/agency.yml",
        OLD.replace("老局", "中间局").replace("middle", "x").replace("until: 2023", "from: 2024\nuntil: 2024"),
    )
    site.write("data/never/agency.yml", "version: 1\nname: 没有报告的局\n")

    site.built("--strict")

    assert 'href="../x/"' in site.page("old/index.html")
    assert "老局的职能由下列机关承接" in site.page("old/index.html")
    assert 'href="../../x/2023/"' in site.page("old/2023/index.html")
    assert 'href="../x/"' in site.page("middle/index.html")
    assert site.page("moved/index.html").count("的职能由下列机关承接") == 2
    assert not (site.root / "site/never").exists()
    assert "老局" not in site.page("agencies/index.html")


def test_agency_that_still_has_reports_keeps_its_pages(tmp_path: Path) -> None:
    site = Site(tmp_path / "office").without_search()
    for folder in ("data", "docs"):
        shutil.copytree(site.root / folder / "x", site.root / folder / "y")
    text = site.read("data/x/agency.yml")
    site.write("data/x/agency.yml", f"{text}until: 2023\nsuccessor: y\n")

    site.build()

    assert not (site.root / "site/moved").exists()
