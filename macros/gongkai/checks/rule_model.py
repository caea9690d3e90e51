"""A rule as it is registered, how it is run over reports, and what it has to keep to.

Rules may be the code of other packages: whatever is wrong with one is said with its code and the line to look at, and
is never taken for a fault of the data.
"""

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from gongkai.added_code import place_of, raised_by, returned_by
from gongkai.checks.between.district import District
from gongkai.checks.subject import Subject
from gongkai.errors import RuleError
from gongkai.findings import Finding, Level, message, say
from gongkai.forms import Form

Check = Callable[[Subject], Iterator[Finding]]
T = TypeVar("T", Subject, District)
CheckBetween = Callable[[District], Iterator[Finding]]


def _nothing(_subject: Subject) -> Iterator[Finding]:
    """What a rule between reports finds in a report that is looked at alone."""
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that reports are held to.

    Attributes:
        code: Its code, such as ``row-total``; the same as that of its findings.
        name: Its printed name.
        run: The function that checks a report by it; of a rule between reports one that finds nothing.
        run_between: The function that checks the reports of all agencies by it; None for a rule of one report. A rule
            may have both (``also_between``).
        statement: What must hold, in words for the public; a form that states the rule has a wording of its own.
        english: The same for the English documentation.
        source: The notice, article or form that it comes from.
        wordings: Templates of its findings' messages, by variant; that of ``text`` where a finding has no variant.
        number: Number of the cross-foot rule, if it is one; several where the forms number it apart.
        levels: The levels at which it speaks, the usual one first.
        stated_under: The key of a form under which the arithmetic is stated that it checks: ``identities`` or
            ``across`` (then it needs last year's report); empty where the rule needs no statement of the form.
        needs_form: Whether it is for reports with a form alone.
        suits: Whether it has something to look at in reports on a form; None where it may have in all of them.
        waivable: Whether a signed explanation lets its findings pass.
        of_unpublished: Whether what it finds of a report that is not public concerns what is published, so that it
            stops a build.
        keys: By variant of its findings the key of a report's data at which they stand; others stand at the first
            cell, row or table that they name.
    """

    code: str
    name: str
    run: Check = _nothing
    run_between: CheckBetween | None = None
    statement: str
    english: str
    source: str
    wordings: Mapping[str, str]
    number: str | None = None
    levels: tuple[Level, ...] = (Level.ERROR,)
    stated_under: str = ""
    needs_form: bool = True
    suits: Callable[[Form], bool] | None = None
    waivable: bool = False
    of_unpublished: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether it is a rule of this package, and not of another one that is installed."""
        return self.module.startswith("gongkai.")

    @property
    def module(self) -> str:
        """The name of the module that its function is in."""
        return self.function.__module__

    @property
    def function(self) -> Callable[..., object]:
        """Its function; of a rule that has both, that for one report."""
        return self.run_between if self.only_between and self.run_between else self.run

    @property
    def only_between(self) -> bool:
        """Whether it says nothing of a report that is looked at alone."""
        return self.run is _nothing

    def check(self, subject: Subject) -> tuple[Finding, ...]:
        """What it finds in one report.

        Raises:
            RuleError: It has failed, which is no fault of the data; the message names rule, report and line.
        """
        return self._checked(self.run, subject, "failed")

    def check_between(self, district: District) -> tuple[Finding, ...]:
        """What it finds in the reports of all agencies.

        Raises:
            RuleError: It has failed.
        """
        return () if self.run_between is None else self._checked(self.run_between, district, "failed-between")

    def _checked(self, check: Callable[[T], Iterator[Finding]], checked: T, fault: str) -> tuple[Finding, ...]:
        try:
            result: object = check(checked)
            findings: tuple[Any, ...] | None = tuple(result) if isinstance(result, Iterable) else None
        except (RuleError, MemoryError):  # lack of memory is no fault of the rule
            raise
        except Exception as error:  # a rule may be the code of another package, and raise anything
            raise self._failed(fault, checked, raised_by(error, self.module)) from error
        if findings is None:
            raise self._failed(fault, checked, returned_by(check, result, expected="findings"))
        if not findings:  # most rules find nothing in most reports
            return ()
        if not self.own:  # tests hold what this package's own say
            for finding in findings:
                if why := self._why_none_of_its_own(finding, check):
                    raise self._failed(fault, checked, why)
                _prove_wordings(self, finding)
        if self.number is None or self.stated_under:  # there the form numbers what it states
            return findings
        return tuple(finding if finding.rule else replace(finding, rule=self.number) for finding in findings)

    def _failed(self, fault: str, checked: Subject | District, why: str) -> RuleError:
        names = {"code": self.code, "why": why}
        if isinstance(checked, Subject):
            names["target"] = f"{checked.report.agency}/{checked.report.year}"
        return RuleError(say(f"rule-faults.{fault}", names))

    def _why_none_of_its_own(self, finding: object, check: Callable[..., object]) -> str:
        """Why something is no finding of this rule, with the line where the rule begins; empty where it is one."""
        names = {"place": place_of(check)}
        if not isinstance(finding, Finding):
            return say("code-faults.yielded", {**names, "kind": type(finding).__name__})
        if finding.code != self.code:
            return say("code-faults.other-code", {**names, "code": finding.code})
        if finding.level not in self.levels:
            levels = "、".join(f"Level.{item.name}" for item in self.levels)
            return say("code-faults.other-level", {**names, "level": f"Level.{finding.level.name}", "levels": levels})
        return ""

    @property
    def across(self) -> bool:
        """Whether it needs last year's report: a report without one is not counted as checked."""
        return self.stated_under == "across"

    def applies(self, form: Form | None) -> bool:
        """Whether it is run over reports on a form; None for those that have none.

        Raises:
            RuleError: ``suits`` has failed.
        """
        if self.only_between:
            return False
        if form is None:
            return not self.needs_form
        if self.stated_under:
            return form.states(self.code)
        try:
            return self.suits is None or bool(self.suits(form))
        except Exception as error:  # a rule may be the code of another package, and raise anything
            names = {"code": self.code, "target": form.id, "why": raised_by(error, self.module)}
            raise RuleError(say("rule-faults.failed", names)) from error


def _prove_wordings(item: Rule, finding: Finding) -> None:
    """Word a finding of another package's rule at once: a field that its wordings lack is reported with the rule."""
    try:
        message(finding)
    except KeyError as error:
        wording = finding.variant or "text"
        lacking = "field" if wording in item.wordings else "variant"
        names = {"code": item.code, "place": place_of(item.function), "variant": wording, "field": error.args[0]}
        raise RuleError(say(f"rule-faults.{lacking}", names)) from error


def prove_definition(item: Rule) -> None:
    """Refuse a rule whose parts have another shape than the functions that use them expect.

    Raises:
        RuleError: One has; the message names the rule, the part and the line where the rule begins.
    """
    texts = ("name", "statement", "english", "source")
    fits = {
        **{part: isinstance(getattr(item, part), str) for part in texts},
        "levels": isinstance(item.levels, tuple) and bool(item.levels) and _all(item.levels, Level),
        "wordings": isinstance(item.wordings, Mapping) and all(map(_is_wording, item.wordings.values())),
        "stated_under": item.stated_under in ("", "identities", "across"),
        "suits": item.suits is None or callable(item.suits),
        "keys": isinstance(item.keys, Mapping),
    }
    for part, right in fits.items():
        if not right:
            names = {"code": item.code, "place": place_of(item.function), "part": part, "value": getattr(item, part)}
            shape = "text" if part in texts else part
            raise RuleError(say("rule-faults.part", {**names, "why": say(f"rule-faults.shapes.{shape}")}))


def _all(items: Iterable[object], kind: type) -> bool:
    return all(isinstance(item, kind) for item in items)


def _is_wording(text: object) -> bool:
    """Whether something is a text whose braces are closed and hold plain names."""
    try:
        return isinstance(text, str) and all(name != "" for _, name, _, _ in string.Formatter().parse(text))
    except ValueError:
        return False
