"""What a site says of itself, for everything that is made of it; what it does not say is empty."""

from dataclasses import dataclass, field

from gongkai.renders.export import Format
from gongkai.routes import Addresses


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What mkdocs.yml says of a site.

    Attributes:
        name: ``site_name``.
        description: ``site_description``.
        url: ``site_url``.
        code: 网站标识码, option ``site_code``.
        publisher: Option ``publisher``.
        noindex: Option ``noindex``: a site that is not the office's own.
        sponsor: 主办单位, option ``sponsor``.
        contact: Option ``contact``: of an office, never of a person.
        icp: ICP备案号, option ``icp``.
        police: 公安备案号, option ``police``.
        search: Whether the site has a search.
        preview: Whether drafts are shown: by ``mkdocs serve`` and ``gongkai serve``, or internally.
        internal: Option ``audience: internal``: it is for the office itself, never published, and has neither
            search nor files of data.
        addresses: How it writes addresses.
        formats: The formats that it publishes; None for those that are public.
        open_data: Option ``open_data``: whether it publishes the figures of all reports in files of their own.
        parquet: Option ``parquet``: whether it publishes them as Parquet too.
        licence: Option ``licence``: on which terms its data may be used; empty where it does not say.
    """

    name: str
    description: str = ""
    url: str = ""
    code: str = ""
    publisher: str = ""
    noindex: bool = False
    sponsor: str = ""
    contact: str = ""
    icp: str = ""
    police: str = ""
    search: bool = True
    preview: bool = False
    internal: bool = False
    addresses: Addresses = field(default_factory=lambda: Addresses(directory_urls=True))
    formats: tuple[Format, ...] | None = None
    open_data: bool = True
    parquet: bool = False
    licence: str = ""

    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the site says of who runs it, by option, in the order in which pages say it; empty where it does not."""
        return (
            ("sponsor", self.sponsor),
            ("contact", self.contact),
            ("site_code", self.code),
            ("icp", self.icp),
            ("police", self.police),
        )
