"""Packages of others as tests install them: a folder with the sources and the metadata, and no pip."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

from tests.site.sites import Ran, environment, program

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
    """Run a command in a new process that finds packages in a folder before all others.

    Args:
        folder: The folder that ``install`` filled, or a source root.
        command: A command of the environment that runs the tests, with its arguments.
        cwd: Its working directory.
    """
    there = environment()
    there["PYTHONPATH"] = os.pathsep.join(part for part in (str(folder), there.get("PYTHONPATH")) if part)
    done = subprocess.run(
        program(*command), cwd=cwd, env=there, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return Ran(done.returncode, done.stdout + done.stderr)
