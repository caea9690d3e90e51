"""In which order agencies are listed: as a roll of organs is read, whatever their folders are called."""

from __future__ import annotations

from gongkai.reports import Agency
from gongkai.reports.agencies.order import in_order


def agency(slug: str, name: str, level: str | None, kind: str | None, above: str | None = None) -> Agency:
    return Agency(slug, name, name, level=level, kind=kind, reports_to=above)


def listed(*agencies: Agency) -> list[str]:
    by_slug = {item.slug: item for item in agencies}
    return [by_slug[slug].name for slug in in_order(sorted(by_slug, reverse=True), by_slug)]


def test_level_and_kind_come_before_names_and_slugs() -> None:
    order = listed(
        agency("a", "样例区甲街道办事处", "乡级", "街道（派出机关）", "z"),
        agency("b", "样例区子镇人民政府", "乡级", "乡镇", "z"),
        agency("c", "样例区教育局", "县级", "部门", "z"),
        agency("y", "样例区人民政府办公室", "县级", "政府办公厅（室）", "z"),
        agency("z", "样例区人民政府", "县级", "政府"),
    )
    assert order == [
        *("样例区人民政府", "样例区人民政府办公室", "样例区教育局", "样例区子镇人民政府", "样例区甲街道办事处")
    ]


def test_agencies_of_one_kind_stand_by_their_superiors_then_by_sound() -> None:
    order = listed(
        agency("east", "东区政府", "县级", "政府"),
        agency("west", "西区政府", "县级", "政府"),
        agency("a", "西区民政局", "县级", "部门", "west"),
        agency("b", "东区民政局", "县级", "部门", "east"),
        agency("c", "东区财政局", "县级", "部门", "east"),
        agency("d", "东区财政局国库支付所", "县级", "部门", "c"),
        agency("e", "直属安全局", "县级", "部门"),
    )
    assert order == [
        *("东区政府", "西区政府", "直属安全局", "东区财政局", "东区民政局", "东区财政局国库支付所", "西区民政局")
    ]


def test_counted_names_stand_as_they_count() -> None:
    names = ["第一税务所", "第二税务所", "第三税务所", "甲街道", "乙街道", "丙街道", "丁街道"]
    order = listed(*(agency(f"s{number}", name, "县级", "部门") for number, name in enumerate(reversed(names))))
    assert order == [*names[3:], *names[:3]]


def test_what_is_not_given_stands_last_and_a_circle_ends() -> None:
    order = listed(
        agency("a", "无级别的局", None, None),
        agency("b", "绕圈一局", "县级", "部门", "c"),
        agency("c", "绕圈二局", "县级", "部门", "b"),
    )
    assert order == ["绕圈二局", "绕圈一局", "无级别的局"]
    assert in_order(["gone", "a"], {"a": agency("a", "局", "县级", "部门")}) == ("a", "gone")
