"""The command `gongkai import`: what it prints, what it ends with, and the site it leaves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongkai.importing.batch_list import read_batch
from gongkai.importing.model import Job
from tests.importing.sample_documents import AGENCY, page, text_2020
from tests.site.sites import CONFIG, PLUGINS, Site

SEED = Path(__file__).parent.parent.parent / "shared" / "seed"
DOCUMENT = [
    *(
        "file",
        "agency",
        "year",
        "form",
        "status",
        "draft_because",
        "error",
        "cells",
        "questions",
        "whole",
        "remarks",
        "findings",
        "written",
        "former",
    ),
]
REMARK = [
    *("doubt", "code", "message", "text", "table", "row", "col", "candidates"),
    *("line", "page", "sheet", "cell", "block"),
]
WRONG = {"本年新收": "5 2 0 0 1 0 9"}
BATCH = "{head}\ngood.html,jia,2023年,示例市样例区甲街道办事处\ngood.txt,yi,,\n"
OPEN = {"本年新收": "若干 2 0 0 1 0 8"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site without an agency, and documents in the folder above it."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "data").mkdir()
    site_beside_documents = Site.at(root).write("mkdocs.yml", CONFIG + PLUGINS).write("docs/index.md", "# 首页\n")
    for name, content in (
        ("good.html", page()),
        ("wrong.html", page(given=WRONG)),
        ("open.html", page(given=OPEN)),
        ("list.txt", "买菜清单\n"),
        ("good.txt", text_2020()),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return site_beside_documents


def test_name_of_an_agency_is_answered_with_its_id(site: Site) -> None:
    site.write("data/jia/agency.yml", "version: 1\nname: 示例市样例区甲街道办事处\nshort: 甲街道\n")
    for name in ("甲街道", "示例市样例区甲街道办事处", "样例区甲街道办事处"):
        ran = site.run("gongkai", "import", "../good.html", "--agency", name)
        assert (ran.code, f"“{name}”是单位名称，这里要写单位代号。请改成“jia”。" in ran.output) == (2, True), ran.output
    assert "单位代号" in site.run("gongkai", "import", "../good.html", "--agency", "乙街道").output


def test_document_in_place_of_a_list_is_said(site: Site) -> None:
    (site.root.parent / "a.xlsx").write_bytes(b"PK")
    ran = site.run("gongkai", "import", "--batch", "../a.xlsx", forked=True)
    assert (ran.code, "请在 Excel 里另存为 CSV" in ran.output) == (2, True), ran.output


def test_workbook_that_cannot_be_read_is_said_before_the_agency_that_is_not_given(site: Site) -> None:
    (site.root.parent / "report.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    ran = site.run("gongkai", "import", "../report.xlsx")
    assert (ran.code, "压缩包已损坏" in ran.output, "--agency" in ran.output) == (2, True, False), ran.output


def test_report_that_is_certain_ends_with_0_and_a_summary(site: Site) -> None:
    ran = site.run("gongkai", "import", "../good.html", "--agency", "yangli", forked=True)
    assert ran.code == 0, ran.output
    assert ran.output == (
        "写入 data/yangli/agency.yml\n写入 data/yangli/2023.yml\n写入 docs/yangli/2023.md\n"
        "写入 data/.schema/gia-2021.json\n"
        "../good.html：共 200 格，已读取 200 格；空项 0；推测或存疑 0；文件本身的差错 0。"
        "写成 published，下一次生成网站就公布；要先审核的，把 status 改为 reviewed。\n"
    )


def test_fault_of_the_document_ends_with_1_and_names_the_printed_place(site: Site) -> None:
    ran = site.run("gongkai", "import", "../wrong.html", "--agency", "yangli", forked=True)
    assert ran.code == 1
    last, looks = ran.output.splitlines()[-1], ran.output.splitlines()[-2]
    summary = last if last.startswith("../") else looks
    assert "共 200 格，已读取 200 格" in summary
    assert "文件本身的差错 2（申请表“总计”、申请表“一、本年新收政府信息公开申请数量”“总计”）" in summary
    assert re.search(r"data/yangli/2023.yml:\d+:\d+ 差错（各列总计 row-total）：", ran.output)


def test_open_cell_ends_with_1_and_names_the_place_in_the_source(site: Site) -> None:
    ran = site.run("gongkai", "import", "../open.html", "--agency", "yangli")
    assert ran.code == 1
    assert (
        "../open.html：第 2 张表第 2 行第 2 列 请核对："
        "申请表“一、本年新收政府信息公开申请数量”“自然人”：原件是“若干”" in ran.output
    )
    assert "没有读到 1" in ran.output


def test_file_that_is_no_report_ends_with_2_and_does_not_stop_the_others(site: Site) -> None:
    ran = site.run("gongkai", "import", "../list.txt", "../good.html", "../good.txt", "--agency", "yangli")
    assert ran.code == 2
    assert "../list.txt 差错：" in ran.output
    assert (site.root / "data/yangli/2023.yml").is_file()
    assert (site.root / "data/yangli/2020.yml").is_file()
    assert ran.output.endswith("共 3 份：没有疑问 2 份，需要核对 0 份，已存在、没有再导入 0 份，没有导入成功 1 份。\n")


def test_json_has_exactly_the_documented_keys(site: Site) -> None:
    ran = site.run("gongkai", "import", "../open.html", "../list.txt", "--agency", "yangli", "--format", "json")
    assert ran.code == 2
    document = json.loads(ran.output)
    assert document["schema"] == 1
    first, second = document["documents"]
    assert list(first) == list(second) == DOCUMENT
    assert first["cells"] == {"total": 200, "taken": 199, "blank": 0, "unsure": 0, "missing": 1}
    assert (first["file"], first["agency"], first["year"], first["form"]) == (
        "../open.html",
        "yangli",
        2023,
        "gia-2021",
    )
    remark = first["remarks"][0]
    assert list(remark) == REMARK
    assert (remark["doubt"], remark["row"], remark["col"], remark["line"]) == (
        *("unreadable", "received", "natural_person"),
        1,
    )
    assert "data/yangli/2023.yml" in first["written"]
    assert (second["error"] is None, second["written"]) == (False, [])


def test_report_with_an_open_cell_is_a_draft_and_says_so(site: Site) -> None:
    ran = site.run("gongkai", "import", "../open.html", "--agency", "yangli")
    assert "写成草稿（status 为 draft，不公布）" in ran.output
    assert "没有发生请填 0" not in ran.output
    assert "balance" not in ran.output
    assert "row-total" not in ran.output
    again = site.run("gongkai", "import", "../open.html", "../good.txt", "../list.txt", "--agency", "yangli")
    assert "已存在、没有再导入 1 份，没有导入成功 1 份。" in again.output
    document = json.loads(
        site.run("gongkai", "import", "../good.html", "--agency", "yangli", "--force", "--format", "json").output
    )
    assert document["documents"][0]["status"] == "published"


def test_blank_of_the_document_is_not_advised_to_be_filled_in(site: Site) -> None:
    (site.root.parent / "blank.html").write_text(page(given={"予以公开": "4 1     5"}), encoding="utf-8")
    ran = site.run("gongkai", "import", "../blank.html", "--agency", "yangli")
    assert "一行 4 格，原件此处为空，照录为空项。" in ran.output
    assert "请填 0" not in ran.output
    assert "status: published" in site.read("data/yangli/2023.yml")
    again = site.run("gongkai", "import", "../blank.html", "--agency", "yangli", "--force", "--format", "json").output
    (document,) = json.loads(again)["documents"]
    (message,) = [item["message"] for item in document["findings"] if item["code"] == "blank"]
    assert message.endswith("一行 4 格，原件此处为空，照录为空项。")
    assert f"：{message}\n" in ran.output
    assert document["cells"]["blank"] == 4


def test_what_is_only_for_the_record_is_one_line_behind_what_needs_a_look(site: Site) -> None:
    (site.root.parent / "noted.txt").write_text(text_2020(end="2021年1月20日"), encoding="utf-8")
    ran = site.run("gongkai", "import", "../noted.txt", "--agency", "yangli")
    lines = [line for line in ran.output.splitlines() if line.startswith("../noted.txt 原件：")]
    assert lines == ["../noted.txt 原件：另记录 1 处原件的写法等，已写在数据文件的注释里。"]
    assert "公布日期取自落款" in site.read("data/yangli/2020.yml")


def test_same_input_gives_the_same_output(site: Site) -> None:
    command = ("gongkai", "import", "../open.html", "../good.txt", "--agency", "yangli", "--dry-run")
    assert site.run(*command) == site.run(*command)


def test_dry_run_prints_what_would_be_written_and_writes_nothing(site: Site) -> None:
    ran = site.run("gongkai", "import", "../good.html", "--agency", "yangli", "--dry-run")
    assert "将写入 data/yangli/2023.yml（试运行，没有写）\n" in ran.output
    assert list((site.root / "data").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "没有写要导入的文件。请写成 gongkai import 文件 --agency 单位代号"),
        (("..",), "“..”是文件夹。请写成 gongkai import --batch ..。"),
        (("..", "--agency", "x"), "“..”是文件夹。请写成 gongkai import --batch ..。"),
        (("../good.html",), "没有写 --agency（单位代号）。请写成 gongkai import ../good.html --agency 单位代号"),
        (("--agency", "x"), "没有写要导入的文件。"),
        (("../good.html", "--agency", "X Y"), "只能用小写字母、数字和连字符（不放在开头）"),
        (("../good.html", "--agency", "-x"), "“-x”只能用小写字母、数字和连字符（不放在开头）"),
        (("../good.html", "--agency", "forms"), "“forms”是网站自己要用的，请换一个，如 forms-ju"),
        (("../good.html", "--agency", "pagefind"), "“pagefind”是网站自己要用的，请换一个，如 pagefind-ju"),
        (("../good.html", "--agency", "manual"), "是网站自己要用的，请换一个，如 manual-ju。"),
        (("../good.html", "--agency", "x", "--year", "23"), "年份“23”不对。请写四位数字"),
        (("../a.zip", "--agency", "x"), "写成 gongkai import ../a.zip --together --agency 单位代号"),
        (("--together", "../good.html"), "没有写 --agency"),
        (("--together", "--batch", "../list.txt"), "都写在清单里"),
        (
            ("../good.html", "../good.txt", "--agency", "x", "--year", "2023"),
            "几个文件合起来是一份报告的，加 --together",
        ),
        (("../good.html", "--batch", "../a.csv"), "用 --batch 时"),
        (("../不存在.docx",), "差错：../不存在.docx 打不开：没有这个文件或文件夹。"),
        (("--batch", "../good.html"), "不是清单。要导入这一份，请不写 --batch：gongkai import ../good.html --agency"),
        (("--batch", "../nowhere.csv"), "nowhere.csv 打不开：没有这个文件或文件夹。"),
        (("--batch", "."), "网站自己的文件夹"),
        (("../good.html", "--agency"), "差错：选项 --agency 后面没有写内容，请补上。\n"),
        (("--nothing",), "差错：没有“--nothing”这个选项。"),
        (("--format", "xml"), "差错：--format：不能写“xml”。可写：text、json。"),
        (("../good.html",), "--agency shuyang-xian"),
        (("../nowhere.html", "--agency", "x"), "nowhere.html"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(site: Site, arguments: tuple[str, ...], message: str) -> None:
    ran = site.run("gongkai", "import", *arguments)
    assert ran.code == 2
    assert message in ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("head", ["file,agency,year,name", "文件,单位,年份,名称"])
def test_batch_is_read_in_either_language_and_encoding(tmp_path: Path, encoding: str, head: str) -> None:
    path = tmp_path / "清单.csv"
    path.write_bytes(BATCH.format(head=head).encode(encoding))
    for name in ("good.html", "good.txt"):
        (tmp_path / name).touch()
    first, second = read_batch(path, ())
    assert first == Job(tmp_path / "good.html", "jia", 2023, "示例市样例区甲街道办事处", "good.html")
    assert second == Job(tmp_path / "good.txt", "yi", None, None, "good.txt")


def test_documents_of_a_batch_come_in_with_what_its_list_says(site: Site) -> None:
    text = BATCH.format(head="文件,单位,年份,名称")
    (site.root.parent / "清单.csv").write_bytes(text.encode("gb18030"))
    ran = site.run("gongkai", "import", "--batch", "../清单.csv")
    assert "共 2 份" in ran.output
    assert "name: 示例市样例区甲街道办事处\n" in site.read("data/jia/agency.yml")
    assert f"name: {AGENCY}\n" in site.read("data/yi/agency.yml")
    assert (site.root / "data/yi/2020.yml").is_file()


def test_mistyped_slug_does_not_register_an_agency_again(site: Site) -> None:
    site.write("data/jia-jiedao/agency.yml", f"version: 1\nname: {AGENCY}\nshort: 甲街道\n")
    ran = site.run("gongkai", "import", "../good.html", "--agency", "jia-jiedoa")
    assert ran.code == 2
    assert f"单位“{AGENCY}”已登记为 jia-jiedao" in ran.output
    assert "--agency jia-jiedao" in ran.output
    assert not (site.root / "data/jia-jiedoa").exists()
    other = ("--agency", "jia-jiedoa", "--name", "邻市甲街道办事处", "--dry-run")
    assert "data/jia-jiedoa/agency.yml" in site.run("gongkai", "import", "../good.html", *other).output

    site.write("list.csv", "文件,单位\n../good.html,yi-jiedao\n../good.txt,yi-jiedoa\n")
    (site.root / "data/jia-jiedao/agency.yml").unlink()
    ran = site.run("gongkai", "import", "--batch", "list.csv")
    assert ran.output.count("写了几个单位代号：yi-jiedao、yi-jiedoa") == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "是空的"),
        ("文件,年份\na,2020\n", "缺列：“单位”"),
        ("年份\n2020\n", "缺列：“文件”、“单位”"),
        ("文件,单位\n", "只有列名，没有要导入的文件"),
        ("文件,单位\n,x\n", "../a.csv:2:1 缺文件"),
        ("文件，单位\na，x\n", "../a.csv:1:1 各列之间用了全角的标点。请改成半角逗号"),
        (
            "文件,单位\ngood.html,x\nno.docx,y\n",
            "有 1 处要改（行号之后是第几列），一份也没有导入：\n../a.csv:3:1 没有“../no.docx”",
        ),
        (
            "路径,机关,年份\na,x,二十\na,某县,\n",
            "../a.csv:2:3 “二十”不是年份，应写成四位数字。\n../a.csv:3:2 单位代号“某县”",
        ),
        ("文件名,单位名称\na,某县\n", "如 shili-jiedao"),
    ],
)
def test_batch_that_cannot_be_used_is_said_with_its_line(site: Site, text: str, message: str) -> None:
    (site.root.parent / "a.csv").write_text(text, encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../a.csv")
    assert ran.code == 2
    assert message in ran.output


def test_imported_reports_build_without_further_work_and_link_their_original(site: Site) -> None:
    site.run("gongkai", "import", "../good.html", "../good.txt", "--agency", "yangli", "--keep-original")
    ran = site.build("--strict")
    assert ran.code == 0, ran.output
    shown = (site.root / "site/yangli/2023/index.html").read_text(encoding="utf-8")
    assert shown.count("<table") >= 3
    name = r'yangli/2023/original\.html\.txt" download="yangli-2023-original\.html\.txt"'
    assert re.search(rf'<a href="[^"]*{name}>原件（html，SHA-256 [0-9a-f]{{64}}）</a>', shown)
    kept = site.root / "site/yangli/2023/original.html.txt"
    assert kept.read_bytes() == (site.root.parent / "good.html").read_bytes()


def test_original_of_a_draft_is_not_published(site: Site) -> None:
    site.run("gongkai", "import", "../good.html", "--agency", "yangli", "--keep-original")
    site.change("data/yangli/2023.yml", "status: published", "status: draft")
    assert site.without_search().build().code == 0
    assert not (site.root / "site/yangli/2023").exists()


def test_seed_builds_without_further_work_but_the_list_of_what_to_look_at(site: Site) -> None:
    documents = sorted(SEED.glob("*.txt"))
    if not documents:
        pytest.skip("the first document lies beside the repository and is not there")
    ran = site.run("gongkai", "import", str(documents[0]), "--agency", "erligang")
    assert ran.code == 1
    assert "共 198 格，已读取 198 格；空项 35；推测或存疑 0；" in ran.output
    assert site.build().code == 0
    shown = (site.root / "site/erligang/2020/index.html").read_text(encoding="utf-8")
    assert "7537.49" in shown
    assert "党群服务中心大厅1个" in shown


def test_check_says_of_a_draft_without_faults_any_more_how_it_is_published(site: Site) -> None:
    site.run("gongkai", "import", "../wrong.html", "--agency", "yangli")
    text = site.read("data/yangli/2023.yml")
    number = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("status: draft  #"))
    says = f"把第 {number} 行改成“status: published”，后面的注释一起删去"
    assert says not in site.run("gongkai", "check", "yangli/2023").output
    site.change("data/yangli/2023.yml", "0, 1, 0, 9]", "0, 1, 0, 8]")
    ran = site.run("gongkai", "check", "yangli/2023")
    assert (ran.code, says in ran.output) == (0, True), ran.output
    site.change("data/yangli/2023.yml", "status: draft", "status: published")
    assert "后面的注释一起删去" not in site.run("gongkai", "check", "yangli/2023").output


def test_check_says_of_a_draft_whose_figures_are_open_not_yet_how_it_is_published(site: Site) -> None:
    site.run("gongkai", "import", "../open.html", "--agency", "yangli")
    row = next(line for line in site.read("data/yangli/2023.yml").splitlines() if line.startswith("  本年新收:"))
    site.change("data/yangli/2023.yml", row, "  本年新收: [5, 2, 0, 0, 1, 0, 8]")
    ran = site.run("gongkai", "check", "yangli/2023")
    assert (ran.code, "后面的注释一起删去" in ran.output) == (0, False), ran.output
    text = site.read("data/yangli/2023.yml")
    site.write("data/yangli/2023.yml", "\n".join(line for line in text.splitlines() if "请核对：" not in line) + "\n")
    assert "后面的注释一起删去" in site.run("gongkai", "check", "yangli/2023").output
