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
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NotRequired, TypedDict, Unpack

from gongkai.added_code import RULES, entry_name, entry_points, not_loaded, place_of, unknown_groups
from gongkai.checks.rule_model import Check, CheckBetween, Rule, prove_definition
from gongkai.errors import RuleError
from gongkai.findings import Finding, Level, register_wordings, say
from gongkai.forms import Form
from gongkai.forms.codes import RuleCodes

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DIGITS = re.compile(r"\d+")

_rules: dict[str, Rule] = {}
_codes: dict[bool, tuple[tuple[Rule, ...], RuleCodes]] = {}
"""The last result of `rule_codes`, with the rules it is of: each look at a site asks for it several times."""
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
    suits: NotRequired[Callable[[Form], bool] | None]
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
        registered = _rules.get(code)
        if registered is None or registered.run.__module__ != check.__module__:
            raise ValueError(f"rule {code} is not one of {check.__module__}")
        _rules[code] = replace(registered, run_between=check)
        return check

    return register


def _add(item: Rule) -> None:
    earlier = _rules.get(item.code)
    if not _CODE.fullmatch(item.code):
        raise RuleError(say("rule-faults.code", {"code": item.code, "place": place_of(item.function)}))
    if earlier is not None and earlier.module != item.module:
        names = {"code": item.code, "other": earlier.module, "place": place_of(item.function)}
        raise RuleError(say("rule-faults.twice", names))
    prove_definition(item)
    _rules[item.code] = item
    register_wordings(item.code, item.name, item.wordings)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code.

    Raises:
        RuleError: A rule of an installed package cannot be imported, or is not valid.
    """
    if _faults:
        raise _faults[0]
    return tuple(_rules[code] for code in sorted(_rules))


def key_of(finding: Finding) -> str | None:
    """The key of a report's data at which a finding stands, as its rule says; None for any other place."""
    registered = _rules.get(finding.code)
    return registered.keys.get(finding.variant) if registered is not None else None


def rule_codes(*, own: bool = False) -> RuleCodes:
    """The codes that forms and reports may name, of every rule, those with a number in its order first.

    Args:
        own: Whether those of this package's own rules alone.

    Raises:
        RuleError: A rule of an installed package cannot be imported, or is not valid.
    """
    every = all_rules()
    latest = _codes.get(own)
    if latest is None or latest[0] != every:
        rules = sorted((item for item in every if item.own or not own), key=_number_of)
        codes = RuleCodes(
            identities=tuple(item.code for item in rules if item.stated_under == "identities"),
            across=tuple(item.code for item in rules if item.stated_under == "across"),
            waivable=tuple(item.code for item in rules if item.waivable),
        )
        latest = _codes[own] = (every, codes)
    return latest[1]


def _number_of(item: Rule) -> float:
    """The number of a rule of the package, the first of several; beyond all numbers where it has none."""
    match = _DIGITS.search(item.number or "")
    return int(match[0]) if match else math.inf


def import_rules() -> None:
    """Import every module that registers rules: those of this package, then those of installed packages."""
    package = importlib.import_module("gongkai.checks.rules")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    for entry_point in entry_points(group=RULES):
        try:
            entry_point.load()
        except RuleError as error:
            _faults.append(error)
        except Exception as error:  # noqa: BLE001 - the code of another package may raise anything
            why = not_loaded(entry_point, error)
            fault = RuleError(say("rule-faults.entry-point", {"entry": entry_name(entry_point), "why": why}))
            fault.__cause__ = error
            _faults.append(fault)
    _faults.extend(RuleError(text) for text in unknown_groups())
