"""How ``gongkai export`` understands what was typed: which reports, a folder or a file, and the format of a file."""

import re
from pathlib import Path

from gongkai.cli.targets import target_of
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.renders.export import Format, formats
from gongkai.workspace import Workspace

_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")


def selected(workspace: Workspace, target: str | None) -> tuple[str | None, int | None]:
    """Agency and year of a target; None for whatever it leaves open.

    Args:
        workspace: The loaded site.
        target: An agency, a year, both (``erligang/2020``), the path of a file, or nothing for the whole site.

    Raises:
        UsageError: There is nothing of that name.
    """
    if target is None:
        if not workspace.data:
            raise UsageError(say("command.no-agencies"))
        return None, None
    year = _YEAR.fullmatch(target.strip(" /\\"))
    if year is None or target in workspace.data:
        return target_of(workspace, target)
    years = sorted({item for data in workspace.data.values() for item in data.years})
    if int(year[1]) not in years:
        year_names = "、".join(map(str, years)) or say("command.no-years")
        raise UsageError(say("exporting.no-year", {"year": year[1], "years": year_names}))
    return None, int(year[1])


def goes_into_folder(output: str | None, *, several: bool) -> bool:
    """Whether files go into a folder: what is one already, ends in a slash or has no suffix is a folder.

    Args:
        output: What was typed after ``-o``.
        several: Whether there may be several files.

    Raises:
        UsageError: Several files are to go into what is a file, or is called as one.
    """
    if output is None:
        return several
    path = Path(output)
    folder = path.is_dir() or (not path.exists() and (output.endswith(("/", "\\")) or not path.suffix))
    if several and not folder and (path.exists() or format_by_suffix(path) is not None):
        raise UsageError(say("exporting.needs-folder", {"output": output}))
    return folder or several


def format_by_suffix(file: Path | None) -> Format | None:
    """The format that is called as a file's suffix (``2020.csv``); None where there is none."""
    suffix = file.suffix.lower() if file is not None else ""
    return next((item for item in formats() if item.suffix == suffix == f".{item.name}"), None)


def format_of_file(file: Path | None, kind: Format | None, *, by_option: bool) -> Format | None:
    """The format of one file: the one asked for, else the one of the file's suffix; None where neither is known.

    Args:
        file: The file to be written; None for the screen.
        kind: The format that was asked for.
        by_option: Whether it was asked for by name, so that another name may be the remedy.

    Raises:
        UsageError: The suffix says another format, so that no program would open the file, or it says none.
    """
    if file is None or not file.suffix:
        return kind
    suffix = file.suffix.lower()
    if kind is None:
        kind = format_by_suffix(file)
        if kind is None:
            instead = _instead(file) + _as_folder(file)
            raise UsageError(say("exporting.suffix", {"output": file, "suffix": suffix, "instead": instead}))
    elif suffix != kind.suffix:
        words = {"output": file, "name": kind.name, "instead": file.with_suffix(kind.suffix)}
        text = say("exporting.other-suffix-named" if by_option else "exporting.other-suffix", words)
        raise UsageError(text + _as_folder(file))
    return kind


def _instead(file: Path) -> str:
    """What to type for a file whose suffix says no format: the formats that have it, else other names of the file."""
    suffix = file.suffix.lower()
    having = [f"--format {item.name}" for item in formats() if item.suffix == suffix]
    if having:
        return say("exporting.add-format", {"formats": say("exporting.or").join(having)})
    suffixes = [item.suffix for item in formats() if format_by_suffix(Path(f"x{item.suffix}")) is item]
    near = [item for item in suffixes if item.startswith(suffix)] or suffixes
    return say("exporting.name-it", {"files": "、".join(str(file.with_suffix(item)) for item in near)})


def _as_folder(file: Path) -> str:
    """How a folder is written that is not there yet and has a dot in its name (``导出v1.0``); empty for a file.

    What begins like the suffix of a format, or is one, is meant for a file.
    """
    suffix = file.suffix.lower()
    if file.exists() or any(item.suffix.startswith(suffix) for item in formats()):
        return ""
    return say("exporting.as-folder", {"output": file})
