"""Template traps: nothing on a page under an agency's folder may run, print or hide anything of the site.

The scan has cases of its own; here real builds show that every place where MkDocs finds a page is scanned, and that a
refused build has printed nothing. The secret stands in `extra`, where mkdocs-macros would offer it to every page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.site.sites import Site

SECRET = "S3CRET-OF-THE-OFFICE"  # noqa: S105 - made up, and meant to be looked for
PLACES = ["docs/x/2023.md", "docs/x/index.md", "docs/x/README.md", "docs/x/note.md", "docs/x/sub/deep/page.md"]
OTHER_SUFFIXES = [f"docs/x/note.{suffix}" for suffix in ("markdown", "mdown", "mkdn", "mkd")]
TRAPS = {
    "variable": "# 题\n\n{{ extra.secret }}\n",
    "short variable": "# 题\n\n{{ secret }}\n",
    "configuration": "# 题\n\n{{ config }}\n",
    "all variables": "# 题\n\n{{ context() }}\n",
    "dunder": "# 题\n\n{{ cycler.__init__.__globals__ }}\n",
    "statement": "# 题\n\n{% for key in extra %}{{ key }}{% endfor %}\n",
    "include": '# 题\n\n{% include "index.md" %}\n',
    "comment": "# 题\n\n{# 不公布 #}\n",
    "heading id": "# 题 {#anchor}\n",
    "code": "# 题\n\n```\n{{ extra.secret }}\n```\n",
    "HTML comment": "# 题\n\n<!-- {{ extra.secret }} -->\n",
    "title": '---\ntitle: "{{ extra.secret }}"\n---\n# 题\n',
    "title without dashes": "title: {{ extra.secret }}\n\n# 题\n",
    "byte order mark": '\ufeff---\ntitle: "{{ extra.secret }}"\n---\n# 题\n',
    "Windows newlines": '---\r\ntitle: "{{ extra.secret }}"\r\n---\r\n# 题\r\n',
    "escape in the title": '---\ntitle: "{\\x7b extra.secret }}"\n---\n# 题\n',
    "front matter that is no mapping": '---\n"{{ extra.secret }}"\n---\n# 题\n',
    "front matter that YAML refuses late": "---\ndescription: 2020-13-45\n# {{ extra.secret }}\n---\n# 题\n",
    "no macros": "---\nrender_macros: false\n---\n# 题\n",
    "hidden macro": "---\nfigure: 3\n---\n# 题\n",
    "other template": "---\ntemplate: main.html\n---\n# 题\n",
}


ELSEWHERE = [
    *("docs/newagency/note.md", "docs/Zhengfuban/note.md", "docs/forms/note.md", "docs/assets/note.md"),
    *("docs/note.md", "docs/manual/note.md", "docs/years/2023.md", "docs/a/b/c.markdown"),
]
"""Pages in no folder of an agency."""
EXCHANGE = """\
from pathlib import Path
def on_pre_build(**_):
    for name in {names}:
        Path(name).write_text("# 换过的\\n\\n{{{{ extra.secret }}}}\\n", encoding="utf-8")
"""
CHANGE = """\
from mkdocs.plugins import event_priority
@event_priority(50)
def on_page_markdown(markdown, **_):
    return markdown.replace("占位", "{{ extra.secret }}")
"""


@pytest.fixture
def site(site: Site) -> Site:
    """The small site, which is built without a search here."""
    return site.without_search()


def trust(site: Site, *patterns: str) -> Site:
    """List pages as the owner's own."""
    return site.change("mkdocs.yml", "  - gongkai\n", f"  - gongkai: {{trusted: {json.dumps(patterns)}}}\n")


def leaked(site: Site) -> list[str]:
    """Published files that hold the secret."""
    files = (path for path in site.root.rglob("site/**/*") if path.is_file())
    return [path.name for path in files if SECRET.encode() in path.read_bytes()]


def refused(site: Site, path: str) -> str:
    """Check that the build is refused because of a page, and has left nothing; return what it said."""
    ran = site.build()
    assert ran.code != 0, ran.output
    assert f"{path}:" in ran.output, ran.output
    assert "差错（取数代码 narrative-template）" in ran.output
    assert SECRET not in ran.output
    assert not (site.root / "site").exists()
    return ran.output


def test_every_trap_is_a_finding_in_one_refusal(site: Site) -> None:
    paths = {f"docs/x/trap-{number}.md": trap for number, trap in enumerate(TRAPS.values())}
    for path, trap in paths.items():
        site.write(path, trap)
    output = refused(site, next(iter(paths)))
    assert [trap for path, trap in paths.items() if f"{path}:" not in output] == []


@pytest.mark.parametrize("trap", ["variable", "title", "no macros"])
def test_trap_is_a_finding_wherever_a_page_stands_under_the_folder(site: Site, trap: str) -> None:
    for path in PLACES:
        site.write(path, TRAPS[trap])
    output = refused(site, PLACES[0])
    assert [path for path in PLACES if f"{path}:" not in output] == []


def test_page_with_another_suffix_that_mkdocs_takes_is_scanned(site: Site) -> None:
    for path in OTHER_SUFFIXES:
        site.write(path, TRAPS["variable"])
    output = refused(site, OTHER_SUFFIXES[0])
    for path in OTHER_SUFFIXES:
        assert f"{path}:" in output


def test_report_page_with_another_suffix_is_refused_with_the_right_one(site: Site) -> None:
    (site.root / "docs/x/2023.md").rename(site.root / "docs/x/2023.markdown")
    ran = site.build()
    assert ran.code == 1
    assert "docs/x/2023.markdown:1:1 差错（文件写法 syntax）：" in ran.output
    assert "2023.md" in ran.output.replace("2023.markdown", "")


def test_name_of_a_page_is_run_as_its_title_and_may_hold_no_template(site: Site) -> None:
    site.write("docs/x/{{ extra.secret }}.md", "没有标题\n")
    refused(site, "docs/x/{{ extra.secret }}.md")


def test_page_behind_a_linked_folder_is_scanned_as_mkdocs_follows_the_link(site: Site) -> None:
    site.write("elsewhere/page.md", TRAPS["variable"])
    (site.root / "docs/x/linked").symlink_to(site.root / "elsewhere")
    refused(site, "docs/x/linked/page.md")


def test_linked_folder_that_holds_itself_ends(site: Site) -> None:
    (site.root / "docs/x/again").symlink_to(site.root / "docs/x")
    ran = site.run("gongkai", "check")
    assert ran.code in (0, 1)


def test_page_of_an_agency_whose_own_file_is_broken_is_scanned_too(site: Site) -> None:
    site.write("data/x/agency.yml", "name: [\n")
    site.write("docs/x/note.md", TRAPS["variable"])
    refused(site, "docs/x/note.md")


def test_braces_that_no_template_engine_knows_are_text(site: Site) -> None:
    texts = [
        "{ config }",
        "{ { config } }",
        "\\{\\{ config \\}\\}",
        "&#123;&#123; config &#125;&#125;",
        "{\\{ config }}",
    ]
    for number, text in enumerate(texts):
        site.write(f"docs/x/note-{number}.md", f"# 题 {text}\n\n{text}\n")
    site.built()
    for number in range(len(texts)):
        assert site.page(f"x/note-{number}/index.html").replace("&#125;", "}").count("config }") >= 1
    assert leaked(site) == []


def test_insides_of_the_site_are_no_variables_on_other_pages_either(site: Site) -> None:
    names = ("config", "environment", "git", "files", "navigation", "plugin")
    questions = "\n".join(f"{name}: {{{{ {name} is defined }}}}" for name in names)
    site.write("docs/index.md", f"# 首页\n\n{questions}\n")
    trust(site, "index.md").built()
    for name in names:
        assert f"{name}: False" in site.page("index.html")


@pytest.mark.parametrize("generated", [False, True])
def test_values_of_data_are_no_templates_and_no_markup(site: Site, *, generated: bool) -> None:
    nasty = "{{ extra.secret }}<script>alert(1)</script>"
    site.change("data/x/agency.yml", "name: 示例市样例区甲街道办事处", f'name: "{nasty}"')
    site.change("data/x/2023.yml", "status: published", f'status: published\nnotes: [{{at: 申请, text: "{nasty}"}}]')
    if generated:
        (site.root / "docs/x/2023.md").unlink()
    else:
        site.change("docs/x/2023.md", "{{ table", "{{ report_header() }}\n\n{{ table")
    site.explain("x/2023", "narrative-missing" if generated else "title").built()
    assert leaked(site) == []
    for name in site.published():
        assert not name.endswith(".html") or "<script>alert(1)" not in site.page(name).partition("</head>")[2]
    assert "&lt;script&gt;alert(1)" in site.page()


@pytest.mark.parametrize("trap", ["variable", "title", "no macros", "statement"])
def test_trap_is_a_finding_on_every_page_outside_the_folders_of_agencies_too(site: Site, trap: str) -> None:
    for path in ELSEWHERE:
        site.write(path, TRAPS[trap])
    output = refused(site, ELSEWHERE[0])
    assert [path for path in ELSEWHERE if f"{path}:" not in output] == []


def test_year_in_a_folder_of_no_agency_is_a_narrative_without_data_unless_trusted(site: Site) -> None:
    for folder in ("newagency", "Zhengfuban"):
        site.write(f"docs/{folder}/2023.md", "# 报告\n")
    ran = site.build()
    assert ran.code == 1
    assert "docs/newagency/2023.md:1:1 差错（有文字无数据 orphan）：" in ran.output
    assert "docs/Zhengfuban/2023.md:1:1 差错（有文字无数据 orphan）：" in ran.output
    trust(site, "newagency/**", "Zhengfuban/2023.md").built()


def test_trusted_page_may_use_all_of_jinja_and_pages_of_the_same_name_elsewhere_may_not(site: Site) -> None:
    trust(site, "about.md", "/manual/**")
    page = "# 题\n\n{% for name in ['甲', '乙'] %}{{ name }}；{% endfor %}{% raw %}{{ x }}{% endraw %}\n"
    site.write("docs/about.md", page).write("docs/manual/deep/use.md", page).built()
    for name in ("about", "manual/deep/use"):
        assert "甲；乙；{{ x }}" in site.page(f"{name}/index.html")
    site.write("docs/other/about.md", page)
    assert site.build().code == 1


def test_no_pattern_makes_an_agency_s_pages_trusted(site: Site) -> None:
    trust(site, "**", "x/**", "x/note.md").write("docs/x/note.md", TRAPS["variable"])
    refused(site, "docs/x/note.md")


@pytest.mark.parametrize("pattern", ["manual\\", "[z-a]"])
def test_pattern_that_cannot_be_read_is_said(site: Site, pattern: str) -> None:
    ran = trust(site, "a", pattern).build()
    assert ran.code == 2
    assert "trusted 的写法不对" in ran.output
    assert "Traceback" not in ran.output


def test_text_that_was_checked_is_published_though_the_file_was_exchanged_since(site: Site) -> None:
    names = ["docs/x/2023.md", "docs/x/note.md", "docs/index.md", "docs/other/note.md"]
    for name in names[1:]:
        site.write(name, "# 校核过的\n")
    site.hook(EXCHANGE.format(names=names)).built()
    assert leaked(site) == []
    assert not [name for name in site.published() if name.endswith(".html") and "换过的" in site.page(name)]
    for name in ("x/note/index.html", "index.html", "other/note/index.html"):
        assert "校核过的</h1>" in site.page(name)


@pytest.mark.parametrize("name", ["docs/x/late.md", "docs/late.md"])
def test_page_that_comes_up_after_the_check_is_not_published(site: Site, name: str) -> None:
    ran = site.hook(EXCHANGE.format(names=[name])).build()
    assert ran.code == 1
    assert f"{name} 是在校核之后出现的" in ran.output
    assert "Traceback" not in ran.output
    assert not (site.root / "site").exists()


@pytest.mark.parametrize("name", ["docs/x/2023.md", "docs/x/note.md", "docs/note.md"])
def test_text_that_another_plugin_puts_in_reaches_no_template_engine(site: Site, name: str) -> None:
    if name == "docs/x/2023.md":
        site.narrative("占位")
    else:
        site.write(name, "# 题\n\n占位\n")
    ran = site.hook(CHANGE).build()
    assert ran.code == 1
    assert "里有校核之后才出现的“{{ extra.secret }}”" in ran.output
    assert SECRET not in ran.output
    assert "Traceback" not in ran.output


def test_calls_are_put_in_on_every_page_and_words_before_them_are_no_front_matter(site: Site) -> None:
    call = '{{ figure("申请.本年新收.总计", year=2023, agency="x") }}'
    for name in ("docs/x/note.md", "docs/note.md"):
        site.write(name, f"---\ntitle: 题\n---\n本年: {call} 件，``{call}``\n")
    site.built()
    for name in ("x/note", "note"):
        assert "本年: 8 件，<code>8</code>" in site.page(f"{name}/index.html")
