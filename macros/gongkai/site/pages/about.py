"""Two pages that every site has to have: what is done for accessibility, and whom to write to.

They say what the theme really does and what the site's settings really hold; what is not given is said to be 未载.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from mkdocs.structure.files import File

from gongkai.findings import say, words
from gongkai.renders.html import escape
from gongkai.renders.links import page_link
from gongkai.routes import Addresses
from gongkai.site.build.context import Build
from gongkai.site.build.generated_page import Made, MadeFile
from gongkai.site.pages.catalog import LIST

ACCESSIBILITY = "accessibility.md"
CONTACT = "contact.md"
SOURCES = (ACCESSIBILITY, CONTACT)

_TOLD = ("sponsor", "contact", "site_code", "icp", "police")
_NEEDED = ("sponsor", "contact")


def about_part(build: Build) -> Iterator[File]:
    """Both pages."""
    yield MadeFile.of(
        build.config, ACCESSIBILITY, say("pages.accessibility.title"), partial(accessibility_page, build), searched=True
    )
    yield MadeFile.of(build.config, CONTACT, say("pages.contact.title"), partial(contact_page, build), searched=True)


def accessibility_page(build: Build) -> Made:
    """What is supported, how keys work, what is known not to work, with what it was tried."""
    told: Mapping[str, Mapping[str, object]] = words()["pages"]["accessibility"]["sections"]
    address = Addresses(build.config.use_directory_urls).between(ACCESSIBILITY, CONTACT)
    parts = [
        f"<h1>{say('pages.accessibility.title')}</h1>",
        f"<p>{escape(say('pages.accessibility.lead', {'site': build.site.name}))}</p>",
    ]
    for name in told:
        parts.append(f'<h2 id="{name}">{say(f"pages.accessibility.sections.{name}.title")}</h2>')
        items = words()["pages"]["accessibility"]["sections"][name]["items"]
        parts.append(f"<ul>{''.join(f'<li>{escape(str(item))}</li>' for item in items)}</ul>")
    parts.append(f'<p>{say("pages.accessibility.tell")}<a href="{address}">{say("pages.contact.title")}</a></p>')
    headings = tuple((name, say(f"pages.accessibility.sections.{name}.title")) for name in told)
    return Made("".join(parts), headings=headings, description=say("pages.accessibility.title"))


def contact_page(build: Build) -> Made:
    """Who runs the site, how to reach them, and how to have an error put right."""
    settings = build.config.extra.get("gongkai", {})
    given = {item["key"]: item["text"] for item in settings.get("footer", ())}
    told = {key: given.get(key) or say("pages.contact.none") for key in _TOLD if key in given or key in _NEEDED}
    facts = "".join(
        f"<div><dt>{say(f'theme.footer.{key}')}</dt><dd>{escape(text)}</dd></div>" for key, text in told.items()
    )
    tell = "tell" if "contact" in given else "tell-agency"
    link = page_link(Addresses(build.config.use_directory_urls), CONTACT, LIST, text=say("theme.agencies"))
    own = f"<p>{say('pages.contact.not-official')}</p>" if build.site.noindex else ""
    steps = "".join(f"<li>{escape(str(item))}</li>" for item in words()["pages"]["contact"]["steps"])
    html = (
        f"<h1>{say('pages.contact.title')}</h1>"
        f'<h2 id="site">{say("pages.contact.site")}</h2><dl class="gk-meta">{facts}</dl>{own}'
        f'<h2 id="reports">{say("pages.contact.reports")}</h2><p>{say("pages.contact.ask")}{link}</p>'
        f'<h2 id="errors">{say("pages.contact.errors")}</h2><p>{say(f"pages.contact.{tell}")}</p><ol>{steps}</ol>'
        f"<p>{say('pages.contact.corrected')}</p>"
    )
    names = ("site", "reports", "errors")
    return Made(html, headings=tuple((name, say(f"pages.contact.{name}")) for name in names))
