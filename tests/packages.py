"""Packages of others as tests install them: a folder with the sources and the metadata, and no pip."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from tests.site.sites import Ran, run

EXAMPLE = Path(__file__).with_name("example_package")


def install(folder: Path, source: Path = EXAMPLE) -> Path:
    """Install a package into a folder that is to stand on ``PYTHONPATH``; its entry points are those of its project.

    Args:
        folder: Where to; made as needed.
        source: The folder with its ``pyproject.toml`` and its sources.
    """
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "pyproject.toml"))
    metadata = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    metadata.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (metadata / "METADATA").write_text(head, encoding="utf-8")
    groups = (
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
        for group, points in project["entry-points"].items()
    )
    (metadata / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    return folder


def run_with(folder: Path, *command: str, cwd: Path) -> Ran:
    """Run a command that finds packages in a folder before all others.

    Args:
        folder: The folder that ``install`` filled, or a source root; of another version of this package, what is
            changed in it after the first command may go unnoticed.
        command: A command of the environment that runs the tests, with its arguments.
        cwd: Its working directory.
    """
    return run(*command, cwd=cwd, packages=folder)
