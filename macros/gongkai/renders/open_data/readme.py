"""What is beside the files for people: what they are, how to cite them, on which terms, what to mind."""

from collections.abc import Iterator, Sequence

from gongkai.findings import say
from gongkai.renders.export.csv_text import END, MARK
from gongkai.renders.open_data.columns import figure_columns
from gongkai.renders.open_data.files import DataFile, DataTable, DataTerms


def readme_text(tables: Sequence[DataTable], terms: DataTerms) -> str:
    """The text, in lines that every editor shows, with the mark that says it is UTF-8."""
    return MARK + "".join(f"{line}{END}" for line in _lines(tables, terms))


def _lines(tables: Sequence[DataTable], terms: DataTerms) -> Iterator[str]:
    yield from (terms.title, "", terms.description, "")
    yield from _part("use", (terms.citation, terms.licence_text, terms.contact_text))
    files = [(table, file) for table in tables for file in (table.file, *table.typed)]
    yield from _part("files", [say("data.readme.file", _names(table, file)) for table, file in files])
    meanings = [f"{column.name}：{column.meaning}" for column in figure_columns()]
    yield from _part("columns", [*meanings, say("data.readme.agencies")])
    yield from _part("caveats", terms.caveats)


def _part(name: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"【{say(f'data.readme.{name}')}】"
    yield from lines
    yield ""


def _names(table: DataTable, file: DataFile) -> dict[str, str]:
    return {"name": file.name, "title": table.title, "lines": f"{file.lines:,}", "sha256": file.sha256}
