"""A page begins as MkDocs begins it, and one without text is shown to no macro, unless the site has some of its own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from gongkai.site.mkdocs_pages import begin_page, leaves_text_alone, populate_page
from tests.site.sites import CONFIG, Site

if TYPE_CHECKING:
    from pathlib import Path

OURS = "gongkai.site.pluglet"
OWN_MACROS = """\
def define_env(env):
    pass

def on_pre_page_macros(env):
    env.page.title = "本站自己的题目"
"""


class BegunPage(Page):
    def __init__(self, title: str | None, file: File, config: MkDocsConfig) -> None:
        begin_page(self, title, file, config)


def config(**settings: str) -> MkDocsConfig:
    loaded = MkDocsConfig()
    loaded.load_dict({"site_name": "x", "plugins": [], **settings})
    loaded.validate()
    return loaded


def file_in(folder: Path) -> File:
    return File("x/2023.md", str(folder), str(folder), use_directory_urls=True)


@pytest.mark.parametrize("title", [None, "题"])
@pytest.mark.parametrize(
    "settings",
    [{}, {"site_url": "https://example.invalid/base/", "repo_url": "https://example.invalid/r", "edit_uri": "e/"}],
)
def test_page_begins_as_one_of_mkdocs(tmp_path: Path, title: str | None, settings: dict[str, str]) -> None:
    attributes = []
    for kind in (Page, BegunPage):
        page = kind(title, file_in(tmp_path), config(**settings))
        assert page.file.page is page
        attributes.append(vars(page) | {"toc": list(page.toc), "file": page.file.src_uri})
    assert attributes[0] == attributes[1]


def test_page_keeps_the_day_of_the_one_before_it(tmp_path: Path) -> None:
    """Which is the day of the data, while that of the build makes two builds of a site differ."""
    file = file_in(tmp_path)
    BegunPage(None, file, config()).update_date = "2021-01-31"
    assert BegunPage(None, file, config()).update_date == "2021-01-31"


def test_page_without_text_is_not_shown_to_what_reads_texts(tmp_path: Path) -> None:
    settings, file = config(), file_in(tmp_path)
    addresses: list[str] = []
    settings.plugins.events["page_markdown"].append(lambda text, page, **_: addresses.append(page.url) or text)
    (tmp_path / "x").mkdir()
    (tmp_path / "x/2023.md").write_text("甲", encoding="utf-8")
    for has_text in (True, False):
        page = populate_page(BegunPage(None, file, settings), config=settings, files=Files([file]), has_text=has_text)
        assert page.content == "<p>甲</p>"
    assert addresses == ["x/2023/"]


def test_only_macros_of_this_package_leave_a_page_without_text_alone() -> None:
    def of(*modules: str) -> Any:
        functions = [SimpleNamespace(__module__=module) for module in modules]
        plugin = SimpleNamespace(pre_macro_functions=functions[:1], post_macro_functions=functions[1:])
        return SimpleNamespace(plugins={"macros": plugin})

    assert leaves_text_alone(of(OURS, OURS), OURS)
    assert not leaves_text_alone(of(OURS, "main"), OURS)
    assert not leaves_text_alone(of("main"), OURS)
    assert not leaves_text_alone(SimpleNamespace(plugins={}), OURS)  # type: ignore[arg-type]


def test_macros_of_the_site_still_see_every_page(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", CONFIG + "plugins:\n  - gongkai\n  - macros:\n      module_name: own\n"
                "      modules: [gongkai.site.pluglet]\n")  # fmt: skip
    site.write("own.py", OWN_MACROS)
    ran = site.without_search().build()
    assert ran.code == 0, ran.output
    for page in ("x/2023/index.html", "x/2023/easy/index.html"):
        assert "本站自己的题目" in site.page(page), page
