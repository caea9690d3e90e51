"""What a built site takes on disk, by kind of file, and what it would take on a file system that compresses.

    python -m tests.bench.disk SITE [--reports N]

Each file is compressed by zstd (level 3) in pieces of 128 KiB, and each piece takes whole blocks of 4 KiB: so btrfs and
ZFS do it. Files that do not become smaller are counted as they are.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

import pyarrow as pa

PIECE, BLOCK = 128 * 1024, 4096
_OF_A_REPORT = re.compile(r"[a-z0-9-]+/\d{4}/(.+)")
_TOP = ("assets", "data", "pagefind", "years", "compare", "agencies")


def kind_of(path: str) -> str:
    """What a file of a site is, by its path below the site."""
    match = _OF_A_REPORT.fullmatch(path)
    top = path.partition("/")[0]
    if top in _TOP:
        return f"{top}/"
    return f"a report's {match[1]}" if match is not None else "other pages and files"


def blocks(content: bytes) -> int:
    """Bytes of the blocks that a file takes when it is compressed."""
    pieces = (content[start : start + PIECE] for start in range(0, len(content), PIECE))
    sizes = (min(len(pa.compress(piece, codec="zstd", asbytes=True)), len(piece)) for piece in pieces)
    return sum(-(-size // BLOCK) * BLOCK for size in sizes)


def main() -> None:
    """Print a line a kind, the largest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--reports", type=int, help="how many reports it has; by default as many as report.json")
    options = parser.parse_args()
    sizes, compressed, files = Counter[str](), Counter[str](), Counter[str]()
    for path in options.site.rglob("*"):
        if path.is_file():
            kind, content = kind_of(path.relative_to(options.site).as_posix()), path.read_bytes()
            sizes[kind] += len(content)
            compressed[kind] += blocks(content)
            files[kind] += 1
    reports = options.reports or files["a report's report.json"] or 1
    for kind, size in [*sizes.most_common(), ("all", sizes.total())]:
        small, count = (compressed[kind], files[kind]) if kind != "all" else (compressed.total(), files.total())
        each = f"{size / reports / 1e3:8.1f} KB a report, compressed {small / reports / 1e3:8.1f}"
        print(f"{kind:<32} {count:8} files {each}")


if __name__ == "__main__":
    main()
