"""Templates of packages are compiled once and taken again as long as all that they are compiled with is the same.

What they look up faster than Jinja does is what Jinja finds.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig

from gongkai.site.head.template_code import TemplateCode, use_compiled
from gongkai.site.mkdocs_compat import look_up_keys_first

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A package's templates, a site's own, and where compiled ones are kept."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for name in ("package", "own"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.html").write_text("{{ 'a' | upper }} {{ name }}\n", encoding="utf-8")
    return {name: tmp_path / name for name in ("package", "own", "kept")}


def rendered(folders: dict[str, Path], *, upper: object = str.upper) -> tuple[list[str], int]:
    """What both templates give in a new environment, and how many of them were compiled for that."""
    compiled: list[str] = []

    class Noting(TemplateCode):
        def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
            bucket = super().get_bucket(environment, name, filename, source)
            compiled.extend([name] if bucket.code is None else [])
            return bucket

    loader = jinja2.FileSystemLoader([folders["package"], folders["own"]])
    environment = jinja2.Environment(loader=loader)  # noqa: S701 - no page
    environment.filters["upper"] = upper
    environment.bytecode_cache = Noting(environment, str(folders["own"]))
    names = ("package.html", "own.html")
    return [environment.get_template(name).render(name="b") for name in names], len(compiled)


def test_template_of_a_package_is_compiled_once_and_one_of_the_site_each_time(folders: dict[str, Path]) -> None:
    assert rendered(folders) == (["A b", "A b"], 2)
    (kept,) = folders["kept"].rglob("template-*.pyc")
    assert rendered(folders) == (["A b", "A b"], 1)
    (folders["package"] / "package.html").write_text("{{ name }}", encoding="utf-8")
    assert rendered(folders) == (["b", "A b"], 2), "a template that was changed is compiled anew"
    assert list(folders["kept"].rglob("template-*")) == [kept], "in the place of the other"


def lowered(text: str) -> str:
    return text.lower()


def test_what_templates_are_compiled_with_is_a_part_of_what_is_kept(folders: dict[str, Path]) -> None:
    rendered(folders)
    assert rendered(folders, upper=lowered) == (["a b", "a b"], 2), "constants go through filters once, when compiled"


def test_damaged_templates_are_compiled_anew_and_nothing_is_kept_where_python_keeps_nothing(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(folders)
    (kept,) = folders["kept"].rglob("template-*.pyc")
    kept.write_bytes(kept.read_bytes()[:-9])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folders) == (["A b", "A b"], 2)
    kept.unlink()
    rendered(folders)
    assert not kept.exists()


def test_hook_that_changes_the_templates_has_them_compiled_in_each_build() -> None:
    environment, config = jinja2.Environment(), MkDocsConfig()  # noqa: S701 - no page
    config.load_dict({"site_name": "x", "plugins": []})
    config.validate()
    use_compiled(environment, config)
    assert isinstance(environment.bytecode_cache, TemplateCode)
    environment.bytecode_cache = None
    config.plugins.events["env"].append(lambda env, **_: env)
    use_compiled(environment, config)
    assert environment.bytecode_cache is None


class WithAttribute(dict[str, str]):
    b = "of the class"


@pytest.mark.parametrize(
    "value", [{"b": "of the key", "items": "of the key"}, {}, WithAttribute(b="of the key"), "text", None]
)
@pytest.mark.parametrize("name", ["b", "items", "absent", "upper", "__class__"])
def test_keys_of_dictionaries_are_looked_up_first_with_the_same_result(value: object, name: str) -> None:
    environment = jinja2.Environment()  # noqa: S701 - no page
    template = f"{{{{ value.{name} is defined }}}} {{{{ value.{name} }}}} {{{{ (value.{name} or value).absent }}}}"
    before = environment.from_string(template).render(value=value)
    look_up_keys_first(environment)
    assert environment.from_string(template).render(value=value).split(" at ")[0] == before.split(" at ")[0]
