"""The wheel: what is in it, and that it alone builds a site in a folder that has never seen the sources.

The wheel is built without isolation, from what the development environment pins; the environment it goes into holds
its runtime dependencies only, as it declares them and as they are in the development environment, so one that is
declared too seldom is missed here.
"""

from __future__ import annotations

import os
import re
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pip as pip_package
import pytest
from packaging.metadata import parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.command_server import CommandServer
from tests.packages import EXAMPLE
from tests.simulate_additions import block
from tests.site import sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("wheel")]  # built and installed once, not once a process
SITE = Path(__file__).with_name("wheel")
SOURCES = Path(__file__).parents[1] / "macros"
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
FILLED = "本年度没有收取信息处理费，各项工作按要求开展，下一年度继续做好。"
# What `make` sets for pip and pytest for Python, none of it the business of a clerk's own environment.
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONPATH", "PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"}
}


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, and return what it wrote."""
    process = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, text=True, encoding="utf-8", check=False)
    assert process.returncode == 0, f"{command[0]} ended with {process.returncode}\n{process.stdout}\n{process.stderr}"
    return process.stdout + process.stderr


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of an environment with the wheel and its runtime dependencies."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    (packages,) = (Path(path) for path in site.getsitepackages([str(folder)]) if Path(path).is_dir())
    link(dependencies(wheel), packages, commands)
    # What `pip --python` starts once it has started itself; modules that no test runs stay uncompiled.
    pip = (commands / "python", Path(pip_package.__file__).with_name("__pip-runner__.py"), "install", "--no-compile")
    run(*pip, "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    assert unmet(packages) == []
    take_compiled(packages)
    return commands


@pytest.fixture(scope="module")
def run_forked(installed: Path) -> Iterator[Callable[..., None]]:
    """Return a function that runs a command of the wheel, which has to succeed, without importing it all anew."""
    with CommandServer(CLEAN, python=installed / "python", few_commands=True) as server:

        def run_forked(command: str, *arguments: str, cwd: Path) -> None:
            path = str(installed / command)
            if not server.can_run([command, *arguments], CLEAN):  # Windows cannot fork
                run(path, *arguments, cwd=cwd)
                return
            output = cwd.parent / "output"
            ended = server.run([path, *arguments], cwd=cwd, environment=CLEAN, output=(output, output), timeout=120)
            assert ended.code == 0, output.read_text(encoding="utf-8")

        yield run_forked


def dependencies(wheel: Path) -> list[Distribution]:
    """What the wheel needs, and what that needs, as installed here; nothing that only an extra of the wheel needs."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        wanted = [(Requirement(text), "") for text in parse_email(archive.read(name))[0].get("requires_dist", [])]
    installed: dict[tuple[str, str], Distribution] = {}
    while wanted:
        requirement, extra = wanted.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        distribution = Distribution.from_name(requirement.name)
        for needed in {"", *requirement.extras}:
            if (key := (canonicalize_name(requirement.name), needed)) not in installed:
                installed[key] = distribution
                wanted += [(Requirement(text), needed) for text in distribution.requires or ()]
    return list({name: distribution for (name, _), distribution in installed.items()}.values())


def unmet(packages: Path) -> list[str]:
    """What distributions in a folder need and do not find there: what `pip check` names, which starts Python twice."""
    installed = {canonicalize_name(item.name): item.version for item in distributions(path=[str(packages)])}
    assert "gongkai" in installed
    missing = []
    for item in distributions(path=[str(packages)]):
        for requirement in map(Requirement, item.requires or ()):
            version = installed.get(canonicalize_name(requirement.name))
            if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
                continue
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                missing.append(f"{item.name} needs {requirement}, {version} is there")
    return missing


def link(needed: Sequence[Distribution], packages: Path, commands: Path) -> None:
    """Put the files and commands of installed distributions into another environment, without copying them."""
    others = {path for item in distributions() if item.name not in {one.name for one in needed} for path in files(item)}
    places = {path.partition("/")[0] for path in others}
    for distribution in needed:
        here = Path(str(distribution.locate_file("")))
        own = files(distribution)
        for path in {path if path.partition("/")[0] in places else path.partition("/")[0] for path in own}:
            (packages / path).parent.mkdir(parents=True, exist_ok=True)
            if not (packages / path).exists():
                (packages / path).symlink_to(here / path)
        for entry in distribution.entry_points.select(group="console_scripts"):
            script = commands / entry.name
            module, _, function = entry.value.partition(":")
            text = f"#!{commands / 'python'}\nimport sys, {module}\nsys.exit({module}.{function}())\n"
            script.write_text(text, encoding="utf-8")
            script.chmod(0o755)


def take_compiled(packages: Path) -> None:
    """Let the modules of the wheel that are those of the sources, byte for byte, come compiled as these are.

    Python takes what is compiled where its module has the time of change and the size that it was compiled from.
    """
    for compiled in (SOURCES / "gongkai").rglob("*.pyc"):
        module = compiled.parent.parent / f"{compiled.name.partition('.')[0]}.py"
        own = packages / module.relative_to(SOURCES)
        if module.is_file() and own.is_file() and own.read_bytes() == module.read_bytes():
            os.utime(own, ns=(module.stat().st_atime_ns, module.stat().st_mtime_ns))
            (own.parent / compiled.parent.name).mkdir(exist_ok=True)
            shutil.copy2(compiled, own.parent / compiled.parent.name)


def files(distribution: Distribution) -> list[str]:
    """The files of a distribution that lie among the packages."""
    record = distribution.read_text("RECORD") or ""
    return [line.rsplit(",", 2)[0] for line in record.splitlines() if not line.startswith(("../", "__pycache__"))]


@pytest.fixture
def clerk(tmp_path: Path) -> Path:
    return shutil.copytree(SITE, tmp_path / "clerk")


def published(site: Path) -> dict[str, bytes]:
    """Return every published file by its path."""
    folder = site / "site"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_wheel_holds_every_file_of_the_package_and_nothing_else(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    source = root / "macros"
    expected = {
        path.relative_to(source).as_posix()
        for path in (source / "gongkai").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert names == expected
    assert {"gongkai/forms/gia-2019.yml", "gongkai/forms/gia-2021.yml", "gongkai/words.zh.yml"} <= names
    assert "gongkai/py.typed" in names
    assert any(name.startswith("gongkai/site/theme/") for name in names)
    assert not any(name.startswith("macros") for name in names)


def test_installed_package_comes_from_the_wheel_and_without_tools(installed: Path, clerk: Path) -> None:
    where = "import gongkai, importlib.util as util; print(gongkai.__file__, util.find_spec('pytest'))"
    printed = run(installed / "python", "-c", where, cwd=clerk).split()
    assert Path(printed[0]).is_relative_to(installed.parent)
    assert printed[1] == "None"


def test_package_of_others_passes_strict_types_against_the_wheel(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "gongkai_example", tmp_path / "gongkai_example")
    (tmp_path / "gongkai_example" / "line.py").write_text(block("formats.md", "python", 1), encoding="utf-8")
    mypy = (sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "--python-executable")
    run(*mypy, installed / "python", "gongkai_example", cwd=tmp_path)


def test_command_of_the_wheel_shows_its_help(installed: Path, clerk: Path) -> None:
    shown = run(installed / "gongkai", "--help", cwd=clerk)
    assert "用法：gongkai" in shown
    assert "check" in shown


def test_site_of_the_wheel_is_the_one_built_from_the_sources(
    run_forked: Callable[..., None], clerk: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(clerk, tmp_path / "sources")
    run_forked("mkdocs", "build", "--strict", cwd=clerk)
    assert sites.run("mkdocs", "build", "--strict", cwd=other).code == 0
    page = (clerk / "site" / "x" / "2023" / "index.html").read_text(encoding="utf-8")
    assert len(TABLE.findall(page)) == 3
    assert "本年新收申请 8 件" in page
    assert published(clerk) == published(other)


def new_site(folder: Path, run: Callable[..., object]) -> dict[str, bytes]:
    """Begin a site, add a year without a case, check and publish it; return the site that comes out.

    Args:
        folder: Where; not there yet.
        run: Runs a command in a folder `cwd`; it has to succeed.
    """
    run("gongkai", "init", folder.name, cwd=folder.parent)
    run("gongkai", "new", "office", "2024", "--name", "样例街道办事处", "--zeros", cwd=folder)
    run("gongkai", "check", cwd=folder)
    data, narrative = folder / "data/office/2024.yml", folder / "docs/office/2024.md"
    text = data.read_text(encoding="utf-8").replace("status: draft", "status: published")
    data.write_text(re.sub(r"(?m)^published:.*$", "published: 2025-01-10", text), encoding="utf-8")
    narrative.write_text(narrative.read_text(encoding="utf-8").replace("（请填写）", FILLED), encoding="utf-8")
    run("mkdocs", "build", "--strict", cwd=folder)
    built = folder / "site"
    return {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}


def test_new_site_of_the_wheel_is_the_one_of_the_sources(run_forked: Callable[..., None], tmp_path: Path) -> None:
    def run_sources(*command: str, cwd: Path) -> None:
        ran = sites.run(*command, cwd=cwd)
        assert ran.code == 0, ran.output

    by_source = {}
    for name, runner in (("wheel", run_forked), ("sources", run_sources)):
        (tmp_path / name).mkdir()
        by_source[name] = new_site(tmp_path / name / "site", runner)
    assert by_source["wheel"] == by_source["sources"]
    page = by_source["wheel"]["office/2024/index.html"].decode()
    assert len(TABLE.findall(page)) == 3
    assert "assets/gongkai/gongkai.css" in page
