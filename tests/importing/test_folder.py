"""A folder of mail attachments: whose reports these are, what is in archives, and that each document stands alone."""

from __future__ import annotations

import io
import random
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from gongkai.cli import main
from gongkai.demo import demo_files
from gongkai.errors import ReadError, UsageError
from gongkai.importing import ImportResult
from gongkai.importing.folder.attachments import attachments
from gongkai.importing.folder.known_agencies import KnownAgencies, year_of_name
from gongkai.importing.folder.unpacking import UnpackedFile, unpacked
from gongkai.reports import Agency
from tests.importing.sample_documents import page
from tests.site.sites import CONFIG, PLUGINS, Site, hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.slow

GOVERNMENT = Agency("zf", "示例市样例区人民政府", "区政府")
OFFICE = Agency("zfb", "示例市样例区人民政府办公室", "区政府办")
FINANCE = Agency("caizheng", "示例市样例区财政局", "区财政局", former=("示例市样例区财政和国资局",))
OLD = Agency("lao-ju", "示例市样例区老局", "老局", until=2022)
NEW = Agency("xin-ju", "示例市样例区新局", "新局", since=2023, former=("示例市样例区老局",))
TWIN = Agency("caizheng-2", "示例市样例区开发区财政局", "开发区财政局")
KNOWN = KnownAgencies([GOVERNMENT, OFFICE, FINANCE, OLD, NEW, TWIN])


@pytest.mark.parametrize(
    ("stated", "year", "slug", "source"),
    [
        ("示例市样例区财政局", 2025, "caizheng", "name"),
        ("样例区财政局", 2025, "caizheng", "name"),
        ("区财政局", 2025, "caizheng", "name"),
        ("某省示例市样例区财政局", 2025, "caizheng", "name"),
        ("示例市样例区财政和国资局", 2025, "caizheng", "former"),
        ("示例市 样例区财政局", 2025, "caizheng", "name"),
        ("示例市样例区人民政府", 2025, "zf", "name"),
        ("示例市样例区人民政府办公室", 2025, "zfb", "name"),
        ("示例市样例区老局", 2022, "lao-ju", "name"),
        ("示例市样例区老局", 2024, "xin-ju", "former"),
    ],
)
def test_agency_is_found_by_any_of_its_names(stated: str, year: int, slug: str, source: str) -> None:
    owner = KNOWN.owner("附件.docx", own_name=stated, stamped="", texts=(), year=year)
    assert (owner.agency.slug, owner.source) == (slug, source)


@pytest.mark.parametrize(
    ("path", "stated", "texts", "message"),
    [
        ("a.docx", "邻市财政局", (), "本站没有这个单位"),
        ("区财政局.docx", "示例市样例区财务局", (), "former: [示例市样例区财务局]"),
        ("a.docx", "财政局", (), "不止一家"),
        ("区财政局.docx", "示例市样例区人民政府", (), "文件名却是区财政局的"),
        ("区财政局、区政府办.docx", "", (), "不止一家"),
        ("a.docx", "", ("本局按时公开。",), "都找不到"),
        ("a.docx", "", ("由示例市样例区财政局会同示例市样例区人民政府办公室编制",), "不止一家"),
    ],
)
def test_unknown_ambiguous_or_contradicted_agency_is_said(
    path: str, stated: str, texts: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UsageError, match=message.replace("[", r"\[").replace("]", r"\]")):
        KNOWN.owner(path, own_name=stated, stamped="", texts=texts, year=2025)


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("区财政局2025年度报告.docx", 2025),
        ("年报/2025年报 区财政局.pdf", 2025),
        ("2025年政府信息公开工作年度报告（2026年1月15日）.doc", 2025),
        ("区财政局2026年报送.docx", None),
        ("区财政局2026年1月.docx", None),
        ("20260115.docx", None),
        ("caizheng-2026.docx", None),
        ("2024年度、2025年度.docx", None),
        ("2024年度/区财政局.docx", None),
    ],
)
def test_year_of_a_file_s_name_is_that_of_the_report(path: str, year: int | None) -> None:
    assert year_of_name(path) == year


@pytest.mark.parametrize(
    ("path", "texts", "slug", "source"),
    [
        ("区财政局2025年.docx", (), "caizheng", "file"),
        ("caizheng-2025.docx", (), "caizheng", "file"),
        ("2025-caizheng-2.docx", (), "caizheng-2", "file"),
        ("区政府办/报告.docx", (), "zfb", "file"),
        ("报告.docx", ("本报告由示例市样例区人民政府办公室编制。",), "zfb", "text"),
    ],
)
def test_agency_that_the_document_does_not_state_is_taken_from_elsewhere(
    path: str, texts: tuple[str, ...], slug: str, source: str
) -> None:
    owner = KNOWN.owner(path, own_name="", stamped="", texts=texts, year=2025)
    assert (owner.agency.slug, owner.source) == (slug, source)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], level: int | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def taken(tmp_path: Path, content: bytes, name: str = "附件.zip") -> list[UnpackedFile]:
    file = tmp_path / name
    file.write_bytes(content)
    return list(unpacked(file, tmp_path / "room", name=name))


def test_names_of_an_archive_in_gbk_are_read(tmp_path: Path) -> None:
    written = "区财政局年报".encode("gb18030")
    content = zipped(("Q" * len(written) + ".txt", b"x")).replace(b"Q" * len(written), written)
    (item,) = taken(tmp_path, content)
    assert item.name == "区财政局年报.txt"
    assert item.file is not None
    assert item.file.read_bytes() == b"x"


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.docx")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_hostile_member_is_said_and_costs_no_other(tmp_path: Path) -> None:
    locked = zipped(("locked.docx", b"x"))
    content = zipped(
        *(("../../up.txt", b"x"), ("/etc/top.txt", b"x"), ("C:\\a.txt", b"x"), (link(), b"/etc/passwd")),
        *(("inner.zip", locked), ("__MACOSX/._a", b"x"), ("good.txt", b"good"), ("bad.txt", b"U" * 90)),
    )
    start = content.index(b"bad.txt") + len("bad.txt")
    items = taken(tmp_path, content[:start] + b"\xff\xff" + content[start + 2 :])
    errors = {item.name: item.error for item in items}
    assert [name for name, error in errors.items() if not error] == ["good.txt"]
    assert all("写到别的文件夹" in errors[name] for name in ("../../up.txt", "/etc/top.txt", "C:/a.txt", "link.docx"))
    assert "压缩包里的压缩包" in errors["inner.zip"]
    assert "已损坏" in errors["bad.txt"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == ["good.txt", "附件.zip"]


def test_archive_with_a_password_is_said(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.docx", b"x")))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        content[content.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    (item,) = taken(tmp_path, bytes(content))
    assert "有密码" in item.error


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (lambda: zipped(("a.docx", b"x" * 500))[:-30], "a.zip", "zip"),
        (zipped, "a.zip", "empty-zip"),
        (lambda: b"Rar!\x1a\x07\0", "a.rar", "other-archive"),
        (lambda: zipped(*((f"{number}.txt", b"") for number in range(501))), "a.zip", "zip-bomb"),
        (lambda: zipped(*((f"{number}.txt", bytes(60_000_000)) for number in range(5)), level=1), "a.zip", "zip-bomb"),
    ],
    ids=["cut", "empty", "rar", "members", "bomb"],
)
def test_archive_that_cannot_be_unpacked_is_refused(
    tmp_path: Path, content: Callable[[], bytes], name: str, code: str
) -> None:
    with pytest.raises(ReadError) as caught:
        taken(tmp_path, content(), name)
    assert caught.value.code == code


def test_directory_that_would_not_fit_into_memory_is_not_opened(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.txt", b"x")))
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = (900_000_000).to_bytes(4, "little")
    with pytest.raises(ReadError) as caught:
        taken(tmp_path, bytes(content))
    assert caught.value.code == "zip-bomb"


def test_folder_that_is_a_link_is_said_and_not_entered(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "甲").mkdir(parents=True)
    (folder / "甲" / "a.txt").write_text("x", encoding="utf-8")
    (folder / "甲" / "圈").symlink_to(folder)
    entries = list(attachments(folder, tmp_path / "room"))
    assert [(entry.job.display_name, entry.error[:19]) for entry in entries if isinstance(entry, ImportResult)] == [
        ("甲/圈", "“甲/圈”是通到别处的链接，里面的文件")
    ]
    assert len(entries) == 2


def test_damaged_archive_ends_in_a_message_wherever_it_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    content = zipped(("a.txt", b"x" * 300), ("乙.docx", b"y" * 300))
    seed = random.Random(1)  # noqa: S311 - the same damage in every run
    for number in range(150):
        damaged = bytearray(content)
        for _ in range(seed.randint(1, 4)):
            damaged[seed.randrange(len(damaged))] = seed.randrange(256)
        (tmp_path / "in" / f"{number}.zip").write_bytes(damaged)
    entries = list(attachments(tmp_path / "in", tmp_path / "room"))
    errors = [entry.error for entry in entries if isinstance(entry, ImportResult)]
    assert len(entries) >= 150
    assert errors
    assert not [text for text in errors if "程序出错" in text]


NAMES = {"jia": "甲", "yi": "乙", "bing": "丙", "ding": "丁"}


def named(key: str) -> str:
    return f"示例市样例区{NAMES[key]}街道办事处"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with four agencies and no report, beside it a folder of attachments."""
    root, inbox = tmp_path / "site", tmp_path / "inbox"
    inbox.mkdir()
    site_with_inbox = Site.at(root).write("mkdocs.yml", CONFIG + PLUGINS).write("docs/index.md", "# 首页\n")
    for slug, sign in NAMES.items():
        site_with_inbox.write(
            f"data/{slug}/agency.yml",
            f"version: 1\nname: {named(slug)}\nshort: {sign}街道\nformer: [样例乡{sign}村公所]\n",
        )
    texts = {
        "甲.html": page(agency=named("jia")).encode(),
        "乙街道一.html": page(agency=named("yi")).encode(),
        "乙街道二.html": page(agency=named("yi"), given={"行政许可": "32"}).encode(),
        "丙街道.txt": page(agency=named("ding")).encode(),
        "丁.html": page(agency="样例乡丁村公所", given={"本年新收": "5 2 0 0 1 0 9"}).encode(),
        "外.html": page(agency="邻市外街道办事处").encode(),
        "程序.docx": b"MZ\x90\0" + bytes(100),
        "数.html": page(agency=named("bing"), given={"行政许可": "9" * 100_000}).encode(),
        "乙街道空.docx": b"",
    }
    for name, content in texts.items():
        (inbox / name).write_bytes(content)
    (inbox / "附件.zip").write_bytes(zipped(("再发/甲.html", texts["甲.html"])))
    return site_with_inbox


def test_folder_is_taken_document_by_document_and_ends_with_a_table(site: Site) -> None:
    before = hashes(site.root)
    tried = site.run("gongkai", "import", "--batch", "../inbox", "--dry-run")
    assert (tried.code, hashes(site.root)) == (2, before)

    ran = site.run("gongkai", "import", "--batch", "../inbox", "--xlsx", "../result.xlsx")

    assert ran.code == 2
    table = ran.output[ran.output.index("文件  ") :].splitlines()
    outcomes = {line.split()[0]: line for line in table[1:11]}
    assert "200/200" in outcomes["甲.html"]
    assert "没有要做的。" in outcomes["甲.html"]
    assert "与“甲.html”是同一个文件" in outcomes["附件.zip/再发/甲.html"]
    assert "乙街道二.html”是同一份报告（yi/2023）而各表的数不同" in outcomes["乙街道一.html"]
    assert "文件名却是丙街道的" in outcomes["丙街道.txt"]
    assert (
        "原件的数对不上，gongkai check ding/2023 逐条列出；请原单位更正：gongkai review ding/2023 --return"
        in outcomes["丁.html"]
    )
    assert "本站没有这个单位" in outcomes["外.html"]
    assert "是程序，不是文档" in outcomes["程序.docx"]
    assert "是空文件" in outcomes["乙街道空.docx"]
    assert outcomes["乙街道空.docx"].split()[1] == "乙街道？"
    assert "请核对" in outcomes["数.html"]
    assert table[11].startswith(
        "共 10 份：没有疑问 1 份，需要核对 2 份，已存在、没有再导入 0 份，"
        "和别的文件相同、不用导入的 1 份，没有导入成功 6 份。"
    )
    assert table[12].startswith("写成草稿、不公布的 2 份。没有改好就写 published，生成网站（mkdocs build）会停下来。")
    assert "运行 gongkai check 单位代号/年份，没有差错再把 status 改为 published；最后运行 mkdocs build。" in table[12]
    assert table[13] == "2023 年还没有报告的 1 家：乙街道。"
    assert sorted(path.parent.name for path in site.root.glob("data/*/2023.yml")) == ["bing", "ding", "jia"]
    assert "曾用名“样例乡丁村公所”" in site.read("data/ding/2023.yml")
    sheet = CalamineWorkbook.from_path(site.root.parent / "result.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[1] == ["文件", "单位", "年度", "已读取", "疑问", "文件差错", "要做什么"]
    assert [row[0] for row in sheet[2:]] == list(outcomes)

    again = site.run("gongkai", "import", "--batch", "../inbox", "--xlsx", "../result.xlsx")
    assert (again.code, "已存在，没有改动，一份也没有导入" in again.output) == (2, True)
    again = site.run("gongkai", "import", "--batch", "../inbox")
    assert "已存在、没有再导入 4 份，没有导入成功 6 份。" in again.output


def test_folder_that_is_to_be_reviewed_publishes_nothing_and_says_how_to_review_it(site: Site) -> None:
    inbox = site.root.parent / "two"
    inbox.mkdir()
    for key, given in (("jia", {}), ("yi", {"本年新收": "5 2 0 0 1 0 9"})):
        (inbox / f"{key}.html").write_text(page(agency=named(key), given=given), encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../two", "--status", "reviewed")
    lines = ran.output.splitlines()
    assert any(line.startswith("jia.html") and line.endswith("等待审核。") for line in lines), ran.output
    assert "已报送、等待审核的 1 份（status 为 reviewed，不公布）" in ran.output
    assert "gongkai review 2023 --pass" in ran.output
    assert "写成草稿的 1 份，没有算作定稿。" in ran.output
    assert [name for name in ("jia", "yi") if "status: published" in site.read(f"data/{name}/2023.yml")] == []
    assert "jia/2023：审核通过" in site.run("gongkai", "review", "2023", "--pass").output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--batch", "../inbox", "--agency", "jia"), "单位从文件里找"),
        (("--batch", "../empty"), "里没有文件"),
        (("../inbox/甲.html", "--agency", "jia", "--xlsx", "a.xlsx"), "只用于导入文件夹"),
    ],
)
def test_wrong_usage_is_said(site: Site, arguments: tuple[str, ...], message: str) -> None:
    (site.root.parent / "empty").mkdir()
    ran = site.run("gongkai", "import", *arguments)
    assert (ran.code, message in ran.output) == (2, True), ran.output


def test_document_that_is_no_report_is_called_that_before_its_agency_is_missed(site: Site) -> None:
    inbox = site.root.parent / "notices"
    inbox.mkdir()
    (inbox / "通知.txt").write_text("关于召开会议的通知\n\n请各科室于 3 月 5 日前报送 12 份材料。", encoding="utf-8")
    output = site.run("gongkai", "import", "--batch", "../notices").output
    assert (
        "不像是政府信息公开工作年度报告：没有标题，也没有规定的表。标题、落款、正文和文件名里都找不到本站的单位。"
        in output
    )


def test_year_may_be_stated_for_the_whole_folder(site: Site) -> None:
    inbox = site.root.parent / "one"
    inbox.mkdir()
    text = page(agency=named("jia")).replace("2023年", "")
    (inbox / "甲.html").write_text(text, encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../one")
    assert "标题里没有报告年度" in ran.output
    ran = site.run("gongkai", "import", "--batch", "../one", "--year", "2023")
    assert (site.root / "data/jia/2023.yml").is_file(), ran.output


def test_document_whose_file_names_another_year_is_refused_unless_the_clerk_states_the_year(site: Site) -> None:
    inbox = site.root.parent / "years"
    inbox.mkdir()
    (inbox / "甲街道2024年度报告.html").write_text(page(agency=named("jia")), encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../years", "--force")
    assert (ran.code, "文件里写的是 2023 年，文件名却是 2024 年" in ran.output) == (2, True), ran.output
    assert list(site.root.glob("data/*/20*.yml")) == []
    ran = site.run("gongkai", "import", "--batch", "../years", "--year", "2023")
    assert (site.root / "data/jia/2023.yml").is_file(), ran.output


def test_workbooks_of_a_district_come_in_and_nothing_is_said_between_reports(tmp_path: Path) -> None:
    site, mail = tmp_path / "site", tmp_path / "mail"
    for name, text in demo_files(4, 1, seed=1):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    assert run(site, "export", "2025", "--format", "xlsx", "-o", str(mail)).exit_code == 0
    slugs = sorted(file.name.rsplit("-", 1)[0] for file in mail.iterdir())
    for number, file in enumerate(sorted(mail.iterdir())):
        file.rename(mail / f"附件{number}.xlsx")
    (mail / "附件1.xlsx").unlink()
    (mail / "会议通知.txt").write_text("请于周五前报送。\n", encoding="utf-8")
    for folder in ("data", "docs"):
        for file in (site / folder).glob("*/2025.*"):
            file.unlink()

    result = run(site, "import", "--batch", str(mail))

    assert result.exit_code == 2, result.output
    assert [(site / f"data/{slug}/2025.yml").is_file() for slug in slugs] == [True, False, True, True]
    assert "roll-up" not in result.output, "of a part of the agencies nothing is said between their reports"
    assert "共 4 份：没有疑问 3 份" in result.output


def test_of_files_on_one_report_with_equal_figures_the_one_that_keeps_most_is_taken(tmp_path: Path) -> None:
    site, mail = tmp_path / "site", tmp_path / "mail"
    for name, text in demo_files(2, 1, seed=1):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    kinds = [word for kind in ("fragment-title", "docx", "xlsx") for word in ("--format", kind)]
    assert run(site, "export", "2025", *kinds, "-o", str(mail)).exit_code == 0
    first, second = sorted(file.stem for file in mail.glob("*.xlsx"))
    (mail / f"{second}.xlsx").unlink()
    for folder in ("data", "docs"):
        for file in (site / folder).glob("*/2025.*"):
            file.unlink()

    result = run(site, "import", "--batch", str(mail))

    outcomes = {line.split()[0]: line for line in result.output.splitlines() if line.strip()}
    for stem, best in ((first, f"{first}.xlsx"), (second, f"{second}.docx")):
        assert (site / f"data/{stem.removesuffix('-2025')}/2025.yml").is_file(), result.output
        aside = {file.name for file in mail.glob(f"{stem}*")} - {best}
        assert aside
        assert "200/200" in outcomes[best], result.output
        for name in aside:
            same = f"与“{best}”是同一份报告，各表的数和文字相同，已导入那一份，这一份没有用。"
            assert same in outcomes[name], result.output


def test_equal_files_of_one_kind_give_the_first_and_another_text_or_figure_refuses_all(site: Site) -> None:
    inbox = site.root.parent / "three"
    inbox.mkdir()
    text = page(agency=named("jia"))
    (inbox / "一.html").write_text(text, encoding="utf-8")
    (inbox / "二.html").write_text(text.replace("按时完成", "按时  完成"), encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../three", "--dry-run")
    assert "与“一.html”是同一份报告，各表的数和文字相同" in ran.output

    (inbox / "二.html").write_text(text.replace("按时完成", "按期完成"), encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../three")
    assert ran.output.count("各表的数相同，文字不同（只有一份里有“") == 2
    assert "单独导入：gongkai import ../three/二.html --agency jia --year 2023" in ran.output

    (inbox / "二.html").write_text(page(agency=named("jia"), given={"行政许可": "32"}), encoding="utf-8")
    ran = site.run("gongkai", "import", "--batch", "../three")
    assert ran.output.count("而各表的数不同，都没有导入") == 2
    assert not (site.root / "data/jia/2023.yml").exists()


def run(site: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--site", str(site)])
