"""R10 by names: agencies whose files state neither level nor kind."""

from __future__ import annotations

import pytest

from gongkai.checks.rules.review.rule_making_power import may_make_rules
from gongkai.reports import Agency


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("示例市样例区甲街道办事处", False),
        ("样例县甲镇人民政府", False),
        ("示例市样例区民政局", False),
        ("样例县人民政府办公室", False),
        ("样例自治县教育局", False),
        ("示例市人民政府", True),
        ("示例市民政局", True),
        ("样例自治区人民政府", True),
        ("样例自治区民政厅", True),
        ("样例自治区统计局", True),
        ("国家样例局", True),
        ("样例地区行政公署", True),
    ],
)
def test_a_name_that_only_counties_and_townships_have_tells_that_they_make_no_rules(name: str, may: bool) -> None:  # noqa: FBT001 - a value of the case
    assert may_make_rules(Agency("x", name, name)) is may
