"""Rules may read last year's narrative of the same agency, as far as the report may see that report."""

from __future__ import annotations

import pytest

from gongkai import routes
from gongkai.forms import FormRegistry, shipped_forms
from gongkai.work.agency import AgencyFiles, ReportFiles
from gongkai.work.examine import examine_agency
from tests.checks.case_files import BASES

BASE = (BASES / "consistent-2021.yml").read_text(encoding="utf-8")
TEXT = (BASES / "review.md").read_text(encoding="utf-8")


def repeated(statuses: dict[int, str]) -> list[int | None]:
    """The years in which a narrative is found to be last year's."""
    reports = tuple(
        ReportFiles(
            year,
            f"data/a/{year}.yml",
            BASE.replace("status: published", f"status: {status}"),
            f"docs/a/{year}.md",
            TEXT.replace("2023", str(year)),
        )
        for year, status in statuses.items()
    )
    files = AgencyFiles("a", "data/a/agency.yml", "version: 1\nname: 甲局\n", reports)
    data = examine_agency(files, FormRegistry(shipped_forms()), reserved=routes.RESERVED)
    return sorted({item.year for item in data.findings if item.code == "repeated-narrative"})  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("statuses", "years"),
    [
        ({2022: "published", 2023: "published"}, [2023]),
        ({2022: "published", 2023: "draft"}, [2023]),
        ({2022: "draft", 2023: "draft"}, [2023]),
        ({2022: "draft", 2023: "published"}, []),
        ({2021: "published", 2023: "published"}, []),
        ({2021: "published", 2022: "published", 2023: "published"}, [2022, 2023]),
    ],
)
def test_narrative_is_compared_with_last_years_that_the_report_may_see(
    statuses: dict[int, str], years: list[int]
) -> None:
    assert repeated(statuses) == years
