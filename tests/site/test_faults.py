"""Every row of the manual's table of faults, in real builds: what a person reads, and that the published site is whole.

The row says what is shown and how the command ends; here is how the fault is brought about, mostly by a hook of the
site's own that replaces a function by one that fails as the system would. Permissions are refused by the system itself:
tests often run as root, who may do everything, so that the hook gives that right up first (`as_anybody`).
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import CONFIG, PLUGINS, Ran, Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shared_folders import SharedFolders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults of Linux")

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "faults.md"
ROW = re.compile(r"\| (?P<stage>[^|]+) \| (?P<fault>[^|]+) \| (?P<shown>[^|]+) \| (?P<code>\d) \|")
AS_USUAL = "照常"
OPTIONS = "  - gongkai: {cache: false, open_data: false, search: false, formats: {docx: false, xlsx: false}}\n"
PRELUDE = """\
import errno, os, shutil, tempfile, time
from pathlib import Path
os.makedirs("temporary", exist_ok=True)
tempfile.tempdir = os.path.abspath("temporary")
MAIN = os.getpid()
def as_anybody():
    import ctypes
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, none) == 0
def failing(number, name="site/x", only=lambda *given: True, instead=None):
    def fail(*given, **named):
        if only(*given):
            raise OSError(number, os.strerror(number), name)
        return instead(*given, **named)
    return fail
"""
WORKERS = "import gongkai.processes\ngongkai.processes.FEWEST = 1\n"
READING = """\
from gongkai.workspace import files
files._bytes = failing({}, "x", lambda path: path.name == "2023.yml", files._bytes)
"""
COPYING = "import mkdocs.utils\nmkdocs.utils.write_file = failing({})\n"
MAKING = """\
from gongkai.site.build import agency_pages
def broken(*_, **__):
    {}
agency_pages.make_agency = broken
"""
STAGING = "from gongkai.site.publishing import staging\n"
READER = "from gongkai.workspace import examined\n"
NO_MEMORY = f"{READER}def broken(*_):\n    raise MemoryError\nexamined.read_agency = broken"
NO_THREAD = """\
from concurrent.futures import process
def refused(_):
    raise RuntimeError("can't start new thread")
process._ExecutorManagerThread.start = refused
"""
ADDED_RULE = """\
from gongkai import rule
@rule("no-rule", name="x", statement="x", english="x", source="x", wordings={"text": "x"})
def check(subject):
    return int("x")
"""
LOST_RULES = """\
from importlib.metadata import EntryPoint
from gongkai.checks import registry
registry.entry_points = lambda group: [EntryPoint("x", "no_such_package.rules", group)]
registry.import_rules()
"""
ADDED_FORMAT = """\
from gongkai import formats
made = next(item for item in formats() if item.name == "csv")
object.__setattr__(made, "make", lambda export: int("x"))
"""
NO_NUMBER = f"{READER}examined.read_agency = lambda *_: int('x')"
LIMIT = "import resource\ndef on_pre_build(**_):\n    resource.setrlimit(resource.{0}, ({1}, {1}))\n"


@dataclass(frozen=True)
class Fault:
    """How a fault is brought about.

    Attributes:
        hook: Body of the site's hook.
        before: What is done to the site first.
        option: Option of the plugin that is switched on.
        command: The command that meets the fault.
        after: What else must hold afterwards.
    """

    hook: str = ""
    before: Callable[[Site], object] = lambda _: None
    option: str = ""
    command: tuple[str, ...] = ("mkdocs", "build")
    after: Callable[[Site], object] = lambda _: None


def file_for_site(site: Site) -> None:
    shutil.rmtree(site.root / "site")
    site.write("site", "x")


def writable(site: Site) -> None:
    site.root.chmod(0o755)


def cleared(site: Site) -> None:
    """Clear what the build could not clear, which the next one would do."""
    shutil.rmtree(site.root / ".site.new")


def read_only_leftovers(site: Site) -> None:
    for name in (".site.new", ".site.old", ".site.search"):
        folder = site.root / name / "inside"
        folder.mkdir(parents=True)
        (folder / "file").write_text("x")
        folder.chmod(0o555)
        (site.root / name).chmod(0o555)


def half_exchanged(site: Site) -> None:
    (site.root / "site").rename(site.root / ".site.old")


def other_files(site: Site) -> None:
    (site.root / "site/sitemap.xml").unlink()
    (site.root / "site/index.html").unlink()


def readable(site: Site) -> None:
    for path in (site.root / "site").rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044, path


FAULTS: dict[tuple[str, str], Fault] = {
    ("开始", "另一次生成正在进行"): Fault(),  # the test holds the lock
    ("开始", "锁文件还在，上锁的程序已经不在"): Fault(before=lambda site: (site.root / ".site.lock").touch()),
    ("开始", "锁文件的位置上是一个文件夹"): Fault(before=lambda site: (site.root / ".site.lock").mkdir()),
    ("开始", "锁文件的位置上是一个坏链接"): Fault(before=lambda site: (site.root / ".site.lock").symlink_to("/no/x")),
    ("开始", "上次中止留下只读的文件夹"): Fault(before=read_only_leftovers),
    ("开始", "上次中止时网站换到一半"): Fault(before=half_exchanged),
    ("开始", "网站的位置上是一个文件"): Fault(before=file_for_site),
    ("开始", "没有权限新建文件夹"): Fault("as_anybody()\nos.chmod('.', 0o555)", after=writable),
    ("开始", "磁盘满了"): Fault(f"{STAGING}staging.lock_site = failing(errno.ENOSPC)"),
    ("开始", "网站的文件夹里是别的文件"): Fault(before=other_files),
    ("校核", "数据文件读的时候不见了"): Fault(READING.format("errno.ENOENT")),
    ("校核", "没有权限读数据文件"): Fault("as_anybody()\nos.chmod('data/x/2023.yml', 0)"),
    ("校核", "磁盘读不出来"): Fault(READING.format("errno.EIO")),
    ("校核", "打开的文件太多"): Fault(READING.format("errno.EMFILE")),
    ("校核", "数据文件写到一半，只有前半截"): Fault(
        before=lambda site: site.write("data/x/2023.yml", site.read("data/x/2023.yml")[:700])
    ),
    ("校核", "内存不够"): Fault(NO_MEMORY),
    ("校核", "内存不够，工作进程启动不全"): Fault(f"{WORKERS}{NO_THREAD}"),
    ("校核", "工作进程被系统中止"): Fault(
        f"{WORKERS}{READER}examined.read_agency = lambda *_: os.kill(os.getpid(), 9)"
    ),
    ("校核", "程序出错"): Fault(NO_NUMBER),
    ("校核", "别的软件包里的规则出错"): Fault(ADDED_RULE),
    ("校核", "别的软件包里的规则装不进来"): Fault(LOST_RULES),
    ("校核之后", "数据文件被删去"): Fault("def on_pre_build(**_):\n    shutil.rmtree('data/x')"),
    ("校核之后", "文字被删去"): Fault("def on_nav(nav, **_):\n    Path('docs/x/2023.md').unlink()"),
    ("校核之后", "文字被换成别的"): Fault(
        "def on_pre_build(**_):\n    Path('docs/x/2023.md').write_text('# <script>alert(1)</script>')",
        after=lambda site: "<script>alert(1)" not in site.page() or pytest.fail("what was not checked is published"),
    ),
    ("校核之后", "附件被移走"): Fault("def on_nav(nav, **_):\n    Path('docs/x/a.pdf').unlink()"),
    ("校核之后", "多出一个没有校核过的网页"): Fault(
        "def on_pre_build(**_):\n    Path('docs/x/late.md').write_text('# late')"
    ),
    ("生成网页", "磁盘满了"): Fault(COPYING.format("errno.ENOSPC")),
    ("生成网页", "磁盘配额用完"): Fault(COPYING.format("errno.EDQUOT")),
    ("生成网页", "没有权限写"): Fault("def on_pre_build(**_):\n    as_anybody()\n    os.chmod('.site.new', 0o555)"),
    ("生成网页", "文件超过系统允许的大小"): Fault(LIMIT.format("RLIMIT_FSIZE", 50_000)),
    ("生成网页", "打开的文件太多"): Fault(LIMIT.format("RLIMIT_NOFILE", 4), after=cleared),
    ("生成网页", "内存不够"): Fault(MAKING.format("raise MemoryError")),
    ("生成网页", "嵌套太深"): Fault(MAKING.format("broken()")),
    ("生成网页", "工作进程被系统中止"): Fault(WORKERS + MAKING.format("os.kill(os.getpid(), 9)")),
    ("生成网页", "工作进程里磁盘满了"): Fault(
        WORKERS + MAKING.format("assert os.getpid() != MAIN; failing(errno.ENOSPC)()")
    ),
    ("生成网页", "别的插件出错"): Fault("def on_page_content(html, **_):\n    int('x')"),
    ("生成网页", "别的软件包里的格式出错"): Fault(ADDED_FORMAT),
    ("生成网页", "生成到一半的文件夹被人删去"): Fault("def on_post_build(**_):\n    shutil.rmtree('.site.new')"),
    ("生成网页", "时钟往回跳"): Fault(
        f"{WORKERS}DAY = [2e9]\ndef back():\n    DAY[0] -= 86400\n    return DAY[0]\ntime.time = back"
    ),
    ("检索", "磁盘满了"): Fault(
        "from gongkai.site.search import fed_pages\nfed_pages.join_runs = failing(errno.ENOSPC)", option="search"
    ),
    ("数据文件", "磁盘满了"): Fault(
        "from gongkai.site.open_data import collector\ncollector.OpenData.finish = failing(errno.ENOSPC)",
        option="open_data",
    ),
    ("换上", "系统不让改名"): Fault(
        "def on_post_build(**_):\n    as_anybody()\n    os.chmod('.', 0o555)",
        after=lambda site: (writable(site), cleared(site)),
    ),
    ("换上", "复制隐藏文件时磁盘满了"): Fault(
        "def on_post_build(**_):\n    shutil.copy2 = failing(errno.ENOSPC)",
        before=lambda site: site.write("site/.htaccess", "x"),
    ),
    ("换上", "umask 是 077"): Fault("os.umask(0o077)", after=readable),
    ("换上以后", "旧的网站删不掉"): Fault(
        "def on_post_build(**_):\n    shutil.rmtree = failing(errno.EACCES)",
        after=cleared,
    ),
    ("换上以后", "台账写不了"): Fault(
        "def on_post_build(**_):\n    as_anybody()\n    os.chmod('data', 0o555)",
        option="ledger",
    ),
    ("命令", "gongkai check 时内存不够"): Fault(
        NO_MEMORY,
        command=("gongkai", "check"),
    ),
    ("命令", "gongkai check 时工作进程被系统中止"): Fault(
        f"{WORKERS}{READER}examined.read_agency = lambda *_: os.kill(os.getpid(), 9)",
        command=("gongkai", "check"),
    ),
    ("命令", "gongkai check 时程序出错"): Fault(
        NO_NUMBER, command=("gongkai", "check")
    ),
    ("命令", "gongkai check 时别的软件包里的规则出错"): Fault(ADDED_RULE, command=("gongkai", "check")),
    ("命令", "gongkai export 时磁盘满了"): Fault(
        "Path.write_bytes = failing(errno.ENOSPC)",
        command=("gongkai", "export", "x/2023", "--format", "json", "-o", "a.json"),
    ),
    ("命令", "输出的管道另一头关了"): Fault("READER, WRITER = os.pipe()\nos.close(READER)\nos.dup2(WRITER, 1)"),
}  # fmt: skip
ROWS = {(row["stage"], row["fault"]): row for row in ROW.finditer(MANUAL.read_text(encoding="utf-8")) if row["code"]}
PUBLISHED_ANEW = {"换上以后"}
"""Stages after which the new site is published, whatever the command ends with."""


@pytest.fixture
def site(shared_folders: SharedFolders, tmp_path: Path) -> Site:
    """A site that is published and has been changed since, with an attachment."""

    def make(folder: Path) -> None:
        plugins = PLUGINS.replace("  - gongkai\n", OPTIONS)
        Site(folder, CONFIG + plugins).write("docs/x/a.pdf", "%PDF").narrative("[附件](a.pdf)").built()

    site = Site.at(shutil.copytree(shared_folders.get("faulty", make), tmp_path / "site"))
    (site.root / ".site.lock").unlink()
    return site.change("docs/index.md", "# 首页", "# 新首页")


def pieces_in_order(shown: str, output: str) -> bool:
    """Whether the parts of what is shown, apart from what varies, are in the output one after the other."""
    return re.search(".*?".join(map(re.escape, shown.split("…"))), output, re.DOTALL) is not None


def met(site: Site, key: tuple[str, str]) -> Ran:
    """Bring a fault about and run its command."""
    fault = FAULTS[key]
    if fault.option:
        text = site.read("mkdocs.yml").replace(f", {fault.option}: false", "")
        site.write("mkdocs.yml", text.replace("cache: false", f"cache: false, {fault.option}: true"))
    site.hook(PRELUDE + textwrap.dedent(fault.hook))
    fault.before(site)
    if key == ("开始", "另一次生成正在进行"):
        with (site.root / ".site.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return site.run(*fault.command)
    return site.run(*fault.command)


def test_table_of_the_manual_and_the_faults_are_the_same() -> None:
    assert list(ROWS) == list(dict.fromkeys(ROWS))
    assert set(ROWS) == set(FAULTS)
    assert len(ROWS) >= 40


@pytest.mark.parametrize("key", FAULTS, ids="-".join)
def test_fault_is_said_in_one_message_and_the_site_is_whole(site: Site, key: tuple[str, str]) -> None:
    before, row = site.published(), ROWS[key]
    ran = met(site, key)
    assert ran.code == int(row["code"]), ran.output
    assert "Traceback" not in ran.output
    if row["shown"] == AS_USUAL:
        assert "ERROR" not in ran.output
        assert "WARNING" not in ran.output
    else:
        assert pieces_in_order(row["shown"], ran.output), ran.output
    FAULTS[key].after(site)
    anew = FAULTS[key].command[0] == "mkdocs" and (ran.code == 0 or key[0] in PUBLISHED_ANEW)
    if anew:
        assert set(site.published()) >= {name for name in before if not name.startswith(".")}
        assert "新首页" in site.page("index.html")
    elif key not in {("开始", "网站的位置上是一个文件"), ("开始", "网站的文件夹里是别的文件")}:
        assert {name: hashed for name, hashed in site.published().items() if not name.startswith(".")} == before
    assert site.leftovers() == []
    assert os.listdir(site.root / "temporary") == []  # noqa: PTH208 - names alone
