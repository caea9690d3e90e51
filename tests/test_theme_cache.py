"""What the command server keeps of the installed theme changes nothing that a build writes."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import jinja2
import material
import mkdocs.exceptions
import pytest
from jinja2.bccache import FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig

from tests import theme_cache
from tests.packages import install
from tests.site.sites import Site

TEMPLATES = Path(material.__path__[0], "templates")


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which Jinja keeps what it compiles in this test."""
    monkeypatch.setattr(jinja2.Environment, "compile", jinja2.Environment.compile)  # put back at the end
    folder = tmp_path / "compiled"
    folder.mkdir()
    theme_cache.compile_once(folder)
    return folder


def environment(folder: Path, **options: bool) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), **options)  # type: ignore[arg-type]  # noqa: S701


def test_site_built_with_it_is_the_one_of_a_new_process(tmp_path: Path) -> None:
    other = Site(tmp_path / "other").change("mkdocs.yml", "language: zh", "language: en, features: [navigation.tabs]")
    other.change("mkdocs.yml", "- gongkai\n", "- gongkai: {fragments: true, formats: {pdf: true}}\n")
    assert other.build("--strict").code == 0, "the fork that builds the first one has built this"
    site = Site(tmp_path / "clerk").built("-d", "first").built("-d", "second").built("-d", "new", new_process=True)
    assert site.published("first") == site.published("second") == site.published("new")


def test_template_is_compiled_once_and_anew_when_its_text_or_a_setting_changes(compiled: Path, tmp_path: Path) -> None:
    def rendered(text: str, **options: bool) -> str:
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        return environment(tmp_path, **options).get_template("page.html").render(name="<甲>")

    assert [rendered("{{ name }}", autoescape=False) for _ in range(3)] == ["<甲>"] * 3
    assert len(list(compiled.iterdir())) == 1
    assert rendered("{{ name }}", autoescape=True) == "&lt;甲&gt;"
    assert rendered("{{ name }}。", autoescape=False) == "<甲>。"
    assert len(list(compiled.iterdir())) == 3


def test_filter_of_the_same_name_that_is_another_one_compiles_anew(compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ 'a'|twice }}", encoding="utf-8")
    for function, expected in ((str.upper, "A"), (str.title, "A"), (len, "1")):
        env = environment(tmp_path)
        env.filters["twice"] = function
        assert env.get_template("page.html").render() == expected
    assert len(list(compiled.iterdir())) == 3


@pytest.mark.usefixtures("compiled")
def test_wrong_template_is_said_each_time(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ name", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(jinja2.TemplateSyntaxError, match="end of template"):
            environment(tmp_path).get_template("page.html")


SETTINGS = """\
site_name: !ENV [NOBODY_SETS_THIS, 甲]
extra: {number: 010, day: 2024-01-15, yes: on, base: &base {a: 1}, more: {<<: *base, b: ~}}
markdown_extensions:
  - pymdownx.snippets: {base_path: !relative $config_dir}
  - pymdownx.emoji:
      emoji_index: !!python/name:os.getcwd
"""


def test_settings_are_what_pyyaml_reads_and_so_is_what_is_said_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(text: str) -> str:
        file = tmp_path / "mkdocs.yml"
        file.write_text(text, encoding="utf-8")
        config = MkDocsConfig(str(file))
        try:
            with file.open("rb") as source:
                config.load_file(source)
        except mkdocs.exceptions.ConfigurationError as error:
            return str(error)
        return re.sub(r" at 0x[0-9a-f]+", "", repr(config.data))

    texts = (SETTINGS, "a: [", "a: *b", "a: !b c", "a: \x07", "a: 1\n a: 2", "INHERIT: none.yml")
    before = [loaded(text) for text in texts]
    assert "甲" in before[0]
    monkeypatch.setattr(MkDocsConfig, "load_file", MkDocsConfig.load_file)
    theme_cache.read_settings_in_c()
    assert [loaded(text) for text in texts] == before


def test_compiled_template_is_read_once_and_another_one_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rendered(text: str) -> str:
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        env = environment(tmp_path)
        env.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))
        return env.get_template("page.html").render()

    monkeypatch.setattr(FileSystemBytecodeCache, "load_bytecode", FileSystemBytecodeCache.load_bytecode)
    theme_cache.keep_code()
    assert [rendered("甲") for _ in range(2)] == ["甲"] * 2
    for kept in tmp_path.glob("*.cache"):
        kept.unlink()
    assert [rendered("甲"), rendered("乙")] == ["甲", "乙"]


def test_list_of_the_theme_is_what_jinja_lists_but_for_the_icons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.html").touch()
    loader = jinja2.FileSystemLoader([tmp_path, TEMPLATES])
    before = loader.list_templates()
    monkeypatch.setattr(jinja2.FileSystemLoader, "list_templates", jinja2.FileSystemLoader.list_templates)
    theme_cache.list_installed_once(TEMPLATES)
    assert loader.list_templates() == [name for name in before if not name.startswith(".icons/")]
    assert "own.html" in loader.list_templates()
    assert jinja2.FileSystemLoader(tmp_path).list_templates() == ["own.html"]


def test_entry_points_of_a_package_are_read_once_and_those_of_a_new_path_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names(group: str) -> set[str]:
        return {item.name for item in importlib.metadata.entry_points(group=group)}

    assert "material" in names("mkdocs.themes")
    (material_theme,) = importlib.metadata.entry_points(group="mkdocs.themes", name="material")
    assert material_theme.dist is not None
    assert material_theme.dist.metadata["Name"] == "mkdocs-material"
    assert names("gongkai.rules") == set()
    monkeypatch.syspath_prepend(str(install(tmp_path / "installed")))
    assert names("gongkai.rules") != set()
    monkeypatch.undo()
    assert names("gongkai.rules") == set()


def test_package_of_the_environment_that_adds_to_this_one_is_seen_by_no_test(tmp_path: Path) -> None:
    own, named = install(tmp_path / "own"), install(tmp_path / "named")
    program = (
        "import importlib.metadata, sys; sys.path.append(sys.argv[1])\n"
        "from tests.theme_cache import read_entry_points_once; read_entry_points_once()\n"
        "names = lambda: [item.name for item in importlib.metadata.entry_points(group='gongkai.rules')]\n"
        "assert names() == [], names()\n"
        "sys.path.insert(1, sys.argv[2])\n"
        "assert names() == ['example'], names()\n"
    )
    root = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", program, str(own), str(named)], check=True, cwd=root)
