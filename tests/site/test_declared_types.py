"""Kinds of pages that are declared wrongly are refused when a command starts, and say what fails while it is made."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import gongkai.site.pages
from gongkai.errors import PageTypeError
from gongkai.pages.content import PageContent
from gongkai.pages.unsafe_parts import unsafe_part
from gongkai.renders.html.markup import fill
from gongkai.site.declared_types import declared_types
from gongkai.site.pages import contact, slugs_reserved_on
from gongkai.work.page_type import GeneratedPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from tests.site.sites import Site

HEAD = """\
from gongkai.pages.content import PageContent
from gongkai.work.page_type import AgencyPageType, FileType, MenuPlace, PageType

def make(contents, page):
    return PageContent("<h1>x</h1>")

"""
CONTACT = 'PageType(route="contact.md", title="pages.contact.title", make=make, position=1)'


class Package:
    """A package of kinds of pages, a module of which is called ``added``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "parts").mkdir(parents=True)
        (folder / "__init__.py").touch()
        (folder / "parts" / "__init__.py").touch()

    def write(self, module: str, text: str) -> Package:
        (self.folder / f"{module}.py").write_text(HEAD + text + "\n", encoding="utf-8")
        return self

    def loaded(self) -> ModuleType:
        return import_module("kinds_of_pages")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Package(tmp_path / "kinds_of_pages")
    for name in [name for name in sys.modules if name.partition(".")[0] == "kinds_of_pages"]:
        del sys.modules[name]


WRONG = {
    "no TYPES": (f"TYPE = ({CONTACT},)", "网页文件 kinds_of_pages.added 里没有 TYPES。"),
    "empty": ("TYPES = ()", "网页文件 kinds_of_pages.added 的 TYPES 不能是 tuple，写成"),
    "list": (f"TYPES = [{CONTACT}]", "网页文件 kinds_of_pages.added 的 TYPES 不能是 list，写成"),
    "function": (f"TYPES = ({CONTACT}, make)", "网页文件 kinds_of_pages.added 的 TYPES 不能是 function，写成"),
    "argument": ('TYPES = (PageType(rout="a.md"),)', "网页文件 kinds_of_pages.added 无法装入：TypeError("),
    "title": (
        f"TYPES = ({CONTACT.replace('pages.contact.title', 'contactz.title')},)",
        "网页文件 kinds_of_pages.added 的 title 写的是“contactz.title”，words.zh.yml 里没有这一条。",
    ),
    "field": (
        f"TYPES = ({CONTACT.replace('pages.contact.title', 'page-faults.no-types')},)",
        "的 title 写的是“page-faults.no-types”，words.zh.yml 里的这一条要用“module”，这里没有这项内容。",
    ),
    "footer": (
        "TYPES = (" + CONTACT.replace("position=1", "footer=MenuPlace(9, 'no.such')") + ",)",
        "的 footer 写的是“no.such”，words.zh.yml 里没有这一条。",
    ),
    "kinds": (
        "TYPES = ("
        + CONTACT.replace("position=1", "kind='dates', column=MenuPlace(9, 'theme.home', ('datess',))")
        + ",)",
        "网页文件 kinds_of_pages.added 的 column 的 kinds 写的是“datess”，没有哪一类网页的 kind 是它。是不是“dates”？",
    ),
    "link": (
        'TYPES = (AgencyPageType(route="{agency}/x.md", make=make, pages=make, report_link="x"),)',
        "的 report_link 写的是“x”，words.zh.yml 里没有这一条。",
    ),
    "suffix": (
        f"TYPES = ({CONTACT.replace('contact.md', 'contact')},)",
        "网页文件 kinds_of_pages.added 的 route 不能是“contact”：网页的路径以 .md 结尾。",
    ),
    "page that is a file": (
        'TYPES = (FileType(route="a.md", make=make),)',
        "的 route 不能是“a.md”：不是网页的文件，路径不以 .md 结尾。",
    ),
    "no agency": (
        'TYPES = (AgencyPageType(route="x.md", make=make, pages=make),)',
        "的 route 不能是“x.md”：每个单位都有的，以 {agency}/ 开头。",
    ),
    "page of agencies": (
        f"TYPES = ({CONTACT.replace('contact.md', '{agency}/most.md')},)",
        "的 route 不能是“{agency}/most.md”：写了 {agency} 的，每个单位都有：用 AgencyPageType。",
    ),
    "file of agencies": (
        'TYPES = (FileType(route="{agency}/most.csv", make=make),)',
        "的 route 不能是“{agency}/most.csv”：写了 {agency} 的，每个单位都有：用 AgencyFileType。",
    ),
    "page of years": (
        f"TYPES = ({CONTACT.replace('contact.md', 'most/{year}.md')},)",
        "的 route 不能是“most/{year}.md”：写了花括号的，要用 pages 给出有哪些网页。",
    ),
    "other field": (
        'TYPES = (AgencyPageType(route="{agency}/{month}.md", make=make, pages=make),)',
        "的 route 不能是“{agency}/{month}.md”：花括号里只写 agency、year。",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_kind_that_is_declared_wrongly_is_refused_with_its_module(package: Package, name: str) -> None:
    text, message = WRONG[name]
    with pytest.raises(PageTypeError) as refused:
        declared_types(package.write("added", text).loaded())
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (
            CONTACT.replace("position=1", "position=2"),
            "网页文件 kinds_of_pages.parts.other 的 route“contact.md”已由 kinds_of_pages.added 登记，请换一个。",
        ),
        (
            CONTACT.replace("position=1", "position=2").replace("contact.md", "contact/index.md"),
            "网页文件 kinds_of_pages.parts.other 的 route“contact/index.md”已由 kinds_of_pages.added 登记，请换一个。",
        ),
        (
            CONTACT.replace("contact.md", "visit.md"),
            "网页文件 kinds_of_pages.parts.other 的 position 1 已由 kinds_of_pages.added 登记，请换一个；",
        ),
        (
            CONTACT.replace("position=1", "position=2, kind='visit'").replace("contact.md", "visit.md"),
            "网页文件 kinds_of_pages.parts.other 和 kinds_of_pages.added 的 kind 都是“visit”：",
        ),
    ],
)
def test_kind_with_the_route_or_position_of_another_is_refused_with_both(
    package: Package, second: str, message: str
) -> None:
    first = CONTACT.replace("position=1", "position=1, kind='visit'")
    package.write("added", f"TYPES = ({first},)").write("parts/other", f"TYPES = ({second},)")
    with pytest.raises(PageTypeError) as refused:
        declared_types(package.loaded())
    assert message in str(refused.value)


def test_refusal_of_a_kind_lists_those_of_all_modules(package: Package) -> None:
    kinds = {"added": (1, "visit"), "parts/other": (2, "visit"), "parts/third": (3, "zoo")}
    for module, (position, kind) in kinds.items():
        text = CONTACT.replace("position=1", f"position={position}, kind='{kind}'")
        package.write(module, f"TYPES = ({text.replace('contact.md', f'page{position}.md')},)")
    with pytest.raises(PageTypeError, match="已用的：visit、zoo。"):
        declared_types(package.loaded())


def test_modules_beside_an_init_that_declares_kinds_are_its_parts(package: Package) -> None:
    package.write("parts/__init__", f"TYPES = ({CONTACT},)").write("parts/helper", "")
    assert [item.route for item in declared_types(package.loaded())] == ["contact.md"]


def test_page_with_the_address_of_an_agency_is_named_with_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = replace(contact.TYPES[0], route="jia.md")
    monkeypatch.setattr(gongkai.site.pages, "page_types", lambda: (added,))
    gongkai.site.pages.reserved_slugs.cache_clear()
    assert "jia" in slugs_reserved_on(tmp_path / "data")
    (tmp_path / "data/jia").mkdir(parents=True)
    (tmp_path / "data/jia/agency.yml").touch()
    with pytest.raises(PageTypeError) as refused:
        slugs_reserved_on(tmp_path / "data")
    gongkai.site.pages.reserved_slugs.cache_clear()
    assert str(refused.value).startswith(
        "网页文件 gongkai.site.pages.contact 的 route“jia.md”与单位 data/jia 的网页地址相同。"
    )


UNSAFE = {
    "<script>": '<p>甲</p><script src="a.js"></script><script>alert(1)</script>',
    "<style>": "<style>p</style>",
    "<iframe>": '<iframe src="a.html"></iframe>',
    'onclick="alert(1)"': '<b onclick="alert(1)">甲</b>',
    'style="color: red"': '<b style="color: red">甲</b>',
    'href="javascript:alert(1)"': '<a href="&#106;avascript:alert(1)">甲</a>',
    'src="https://evil.invalid/a.js"': '<script src="https://evil.invalid/a.js"></script>',
    'src="//evil.invalid/a.png"': '<img src="//evil.invalid/a.png">',
    'action="javascript:alert(1)"': '<form action="javascript:alert(1)"></form>',
}


@pytest.mark.parametrize("part", UNSAFE)
def test_page_may_not_make_what_runs_or_loads_from_elsewhere(part: str) -> None:
    def make(_contents: object, _page: object) -> PageContent:
        return PageContent(fill(UNSAFE[part]))

    kind = replace(contact.TYPES[0], make=make)
    with pytest.raises(PageTypeError) as refused:
        kind.content(None, GeneratedPage("contact.md", "x"))  # type: ignore[arg-type]
    assert str(refused.value).startswith(f"网页或文件“contact.md”做不出来：网页里有 {part}，会在浏览器里运行或")
    assert f"（见 {__file__}:{make.__code__.co_firstlineno}）" in str(refused.value)


def test_page_may_have_links_forms_and_scripts_of_the_site() -> None:
    html = (
        '<a href="https://gov.invalid/">甲 onclick=1</a><a href="../a/">乙</a><form action="../search/"></form>'
        '<script src="../assets/gongkai/search.js" defer></script><code>style=&quot;x&quot; &lt;script&gt;</code>'
    )
    assert unsafe_part(html) == ""


BROKEN = """\
from gongkai.findings import say
from gongkai.site.pages import contact

def make(contents, page):
    {body}

object.__setattr__(contact.TYPES[0], "{part}", {value})
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "body", "message"),
    [
        (
            "make",
            'return say("officez.text")',
            "网页或文件“contact.md”做不出来：words.zh.yml 里没有“officez.text”这一条（见 ",
        ),
        ("make", "return page.title", "网页或文件“contact.md”做不出来：返回的是 str，应当是 PageContent（见 "),
        ("pages", "yield contents.no_such", "网页或文件“contact.md”做不出来：AttributeError("),
    ],
)
def test_build_names_the_page_that_cannot_be_made_and_the_line(site: Site, part: str, body: str, message: str) -> None:
    value = "make" if part == "make" else "lambda contents: make(contents, None)"
    ran = site.hook(BROKEN.format(body=body, part=part, value=value)).build()
    assert ran.code == 2
    assert message in ran.output
    assert "）。请告诉增加这一类网页的人。没有生成网站，已公布的网站没有改动。" in ran.output
    assert "Traceback" not in ran.output
