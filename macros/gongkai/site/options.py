"""The options of the plugin in mkdocs.yml."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings

from gongkai.errors import FormatError, WorkspaceError
from gongkai.renders.export import name_fault
from gongkai.site.cluster.workers import AUTO, Workers, fault_of
from gongkai.site.publishing.folders import check_early
from gongkai.site_config import OptionsError, check_settings, option_faults


class GongkaiConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook unannotated
    """The plugin's options in mkdocs.yml."""

    data_dir = c.Type(str, default="data")
    """The folder of data, relative to mkdocs.yml."""

    noindex = c.Type(bool, default=False)
    """Ask search engines to stay away: for a site that is not the office's own."""

    sponsor = c.Optional(c.Type(str))
    """主办单位: who runs the site; in the header and the footer."""

    contact = c.Optional(c.Type(str))
    """联系方式 of an office, never of a person; in the footer."""

    site_code = c.Optional(c.Type(str))
    """网站标识码; in the footer and in the meta tag SiteIDCode."""

    icp = c.Optional(c.Type(str))
    """ICP备案号; in the footer."""

    police = c.Optional(c.Type(str))
    """公安备案号; in the footer."""

    publisher = c.Optional(c.Type(str))
    """Whom the meta tag ContentSource names; else the agency itself, and with ``noindex`` nobody."""

    trusted = c.ListOfItems(c.Type(str), default=[])
    """Pages that may use all of Jinja and of HTML, as patterns below docs: the site owner's own, such as manual/**."""

    formats = c.DictOfItems(c.Type(bool), default={})
    """Whether each export format is published, by its name; a format that is not named decides itself."""

    ledger = c.Type(bool, default=False)
    """Whether a build that is published enters its reports into the ledger below the data (公布台账)."""

    publish = c.Choice(("all", "clean"), default="all")
    """What an error keeps from being published: all of the site, or (clean) the reports that have one alone."""

    audience = c.Choice(("public", "internal"), default="public")
    """Whom the site is for; one for the office itself (internal) has drafts, findings and the filing board."""

    open_data = c.Type(bool, default=True)
    """Whether the figures of all reports are published in files of their own, listed on a page."""

    parquet = c.Type(bool, default=False)
    """Whether they are published as Parquet too, which takes the extra ``gongkai[data]``."""

    licence = c.Optional(c.Type(str))
    """On which terms the data may be used: an identifier such as CC-BY-4.0, an address, or a sentence."""

    fragments = c.Type(bool, default=False)
    """Whether the bare copy of every report is published; else it is in previews alone, as only the office needs it."""

    hard_paragraphs = c.Type(bool, default=False)
    """Whether each line of a narrative is a paragraph, as in text that offices write; new sites say yes."""

    cache = c.Type(bool, default=True)
    """Whether files that take long to make are kept between builds, in .cache/gongkai beside mkdocs.yml."""

    search = c.Type(bool, default=True)
    """Whether the site has a search."""

    workers = c.Type((str, int), default=AUTO)
    """Who makes pages and files: as many processes as there are processors (auto), a number, or a cluster's address."""

    @property
    def who_works(self) -> Workers:
        """What ``workers`` says."""
        return Workers.of(self.workers)

    @property
    def switches(self) -> Mapping[str, bool]:
        """Whether each export format is published, by its name; what ``formats`` says prevails."""
        return {**({"fragment": True} if self.fragments else {}), **self.formats}

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Say in Chinese what is wrong, and go on as MkDocs does where nothing is.

        Raises:
            OptionsError: An option is unknown, or has a value that it does not take.
        """
        file = Path(self.config_file_path) if self.config_file_path else None
        if file is not None:
            with _as_options_error():
                check_settings(file)
        faults = option_faults(
            dict(self), dict(self._schema), file, names={"formats": _format_fault}, values={"workers": fault_of}
        )
        if faults:
            raise OptionsError("\n".join(faults))
        if file is not None:
            with _as_options_error():
                check_early(file, self.data_dir)
        return super().validate()


@contextmanager
def _as_options_error() -> Iterator[None]:
    try:
        yield
    except WorkspaceError as error:
        raise OptionsError(str(error)) from error


def _format_fault(name: str) -> str:
    """What is wrong with the name of a format; a format that cannot be registered is said where all are needed."""
    try:
        return name_fault(name)
    except FormatError:
        return ""
