"""All files of data in one: a ZIP archive that has the same bytes wherever the same files go into it."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

_DAY = (1980, 1, 1, 0, 0, 0)
"""When the files in it are said to be made: the first day that an archive can state."""
_READABLE = 0o100644 << 16
_UNIX = 3
_CHUNK = 1 << 20


def write_archive(target: Path, files: Iterable[Path]) -> None:
    """Write files into a ZIP archive, the same bytes for the same files.

    Args:
        target: Where it goes.
        files: What goes into it, in order, each under its name alone.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.name, _DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _READABLE
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as inside:
                shutil.copyfileobj(source, inside, _CHUNK)
