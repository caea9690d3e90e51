"""The codes that data may name: of rules that a form states, and of rules that an explanation lets pass.

A code that no rule runs would leave a form unchecked in silence, so the loaders refuse it. The codes of this package
are listed here, since forms and reports are read without any rule at hand; a rule that is added elsewhere declares
its own when it is registered (``gongkai.checks.rule``).
"""

IDENTITY_CODES = ("balance", "outcome-total", "row-total", "review-total")
"""What may stand as ``code`` under ``identities``."""

ACROSS_CODES = ("carry-over", "stock")
"""What may stand as ``code`` under ``across``."""

WAIVABLE_CHECKS = (*IDENTITY_CODES, *("blank", "decimals", "form-shape", "year-mismatch"))
"""What a message proposes where ``rule`` of an explanation names none of the rules."""

WAIVABLE_CODES = (
    *WAIVABLE_CHECKS,
    *ACROSS_CODES,
    *("roll-up", "rule-making-power", "narrative-figure", "fee-statement"),
    *("overview-length", "repeated-narrative", "missing-aspect", "empty-section", "placeholder", "plausibility"),
)
"""What may stand as ``rule`` of an explanation. Some rules are yet to come: data may be older than a check.

A fault of writing is corrected, never explained, and so is not among them."""

_declared: dict[str, list[str]] = {"identities": [], "across": [], "waivable": []}


def declare_code(code: str, *, stated_under: str = "", waivable: bool = False) -> None:
    """Make the code of a rule one that data may name.

    Args:
        code: The rule's code.
        stated_under: The key of a form's YAML under which the rule's arithmetic is stated: ``identities`` or
            ``across``; empty for a rule that no form states.
        waivable: Whether an explanation may name it.
    """
    if stated_under and code not in (*IDENTITY_CODES, *ACROSS_CODES, *_declared[stated_under]):
        _declared[stated_under].append(code)
    if waivable and code not in (*WAIVABLE_CODES, *_declared["waivable"]):
        _declared["waivable"].append(code)


def identity_codes() -> tuple[str, ...]:
    """Every code that an identity of a form may have."""
    return (*IDENTITY_CODES, *_declared["identities"])


def across_codes() -> tuple[str, ...]:
    """Every code that a rule across years of a form may have."""
    return (*ACROSS_CODES, *_declared["across"])


def waivable_codes() -> tuple[str, ...]:
    """Every code that an explanation may name."""
    return (*WAIVABLE_CODES, *_declared["waivable"])
