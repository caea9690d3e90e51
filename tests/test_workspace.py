"""A site on disk: what is found where, what is said of files that are none of its own, and what a hash is over."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai import load_site
from gongkai.errors import WorkspaceError
from gongkai.findings import Finding, Level, as_text, message
from gongkai.forms import shipped_forms
from gongkai.reports.layout import Layout
from gongkai.routes import RESERVED
from gongkai.workspace import Workspace
from tests.site.sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable

THIRD_FORM = Path(__file__).parent / "forms" / "cases" / "third-form.yml"
THIRD = "version: 1\nform: case-2020\npublished: 2024-01-15\nstatus: published\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Agency ``x`` with the year 2023, without a finding."""
    return Site(tmp_path / "clerk")


def opened(site: Site) -> Workspace:
    return Workspace(Layout(site.root, site.root / "data", site.root / "docs"), reserved=RESERVED)


def texts_of_findings(site: Site) -> list[str]:
    """All findings as text."""
    return [as_text(item) for item in opened(site).findings]


def the_one(site: Site) -> Finding:
    """The only finding of a site."""
    (finding,) = opened(site).findings
    return finding


def test_site_without_a_fault_has_no_findings(site: Site) -> None:
    workspace = opened(site)
    assert workspace.findings == ()
    assert workspace.public_findings() == ()
    assert list(workspace.reports) == [("x", 2023)]
    assert workspace.years("x") == (2023,)
    assert workspace.years("y") == ()
    assert workspace.report("x", 2023) is not None
    assert workspace.report("x", 2022) is None
    assert workspace.public(("x", 2023))
    assert not workspace.public(("x", 2022))


def test_export_of_a_report_has_its_narrative_and_finds_what_that_names(site: Site) -> None:
    site.write("docs/x/2023.md", '# 题\n\n新收 {{ figure("申请.本年新收.总计", agency="x", year=2023) }} 件。\n')
    export = opened(site).report_export("x", 2023)
    assert export.narrative is not None
    assert export.lookup("x", 2023) is export.report
    assert export.printed(export.narrative.slots[0]) == "8"


def test_missing_data_folder_is_said_with_its_name(site: Site) -> None:
    shutil.rmtree(site.root / "data")
    with pytest.raises(WorkspaceError, match="找不到数据文件夹 data。"):
        opened(site)


def test_names_in_findings_are_relative_to_the_site_with_forward_slashes(tmp_path: Path) -> None:
    root = tmp_path / "site"
    layout = Layout(root, root / "data", tmp_path / "elsewhere")
    assert layout.name(root / "data" / "x" / "2023.yml") == "data/x/2023.yml"
    assert layout.name(layout.report("x", 2023)) == "data/x/2023.yml"
    assert layout.name(layout.narrative("x", 2023)) == (tmp_path / "elsewhere/x/2023.md").as_posix()


@pytest.mark.parametrize(
    ("name", "agency", "year"),
    [
        ("data/x/2023.yml", "x", 2023),
        ("data/x/agency.yml", "x", None),
        ("docs/x/2023.md", "x", 2023),
        ("docs/x/note.md", "x", None),
        ("docs/x/sub/note.md", "x", None),
        ("data/forms/mine.yml", None, None),
    ],
)
def test_file_that_is_not_utf_8_is_a_finding_with_its_place(
    site: Site, name: str, agency: str | None, year: int | None
) -> None:
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("# 政府信息公开\n".encode("gb18030"))
    (finding,) = [item for item in opened(site).findings if item.variant.startswith("encoding")]
    assert (finding.code, finding.level) == ("syntax", Level.ERROR)
    assert (finding.path, finding.line, finding.column) == (name, 1, 1)
    assert (finding.agency, finding.year) == (agency, year)
    assert "请用记事本打开，点“另存为”，“编码”选 UTF-8 后保存；用 WPS 的，" in message(finding)


def test_byte_order_mark_is_no_fault(site: Site) -> None:
    for name in ("data/x/2023.yml", "data/x/agency.yml", "docs/x/2023.md"):
        site.write(name, "\ufeff" + site.read(name))
    assert texts_of_findings(site) == []


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        *((name, "file-name") for name in ("22.yml", "2122.yml", "draft.yml", "2022-2023.yml")),
        *(
            (name, "file-rename")
            for name in ("2022.yaml", "2022.YML", "2022年.yml", "2022.bak.yml", "２０２２.yml.txt")
        ),
        *((name, "file-copy") for name in ("2023(1).yml", "2023 - 副本.yml", "2023.yaml")),
    ],
)
def test_data_file_whose_name_is_no_year_is_a_finding_and_not_passed_over(site: Site, name: str, variant: str) -> None:
    site.write(f"data/x/{name}", site.read("data/x/2023.yml"))
    finding = the_one(site)
    assert (finding.code, finding.variant, finding.path, finding.agency) == ("syntax", variant, f"data/x/{name}", "x")
    assert name in message(finding)


@pytest.mark.parametrize("name", ["2022.yml", "agency.yml", "x.yaml"])
def test_finding_on_a_data_file_outside_an_agency_s_folder_says_where_it_belongs(site: Site, name: str) -> None:
    site.write(f"data/{name}", "version: 1\n")
    place = "放在单位的文件夹里，如 data/erligang/2020.yml" if name != "2022.yml" else "移到 data/x/2022.yml"
    wrong = f"“{name}”放错了地方。数据文件请{place}。"
    assert texts_of_findings(site) == [f"data/{name}:1:1 差错（文件写法 syntax）：{wrong}"]


def test_other_files_and_folders_are_left_alone(site: Site) -> None:
    for name in (".DS_Store", "2023.yml~", "2023.yml.swp", "说明.txt", "Thumbs.db", "notes/2022.yml"):
        site.write(f"data/x/{name}", "随便什么")
    site.write("data/.schema/gia-2019.json", "{}").write("data/readme.txt", "说明")
    site.write("docs/x/plan.pdf", "%PDF").write("docs/x/.hidden.md", "{{ config }}").write("docs/other/page.md", "文字")
    (unlisted,) = texts_of_findings(site)
    assert unlisted.startswith(
        "docs/other:1:1 提醒（文件写法 syntax）：docs/other 不是单位的文件夹（data 里没有 other）"
    )


@pytest.mark.parametrize(
    ("slug", "variant"), [("X", "slug-near"), ("甲街道", "slug"), ("a_b", "slug-near"), ("manual", "reserved-slug")]
)
def test_folder_whose_name_is_no_slug_is_a_finding_and_its_reports_are_not_loaded(
    site: Site, slug: str, variant: str
) -> None:
    shutil.copytree(site.root / "data/x", site.root / "data" / slug)
    workspace = opened(site)
    assert [(item.variant, item.path) for item in workspace.findings] == [(variant, f"data/{slug}/agency.yml")]
    assert list(workspace.reports) == [("x", 2023)]


def test_folder_without_agency_file_says_so_and_hides_no_finding_of_its_reports(site: Site) -> None:
    (site.root / "data/x/agency.yml").unlink()
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    findings = opened(site).findings
    assert {item.code for item in findings if item.level is Level.ERROR} == {"syntax", "balance"}
    assert {item.agency for item in findings} == {"x"}


def test_folder_that_is_a_link_is_named_as_the_clerk_sees_it(site: Site) -> None:
    (site.root / "data/x").rename(site.root / "store")
    (site.root / "data/x").symlink_to(site.root / "store")
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6")
    assert the_one(site).path == "data/x/2023.yml"


def test_no_name_leads_out_of_the_folder(site: Site) -> None:
    site.write("secret/2023.yml", site.read("data/x/2023.yml"))
    workspace = opened(site)
    for slug in ("..", "../secret", "x/../../secret", "/secret", ""):
        assert workspace.report(slug, 2023) is None
        assert workspace.findings_of(slug) == ()
    call = '{{ figure("申请.本年新收.总计", agency="../secret") }}'
    site.change("docs/x/2023.md", "## 六、", f"{call}\n\n## 六、")
    assert "没有“../secret” 2023 年度的报告" in message(the_one(site))


def superior(site: Site) -> None:
    site.write("data/x/agency.yml", site.read("data/x/agency.yml") + "reports_to: nobody\n")


def successor(site: Site) -> None:
    site.write("data/x/agency.yml", site.read("data/x/agency.yml") + "successor: nobody\n")


def circle(site: Site) -> None:
    shutil.copytree(site.root / "data/x", site.root / "data/y")
    (site.root / "data/y/2023.yml").unlink()
    for slug, other in (("x", "y"), ("y", "x")):
        site.write(
            f"data/{slug}/agency.yml", f"{site.read('data/x/agency.yml').split('reports_to')[0]}reports_to: {other}\n"
        )
    site.change("data/y/agency.yml", "name: ", "name: 另一个")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (superior, ["“reports_to（上级单位）”写的“nobody”不是本站的单位。"]),
        (successor, ["“successor（承接单位）”写的“nobody”不是本站的单位。"]),
        (circle, ["的上级单位绕了一圈又回到自己"] * 2),
    ],
)
def test_tree_of_agencies_is_checked(site: Site, fault: Callable[[Site], None], expected: list[str]) -> None:
    fault(site)
    findings = opened(site).findings
    assert [item.code for item in findings] == ["syntax"] * len(expected)
    for item, words in zip(findings, expected, strict=True):
        assert words in message(item)


def test_form_of_the_site_s_own_is_loaded_from_its_data(site: Site) -> None:
    (site.root / "data/forms").mkdir()
    shutil.copy(THIRD_FORM, site.root / "data/forms/case-2020.yml")
    site.write("data/x/2022.yml", THIRD.replace("2024", "2023"))
    workspace = opened(site)
    assert workspace.registry.get("case-2020") is not None
    report = workspace.report("x", 2022)
    assert report is not None
    assert report.form is workspace.registry.get("case-2020")
    assert {item.code for item in workspace.findings} == {"form-shape", "narrative-missing", "filing"}
    assert any("行政执法情况" in message(item) for item in workspace.findings)


def test_form_that_is_none_is_a_finding_and_hides_no_other_form(site: Site) -> None:
    (site.root / "data/forms").mkdir()
    shutil.copy(THIRD_FORM, site.root / "data/forms/case-2020.yml")
    site.write("data/forms/a.yml", "form: [\n")
    workspace = opened(site)
    (finding,) = workspace.findings
    assert as_text(finding) == "data/forms/a.yml:1:7 差错（文件写法 syntax）：“[”没有配对的右括号。请改成“form:”。"
    assert (finding.variant, finding.agency) == ("bracket-open", None)
    assert workspace.registry.get("case-2020") is not None


def test_form_with_the_name_of_a_statutory_one_is_a_finding_and_does_not_replace_it(site: Site) -> None:
    text = THIRD_FORM.read_text(encoding="utf-8").replace("form: case-2020", "form: gia-2021")
    site.write("data/forms/gia-2021.yml", text)
    workspace = opened(site)
    (finding,) = workspace.findings
    assert (finding.variant, finding.path) == ("form-twice", "data/forms/gia-2021.yml")
    assert (finding.line, finding.column) == (4, 7)
    assert "格式代号“gia-2021”已经有格式用了" in message(finding)
    assert workspace.registry.get("gia-2021") in shipped_forms()


def test_findings_come_sorted_and_the_same_from_every_load(site: Site) -> None:
    shutil.copytree(site.root / "data/x", site.root / "data/a")
    shutil.copytree(site.root / "docs/x", site.root / "docs/a")
    site.change("data/a/agency.yml", "name: ", "name: 另一个").change("docs/a/2023.md", "# ", "# 另一个")
    for slug in ("x", "a"):
        site.change(f"data/{slug}/2023.yml", "本年新收: [5", "本年新收: [6")
        site.change(f"docs/{slug}/2023.md", "## 六、", "{{ config }}\n\n## 六、")
    first = texts_of_findings(site)
    assert first == texts_of_findings(site)
    assert [text.split(":")[0] for text in first] == [
        "data/a/2023.yml", "data/x/2023.yml", "docs/a/2023.md", "docs/x/2023.md",
    ]  # fmt: skip


def test_findings_of_one_agency_or_report(site: Site) -> None:
    site.write("data/x/agency.yml", site.read("data/x/agency.yml") + "reports_to: nobody\n")
    site.change("data/x/2023.yml", "本年新收: [5", "本年新收: [6").write("data/2023.yml", "")
    workspace = opened(site)
    assert [item.code for item in workspace.findings_of("x")] == ["balance", "syntax"]
    assert [item.code for item in workspace.findings_of("x", 2023)] == ["balance", "syntax"]
    assert [item.code for item in workspace.findings_of("x", 2022)] == ["syntax"]
    assert workspace.findings_of("y") == ()
    assert len(workspace.findings) == 3


def test_hash_is_over_data_and_narrative_with_newlines_normalised(site: Site) -> None:
    data, narrative = site.read("data/x/2023.yml"), site.read("docs/x/2023.md")
    expected = hashlib.sha256(f"{data}\0{narrative}".encode()).hexdigest()
    assert opened(site).source_sha256("x", 2023) == expected
    for newline in ("\r\n", "\r"):
        site.write("data/x/2023.yml", data.replace("\n", newline))
        site.write("docs/x/2023.md", "\ufeff" + narrative.replace("\n", newline))
        assert opened(site).source_sha256("x", 2023) == expected
    site.write("docs/x/2023.md", narrative + " ")
    assert opened(site).source_sha256("x", 2023) != expected
    (site.root / "docs/x/2023.md").unlink()
    site.write("data/x/2023.yml", data)
    assert opened(site).source_sha256("x", 2023) == hashlib.sha256(f"{data}\0".encode()).hexdigest()


def test_text_moved_from_data_to_narrative_changes_the_hash(site: Site) -> None:
    data, narrative = site.read("data/x/2023.yml"), site.read("docs/x/2023.md")
    before = opened(site).source_sha256("x", 2023)
    site.write("data/x/2023.yml", data + narrative[:1]).write("docs/x/2023.md", narrative[1:])
    assert opened(site).source_sha256("x", 2023) != before


def test_public_page_finds_no_draft_and_a_draft_finds_everything(site: Site) -> None:
    site.write("data/x/2022.yml", site.read("data/x/2023.yml").replace("2024-01-15", "2023-01-15"))
    site.change("data/x/2022.yml", "status: published", "status: draft")
    workspace = opened(site)
    public, draft = workspace.report("x", 2023), workspace.report("x", 2022)
    assert workspace.seen_from(public)("x", 2022) is None
    assert workspace.seen_from(None)("x", 2022) is None
    assert workspace.seen_from(public)("x", 2023) is public
    assert workspace.seen_from(draft)("x", 2022) is draft
    assert workspace.seen_from(draft)("x", 2023) is public
    assert not workspace.public(("x", 2022))


@pytest.mark.parametrize(
    "slip",
    [("本年新收: [", "本年新收: "), ("申请:", "申请："), ("主动公开:", "# 主动公开:")],
    ids=["bracket", "colon", "table"],
)
def test_slip_in_the_data_says_nothing_of_the_narrative(site: Site, slip: tuple[str, str]) -> None:
    site.change("data/x/2023.yml", *slip)
    findings = opened(site).findings
    assert findings
    assert {item.path for item in findings} == {"data/x/2023.yml"}


def test_data_in_another_encoding_are_there_all_the_same(site: Site) -> None:
    path = site.root / "data/x/2023.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert (the_one(site).code, the_one(site).variant) == ("syntax", "encoding-is")


def test_narrative_without_data_is_said_to_be_one_and_nothing_more(site: Site) -> None:
    (site.root / "data/x/2023.yml").unlink()
    assert the_one(site).code == "orphan"


MOBILE = "13800000000"


def test_what_no_text_may_hold_is_found_on_every_page_and_in_the_file_of_the_agency(site: Site) -> None:
    site.write("docs/x/about.md", f"# 关于\n\n联系人 {MOBILE}，待补充。\n")
    site.write("docs/index.md", "# 首页\n\n（请填写）\n\n邮箱 zhangsan@a.example\n")
    agency = "version: 1\nname: 示例市样例区甲街道办事处\nshort: XX街道\nfrom: 2023\ncontact:\n"
    site.write("data/x/agency.yml", f"{agency}  telephone: {MOBILE}\n  email: lisi@a.example\n  address: （请填写）\n")

    assert [(item.code, item.path, item.line, item.column, item.agency) for item in opened(site).findings] == [
        ("placeholder", "data/x/agency.yml", 3, 8, "x"),
        ("personal-data", "data/x/agency.yml", 6, 14, "x"),
        ("placeholder", "data/x/agency.yml", 8, 12, "x"),
        ("placeholder", "docs/index.md", 3, 1, None),
        ("personal-data", "docs/index.md", 5, 4, None),
        ("personal-data", "docs/x/about.md", 3, 5, "x"),
        ("placeholder", "docs/x/about.md", 3, 17, "x"),
    ]
    assert MOBILE not in "".join(texts_of_findings(site))


def test_address_that_is_the_agency_s_contact_may_stand_in_its_texts(site: Site) -> None:
    site.change("docs/x/2023.md", "## 六、", "请来信：jiajd2020@a.example。\n\n## 六、")
    assert the_one(site).code == "personal-data"
    site.write("data/x/agency.yml", site.read("data/x/agency.yml") + "contact: {email: jiajd2020@a.example}\n")
    assert texts_of_findings(site) == []


def test_settings_that_pages_show_are_looked_through_as_well(site: Site) -> None:
    text = site.read("mkdocs.yml").replace("  - gongkai\n", f"  - gongkai: {{contact: 手机 {MOBILE}, sponsor: XX办}}\n")
    site.write("mkdocs.yml", "# 待补充\n" + text.replace("site_name: 示例市", "site_name: （请填写）示例市"))
    findings = load_site(site.root).findings
    line = next(number for number, line in enumerate(site.read("mkdocs.yml").splitlines(), 1) if "gongkai: {" in line)

    assert [(item.code, item.path, item.line, item.agency) for item in findings] == [
        ("placeholder", "mkdocs.yml", 2, None),
        ("personal-data", "mkdocs.yml", line, None),
        ("placeholder", "mkdocs.yml", line, None),
    ]
    ran = site.build()
    assert ran.code == 1
    assert f"mkdocs.yml:{line}:27 差错（个人信息 personal-data）：有手机号 “138******00”（已隐去）" in ran.output


def test_trusted_page_is_its_owner_s_own(site: Site) -> None:
    site.write("docs/manual/a.md", "# 手册\n\n“待补充”是什么意思。\n")
    layout = Layout(site.root, site.root / "data", site.root / "docs", ("manual/**",))
    assert Workspace(layout, reserved=RESERVED).findings == ()


@pytest.mark.parametrize("suffix", ["docx", "xlsb", "odt", "ods"])
def test_office_file_in_the_docs_folder_that_no_page_names_is_named(site: Site, suffix: str) -> None:
    site.write(f"docs/x/底稿.{suffix}", "-")
    assert the_one(site).args == {"target": f"底稿.{suffix}"}


@pytest.mark.parametrize("suffix", ["docx", "PDF", "odt", "mht"])
def test_document_of_an_office_is_named_as_the_narrative_that_is_not_there(site: Site, suffix: str) -> None:
    (site.root / "docs/x/2023.md").unlink()
    site.write(f"docs/x/2023年报.{suffix}", "-")
    variants = {item.variant for item in opened(site).findings if item.path == f"docs/x/2023年报.{suffix}"}
    assert "narrative-office" in variants
