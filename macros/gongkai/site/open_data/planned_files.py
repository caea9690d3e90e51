"""The files of data that a build will have, made known to MkDocs before they are there: pages may link to them."""

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from gongkai import routes
from gongkai.findings import say
from gongkai.renders.board.workbook import board_workbook
from gongkai.renders.open_data.files import figures_suffix
from gongkai.site.build.lazy_file import LazyFile, add_lazy
from gongkai.site.open_data.year_page import TABLE_FILES
from gongkai.site.open_data.years import data_years
from gongkai.work.contents import SiteContents
from gongkai.work.settings import SiteSettings


def add_data_files(files: Files, config: MkDocsConfig, contents: SiteContents) -> None:
    """Add the files that ``OpenData`` writes at the end of a public build, and the boards of an internal one."""
    for board in contents.office.boards if contents.office is not None else ():
        path = routes.INTERNAL_WORKBOOK.format(year=board.year)
        add_lazy(files, LazyFile.of(config, path, partial(board_workbook, board)))
    if contents.settings.internal:
        return
    for path in data_paths(contents) if contents.settings.open_data else ():
        file = LazyFile.of(config, path, bytes)
        file.elsewhere = True
        add_lazy(files, file)


def check_parquet(settings: SiteSettings) -> None:
    """See that what writes Parquet is there, where a site wants such files.

    Raises:
        PluginError: It is not; the message says what to type.
    """
    if settings.open_data and settings.parquet and find_spec("pyarrow") is None:
        raise PluginError(say("data.no-pyarrow"))


def data_paths(contents: SiteContents) -> Iterator[str]:
    """The paths of the files of data of a site that publishes its figures."""
    years = data_years(contents)
    for item in years:
        yield routes.year_figures_file(item.year, figures_suffix(item.lines))
        if contents.settings.parquet:
            yield routes.year_figures_file(item.year, ".parquet")
            yield routes.year_figures_file(item.year, ".parquet", folder=True)
        if item.has_table:
            yield from (routes.year_table_file(item.year, suffix) for suffix in TABLE_FILES)
    if years:
        yield from (routes.DATA_ARCHIVE, routes.DATA_PACKAGE, routes.DATA_README, routes.DATA_CATALOG)
