"""Files that the unit of work makes: they are no files of MkDocs, which copies its own before it renders a page."""

from pathlib import Path

from mkdocs import utils

from gongkai.work.bundle import OutputFile


def write_output(site_dir: Path, file: OutputFile) -> None:
    """Write a file below the folder that is built; mostly another file of the report has made its folder."""
    target = site_dir / file.path
    try:
        target.write_bytes(file.data)
    except FileNotFoundError:
        utils.write_file(file.data, str(target))
