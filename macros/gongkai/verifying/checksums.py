"""The files of a site compared with its checksums: which were changed, which are missing, which have none."""

from collections.abc import Iterator
from pathlib import Path

from gongkai.checksums import SUMS, file_hash, read_sums, site_files
from gongkai.verifying.model import Discrepancy


def sum_differences(folder: Path, *, display_path: str) -> Iterator[Discrepancy]:
    """Files of a site that differ from its list of hashes, are missing, or are not in the list.

    Args:
        folder: The site.
        display_path: The site as it is shown.
    """
    listed = dict(read_sums(folder / SUMS))
    for path in sorted({*listed, *(path for path, _ in site_files(folder))}):
        file = folder / path
        if path not in listed:
            yield Discrepancy("sum-more", f"{display_path}{path}")
        elif not file.is_file():
            yield Discrepancy("sum-none", f"{display_path}{path}")
        elif (digest := file_hash(file)) != listed[path]:
            yield Discrepancy("sum", f"{display_path}{path}", expected=listed[path], actual=digest)
