"""The register of rules: what a rule is, how one is added, and every rule there is.

A rule is one function in one file, in a folder of ``gongkai.checks.rules`` or in a package that names its module under
the entry point group ``gongkai.rules``. Nothing else has to be touched: its codes, its wordings, the page on methods
and the tables of the documentation come from what it is registered with. Most rules look at one report (``rule``);
those between the reports of several agencies look at all of them at once (``rule_between``).
"""

import importlib
import math
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from typing import NotRequired, TypedDict, TypeVar, Unpack

from gongkai.checks.between.district import District
from gongkai.checks.subject import Subject
from gongkai.errors import GongkaiError, RuleError, raised_by
from gongkai.findings import Finding, Level, message, register_wordings, say
from gongkai.forms import Form
from gongkai.forms.codes import RuleCodes

RULE_ENTRY_POINTS = "gongkai.rules"
"""Group of entry points, each the name of a module whose import registers rules."""

Check = Callable[[Subject], Iterator[Finding]]
T = TypeVar("T", Subject, District)
CheckBetween = Callable[[District], Iterator[Finding]]
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DIGITS = re.compile(r"\d+")


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
    waivable: bool = False
    of_unpublished: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether it is a rule of this package, and not of another one that is installed."""
        return _module(self).startswith("gongkai.")

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
            findings = tuple(check(checked))
        except (GongkaiError, MemoryError):  # lack of memory is no fault of the rule
            raise
        except Exception as error:  # a rule may be the code of another package, and raise anything
            names = {"code": self.code, "why": raised_by(error, _module(self))}
            if isinstance(checked, Subject):
                names["target"] = f"{checked.report.agency}/{checked.report.year}"
            raise RuleError(say(f"rule-faults.{fault}", names)) from error
        if findings and not self.own:  # tests hold the wordings of this package's own
            for finding in findings:
                _prove_wordings(self, finding)
        return findings

    @property
    def across(self) -> bool:
        """Whether it needs last year's report: a report without one is not counted as checked."""
        return self.stated_under == "across"

    def applies(self, form: Form | None) -> bool:
        """Whether it is run over reports on a form; None for those that have none."""
        if self.only_between:
            return False
        if form is None:
            return not self.needs_form
        return not self.stated_under or form.states(self.code)


def _prove_wordings(item: Rule, finding: Finding) -> None:
    """Word a finding of another package's rule at once: a field that its wordings lack is reported with the rule."""
    try:
        message(finding)
    except KeyError as error:
        wording = finding.variant or "text"
        lacking = "field" if wording in item.wordings else "variant"
        names = {"code": item.code, "variant": wording, "field": error.args[0]}
        raise RuleError(say(f"rule-faults.{lacking}", names)) from error


_rules: dict[str, Rule] = {}
_faults: list[RuleError] = []
"""What is wrong with the rules of installed packages. It is raised where rules are asked for, as an import that fails
would show a clerk a traceback."""


class RuleParts(TypedDict):
    """The attributes of ``Rule`` that a rule is registered with, but for its code and its functions."""

    name: str
    statement: str
    english: str
    source: str
    wordings: Mapping[str, str]
    number: NotRequired[str | None]
    levels: NotRequired[tuple[Level, ...]]
    stated_under: NotRequired[str]
    needs_form: NotRequired[bool]
    waivable: NotRequired[bool]
    of_unpublished: NotRequired[bool]
    keys: NotRequired[Mapping[str, str]]


def rule(code: str, **parts: Unpack[RuleParts]) -> Callable[[Check], Check]:
    """Register a function as the check of a rule.

    Args:
        code: The rule's code.
        parts: See ``Rule``.

    Raises:
        RuleError: The code is not valid, or another rule has it.
    """

    def register(check: Check) -> Check:
        _add(Rule(code=code, run=check, **parts))
        return check

    return register


def rule_between(code: str, **parts: Unpack[RuleParts]) -> Callable[[CheckBetween], CheckBetween]:
    """Register a function as the check of a rule between reports.

    Args:
        code: The rule's code.
        parts: See ``Rule``.

    Raises:
        RuleError: The code is not valid, or another rule has it.
    """

    def register(check: CheckBetween) -> CheckBetween:
        _add(Rule(code=code, run_between=check, **parts))
        return check

    return register


def also_between(code: str) -> Callable[[CheckBetween], CheckBetween]:
    """Let a rule of one report look at the reports of all agencies as well; it is in the same module.

    Raises:
        ValueError: The rule is of another module, or there is none.
    """

    def register(check: CheckBetween) -> CheckBetween:
        known = _rules.get(code)
        if known is None or known.run.__module__ != check.__module__:
            raise ValueError(f"rule {code} is not one of {check.__module__}")
        _rules[code] = replace(known, run_between=check)
        return check

    return register


def _add(item: Rule) -> None:
    module, known = _module(item), _rules.get(item.code)
    if not _CODE.fullmatch(item.code):
        raise RuleError(say("rule-faults.code", {"code": item.code, "module": module}))
    if known is not None and _module(known) != module:
        names = {"code": item.code, "other": _module(known), "module": module}
        raise RuleError(say("rule-faults.twice", names))
    _rules[item.code] = item
    register_wordings(item.code, item.name, item.wordings)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code.

    Raises:
        RuleError: A rule of an installed package cannot be imported, or is not valid.
    """
    if _faults:
        raise _faults[0]
    return tuple(sorted(_rules.values(), key=lambda item: item.code))


def key_of(finding: Finding) -> str | None:
    """The key of a report's data at which a finding stands, as its rule says; None for any other place."""
    known = _rules.get(finding.code)
    return known.keys.get(finding.variant) if known is not None else None


def rule_codes(*, own: bool = False) -> RuleCodes:
    """The codes that forms and reports may name, of every rule, those with a number in its order first.

    Args:
        own: Whether those of this package's own rules alone.

    Raises:
        RuleError: A rule of an installed package cannot be imported, or is not valid.
    """
    rules = sorted((item for item in all_rules() if item.own or not own), key=_number_of)
    return RuleCodes(
        identities=tuple(item.code for item in rules if item.stated_under == "identities"),
        across=tuple(item.code for item in rules if item.stated_under == "across"),
        waivable=tuple(item.code for item in rules if item.waivable),
    )


def _number_of(item: Rule) -> float:
    """The number of a rule of the package, the first of several; beyond all numbers where it has none."""
    match = _DIGITS.search(item.number or "")
    return int(match[0]) if match else math.inf


def import_rules() -> None:
    """Import every module that registers rules: those of this package, then those of installed packages."""
    package = importlib.import_module("gongkai.checks.rules")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    for entry_point in sorted(entry_points(group=RULE_ENTRY_POINTS), key=lambda item: item.name):
        try:
            entry_point.load()
        except RuleError as error:
            _faults.append(error)
        except Exception as error:  # noqa: BLE001 - the code of another package may raise anything
            why = raised_by(error, entry_point.module)
            fault = RuleError(say("rule-faults.entry-point", {"entry": entry_point.value, "why": why}))
            fault.__cause__ = error
            _faults.append(fault)


def _module(item: Rule) -> str:
    return (item.run_between if item.only_between and item.run_between else item.run).__module__
