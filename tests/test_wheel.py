"""The wheel: what is in it, and that it alone builds a site in a folder that has never seen the sources.

The wheel is built without isolation, from what the development environment pins; the environment it goes into holds
its runtime dependencies only, so one that is declared too seldom is missed here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("wheel")]  # built and installed once, not once a process
SITE = Path(__file__).with_name("wheel")
TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
# What `make` sets for pip and pytest for Python, none of it the business of a clerk's own environment.
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONPATH", "PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"}
}


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, and return what it wrote."""
    done = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command[0]} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of an environment with the wheel and the pinned runtime dependencies."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pins = root / "constraints.txt"
    pip = (sys.executable, "-m", "pip", "--python", commands / "python")
    run(*pip, "install", "--quiet", "--constraint", pins, wheel, cwd=folder)
    return commands


@pytest.fixture
def site(tmp_path: Path) -> Path:
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
    assert any(name.startswith("gongkai/site/theme/") for name in names)
    assert not any(name.startswith("macros") for name in names)


def test_installed_package_comes_from_the_wheel_and_without_tools(installed: Path, site: Path) -> None:
    where = "import gongkai, importlib.util as util; print(gongkai.__file__, util.find_spec('pytest'))"
    printed = run(installed / "python", "-c", where, cwd=site).split()
    assert Path(printed[0]).is_relative_to(installed.parent)
    assert printed[1] == "None"


def test_command_of_the_wheel_shows_its_help(installed: Path, site: Path) -> None:
    shown = run(installed / "gongkai", "--help", cwd=site)
    assert "Usage: gongkai" in shown
    assert "check" in shown


def test_command_of_the_wheel_checks_the_site(installed: Path, site: Path) -> None:
    run(installed / "gongkai", "check", cwd=site)


def test_site_of_the_wheel_is_the_one_built_from_the_sources(installed: Path, site: Path, tmp_path: Path) -> None:
    other = shutil.copytree(site, tmp_path / "sources")
    run(installed / "mkdocs", "build", "--strict", cwd=site)
    run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=other)
    page = (site / "site" / "x" / "2023" / "index.html").read_text(encoding="utf-8")
    assert len(TABLE.findall(page)) == 3
    assert "本年新收申请 8 件" in page
    assert published(site) == published(other)


def new_site(commands: Path, folder: Path) -> dict[str, bytes]:
    """Begin a site, add a year without a case, publish it; return the site that comes out."""
    run(commands / "gongkai", "init", folder, cwd=folder.parent)
    run(commands / "gongkai", "new", "office", "2024", "--name", "样例街道办事处", "--zeros", cwd=folder)
    run(commands / "gongkai", "check", cwd=folder)
    run(commands / "mkdocs", "build", "--strict", cwd=folder)
    data = folder / "data/office/2024.yml"
    text = data.read_text(encoding="utf-8").replace("status: draft", "status: published")
    data.write_text(re.sub(r"(?m)^published:.*$", "published: 2025-01-10", text), encoding="utf-8")
    run(commands / "mkdocs", "build", "--strict", cwd=folder)
    built = folder / "site"
    return {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}


def test_new_site_of_the_wheel_is_the_one_of_the_sources(installed: Path, tmp_path: Path) -> None:
    made = {}
    for name, commands in (("wheel", installed), ("sources", Path(sys.executable).parent)):
        (tmp_path / name).mkdir()
        made[name] = new_site(commands, tmp_path / name / "site")
    assert made["wheel"] == made["sources"]
    page = made["wheel"]["office/2024/index.html"].decode()
    assert len(TABLE.findall(page)) == 3
    assert "assets/gongkai/gongkai.css" in page
