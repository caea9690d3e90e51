"""The register of rules: what a rule is, how one is added, and every rule there is.

A rule is one function in one file, in a folder of ``gongkai.checks.rules`` or in a package that names its module under
the entry point group ``gongkai.rules``. Nothing else has to be touched: its codes, its wordings, the page on methods
and the tables of the documentation come from what it is registered with.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points

from gongkai.checks.subject import Subject
from gongkai.findings import Finding, Level, register_wordings
from gongkai.forms import Form
from gongkai.forms.codes import PACKAGE_CODES, RuleCodes

ENTRY_POINTS = "gongkai.rules"
"""Group of entry points, each the name of a module whose import registers rules."""

Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that reports are held to.

    Attributes:
        code: Its code, ``[a-z-]+``; the same as that of its findings.
        name: Its printed name.
        run: The function that checks it.
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
    """

    code: str
    name: str
    run: Check
    statement: str = ""
    english: str = ""
    source: str = ""
    wordings: Mapping[str, str]
    number: str | None = None
    levels: tuple[Level, ...] = (Level.ERROR,)
    stated_under: str = ""
    needs_form: bool = True
    waivable: bool = False
    of_unpublished: bool = False

    @property
    def across(self) -> bool:
        """Whether it needs last year's report: a report without one is not counted as checked."""
        return self.stated_under == "across"

    def applies(self, form: Form | None) -> bool:
        """Whether it is run over reports on a form; None for those that have none."""
        if form is None:
            return not self.needs_form
        return not self.stated_under or form.states(self.code)


_rules: dict[str, Rule] = {}


def rule(  # noqa: PLR0913 - the parts of a rule
    code: str,
    *,
    name: str,
    statement: str,
    english: str,
    source: str,
    wordings: Mapping[str, str],
    number: str | None = None,
    levels: tuple[Level, ...] = (Level.ERROR,),
    stated_under: str = "",
    needs_form: bool = True,
    waivable: bool = False,
    of_unpublished: bool = False,
) -> Callable[[Check], Check]:
    """Register a function as the check of a rule; the arguments are the attributes of ``Rule``.

    Raises:
        ValueError: Another rule has the code.
    """

    def register(check: Check) -> Check:
        known = _rules.get(code)
        if known is not None and known.run.__module__ != check.__module__:
            raise ValueError(f"rule {code} of {check.__module__} is already one of {known.run.__module__}")
        _rules[code] = Rule(
            code=code,
            name=name,
            run=check,
            statement=statement,
            english=english,
            source=source,
            wordings=wordings,
            number=number,
            levels=levels,
            stated_under=stated_under,
            needs_form=needs_form,
            waivable=waivable,
            of_unpublished=of_unpublished,
        )
        register_wordings(code, name, wordings)
        return check

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(sorted(_rules.values(), key=lambda item: item.code))


def rule_codes() -> RuleCodes:
    """The codes that forms and reports may name: those of this package and of every other rule that is registered."""
    added = {
        "identities": [item.code for item in all_rules() if item.stated_under == "identities"],
        "across": [item.code for item in all_rules() if item.stated_under == "across"],
        "waivable": [item.code for item in all_rules() if item.waivable],
    }
    return RuleCodes(*(tuple(dict.fromkeys((*getattr(PACKAGE_CODES, name), *codes))) for name, codes in added.items()))


def import_rules() -> None:
    """Import every module that registers rules: those of this package, then those of installed packages."""
    package = importlib.import_module("gongkai.checks.rules")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    for entry_point in sorted(entry_points(group=ENTRY_POINTS), key=lambda item: item.name):
        entry_point.load()
