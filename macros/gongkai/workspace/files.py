"""Which files of a site's folders belong to it, and reading them: a file that cannot be read becomes a finding."""

import os
from collections.abc import Mapping
from pathlib import Path

from gongkai.file_text import read_text
from gongkai.findings import Finding, Level, say
from gongkai.reports.layout import Layout
from gongkai.workspace.kinds import encoding_of, kind_of_bytes
from gongkai.workspace.names import PAGE_SUFFIXES


def read(
    layout: Layout, path: Path, findings: list[Finding], *, agency: str | None = None, year: int | None = None
) -> str | None:
    """The text of a file; None, and a finding added to ``findings``, where it is no text or not in UTF-8."""
    content = path.read_bytes()
    kind = kind_of_bytes(content)
    if kind is not None:
        args = {"kind": say(f"file-kinds.{kind}"), "agency_": agency or say("slug-word")}
        findings.append(syntax(layout, path, "not-text", agency=agency, year=year, args=args))
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        args = {"encoding": say(f"encodings.{encoding_of(content)}")} | ({"mended": ""} if read_text(content) else {})
        findings.append(syntax(layout, path, "encoding-is", agency=agency, year=year, args=args))
        return None


def syntax(  # noqa: PLR0913 - what a finding is made of
    layout: Layout,
    path: Path,
    variant: str,
    *,
    agency: str | None = None,
    year: int | None = None,
    args: Mapping[str, str] | None = None,
) -> Finding:
    """A finding about a file as a whole."""
    return Finding(
        code="syntax", level=Level.ERROR, variant=variant, path=layout.name(path), line=1, column=1,
        agency=agency, year=year, args=args or {},
    )  # fmt: skip


def folders_of(folder: Path) -> list[Path]:
    """Folders of agencies, in order."""
    if not folder.is_dir():
        return []
    return sorted(
        item for item in folder.iterdir() if item.is_dir() and not item.name.startswith(".") and item.name != "forms"
    )


def yaml_files(folder: Path) -> list[Path]:
    """YAML files of a folder under either suffix, in order."""
    return sorted(item for item in folder.iterdir() if item.suffix.lower() in (".yml", ".yaml") and item.is_file())


def pages_below(folder: Path) -> list[Path]:
    """Pages as MkDocs finds them: through links, but not hidden; a folder that holds itself is entered once."""
    pages: list[Path] = []
    seen: set[str] = set()
    for where, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(where)
        folders[:] = [] if real in seen else [name for name in folders if not name.startswith(".")]
        pages.extend(
            Path(where, name)
            for name in files
            if real not in seen and name.endswith(PAGE_SUFFIXES) and not name.startswith(".")
        )
        seen.add(real)
    return sorted(pages)
