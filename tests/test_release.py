"""`make sbom` and `make audit`, with programs that stand for theirs: these live in an environment that few make."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.write_pins import PINS, parts

if TYPE_CHECKING:
    from pathlib import Path

LISTS = """\
import json, pathlib, re, sys
listed = re.findall(r"(?m)^([\\w.-]+)==(\\S+)", pathlib.Path(sys.argv[-1]).read_text())
output = pathlib.Path(sys.argv[sys.argv.index("--output-file") + 1])
output.write_text(json.dumps({{"components": [{{"name": name, "version": version}} for name, version in listed[{}:]]}}))
"""
"""Stands for cyclonedx-py: lists the pins that it is given, but for the first ones."""
NO_NETWORK = """\
import pathlib, sys
assert "--require-hashes" in sys.argv
assert "==" in pathlib.Path(sys.argv[-1]).read_text()
sys.exit("ERROR:pip_audit: connection refused")
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make")


def make(root: Path, folder: Path, target: str, **programs: str) -> subprocess.CompletedProcess[str]:
    """Run a target of the Makefile in a folder of its own, with programs that are written in Python."""
    environment = folder / "environment"
    for stamp in (environment / ".runtime", environment / "release" / ".ready"):
        stamp.parent.mkdir(parents=True)
        stamp.touch()
    bodies = {f"release/bin/{name.replace('_', '-')}": body for name, body in programs.items()}
    for name, body in bodies.items():
        path = environment / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
        path.chmod(0o755)
    (environment / "bin").mkdir()
    (environment / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (environment / "bin" / "python").chmod(0o755)
    command = ["make", target, f"VENV={environment}", f"DIST={folder / 'dist'}"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(command, cwd=root, env=own, capture_output=True, text=True, check=False)


def test_list_of_parts_is_compared_with_the_pins(root: Path, tmp_path: Path) -> None:
    ran = make(root, tmp_path, "sbom", cyclonedx_py=LISTS.format(0))
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "dist" / "gongkai.cdx.json").is_file()


def test_list_that_lacks_a_part_is_refused_and_names_it(root: Path, tmp_path: Path) -> None:
    name, version = next(iter(parts(PINS.read_text(encoding="utf-8"))["runtime"].items()))
    ran = make(root, tmp_path, "sbom", cyclonedx_py=LISTS.format(1))
    assert ran.returncode != 0
    assert f"pinned only: {name}=={version}" in ran.stderr


def test_audit_without_a_network_fails_and_says_what_it_may_mean(root: Path, tmp_path: Path) -> None:
    ran = make(root, tmp_path, "audit", pip_audit=NO_NETWORK)
    assert ran.returncode != 0
    assert "connection refused" in ran.stderr
    assert "A known fault, or no way to the database of faults: see above." in ran.stderr
