"""Files of data as they were written, and what the package says of itself: plain values for what describes them."""

from dataclasses import dataclass

from gongkai.renders.open_data.columns import DataColumn

ZIP_TYPE = "application/zip"
PACKED = ".zip"
"""What the name of a file of data ends with that holds another one, which has the same name without it."""
_MOST_LINES = 40_000
"""Most lines of a CSV file that lies on a site as it is: 11 MB, the figures of some 200 reports."""


def comes_packed(lines: int) -> bool:
    """Whether the CSV file of all figures of a year comes in a ZIP archive, as one of many lines does.

    Lines that are so much alike take a seventeenth there, on the site and on the way to the reader, whose program for
    tables opens it with one click more; a server need not compress what it sends.

    Args:
        lines: How many lines it has.
    """
    return lines > _MOST_LINES


def figures_suffix(lines: int) -> str:
    """What the name of that file ends with.

    Args:
        lines: How many lines it has.
    """
    return f".csv{PACKED if comes_packed(lines) else ''}"


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of the site's open data, as it was written.

    Attributes:
        path: Where it is below the site.
        size: Its bytes.
        sha256: The hash of its bytes.
        lines: Its lines, the head not counted.
        media_type: As in HTTP.
    """

    path: str
    size: int
    sha256: str
    lines: int
    media_type: str = "text/csv"

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.path.rpartition("/")[2]

    @property
    def is_packed(self) -> bool:
        """Whether it is the archive of a file, of which ``media_type`` speaks."""
        return self.name.endswith(PACKED) and self.media_type != ZIP_TYPE


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of data in one file or several.

    Attributes:
        year: The year reported on.
        title: What the table is called in public.
        file: Its CSV file, which the package describes.
        columns: The columns of that file.
        key: The columns that tell its lines apart.
        no_figure: What stands in the place of a figure that is not there.
        typed: The same in files that hold the types of their columns, which the package names, too.
        others: The same in other kinds of files, for people.
        changed: The day on which one of its reports was last published or corrected; None where none has a date.
    """

    year: int
    title: str
    file: DataFile
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...]
    no_figure: tuple[str, ...] = ("",)
    typed: tuple[DataFile, ...] = ()
    others: tuple[DataFile, ...] = ()
    changed: str | None = None

    @property
    def files(self) -> tuple[DataFile, ...]:
        """Every file that holds the table: CSV first, then formats with types, then others."""
        return (self.file, *self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class DataTerms:
    """What a site says of its data; what it does not say is empty.

    Attributes:
        title: What the data are.
        description: The same at length.
        keywords: Words to find them by.
        site: The site's name.
        url: Its address.
        publisher: Who publishes them.
        licence: On which terms they may be used: an identifier, an address, or a sentence.
        contact: Whom to ask.
        contact_text: That as a sentence, or that the site does not say it.
        citation: How they are cited.
        licence_text: The licence as a sentence, or that the site does not say any.
        caveats: What has to be known before figures are added up or compared.
    """

    title: str
    description: str
    keywords: tuple[str, ...]
    site: str
    url: str = ""
    publisher: str = ""
    licence: str = ""
    contact: str = ""
    contact_text: str = ""
    citation: str = ""
    licence_text: str = ""
    caveats: tuple[str, ...] = ()
