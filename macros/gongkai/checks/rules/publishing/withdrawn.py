"""A report that was published does not vanish from the site without a word."""

from collections.abc import Iterator, Mapping

from gongkai.checks.registry import rule
from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level, say
from gongkai.reports.titles import report_title


@rule(
    "withdrawn",
    name="撤回",
    source="条例第五十条",
    statement="公布过的报告不能无故撤下；撤回的写明原因和日期。",
    english="a report that was published is taken back with a reason and a date, or not at all",
    needs_form=False,
    of_unpublished=True,
    keys={"": "status"},
    wordings={
        "text": (
            "《{title}》已经公布（{file}），现在 status 是 {status}（{status_name}），生成网站会把它撤下。"
            "不撤的，把 status 改回 published；"
            "确要撤回的，另起一行写“withdrawn: {{reason: 撤回的原因, date: 2026-01-20}}”。"
        ),
        "removed": (
            "“{owner}”{year_} 年的报告已经公布（{file}），现在数据和文字两个文件都没有了，生成网站会把它撤下。"
            "请从备份找回；要撤回的，找回以后把 status 改成 draft，"
            "另起一行写“withdrawn: {{reason: 撤回的原因, date: 2026-01-20}}”；"
            "本来就不该有这份报告的，删去 {folder} 文件夹。"
        ),
        "still-public": (
            "写明了 {date} 撤回，status 却是 published。撤回的，请改成“status: draft”；重新公布的，请删去 withdrawn。"
        ),
    },
)
def withdrawn(subject: Subject) -> Iterator[Finding]:
    """公布过的报告不能无故撤下 (条例50): the published site tells whether it was public; the reason is shown there."""
    report = subject.report
    if report.is_public and report.withdrawn is not None:
        mark = report.withdrawn.mark
        args = {"date": report.withdrawn.date}
        yield subject.finding("withdrawn", variant="still-public", line=mark.line, column=mark.column, args=args)
    elif not report.is_public and report.withdrawn is None and subject.traces:
        status = report.status.value
        yield subject.finding(
            "withdrawn",
            args={
                "title": report_title(report, subject.agency),
                "file": subject.traces,
                "status": status,
                "status_name": say(f"options.{status}"),
            },
        )


def removed(path: str, *, agency: str, year: int, args: Mapping[str, str]) -> Finding:
    """A published report of which no file is left; the rule itself never sees it.

    Args:
        path: Where its data should be.
        agency: Slug of its agency.
        year: Its year.
        args: ``owner``, the name of its agency; ``file`` and ``folder`` of the published site that are its own.
    """
    return Finding(
        code="withdrawn", level=Level.ERROR, variant="removed", path=path, line=1, column=1, agency=agency, year=year,
        args={**args, "year_": str(year)},
    )  # fmt: skip
