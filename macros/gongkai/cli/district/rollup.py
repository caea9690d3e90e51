"""The command ``gongkai rollup``."""

from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli.chinese import Choice
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import agency_and_year, open_site, target_of
from gongkai.errors import UsageError
from gongkai.findings import Finding, Level, as_text, say
from gongkai.renders.rollup.json_text import rollup_json
from gongkai.reports import Report
from gongkai.reports.rollup import RollUp
from gongkai.reports.write import report_text
from gongkai.site.pages import reserved_slugs
from gongkai.starting.consolidated import lacking_names, new_consolidated, summed_report
from gongkai.workspace import Workspace
from gongkai.workspace.district.rollups import roll_up_of


@main.command(example="gongkai rollup quzhengfu 2025")
@click.argument("agency", metavar="单位代号")
@click.argument("year", metavar="年份", required=False)
@click.option(
    "--format", "style", metavar="样式", type=Choice(["text", "json"]), default="text",
    help="输出的样式：text（不写就是它）、json。",
)  # fmt: skip
@click.option("--write", is_flag=True, help="把合计写成汇总报告的草稿（数据，没有文字部分的连同文字）。")
@click.option("--xlsx", is_flag=True, help="写一个 Excel 工作簿（单位代号-年份-rollup.xlsx）：一家一行，合计是公式。")
@click.option("--force", is_flag=True, help="已有同名文件时覆盖；文字部分不覆盖。")
@site_option
@spoken
def rollup(  # noqa: PLR0913, PLR0917 - click
    agency: str,
    year: str | None,
    style: str,
    write: bool,  # noqa: FBT001 - click
    xlsx: bool,  # noqa: FBT001 - click
    force: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """把各单位的报告逐格加总，与已填的汇总报告核对，指出相差可能在哪里。

    也可写成“单位代号/年份”，如 quzhengfu/2025。

    没有报送的单位逐一列出，不当作 0。垂直管理部门不计；下级政府有汇总报告的，只计它的汇总报告。

    与汇总报告不符、没有登记情况说明的，退出码为 1。
    """
    workspace = open_site(site)
    slug, number = _target(workspace, *agency_and_year(agency, year, workspace.layout))
    sums = roll_up_of(workspace, slug, number)
    filed = workspace.report(slug, number)
    findings = tuple(item for item in workspace.findings_of(slug, number) if item.code == "roll-up")
    if not (write or xlsx):
        output = [rollup_json(sums, filed, findings)] if style == "json" else _lines(sums, filed, findings)
        end(output, 1 if any(item.level is Level.ERROR for item in findings) else 0)
    if not sums.parts:
        raise UsageError(say("rollup.none-filed"))
    layout = workspace.layout
    existing = [layout.name(file) for file in (layout.report(slug, number), layout.rollup_workbook(slug, number))
                if file.exists()]  # fmt: skip
    names = [_workbook(workspace, sums, filed, force=force)] if xlsx else []
    if write:
        draft = new_consolidated(layout, sums, reserved=reserved_slugs(), force=force)
        names += [layout.name(file) for file in draft.files]
    lines = [say("command.rewritten" if name in existing else "command.written", {"file": name}) for name in names]
    lines += [say("rollup.without", {"names": lacking_names(sums)})] if sums.lacking else []
    lines += [say("rollup.next", {"agency": slug, "year": number})] if write else []
    end(lines, 0)


def _target(workspace: Workspace, agency: str, year: str) -> tuple[str, int]:
    """Agency and year, also where there is no report on the year.

    Raises:
        UsageError: There is no such agency, the year is none, or the agency's report adds up no others.
    """
    slug, _ = target_of(workspace, agency)
    if not (year.isdecimal() and len(year) == len("2025")):
        raise UsageError(say("command.year-shape", {"year": year}))
    if not workspace.owner(slug).is_consolidated:
        near = next((item.slug for item in workspace.agencies.values() if item.is_consolidated), None)
        variant = "rollup.not-consolidated" if near else "rollup.none-consolidated"
        raise UsageError(say(variant, {"agency": slug, "near": near or "", "year": year}))
    return slug, int(year)


def _lines(sums: RollUp, filed: Report | None, findings: tuple[Finding, ...]) -> Iterator[str]:
    names = {"agency": sums.agency.name, "year": sums.year, "form": sums.form.id, "count": len(sums.parts)}
    yield say("rollup.title", names)
    if sums.parts:
        yield say("rollup.parts", {"names": "、".join(part.agency.short for part in sums.parts)})
    if sums.lacking:
        yield say("rollup.without", {"names": lacking_names(sums)})
    if sums.apart:
        yield say("rollup.apart", {"names": "、".join(part.agency.short for part in sums.apart)})
    if not sums.parts:
        yield say("rollup.none-filed")
        return
    text = report_text(summed_report(sums, with_totals=True))
    yield text[text.index("\n\n") + 1 :].rstrip("\n")
    yield ""
    if filed is None:
        yield say("rollup.no-report", {"agency": sums.agency.slug, "year": sums.year})
    else:
        is_wrong = any(item.level is Level.ERROR for item in findings)
        key = "differs" if is_wrong else "differs-open" if findings else "agrees"
        yield say(f"rollup.{key}", {"file": filed.path})
        yield from map(as_text, findings)


def _workbook(workspace: Workspace, sums: RollUp, filed: Report | None, *, force: bool) -> str:
    """Write the workbook, and give its name.

    Raises:
        UsageError: It is there already.
    """
    file = workspace.layout.rollup_workbook(sums.agency.slug, sums.year)
    if file.exists() and not force:
        raise UsageError(say("rollup.exists-workbook", {"file": workspace.layout.name(file)}))
    from gongkai.renders.rollup.workbook import rollup_workbook  # noqa: PLC0415 - few need XlsxWriter

    file.write_bytes(rollup_workbook(sums, filed))
    return workspace.layout.name(file)
