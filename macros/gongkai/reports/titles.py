"""The title of a report, and what the reports of a site are called: by their forms, whatever they report on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.findings import say
from gongkai.forms import Form, in_statutory_line
from gongkai.reports.agencies import Agency
from gongkai.reports.model import Report

_ENDING = re.compile("(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)$")
"""What a title says after the subject: 政府信息公开工作年度报告 is about 政府信息公开."""


def report_title(report: Report, agency: Agency) -> str:
    """A report's title: its own where the document has another than the form's, else the form's with name and year."""
    if report.title:
        return report.title
    return say("page.title", {"agency": agency.name, "year": report.year, "title": kind_of(report.form)})


def kind_of(form: Form | None) -> str:
    """What a report on a form is called, without its agency and year; a report without one has the statutory name."""
    return form.title if form is not None else say("theme.report-kind-full")


@dataclass(frozen=True, slots=True)
class ReportKinds:
    """What several reports are called.

    Attributes:
        names: Each name once; not empty.
    """

    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> "ReportKinds":
        """Of the names of reports, in any number; where there is none, the statutory name."""
        return cls(tuple(dict.fromkeys(names)) or (kind_of(None),))

    @property
    def name(self) -> str:
        """Their names as one."""
        return "、".join(self.names)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What they report on, each subject once."""
        return tuple(dict.fromkeys(_ENDING.sub("", name) or name for name in self.names))

    @property
    def column(self) -> str:
        """What a list of them is called."""
        subjects = self.subjects
        return say("theme.column", {"subject": subjects[0]}) if len(subjects) == 1 else say("theme.report-kind")

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words to find them by."""
        return (*self.subjects, say("theme.report-kind"))

    @property
    def any_statutory(self) -> bool:
        """Whether some of them are 政府信息公开工作年度报告."""
        return kind_of(None) in self.names

    @property
    def statutory(self) -> bool:
        """Whether all of them are 政府信息公开工作年度报告."""
        return self.names == (kind_of(None),)


def opening_text(form: Form, agency: Agency, year: int) -> str:
    """The paragraph before the first section: what a report rests on, what time it is about, and whom to ask.

    Args:
        form: The form of the report.
        agency: Who reports.
        year: The year reported on.
    """
    basis = say("new.opening-basis", {"authority": form.authority}) if in_statutory_line(form) else form.authority
    lines = [agency.contact.get(key, "") for key in ("office", "telephone")]
    contact = "，".join(lines) if all(lines) else say("new.fill-in")
    return say("new.opening", {"basis": basis, "year": year, "contact": contact})
