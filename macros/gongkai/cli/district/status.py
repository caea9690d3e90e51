"""The command ``gongkai status``."""

from pathlib import Path

import click

from gongkai.cli.chinese import Choice, PathOf, Whole
from gongkai.cli.group import main, site_option, spoken
from gongkai.cli.output import end
from gongkai.cli.targets import open_site
from gongkai.errors import UsageError
from gongkai.findings import say
from gongkai.pages.board import FilingBoard, FilingState, ReviewState
from gongkai.renders.board.json_text import board_json
from gongkai.renders.board.reminders import reminders as reminder_lines
from gongkai.renders.board.text import board_text
from gongkai.system_errors import system_reason
from gongkai.workspace import Workspace
from gongkai.workspace.district.board import board_years, filing_board

STATES = list(dict.fromkeys(state.word for states in (FilingState, ReviewState) for state in states))


@main.command(example="gongkai status --year 2025")
@click.option("--year", metavar="年份", type=Whole(), help="报告年度；不写就是本站最近的一年。")
@click.option(
    "--format", "style", metavar="样式", type=Choice(["text", "json", "xlsx"]), default="text",
    help="输出的样式：text（不写就是它）、json、xlsx。",
)  # fmt: skip
@click.option("-o", "--output", metavar="文件", type=PathOf(file=True), help="Excel 工作簿写入的文件。")
@click.option(
    "--only", "only", metavar="状态", multiple=True, type=Choice(STATES), help="只列这些状态的单位，可以写几次。"
)
@click.option("--reminders", is_flag=True, help="改为打印催报通知：没有报送的、有差错的，一家一段。")
@click.option(
    "--notes", metavar="文件夹", type=PathOf(folder=True), help="改为写审核意见：有问题的一家一个 Word 文件。"
)
@click.option("--force", is_flag=True, help="已有同名文件时覆盖。")
@site_option
@spoken
def status(  # noqa: PLR0913, PLR0917 - click
    year: int | None,
    style: str,
    output: Path | None,
    only: tuple[str, ...],
    reminders: bool,  # noqa: FBT001 - click
    notes: Path | None,
    force: bool,  # noqa: FBT001 - click
    site: Path,
) -> None:
    """报送进度表：各单位报没报、晚没晚、有没有差错，新收、办结、结转和上年相比。

    状态有六种：未报送、逾期、有差错、已更正、已作说明、无问题。审核有五种：未报送、已报送、退回修改、审核通过、已公布。
    只给主管部门看，网站上没有。
    """
    workspace = open_site(site)
    years = board_years(workspace)
    if year is None and not years:
        raise UsageError(say("board.no-years"))
    board = filing_board(workspace, year if year is not None else years[0])
    if not board.rows or board.year > board.today.year:
        have = say("board.have", {"years": "、".join(map(str, years))}) if years else ""
        variant = "to-come" if board.year > board.today.year else "no-rows"
        raise UsageError(say(f"board.{variant}", {"year": board.year, "have": have}))
    board = board.only(only) if only else board
    if reminders:
        end(reminder_lines(board, lambda slug: workspace.findings_of(slug, board.year)), 0)
    if notes is not None:
        end([_write_notes(workspace, board, notes, force=force)], 0)
    if style == "xlsx":
        name = _write(board, output or workspace.layout.board_workbook(board.year), force=force)
        end([say("command.written", {"file": workspace.layout.name(Path(name))})], 0)
    end([board_json(board)] if style == "json" else board_text(board), 0)


def _write(board: FilingBoard, file: Path, *, force: bool) -> Path:
    if file.exists() and not force:
        raise UsageError(say("command.exists", {"file": file}))
    from gongkai.renders.board.workbook import board_workbook  # noqa: PLC0415 - few commands need XlsxWriter

    try:
        file.write_bytes(board_workbook(board))
    except OSError as error:
        raise UsageError(say("command.unwritable", {"file": file, "why": system_reason(error)})) from error
    return file


def _write_notes(workspace: Workspace, board: FilingBoard, folder: Path, *, force: bool) -> str:
    """Write the review notes of a board into a folder; nothing where one of them is there already."""
    from gongkai.renders.board.review_notes import review_notes  # noqa: PLC0415 - few commands write Word files

    notes = {
        folder / f"{slug}-{board.year}-review.docx": make
        for slug, make in review_notes(board, lambda slug: workspace.findings_of(slug, board.year))
    }
    if not notes:
        return say("board.notes.none", {"year": board.year})
    there = next((file for file in notes if file.exists()), None)
    if there is not None and not force:
        raise UsageError(say("command.exists", {"file": there}))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, make in notes.items():
            file.write_bytes(make())
    except OSError as error:
        raise UsageError(say("command.unwritable", {"file": error.filename, "why": system_reason(error)})) from error
    return say("board.notes.written", {"count": len(notes), "folder": folder})
