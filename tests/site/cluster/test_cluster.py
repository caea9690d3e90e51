"""A site that workers of a cluster make is that of one machine, byte for byte, whatever becomes of a worker."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.sites import Site, environment, hashes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import DemoSite

AGENCIES, YEARS = 2, 2
HERE = Path(__file__).parent
PATIENCE = 120.0
"""Seconds that a worker may take to begin, and to end."""

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None, reason="needs the extra cluster; make installs it"
    ),
]


@contextlib.contextmanager
def running(*command: str, cwd: Path, log: str) -> Iterator[subprocess.Popen[str]]:
    """A program of Python until the end of the block."""
    with (cwd / log).open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=cwd,
            env={**environment(), "TMPDIR": str(cwd)},  # a worker that is killed leaves its folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def test_site_of_a_cluster_is_that_of_one_machine_and_a_worker_may_be_lost(demo_site: DemoSite, tmp_path: Path) -> None:
    """A worker of other versions lets nothing be published; one that is lost at an agency leaves it to another one."""
    serial = demo_site(AGENCIES, YEARS)
    expected = hashes(serial / "site")
    site = Site.at(shutil.copytree(serial, tmp_path / "site", ignore=shutil.ignore_patterns(".cache")))
    away = tmp_path / "away"
    away.mkdir()
    with running(str(HERE / "scheduler.py"), cwd=away, log="scheduler") as cluster:
        assert cluster.stdout is not None
        address = cluster.stdout.readline().strip()
        assert address, (away / "scheduler").read_text(encoding="utf-8")
        site.change("mkdocs.yml", "  - gongkai:\n", f"  - gongkai:\n      workers: {address}\n")

        worker = ("-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        with running(*worker, "--preload", str(HERE / "lost_worker.py"), cwd=away, log="worker") as other:
            wait_for(away / "worker", "Registered to")
            refused = site.build()
            assert (refused.code, site.published()) == (2, expected), refused.output
            assert "python 本机 " in refused.output
            assert "2.7.18" in refused.output

            shutil.rmtree(site.root / "site")
            build = site.build()
            assert build.code == 0, build.output
            assert other.wait(PATIENCE) == 1
        assert (away / "lost").read_text(encoding="utf-8") in expected_slugs(site)
        assert site.published() == expected
        assert "在本机生成" not in build.output
        again = site.build()
        assert f"{AGENCIES} 个单位中 {AGENCIES} 个没有改动" in again.output
        assert site.published() == expected


def wait_for(log: Path, text: str) -> None:
    """Wait until a worker says something; on a busy machine it takes long to import what it needs."""
    end = time.monotonic() + PATIENCE
    while text not in log.read_text(encoding="utf-8"):
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.1)


def expected_slugs(site: Site) -> set[str]:
    return {path.parent.name for path in (site.root / "data").glob("*/agency.yml")}
