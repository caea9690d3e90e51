"""Every summary of a demo district against sums made apart from the package: plain YAML in, the same sentences out.

Nothing of the package's forms, tables or words is used to work out what has to be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gongkai.demo.files import demo_files
from gongkai.pages.in_words.summary import summary
from gongkai.reports.layout import Layout
from gongkai.workspace import Workspace
from tests.yaml_texts import yaml_as_written

if TYPE_CHECKING:
    from pathlib import Path

Rows = dict[str, Any]

DENIED = ["国家秘密", "法律法规禁止公开", "三安全一稳定", "第三方合法权益", "三类内部事务信息", "四类过程性信息"]
FILES = ["行政执法案卷", "行政查询事项"]
OUTCOMES = {
    "予以公开": ["予以公开"],
    "部分公开": ["部分公开"],
    "不予公开": [*DENIED, *FILES],
    "无法提供": ["不掌握", "没有现成信息", "补正后仍不明确"],
    "不予处理": ["信访举报投诉", "重复申请", "公开出版物", "大量反复申请", "确认或重新出具"],
    "其他处理": ["其他处理", "逾期不补正", "逾期不缴费", "其他"],
}
APPLICANTS = 6
"""自然人 and five kinds of organisation; what stands behind them is a total that was written down."""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen fictional agencies over seven years, both forms."""
    root = tmp_path_factory.mktemp("district")
    for name, text in demo_files(16, 7, seed=1):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def count(rows: Rows, name: str) -> int:
    return sum(int(figure) for figure in rows.get(name, ())[:APPLICANTS])


def concluded(rows: Rows) -> int:
    return sum(count(rows, name) for names in OUTCOMES.values() for name in names)


def outcome(name: str, counts: Rows) -> str:
    """``不予公开 3 件``, with the reason where there is only one and its name says more."""
    some = [reason for reason, number in counts.items() if number]
    reason = f"（{some[0]}）" if len(some) == 1 and some[0] not in name else ""
    return f"{name} {sum(counts.values())} 件{reason}" if some else ""


def together(total: int, ended: list[str]) -> str:
    """All outcomes; a lone one is named without its number again."""
    if len(ended) > 1:
        return f"办理结果总计 {total} 件：{'、'.join(ended)}"
    name, _, reason = ended[0].replace(" 件", "").partition(f" {total}")
    return f"办理结果总计 {total} 件，{'结果' if total == 1 else '全部'}为{name}{reason}"


def against(name: str, now: int, before: int) -> str:
    if now == before:
        return f"{name}与上年相同"
    return f"{name}比上年{'多' if now > before else '少'} {abs(now - before)} 件"


def expected(rows: Rows, before: Rows | None, year: int) -> list[str]:
    received, carried_in, left = (count(rows, name) for name in ("本年新收", "上年结转", "结转下年度"))
    ended = [outcome(name, {row: count(rows, row) for row in names}) for name, names in OUTCOMES.items()]
    first = f"{year} 年新收政府信息公开申请 {received} 件" if received else f"{year} 年没有新收政府信息公开申请"
    second = f"上年结转 {carried_in} 件" if carried_in else "没有上年结转的申请"
    third = together(concluded(rows), [text for text in ended if text]) if any(ended) else "没有办结的申请"
    fourth = f"结转下年度继续办理 {left} 件" if left else "没有结转下年度的申请"
    if not any((received, carried_in, left, concluded(rows))):
        sentences = [f"{year} 年没有新收政府信息公开申请，没有上年结转，也没有结转下年度的申请。"]
    else:
        sentences = [f"{first}，{second}。", f"{third}。", f"{fourth}。"]
    if before is None:
        return [*sentences, f"本站没有该机关 {year - 1} 年的报告，未与上年比较。"]
    changes = [
        against("本年新收", received, count(before, "本年新收")),
        against("办理结果总计", concluded(rows), concluded(before)),
    ]
    if all(change.endswith("与上年相同") for change in changes):
        changes = ["本年新收、办理结果总计都与上年相同"]
    return [*sentences, f"{'，'.join(changes)}。"]


@pytest.mark.slow
def test_every_summary_of_a_district_says_what_its_yaml_adds_up_to(district: Path) -> None:
    workspace = Workspace(Layout(district, district / "data", district / "docs"), reserved=())
    rows = {
        (path.parent.name, int(path.stem)): yaml_as_written(path.read_text(encoding="utf-8"))["申请"]
        for path in district.glob("data/*/2*.yml")
    }
    assert len(rows) == 16 * 7
    wrong = []
    for (slug, year), mine in rows.items():
        report = workspace.report(slug, year)
        assert report is not None
        actual = summary(report, workspace.report(slug, year - 1))
        assert actual is not None
        wanted = expected(mine, rows.get((slug, year - 1)), year)
        if list(actual.sentences) != wanted:
            wrong.append((slug, year, actual.sentences, wanted))
    assert wrong == []
