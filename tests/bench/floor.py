"""What a program in Python takes for what none can leave out, beside Hugo with Pagefind: whether it could keep up.

    python -m tests.bench.floor [--agencies 300] [--years 7] [--hugo COMMAND]

Of a fictional district that is built already, in one process each: MkDocs and its plugins are imported and the
configuration is read; every YAML file is read by libyaml, every text as it is; what lies in the files of Excel and Word
is compressed again; the same folders and files are written, with the same bytes; their hashes are taken; and the search
is fed and indexed as a build does it. Nothing is checked, no page and no file is made. Processor seconds, user and
system. The folders are to lie in memory (``TMPDIR=/dev/shm``): on ext4 a new file costs several times as much for
some minutes after many were deleted.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from gongkai.demo import demo_files
from gongkai.site.search.index import SearchIndex
from gongkai.starting import fill_folder
from gongkai.work import make
from tests.bench.cold import BuildTimes, measured
from tests.bench.peers import write_hugo_site, write_stock_site

_LEVELS = {".xlsx": 4, ".docx": 6}
"""How hard a build compresses the parts of Office files."""
_LOAD = "from mkdocs.config import load_config; load_config('mkdocs.yml')"


def main() -> None:
    """Build the district, print what each step takes, and what the peers take."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--agencies", type=int, default=300)
    parser.add_argument("--years", type=int, default=7)
    parser.add_argument("--hugo", nargs="+", default=["hugo"], help="what starts Hugo")
    parser.add_argument("--searched", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.searched is not None:
        _build_searched(options.searched)
        return
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        ours, hugo, searched = root / "ours", root / "hugo", root / "searched"
        for folder in (ours, searched):
            fill_folder(folder, demo_files(options.agencies, options.years, seed=1), force=False)
        write_stock_site(ours, root / "stock")
        write_hugo_site(root / "stock", hugo)
        built = measured(
            "gongkai, everything on", [[sys.executable, "-m", "mkdocs", "build", "-q"]], ours, ours / "site"
        )
        steps = dict(_steps(ours, root / "copy")) | {"search: fed and indexed as in a build": _search(searched)}
        for name, seconds in steps.items():
            print(f"  {name:<44} {seconds:6.2f} s cpu")
        print(f"  {'all of these':<44} {sum(steps.values()):6.2f} s cpu")
        search = [sys.executable, "-m", "pagefind", "--site", "public", "--force-language", "zh-cn"]
        peer = measured("Hugo and Pagefind", [[*options.hugo, "--quiet"], search], hugo, hugo / "public")
        _compare(sum(steps.values()), built, peer)


def _compare(floor: float, built: BuildTimes | None, peer: BuildTimes | None) -> None:
    if peer is None or built is None:
        return
    print(f"what no program can leave out / Hugo and Pagefind, processor: {floor / peer.cpu:.2f}")
    print(f"a build / Hugo and Pagefind, processor: {built.cpu / peer.cpu:.2f}")


def _steps(ours: Path, copy: Path) -> Iterator[tuple[str, float]]:
    """By name of a step its processor seconds."""
    yield "start: imports and configuration", _of_command([sys.executable, "-c", _LOAD], ours)
    yield "read: YAML by libyaml, texts as they are", _timed(lambda: _read(ours))
    site = ours / "site"
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    parts = [(suffix, part) for suffix in _LEVELS for part in _parts(site, suffix)]
    yield "compress: parts of Excel and Word", _timed(lambda: _compress(parts))
    yield f"write: {len(files)} files with their folders", _timed(lambda: _write(copy, files))
    yield "hash: SHA-256 of each", _timed(lambda: [hashlib.sha256(data).hexdigest() for data in files.values()])


def _search(folder: Path) -> float:
    """Seconds of the search in a build of a site that was not built before, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.floor", "--searched", str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(output.stdout.split()[-1])


def _timed(step: Callable[[], object]) -> float:
    begin = time.process_time()
    step()
    return time.process_time() - begin


def _of_command(command: list[str], folder: Path) -> float:
    process = subprocess.Popen(command, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _read(ours: Path) -> None:
    for path in sorted(ours.glob("data/*/*.yml")):
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
    for path in sorted(ours.glob("docs/*/*.md")):
        path.read_text(encoding="utf-8")


def _parts(site: Path, suffix: str) -> Iterator[bytes]:
    for path in sorted(site.glob(f"*/*/report{suffix}")):
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())


def _compress(parts: list[tuple[str, bytes]]) -> None:
    """Compress each part that differs from all others once, as a build does."""
    for suffix, part in dict.fromkeys(parts):
        zlib.compress(part, _LEVELS[suffix])


def _write(copy: Path, files: dict[str, bytes]) -> None:
    for folder in sorted({os.path.dirname(path) for path in files}):  # noqa: PTH120 - as a build does, for its speed
        os.makedirs(copy / folder, exist_ok=True)  # noqa: PTH103 - likewise
    for path, data in files.items():
        descriptor = os.open(f"{copy}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        os.write(descriptor, data)
        os.close(descriptor)


def _build_searched(folder: Path) -> None:
    """Build a site in one process, nothing kept, and print what feeding and indexing its search took."""
    from mkdocs.__main__ import cli  # noqa: PLC0415 - in the process that builds alone

    spent = [0.0]

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            begin = time.process_time()
            result = function(*given, **named)
            result = list(result) if isinstance(result, Iterator) else result
            spent[0] += time.process_time() - begin
            return result

        return call

    for owner, name in ((SearchIndex, "__init__"), (SearchIndex, "finish"), (make, "_feed")):
        setattr(owner, name, timed(getattr(owner, name)))
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("- gongkai:", "- gongkai:\n      workers: 1", 1), "utf-8"
    )
    os.chdir(folder)
    cli(["build", "-q"], standalone_mode=False)
    print(spent[0])


if __name__ == "__main__":
    main()
