"""Wrong figures in prose, in the ways in which reports speak; the sentences are this module's own.

A sentence says one wrong number, marked ``{n}``; all else in it is right. It stands in a paragraph of its own, or at
the end of a paragraph of the section that speaks of the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.checks.injected.model import Edit, Injection

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.checks.injected.model import CleanReport, Injector

    Spoken = Callable[[int], str]
    """How a number is written."""

_MARK = re.compile(r"\{n\}")
_DIGITS = "零一二三四五六七八九"


# Numbers as they are written.


def in_chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals: 203 is 两百零三."""
    if number >= 1000:
        return _with_unit(number, 1000, "千")
    if number >= 100:
        return _with_unit(number, 100, "百")
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _with_unit(number: int, unit: int, sign: str) -> str:
    first, rest = divmod(number, unit)
    head = ("两" if first == 2 else _DIGITS[first]) + sign
    if not rest:
        return head
    tail = in_chinese(rest)
    if rest < unit // 10:
        return f"{head}零{tail}"
    return f"{head}一{tail}" if tail.startswith("十") else head + tail


def full_width(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def with_separators(number: int) -> str:
    return f"{number:,}"


def _bold(number: int) -> str:
    return f"**{number}**"


# The figures of a report.


@dataclass(frozen=True)
class Figures:
    """The figures of one report by what they are called here."""

    report: CleanReport

    def of(self, row: str, column: str = "total", table: str = "requests") -> int:
        return int(self.report.report.figure(table, row, column).number)

    def rows(self, start: str) -> list[str]:
        """Ids of the rows of requests of one kind of outcome."""
        table = self.report.form.table_index["requests"]
        return [row.id for row in table.rows if row.id.startswith(start)]

    def group(self, start: str, column: str = "total") -> int:
        return sum(self.of(row, column) for row in self.rows(start))

    def review(self, block: str, verdict: str) -> int:
        return self.of("cases", f"{block}.{verdict}", "review")

    def litigation(self, verdict: str) -> int:
        return self.review("litigation_direct", verdict) + self.review("litigation_after", verdict)

    def last(self, row: str) -> int | None:
        last = self.report.last
        return None if last is None else int(last.figure("requests", row, "total").number)


def _wrong(rng: random.Random, *right: int) -> int:
    """A number that is none of some."""
    while True:
        number = max(0, rng.choice(right) + rng.choice((-1, 1)) * rng.randint(1, 12))
        if number not in right:
            return number


# Where a sentence is put.


def _put(report: CleanReport, section: str, sentence: str, number: str, rng: random.Random) -> Edit:
    """The narrative with a sentence in a section; line and column are those of its number.

    It is a paragraph of its own below the section's heading, or the end of the first paragraph that is there. In
    section one a sentence before it says that requests are meant.
    """
    lines = report.lines
    index = next(place for place, line in enumerate(lines) if line.startswith(f"## {section}、")) + 2
    mark = _MARK.search(sentence)
    assert mark is not None, sentence
    before = lines[index]
    if section == "一" or before.startswith(("{{", "#")) or rng.random() < 0.5:
        before = rng.choice(("依申请公开情况。", "（二）依申请公开。", "二是规范办理依申请公开。")) * (section == "一")
        lines = [*lines[:index], "", "", *lines[index:]]
    lines = [*lines[:index], before + sentence.replace("{n}", number), *lines[index + 1 :]]
    return Edit("\n".join(lines), index + 1, len(before) + mark.start() + 1 + _bold_marks(number))


def _bold_marks(number: str) -> int:
    return 2 if number.startswith("**") else 0


def _injection(  # noqa: PLR0913, PLR0917 - what a mistake is made of
    report: CleanReport,
    section: str,
    sentence: str,
    number: str,
    rng: random.Random,
    cell: str,
) -> Injection:
    edit = _put(report, section, sentence, number, rng)
    # Section one may become too long by a further sentence, and a figure of the year before is a figure as well.
    return edit.injection(
        "narrative-figure", report.narrative_path, cell=cell, level="warning", column=True, also=("overview-length",)
    )


# Kinds.


def counted(
    cell: str,
    right: Callable[[Figures], int | tuple[int, ...]],
    *sentences: str,
    section: str = "三",
    spoken: Spoken = str,
    form: str = "",
) -> Injector:
    """A count that is not that of the table.

    Args:
        cell: The cell that must be named.
        right: The right number, or all that would be right.
        sentences: What may be said, ``{n}`` for the number and ``{row.column}`` for right figures of requests.
        section: The section in which it is said.
        spoken: How the number is written.
        form: Id of the form that has the cell; empty where both have it.
    """

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        if form not in ("", report.form.id):
            return None
        figures = Figures(report)
        value = right(figures)
        number = _wrong(rng, *(value if isinstance(value, tuple) else (value,)))
        sentence = _filled(rng.choice(sentences), figures)
        return _injection(report, section, sentence, spoken(number), rng, cell)

    return inject


def _filled(sentence: str, figures: Figures) -> str:
    return re.sub(r"\{(\w+)\.(\w+)\}", lambda match: str(figures.of(match[1], match[2])), sentence)


def rounded(*sentences: str, too: Callable[[int, random.Random], str]) -> Injector:
    """A number about requests received that does not allow the right one."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        figures = Figures(report)
        received, handled = figures.of("received"), figures.of("received") + figures.of("carried_in")
        if received < 15 or handled > received * 1.3:
            return None
        sentence = rng.choice(sentences)
        return _injection(report, "三", sentence, too(received, rng), rng, "requests.received.total")

    return inject


def shared(cell: str, part: Callable[[Figures], int], base: str, *sentences: str, section: str = "三") -> Injector:
    """A percentage that the figures do not give."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        figures = Figures(report)
        bases = [figures.of(row) for row in ("received", "outcome_total")]
        bases.append(figures.of("received") + figures.of("carried_in"))
        if not all(bases) or not figures.of(base):
            return None
        right = [Decimal(100 * part(figures)) / Decimal(number) for number in bases]
        wrong = Decimal(rng.randint(1, 999)) / 10
        if any(abs(wrong - number) < 2 for number in right):
            return None
        sentence = _filled(rng.choice(sentences).replace("{part}", str(part(figures))), figures)
        return _injection(report, section, sentence, str(wrong), rng, cell)

    return inject


def changed(row: str, *sentences: tuple[str, int], growth: bool) -> Injector:
    """A difference from last year that is not the one between the two reports."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        figures = Figures(report)
        before, now = figures.last(row), figures.of(row)
        if not before:
            return None
        sentence, sign = rng.choice(sentences)
        right = Decimal((now - before) * sign * (100 if growth else 1)) / (before if growth else 1)
        wrong = Decimal(rng.randint(1, 999)) / 10 if growth else Decimal(rng.randint(1, 60))
        if abs(wrong - right) < 2:
            return None
        text = _filled(sentence, figures)
        return _injection(report, "三", text, str(wrong), rng, f"requests.{row}.total")

    return inject


def denied(cell: str, there: Callable[[Figures], int], *sentences: str, section: str) -> Injector:
    """It is said that there was nothing, and the table has something; the mark stands at the word that denies."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        if not there(Figures(report)):
            return None
        sentence = rng.choice(sentences)
        mark = sentence.index("|")
        word = sentence[mark + 1 :]
        edit = _put(report, section, f"{sentence[:mark]}{{n}}{word}", "", rng)
        also = ("overview-length",)
        path = report.narrative_path
        return edit.injection("narrative-figure", path, cell=cell, level="warning", column=True, also=also)

    return inject


def charged(form: str, cell: str, amount: tuple[str, str], factor: int, unit: str, *sentences: str) -> Injector:
    """An amount that is not that of the table, in some unit."""

    def inject(report: CleanReport, rng: random.Random) -> Injection | None:
        if report.form.id != form:
            return None
        figure = report.report.figure("proactive", *amount)
        if not figure.value:
            return None
        right = Decimal(figure.value) * 10000 / factor
        wrong = right + Decimal(rng.randint(2, 40)) * right / 10
        number = (
            f"{wrong.quantize(Decimal('0.0001') if factor > 10000 else Decimal('0.01') if factor > 1 else Decimal(1))}"
        )
        return _injection(report, "二", rng.choice(sentences).replace("{unit}", unit), number, rng, cell)

    return inject


def _received(figures: Figures) -> tuple[int, ...]:
    return figures.of("received"), figures.of("received") + figures.of("carried_in")


_PLACES = {"元": Decimal(1), "万元": Decimal("0.01"), "亿元": Decimal("0.000001")}
"""Places to which an amount is said, by its unit."""
_BY_APPLICANT = {
    "natural_person": ("自然人", "公民个人"),
    "enterprise": ("商业企业", "企业"),
    "research": ("科研机构",),
    "public_interest": ("社会公益组织",),
    "legal_service": ("法律服务机构",),
}


def _applicant(column: str, names: tuple[str, ...]) -> Injector:
    sentences = [f"新收的政府信息公开申请里，{name}提交的有 {{n}} 件。" for name in names] + [
        f"新收到信息公开申请 {{received.total}} 件，其中{name}申请 {{n}} 件。" for name in names
    ]
    return counted(f"requests.received.{column}", lambda figures: figures.of("received", column), *sentences)


_SINGLE = {
    "granted": ("予以公开", "全部公开"),
    "partial": ("部分公开", "区分处理后部分公开"),
    "denied_state_secret": ("因属于国家秘密不予公开", "属国家秘密"),
    "denied_law": ("法律、行政法规禁止公开",),
    "denied_safety": ("可能危及“三安全一稳定”不予公开",),
    "denied_third_party": ("为保护第三方合法权益不予公开", "涉及商业秘密不予公开"),
    "denied_internal": ("属于内部事务信息不予公开",),
    "denied_process": ("属于过程性信息不予公开",),
    "denied_enforcement_file": ("属行政执法案卷不予公开",),
    "denied_query": ("属于行政查询事项",),
    "unable_not_held": ("本机关不掌握该信息无法提供", "所申请信息不存在"),
    "unable_no_existing": ("没有现成信息、需要另行制作而无法提供",),
    "unable_unclear": ("补正后申请内容仍不明确",),
    "rejected_petition": ("属于信访举报投诉类申请", "按信访投诉类申请不予处理"),
    "rejected_repeat": ("属重复申请不予处理",),
    "rejected_publication": ("要求提供公开出版物",),
}


def _outcome(row: str, names: tuple[str, ...]) -> Injector:
    sentences = [f"从答复结果看，{name}的有 {{n}} 件。" for name in names]
    sentences += [f"本年度办结信息公开申请 {{outcome_total.total}} 件，其中{name} {{n}} 件。" for name in names]
    return counted(f"requests.{row}.total", lambda figures: figures.of(row), *sentences)


_GROUPS = {"denied": "不予公开", "unable": "无法提供", "rejected": "不予处理"}


def _group(start: str, name: str) -> Injector:
    first = {"denied": "denied_state_secret", "unable": "unable_not_held", "rejected": "rejected_petition"}[start]
    return counted(
        f"requests.{first}.total",
        lambda figures: figures.group(start),
        f"办理结果中，{name}共 {{n}} 件。",
        f"全年答复申请 {{outcome_total.total}} 件，{name}的 {{n}} 件，均告知理由和救济渠道。",
    )


KINDS: dict[str, Injector] = {
    "received": counted(
        "requests.received.total",
        _received,
        "年内共接到公民和企业提出的信息公开申请 {n} 件，都作了登记。",
        "全年我单位共受理依申请公开事项 {n} 件。",
        "截至年底，累计收到政府信息公开申请 {n} 件。",
        section="一",
    ),
    "received, without its noun in full": counted(
        "requests.received.total", _received, "一年来共收到申请 {n} 件，均已登记。", "共受理申请 {n} 份。"
    ),
    "newly received": counted(
        "requests.received.total",
        lambda figures: figures.of("received"),
        "本年度新收政府信息公开申请 {n} 件。",
        "今年新收到的申请为 {n} 件，另有上年结转 {carried_in.total} 件。",
    ),
    "received, number before the noun": counted(
        "requests.received.total", _received, "全年收到 {n} 件政府信息公开申请。", "共收到了 {n} 份信息公开申请书。"
    ),
    "received, in Chinese numerals": counted(
        "requests.received.total", _received, "全年收到政府信息公开申请{n}件。", spoken=in_chinese
    ),
    "received, in full-width digits": counted(
        "requests.received.total", _received, "全年收到政府信息公开申请{n}件。", spoken=full_width
    ),
    "received, in bold": counted(
        "requests.received.total", _received, "全年收到政府信息公开申请 {n} 件。", spoken=_bold
    ),
    "licences, with separators": counted(
        "proactive.licensing.decisions",
        lambda figures: figures.of("licensing", "decisions", "proactive"),
        "全年作出行政许可决定 {n} 件。",
        section="二",
        spoken=lambda number: with_separators(number + 1000),
    ),
    "received and carried over, one of them wrong": counted(
        "requests.carried_in.total",
        lambda figures: figures.of("carried_in"),
        "全年处理申请，新收 {received.total} 件、上年转入 {n} 件。",
        "受理政府信息公开申请 {received.total} 件，另有去年结转的 {n} 件。",
        "答复政府信息公开申请 {outcome_total.total} 件（含上年度结转申请 {n} 件）。",
    ),
    "carried out": counted(
        "requests.carried_out.total",
        lambda figures: figures.of("carried_out"),
        "答复申请 {outcome_total.total} 件，另有 {n} 件顺延至下年度答复。",
        "到年底尚未办结的申请 {n} 件，转入下年继续办理。",
        "办结 {outcome_total.total} 件，结转下一年 {n} 件。",
    ),
    "concluded": counted(
        "requests.outcome_total.total",
        lambda figures: figures.of("outcome_total"),
        "收到的申请都在法定期限内答复，全年办结 {n} 件。",
        "全年共答复政府信息公开申请 {n} 件。",
        "依申请公开方面，年内办理完毕 {n} 件。",
    ),
    "granted and partial together": counted(
        "requests.granted.total",
        lambda figures: figures.of("granted") + figures.of("partial"),
        "办结的申请中，予以公开和部分公开共计 {n} 件。",
        "从结果看，予以公开及部分公开 {n} 件。",
        "其中同意公开或者部分公开的有 {n} 件。",
    ),
    **{f"outcome {row}": _outcome(row, names) for row, names in _SINGLE.items()},
    **{f"outcomes {start}": _group(start, name) for start, name in _GROUPS.items()},
    **{f"by applicant, {column}": _applicant(column, names) for column, names in _BY_APPLICANT.items()},
    "by applicant, all organisations": counted(
        "requests.received.enterprise",
        lambda figures: figures.of("received") - figures.of("received", "natural_person"),
        "新收申请 {received.total} 件，其中自然人 {received.natural_person} 件，法人和其他组织 {n} 件。",
        "新收信息公开申请中，法人或其他组织提出的 {n} 件。",
    ),
    "outcome by applicant": counted(
        "requests.granted.natural_person",
        lambda figures: figures.of("granted", "natural_person"),
        "予以公开的申请里，自然人申请 {n} 件。",
        "对自然人的申请予以公开 {n} 件。",
    ),
    "several outcomes, the last wrong": counted(
        "requests.partial.total",
        lambda figures: figures.of("partial"),
        "办结申请 {outcome_total.total} 件，其中：予以公开 {granted.total} 件，部分公开 {n} 件。",
        "本年度办理结果：予以公开{granted.total}件；部分公开{n}件。",
    ),
    "respectively": counted(
        "requests.carried_in.total",
        lambda figures: figures.of("carried_in"),
        "本年新收和上年结转的申请分别为 {received.total} 件、{n} 件。",
    ),
    "more than": rounded(
        "全年收到政府信息公开申请 {n} 余件。",
        "全年收到政府信息公开申请超过 {n} 件。",
        "全年收到政府信息公开申请 {n} 多件。",
        too=lambda number, rng: str((number // 10 + rng.randint(6, 9)) * 10),
    ),
    "more than, in Chinese numerals": rounded(
        "全年收到政府信息公开申请{n}余件。",
        too=lambda number, rng: in_chinese(number // 100 * 100 + 100 * rng.randint(2, 8)),
    ),
    "nearly": rounded(
        "全年收到政府信息公开申请近 {n} 件。",
        "全年收到政府信息公开申请将近 {n} 件。",
        too=lambda number, rng: str((number // 10 - 1) * 10 if rng.random() < 0.5 else number * 2),
    ),
    "about": rounded(
        "全年收到政府信息公开申请约 {n} 件。",
        "全年收到政府信息公开申请 {n} 件左右。",
        too=lambda number, rng: str(number * rng.choice((2, 3)) + 5),
    ),
    "less than": rounded(
        "全年收到政府信息公开申请不足 {n} 件。",
        "全年收到政府信息公开申请不到 {n} 件。",
        too=lambda number, rng: str(number - rng.randint(1, number // 2)),
    ),
    "share of an outcome": shared(
        "requests.granted.total",
        lambda figures: figures.of("granted"),
        "outcome_total",
        "办结申请 {outcome_total.total} 件，其中予以公开 {granted.total} 件，占 {n}%。",
        "从结果看，予以公开的占办结总数的 {n}%。",
        "办结申请 {outcome_total.total} 件，予以公开 {granted.total} 件（{n}%）。",
    ),
    "share of an applicant": shared(
        "requests.received.natural_person",
        lambda figures: figures.of("received", "natural_person"),
        "received",
        "新收申请 {received.total} 件，自然人提出 {received.natural_person} 件，占比 {n}%。",
        "新收信息公开申请中，自然人申请占 {n}%。",
    ),
    "rate of publication": shared(
        "requests.granted.total",
        lambda figures: figures.of("granted") + figures.of("partial"),
        "outcome_total",
        "同意公开或部分公开共 {part} 件，公开率为 {n}%。",
        "全年依申请公开的公开率 {n}%。",
    ),
    "more or fewer than last year": changed(
        "received",
        ("新收申请 {received.total} 件，比上年增加 {n} 件。", 1),
        ("新收申请 {received.total} 件，较去年减少 {n} 件。", -1),
        ("新收政府信息公开申请比上一年度多 {n} 件。", 1),
        growth=False,
    ),
    "growth": changed(
        "received",
        ("新收申请 {received.total} 件，同比增长 {n}%。", 1),
        ("新收申请 {received.total} 件，同比下降 {n}%。", -1),
        ("新收申请 {received.total} 件，较上年上升 {n}%。", 1),
        growth=True,
    ),
    "growth of the concluded": changed(
        "outcome_total",
        ("办结申请 {outcome_total.total} 件，比上年增长了 {n}%。", 1),
        ("办结申请 {outcome_total.total} 件，比去年下降 {n}%。", -1),
        growth=True,
    ),
    "nothing received": denied(
        "requests.received.total",
        lambda figures: figures.of("received"),
        "本年度|未收到政府信息公开申请。",
        "我单位全年|没有收到信息公开申请。",
        "全年|未接到公民、法人和其他组织提出的信息公开申请。",
        "本年|无政府信息公开申请。",
        section="一",
    ),
    "nothing carried over": denied(
        "requests.carried_in.total",
        lambda figures: figures.of("carried_in"),
        "|没有上年结转的申请。",
        "本年|无上年度结转申请。",
        section="三",
    ),
    "no review": denied(
        "review.reconsideration.total",
        lambda figures: figures.review("reconsideration", "total"),
        "全年|未发生因政府信息公开引发的行政复议。",
        "|没有被申请行政复议的情况。",
        "本年度|无政府信息公开行政复议案件。",
        "行政复议|均为零。",
        section="四",
    ),
    "no suit": denied(
        "review.litigation_direct.total",
        lambda figures: figures.litigation("total"),
        "全年|未发生涉及政府信息公开的行政诉讼。",
        "|没有被提起行政诉讼。",
        section="四",
    ),
    "reviews": counted(
        "review.reconsideration.total",
        lambda figures: figures.review("reconsideration", "total"),
        "因政府信息公开被申请行政复议 {n} 件。",
        "全年发生政府信息公开行政复议案件 {n} 起。",
        "涉及信息公开的行政复议 {n} 件。",
        section="四",
    ),
    "suits": counted(
        "review.litigation_direct.total",
        lambda figures: figures.litigation("total"),
        "因政府信息公开被提起行政诉讼 {n} 件。",
        "政府信息公开行政诉讼案件共 {n} 件。",
        section="四",
    ),
    "suits without review": counted(
        "review.litigation_direct.total",
        lambda figures: figures.review("litigation_direct", "total"),
        "行政诉讼中，未经复议直接起诉的 {n} 件。",
        section="四",
    ),
    "suits after review": counted(
        "review.litigation_after.total",
        lambda figures: figures.review("litigation_after", "total"),
        "经复议后起诉的案件 {n} 件。",
        "行政诉讼方面，复议后起诉 {n} 件。",
        section="四",
    ),
    "reviews upheld": counted(
        "review.reconsideration.upheld",
        lambda figures: figures.review("reconsideration", "upheld"),
        "行政复议案件中，复议机关维持 {n} 件。",
        "政府信息公开行政复议结果维持 {n} 件。",
        section="四",
    ),
    "reviews corrected": counted(
        "review.reconsideration.corrected",
        lambda figures: figures.review("reconsideration", "corrected"),
        "行政复议案件中，被纠正 {n} 件。",
        "行政复议结果纠正的有 {n} 件。",
        section="四",
    ),
    "reviews pending": counted(
        "review.reconsideration.pending",
        lambda figures: figures.review("reconsideration", "pending"),
        "行政复议案件里，年底尚未审结 {n} 件。",
        section="四",
    ),
    "suits upheld": counted(
        "review.litigation_direct.upheld",
        lambda figures: figures.litigation("upheld"),
        "行政诉讼案件中，法院判决维持 {n} 件。",
        section="四",
    ),
    "documents made": counted(
        "proactive.normative_documents.made",
        lambda figures: figures.of("normative_documents", "made", "proactive"),
        "全年制定出台规范性文件 {n} 件。",
        "本年度新制发规范性文件 {n} 份。",
        "全年新制作规范性文件 {n} 件。",
        section="二",
    ),
    "documents repealed": counted(
        "proactive.normative_documents.repealed",
        lambda figures: figures.of("normative_documents", "repealed", "proactive"),
        "全年宣布废止行政规范性文件 {n} 件。",
        "经清理，废止规范性文件 {n} 件。",
        section="二",
        form="gia-2021",
    ),
    "documents in force": counted(
        "proactive.normative_documents.in_force",
        lambda figures: figures.of("normative_documents", "in_force", "proactive"),
        "截至年底，现行有效的行政规范性文件 {n} 件。",
        "年末规范性文件现行有效 {n} 件。",
        section="二",
        form="gia-2021",
    ),
    "licences": counted(
        "proactive.licensing.decisions",
        lambda figures: figures.of("licensing", "decisions", "proactive"),
        "全年作出行政许可决定 {n} 件。",
        "依法办理行政许可 {n} 件。",
        section="二",
    ),
    "penalties": counted(
        "proactive.penalties.decisions",
        lambda figures: figures.of("penalties", "decisions", "proactive"),
        "全年实施行政处罚 {n} 起。",
        "作出行政处罚决定 {n} 件。",
        "办结行政处罚案件 {n} 宗。",
        section="二",
    ),
    "coercion": counted(
        "proactive.coercion.decisions",
        lambda figures: figures.of("coercion", "decisions", "proactive"),
        "实施行政强制措施 {n} 次件。".replace("次", ""),
        "作出行政强制决定 {n} 件。",
        section="二",
    ),
    **{
        f"fees in {unit}": charged(
            "gia-2021",
            "proactive.fees.amount",
            ("fees", "amount"),
            factor,
            unit,
            "全年收取行政事业性收费 {n} {unit}。",
            "行政事业性收费金额合计 {n}{unit}。",
        )
        for unit, factor in (("元", 1), ("万元", 10**4), ("亿元", 10**8))
    },
}
