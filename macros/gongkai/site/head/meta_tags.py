"""The meta tags that inspectors of government sites read (国办发〔2017〕47号): data in, names and contents out.

A tag whose content is not known is left out: no code, domain, date or publisher is ever made up. The theme's
``gongkai/main.html`` writes and escapes them.
"""

from urllib.parse import urlsplit

from gongkai.findings import say
from gongkai.reports import Agency, Report
from gongkai.reports.titles import report_title
from gongkai.work.settings import SiteSettings

Tag = tuple[str, str]
"""Name and content, not yet escaped."""


def site_tags(site: SiteSettings) -> list[Tag]:
    """Tags of every page: whose site this is."""
    return _known(
        [("SiteName", site.name), ("SiteDomain", urlsplit(site.url).hostname or ""), ("SiteIDCode", site.code)]
    )


def column_tags(name: str, description: str, *, about: str = "") -> list[Tag]:
    """Tags of a list of reports, or of the list that a report stands in.

    Args:
        name: The list's name.
        description: What it lists.
        about: Whose reports they are, where it is one agency's.
    """
    words = [say("theme.keyword"), say("theme.report-kind"), about]
    return _known(
        [
            ("ColumnName", name),
            ("ColumnDescription", description),
            ("ColumnKeywords", ",".join(word for word in words if word)),
            ("ColumnType", say("theme.column-type")),
        ]
    )


def article_tags(
    site: SiteSettings, report: Report, agency: Agency, *, url: str | None, description: str = ""
) -> list[Tag]:
    """Tags of a report.

    Args:
        site: The site.
        report: The report.
        agency: Who reports.
        url: The page's full address; None where the site has none.
        description: The page's own description, if it was given one.

    Returns:
        The tags. ``PubDate`` stands only where the time of day is known, because its format asks for one;
        ``ContentSource`` is the site's publisher, else the agency, but on a site that is not the agency's own nobody.
    """
    published = report.published
    source = site.publisher or ("" if site.noindex else agency.name)
    return _known(
        [
            ("ArticleTitle", report_title(report, agency)),
            ("PubDate", str(published) if published is not None and published.time is not None else ""),
            ("ContentSource", source),
            ("Keywords", ",".join(dict.fromkeys(_keywords(report, agency)))),
            ("Description", description or report_description(report, agency)),
            ("Url", url or ""),
        ]
    )


def _keywords(report: Report, agency: Agency) -> list[str]:
    year = say("theme.year", {"year": report.year})
    return [agency.name, agency.short, year, say("theme.keyword"), say("theme.report-kind")]


def report_description(report: Report, agency: Agency) -> str:
    """What a report holds, in one sentence: its title and its sections."""
    title = report_title(report, agency)
    if report.form is None:
        return title
    sections = "；".join(section.title for section in report.form.sections)
    return say("theme.description", {"title": title, "sections": sections})


def _known(tags: list[Tag]) -> list[Tag]:
    """Tags with a content, on one line each."""
    return [(name, " ".join(content.split())) for name, content in tags if content.strip()]
