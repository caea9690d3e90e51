"""Every case of cases/ is found as it says: nothing is missing, nothing is said besides."""

from __future__ import annotations

import pytest

from tests.checks.case_files import cases, findings_of_case, mismatches

pytestmark = pytest.mark.xdist_group("check cases")  # with test_run.py: each case is checked once, not in each process


@pytest.mark.parametrize("name", cases(), ids=str)
def test_findings_are_those_that_the_case_lists(name: str) -> None:
    problems = mismatches(cases()[name], findings_of_case(name))

    assert not problems, "\n".join(problems)
