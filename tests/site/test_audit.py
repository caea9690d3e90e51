"""The audit of a built site sees what is wrong: one thing of every part is broken, and has to be named."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.site.audit.__main__ import main
from tests.site.audit.built import Built
from tests.site.audit.keyboard import walk
from tests.site.audit.markup import ValidatorError, markup
from tests.site.audit.rendered import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import OpenPage, Serve

HOME = '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>页</title>{}</head><body>{}</body></html>\n'
HOMEPAGE, REPORT, CSS = "index.html", "jia-jiedao/2025/index.html", "assets/gongkai/gongkai.css"
LINK, UP, END = 'href="agencies/"', 'href="../../agencies/"', "</body>"
PASTED = '<a href="../../jia-jiedao/2025/fragment.html"'
ENTRY = '</author>\n    <link rel="alternate" type="text/html" href="https://example.invalid/some/base/'
MANY = "".join(map(chr, range(0x4E00, 0x8E00)))
"""So many different letters that they do not get light by being compressed."""


@pytest.fixture(scope="module")
def _copied(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(district, tmp_path_factory.mktemp("audit") / "site")


class AuditSite:
    """A built site, of which one file after the other is broken and mended again."""

    def __init__(self, root: Path, mended: contextlib.ExitStack, captured: pytest.CaptureFixture[str]) -> None:
        self.root, self._mended, self._captured = root, mended, captured

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_bytes()
        assert old.encode() in text, f"{name} has no {old}"
        path.write_bytes(text.replace(old.encode(), new.encode(), 1))
        self._mended.callback(path.write_bytes, text)

    def output_of(self, part: str) -> str:
        """What a part says, which has to end with 1."""
        assert main([str(self.root), "--only", part]) == 1
        return self._captured.readouterr().out


@pytest.fixture
def broken(_copied: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[AuditSite]:
    with contextlib.ExitStack() as mended:
        yield AuditSite(_copied, mended, capsys)


BROKEN_LINKS = [
    (HOMEPAGE, (LINK, 'href="nowhere/"'), "index.html: nowhere/ is not there"),
    (HOMEPAGE, (LINK, 'href="/agencies/"'), "/agencies/ is from the root of a host"),
    (REPORT, (UP, f'{UP[:-1]}#none"'), "agencies/#none has no such id"),
    (HOMEPAGE, (END, f'<img src="//cdn.example.org/a.png">{END}'), "a.png is on another host"),
    (HOMEPAGE, (END, f'<i id="q"></i><i id="q"></i>{END}'), "the id q stands there twice"),
    (REPORT, ('data-href="', 'data-href="away/'), "fragment.html is not there"),
    ("404.html", (END, f'<a href="agencies/">机关</a>{END}'), "404.html: agencies/ leads from a missing"),
    (CSS, ("{", "{background:url(none.png);"), "none.png is not there"),
    (CSS, ("{", "{background:url(//a.example.org/b);"), "url(//a.example.org/b"),
    (REPORT, (PASTED, '<a data-x="none"'), "2025/fragment.html: no link leads there"),
]


def test_every_link_that_is_broken_is_named(broken: AuditSite) -> None:
    for name, change, _ in BROKEN_LINKS:
        broken.change(name, *change)
    output = broken.output_of("links")
    assert [message for _, _, message in BROKEN_LINKS if message not in output] == []


@pytest.mark.parametrize(
    ("part", "name", "change", "message"),
    [
        ("linked", REPORT, ('"temporalCoverage":"2025"', '"temporalCoverage":"2024"'), "is 2024, not 2025"),
        ("linked", REPORT, ('"position":1', '"position":2'), "positions of the way up do not count from 1"),
        ("linked", "years/index.html", ("application/ld+json", "text/plain"), "[] where ['BreadcrumbList'] should be"),
        ("linked", REPORT, ('property="og:title"', 'property="og:no"'), "no og:title"),
        ("linked", REPORT, ("assets/gongkai/card.png", "assets/gongkai/none.png"), "og:image leads nowhere"),
        ("feed", "feed.xml", ("</feed>", ""), "feed.xml: "),
        ("feed", "feed.xml", ("<published>2", "<published>1"), "in the data"),
        ("feed", "feed.xml", (ENTRY, ENTRY.replace("base", "none")), "leads to no report"),
        ("site-map", "sitemap.xml", ("<lastmod>2", "<lastmod>1"), "has the date 1"),
        ("site-map", "sitemap.xml", ("years/2024/", "years/2023/"), "an address is listed twice"),
        ("weight", REPORT, (END, f"{MANY}{END}"), "bytes compressed, more than"),
    ],
)
def test_what_is_broken_is_named(
    part: str, name: str, change: tuple[str, str], message: str, broken: AuditSite
) -> None:
    broken.change(name, *change)
    assert message in broken.output_of(part)


def test_nothing_is_wrong_with_the_district_and_all_is_counted(
    district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = ["links", "linked", "feed", "site-map", "weight"]
    assert main([str(district), "--only", *parts]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == parts
    assert all(line.partition("; ")[2].startswith("0 faults (") for line in lines)
    assert "28 Dataset" in lines[1]


def test_sample_has_every_kind_the_extremes_and_is_the_same_again(district: Path) -> None:
    built = Built.below(district)
    drawn = sample(built, number=1, seed=7)
    assert {page.kind for page in drawn} == {page.kind for page in built.pages}
    assert {"report-gia-2019", "report-gia-2021", "comparison", "series", "fragment", "missing"} <= {
        page.kind for page in drawn
    }
    assert {built.report(page)["year"] for page in drawn if page.kind.startswith("report-")} >= {2019, 2025}
    assert drawn == sample(built, number=1, seed=7)
    assert len(drawn) < len(built.pages) / 2


def tiny(folder: Path, head: str, body: str, *, css: str = "", **scripts: str) -> Path:
    """A site of one page, with a style sheet and scripts in files: the policy runs none that is in the page."""
    sheet = '<link rel="stylesheet" href="own.css">'
    folder.joinpath("index.html").write_text(HOME.format(sheet + head, body), encoding="utf-8")
    folder.joinpath("own.css").write_text(css, encoding="utf-8")
    for name, text in scripts.items():
        folder.joinpath(f"{name}.js").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.heavy
def test_browser_sees_violations_jumps_what_is_too_wide_and_what_is_asked_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = '<script src="https://cdn.example.org/a.js"></script><script src="fails.js"></script>'
    body = '<main><h1>页</h1><p>文</p><img src="none.png"><div>宽</div></main><script src="moves.js"></script>'
    site = tiny(
        tmp_path, head, body,
        fails='throw Error("x1")',
        moves="setTimeout(() => document.querySelector('p').style.marginTop = '90px', 200)",
        css="div { width: 3000px }",
    )  # fmt: skip
    assert main([str(site), "--only", "rendered"]) == 1
    output = capsys.readouterr().out
    foreign_request = "violations: Loading the script 'https://cdn.example.org/a.js'"
    for fault in ("image-alt (critical) img", "px sideways", "jumps by 0.", foreign_request, "none.png", "x1"):
        assert fault in output
    for where in ("index.html at 1280, light", "index.html at 1280, dark", "index.html at 390, light"):
        assert where in output


@pytest.mark.heavy
def test_keyboard_is_missed_where_it_does_not_get_or_is_not_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = """<h1>页</h1><a href="#a">甲</a>
        <a href="#b">乙</a>
        <button>丙</button>
        <button>丁</button><button id="left">戊</button><script src="leaves.js"></script>"""
    site = tiny(
        tmp_path, "", body,
        css='[href="#a"] { outline: none } [href="#b"] { position: absolute; left: -9999px }',
        leaves="document.getElementById('left').onfocus = event => event.target.previousElementSibling.focus()",
    )  # fmt: skip
    assert main([str(site), "--only", "keyboard"]) == 1
    output = capsys.readouterr().out
    assert 'index.html at 1280, without scripts: does not show that it has the focus: <a href="#a"' in output
    assert 'index.html at 390, with scripts: has the focus out of sight: <a href="#b"' in output
    assert 'with scripts: is not reached by keyboard: <button id="left"' in output
    assert "丙" not in output


def test_walk_leaves_out_a_head_of_a_kind_that_it_knows_and_nothing_of_the_main_part(
    tmp_path: Path, served: Serve, page: OpenPage
) -> None:
    unseen = '[href="#b"], [href="#d"] { outline: none }'
    body = (
        '<a href="#a">甲</a><a href="#b">乙</a><main><a href="#c">丙</a><a href="#d">丁</a><button>戊</button></main>'
    )
    opened = page(served(tiny(tmp_path, "", body + '<a href="#e">己</a>', css=unseen)).url)
    head, main_part = (f'does not show that it has the focus: <a href="#{name}"' for name in "bd")
    frames: set[str] = set()
    for steps, messages in ((6, [head, main_part]), (3, [main_part])):
        opened.reload()
        went, faults = walk(opened, frames=frames)
        assert (went, [fault.rpartition('"')[0] + '"' for fault in faults]) == (steps, messages)
    opened.reload()
    opened.evaluate("document.querySelector('a').className = 'another'")
    assert walk(opened, frames=frames)[0] == 6
    opened.reload()
    opened.evaluate("document.querySelector('[href=\"#c\"]').onfocus = () => document.querySelector('a').focus()")
    assert [fault[:26] for fault in walk(opened, frames=frames)[1]] == ["is not reached by keyboard"] * 3


@pytest.mark.parametrize("java", ["true", "false", "no-java-here"])
def test_validator_that_does_not_run_finds_nothing_and_is_no_proof(java: str, tmp_path: Path) -> None:
    with pytest.raises(ValidatorError):
        markup(Built.below(tiny(tmp_path, "", "<p>文</p>")), java=java)


def test_folder_without_a_site_is_said_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
    assert "holds no built site: build it with `mkdocs build`" in capsys.readouterr().err
