"""The sheet of a report's sign-off (审签单), printed and signed by hand: for the office, never published."""

from html import escape

from gongkai.findings import Finding, Level, say
from gongkai.forms.keys import STEPS
from gongkai.reports import Agency, Report
from gongkai.reports.signing.steps import latest_steps
from gongkai.reports.titles import kind_of, report_title

_STYLE = """\
@page { size: A4; margin: 25mm 20mm; }
body { font: 12pt/1.6 "FangSong", "仿宋", serif; max-width: 17cm; margin: 2em auto; color: #000; background: #fff; }
h1 { font: 20pt/1.4 "SimHei", "黑体", sans-serif; text-align: center; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border: 1px solid #000; padding: .4em .6em; text-align: left; font-weight: normal; }
th[scope=row] { width: 6em; }
.sign { width: 9em; height: 4em; }
"""


def sign_sheet(report: Report, agency: Agency, findings: tuple[Finding, ...], content: str) -> str:
    """The sheet as a page that needs no other file.

    Args:
        report: The report.
        agency: Whose it is.
        findings: What the checks say of it.
        content: The hash of its content.
    """
    title = escape(say("sign.sheet.title", {"kind": kind_of(report.form)}))
    counts = {
        "errors": sum(item.level is Level.ERROR for item in findings),
        "warnings": sum(item.level is Level.WARNING for item in findings),
    }
    facts = (
        ("agency", agency.name),
        ("report", report_title(report, agency)),
        ("content", content),
        ("checks", say("sign.sheet.counts", counts)),
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(say(f"sign.sheet.{key}"))}</th><td>{escape(text)}</td></tr>\n'
        for key, text in facts
    )
    heads = "".join(
        f'<th scope="col">{escape(say(f"sign.sheet.{key}"))}</th>'
        for key in ("step", "office", "date", "state", "sign")
    )
    steps = "".join(_step(report, step, content) for step in STEPS)
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="robots" content="noindex">\n<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n<table>\n{rows}</table>\n<table>\n<tr>{heads}</tr>\n{steps}</table>\n"
        f"<p>{escape(say('sign.sheet.note'))}</p>\n</body>\n</html>\n"
    )


def _step(report: Report, step: str, content: str) -> str:
    item = latest_steps(report).get(step)
    texts = (item.office, item.date) if item is not None else ("", "")
    cells = "".join(f"<td>{escape(text)}</td>" for text in (*texts, step_state(report, step, content)))
    return f'<tr><th scope="row">{escape(step)}</th>{cells}<td class="sign"></td></tr>\n'


def step_state(report: Report, step: str, content: str) -> str:
    """Whether a step holds, in a word.

    Args:
        report: The report.
        step: The step.
        content: The hash of its content.
    """
    item = latest_steps(report).get(step)
    state = "open" if item is None else "valid" if item.bound == content else "void" if item.bound else "unbound"
    return say(f"sign.states.{state}")
