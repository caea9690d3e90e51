"""Which files of a site's folders belong to it, and reading them: a file that cannot be read becomes a finding."""

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from gongkai.file_text import LARGEST, MARKDOWN_SUFFIXES, read_text
from gongkai.findings import Finding, Level, say
from gongkai.reports.layout import REPORT_YEAR, Layout
from gongkai.system_errors import system_reason
from gongkai.workspace.kinds import encoding_of, kind_of_bytes
from gongkai.workspace.odd_files import readable
from gongkai.workspace.page_limits import page_faults


def read(
    layout: Layout, path: Path, findings: list[Finding], *, agency: str | None = None, year: int | None = None
) -> str | None:
    """The text of a file; None where it cannot be read, is too large, is no text or is not in UTF-8.

    A finding is then added to ``findings``, but for what is no file of the site: that has one already (`odd_files`).
    """
    if not readable(layout, path):
        return None
    text, fault = _text_of(layout, path, agency)
    faults = list(page_faults(text)) if text is not None and path.suffix.lower() in MARKDOWN_SUFFIXES else []
    if fault is None and not faults:
        return text
    about = fault or syntax(layout, path, "")
    about = replace(about, agency=agency, year=year)
    if fault is not None:
        findings.append(about)
    findings.extend(
        replace(about, variant=item.variant, line=item.line, column=item.column, args=item.args) for item in faults
    )
    return None if any(item.is_limit for item in faults) else text


def _text_of(layout: Layout, path: Path, agency: str | None) -> tuple[str | None, Finding | None]:
    """A file's text, or why it has none."""
    try:
        content = _bytes(path)
        size = path.stat().st_size if len(content) > LARGEST else len(content)
    except OSError as error:
        return None, syntax(layout, path, "file-unreadable", args={"why": system_reason(error)})
    if size > LARGEST:
        return None, syntax(layout, path, "file-large", args={"size": f"{size / 1_000_000:.1f}"})
    kind = kind_of_bytes(content)
    if kind is not None:
        args = {"kind": say(f"file-kinds.{kind}"), "agency_": agency or say("slug-word")}
        return None, syntax(layout, path, "not-text", args=args)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        args = {"encoding": say(f"encodings.{encoding_of(content)}")} | ({"mended": ""} if read_text(content) else {})
        return None, syntax(layout, path, "encoding-is", args=args)


def _bytes(path: Path) -> bytes:
    """The content of a file, and no more than shows that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


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


def misplaced_files(layout: Layout, slugs: Collection[str]) -> Iterator[Finding]:
    """Data beside the folders of agencies, each with where it belongs if that is plain.

    Args:
        layout: Where the site keeps what.
        slugs: The folders of agencies.
    """
    for path in yaml_files(layout.data):
        slug = _slug_lacking(layout, slugs, path) if REPORT_YEAR.fullmatch(path.stem) else None
        place = layout.name(layout.data / slug / path.name) if slug else ""
        yield syntax(layout, path, "outside-of" if slug else "outside", args={"name": path.name, "place": place})


def _slug_lacking(layout: Layout, slugs: Collection[str], path: Path) -> str | None:
    """The agency that a file in the folder of data is most likely of: one that has none, and rather a narrative."""
    lacking = [slug for slug in slugs if not (layout.data / slug / path.name).exists()]
    with_text = [slug for slug in lacking if (layout.docs / slug / f"{path.stem}.md").is_file()]
    return next(iter([*with_text, *lacking]), None)


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
            if real not in seen
            and name.endswith(MARKDOWN_SUFFIXES)
            and not name.startswith(".")
            and os.path.isfile(os.path.join(where, name))  # noqa: PTH113, PTH118 - one for each page of a site
        )
        seen.add(real)
    return sorted(pages)
