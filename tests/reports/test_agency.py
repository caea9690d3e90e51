"""Agencies: their file, their folder's name, and the tree that they form by whom they report to."""

from __future__ import annotations

import pytest

from gongkai.findings import Finding, as_text, message
from gongkai.reports import Agency, Scope, load_agency, slug_fault, tree_findings
from gongkai.routes import RESERVED

PATH = "data/case/agency.yml"


def load(text: str, slug: str = "case") -> tuple[Agency | None, tuple[Finding, ...]]:
    return load_agency(text, path=PATH, slug=slug, reserved=RESERVED)


def agency(text: str, slug: str = "case") -> Agency:
    """Load an agency that must load without a finding."""
    read_agency, findings = load(text, slug)
    assert findings == ()
    assert read_agency is not None
    return read_agency


def faults_of(text: str, slug: str = "case") -> list[tuple[str, int | None, int | None]]:
    """Return the findings about an agency's writing: what, line, column; each can be said."""
    findings = load(text, slug)[1]
    assert all(as_text(finding).startswith(f"{PATH}:{finding.line}:") for finding in findings)
    assert {finding.agency for finding in findings} <= {slug}
    return [(finding.variant, finding.line, finding.column) for finding in findings]


def test_name_alone_is_enough() -> None:
    assert agency("version: 1\nname: 示例局\n") == Agency(slug="case", name="示例局", short="示例局", path=PATH)


def test_every_key_is_taken() -> None:
    sample = agency("""
version: 1
name: 样例区示例局
short: 示例局
level: 县级
kind: 部门
scope: consolidated
reports_to: district
in_rollup: false
from: 2019
until: 2024
successor: other
due: {2024: 2025-01-20, 2023: 2024-01-20}
contact: {office: 办公室, telephone: 0000-00000000, address: 样例路1号, email: office@example.invalid, hours: 工作日}
site_code: 样例
former: [样例区旧局, 样例区更旧的局]
""")

    assert sample.short == "示例局"
    assert sample.former == ("样例区旧局", "样例区更旧的局")
    assert (sample.level, sample.kind, sample.scope) == ("县级", "部门", Scope.CONSOLIDATED)
    assert (sample.reports_to, sample.in_rollup, sample.successor) == ("district", False, "other")
    assert (sample.since, sample.until) == (2019, 2024)
    assert sample.due == {2024: "2025-01-20", 2023: "2024-01-20"}
    assert sample.contact["office"] == "办公室"
    assert sample.contact["hours"] == "工作日"
    assert sample.site_code == "样例"


def test_one_former_name_needs_no_brackets() -> None:
    assert agency("version: 1\nname: 示例局\nformer: 旧局\n").former == ("旧局",)


def test_contact_in_one_line_is_an_office() -> None:
    assert agency("version: 1\nname: 示例局\ncontact: 办公室\n").contact == {"office": "办公室"}


@pytest.mark.parametrize("slug", ["erligang", "a", "0", "shuyang-ndrc", "a" * 64])
def test_slug_of_small_letters_digits_and_hyphens_is_right(slug: str) -> None:
    assert slug_fault(slug, RESERVED) is None


@pytest.mark.parametrize(
    "slug",
    [
        "",
        ".",
        "..",
        "../a",
        "a/b",
        "a\\b",
        "/a",
        "A",
        "Erligang",
        "局",
        "a b",
        "a_b",
        "a.yml",
        "a\n",
        "~",
        "a" * 65,
        "ａ",
        "%2e",
    ],
)
def test_slug_that_could_leave_the_folder_or_differ_by_case_is_refused(slug: str) -> None:
    assert slug_fault(slug, RESERVED) == "slug"
    assert load("version: 1\nname: 示例局\n", slug)[0] is None


@pytest.mark.parametrize("slug", ["manual", "search", "data", "assets", "years", "compare"])
def test_slug_that_the_site_needs_is_refused(slug: str) -> None:
    sample, findings = load("version: 1\nname: 示例局\n", slug)

    assert sample is None
    assert [message(finding) for finding in findings] == [
        f"单位代号“{slug}”（文件夹名）是网站自己要用的。请换一个，如 {slug}-ju，data 和 docs 下的文件夹一起改。"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("not-an-agency", 1, 1)]),
        ("- name: 示例局\n", [("not-an-agency", 1, 1)]),
        ("version: 1\n", [("missing-keys", 1, 1)]),
        ("name: 示例局\n", [("missing-keys", 1, 1)]),
        ("version: 1\nname: ~\n", [("missing-keys", 2, 7)]),
        ("version: 0\nname: 示例局\n", [("version", 1, 10)]),
        ("version: 2\nname: 示例局\n", [("version-newer", 1, 10)]),
        ("version: 1\nname: [示例局]\n", [("text-expected", 2, 7)]),
        ("version: 1\nname: 示例局\nformer: [旧局, {年: 2020}]\n", [("texts-expected", 3, 14)]),
        ("version: 1\nname: 甲\nname: 乙\n", [("duplicate-key", 3, 1)]),
        ("version: 1\nname: 甲\nnam: 乙\n", [("unknown-key", 3, 1)]),
        ("version: 1\nname: 甲\n局长: 乙\n", [("unknown-key", 3, 1)]),
        ("version: 1\nname: 甲\nlevel: 县\n", [("choice", 3, 8)]),
        ("version: 1\nname: 甲\nkind: 局\n", [("choice", 3, 7)]),
        ("version: 1\nname: 甲\nkind: 街道办\n", [("choice-named", 3, 7)]),
        ("version: 1\nname: 甲\nscope: all\n", [("choice", 3, 8)]),
        ("version: 1\nname: 甲\nin_rollup: no\n", [("choice", 3, 12)]),
        ("version: 1\nname: 甲\nfrom: 二〇一九\n", [("year-unread", 3, 7)]),
        ("version: 1\nname: 甲\nuntil: 2019.5\n", [("year", 3, 8)]),
        ("version: 1\nname: 甲\ndue: 2025-01-20\n", [("due", 3, 6)]),
        ("version: 1\nname: 甲\ndue: {2024: 一月底}\n", [("due", 3, 6)]),
        ("version: 1\nname: 甲\ndue: {2024: 2025-02-30}\n", [("due", 3, 6)]),
        ("version: 1\nname: 甲\ndue: {去年: 2025-01-20}\n", [("due", 3, 6)]),
        ("version: 1\nname: 甲\ncontact: {name: 某人}\n", [("contact", 3, 10)]),
        ("version: 1\nname: 甲\ncontact: {office: 办公室, office: 秘书科}\n", [("duplicate-key", 3, 24)]),
        ("version: 1\nname：甲\n", [("wide-colon", 2, 5)]),
        ("version: 1\nname: &a 甲\n", [("alias", 2, 7)]),
    ],
)
def test_fault_of_writing_is_reported_with_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults_of(text) == expected


def test_all_faults_of_a_file_come_at_once() -> None:
    text = "version: 2\nname: 甲\nlevel: 县\nfrom: x\ncontact: {name: 某人}\n"

    assert [variant for variant, _, _ in faults_of(text)] == ["version-newer", "choice", "year-unread", "contact"]


def test_fault_beside_the_name_does_not_lose_the_agency() -> None:
    sample, findings = load("version: 1\nname: 甲\nlevel: 县\n")

    assert len(findings) == 1
    assert sample == Agency(slug="case", name="甲", short="甲", path=PATH)


def tree(**superiors: str | None) -> dict[str, Agency]:
    return {
        slug: Agency(slug=slug, name=f"{slug}局", short=slug, reports_to=other, path=f"data/{slug}/agency.yml")
        for slug, other in superiors.items()
    }


def test_tree_is_in_order_when_every_superior_is_there() -> None:
    assert tree_findings(tree(city=None, district="city", street="district")) == ()


def test_superior_that_is_not_there_is_reported() -> None:
    (finding,) = tree_findings(tree(street="district"))

    assert finding.path == "data/street/agency.yml"
    assert message(finding) == (
        "“reports_to（上级单位）”写的“district”不是本站的单位。"
        "请写单位代号（data 下的文件夹名）；本站没有收录的，删去这一行。"
    )


def test_successor_that_is_not_there_is_reported() -> None:
    (finding,) = tree_findings({"a": Agency(slug="a", name="甲", short="甲", successor="b", path="data/a/agency.yml")})

    assert message(finding).startswith("“successor（承接单位）”写的“b”不是本站的单位。")


@pytest.mark.parametrize(
    ("superiors", "slugs"),
    [
        ({"a": "b", "b": "a"}, ["a", "b"]),
        ({"a": "b", "b": "c", "c": "a", "d": None}, ["a", "b", "c"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b", "c"]),
    ],
)
def test_circle_of_superiors_is_reported(superiors: dict[str, str | None], slugs: list[str]) -> None:
    findings = tree_findings(tree(**superiors))

    assert [finding.variant for finding in findings] == ["agency-circle"] * len(slugs)
    assert [finding.agency for finding in findings] == slugs
    assert message(findings[0]).startswith(f"“{slugs[0]}局”的上级单位绕了一圈又回到自己。请核对")


def test_agency_that_names_itself_and_one_that_is_nearly_right_are_reported_at_the_key() -> None:
    reports = {
        slug: agency(f"version: 1\nname: {slug}局\nreports_to: {superior}\n", slug)
        for slug, superior in {"street": "street", "bureau": "distrct", "office": "district局"}.items()
    } | {"district": agency("version: 1\nname: district局\n", "district")}
    findings = tree_findings(reports)

    assert [(finding.agency, finding.variant, finding.line, finding.column) for finding in findings] == [
        ("street", "agency-itself", 3, 13), ("bureau", "no-agency-near", 3, 13), ("office", "no-agency-near", 3, 13),
    ]  # fmt: skip
    assert all("请改成“district”；" in message(finding) for finding in findings[1:])
