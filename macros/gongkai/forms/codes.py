"""The codes that data may name: of rules that a form states, and of rules that an explanation lets pass.

A code that no rule runs would leave a form unchecked in silence, so the loaders refuse it. They know no rule: which
codes there are is passed to them. ``PACKAGE_CODES`` are those of this package; with the rules of installed packages it
is ``gongkai.checks.rule_codes``.
"""

from dataclasses import dataclass

IDENTITY_CODES = ("balance", "outcome-total", "row-total", "review-total")
"""What may be written as ``code`` under ``identities``."""

ACROSS_CODES = ("carry-over", "stock")
"""What may be written as ``code`` under ``across``."""

WAIVABLE_CHECKS = (
    *IDENTITY_CODES,
    *("blank", "decimals", "form-shape", "year-mismatch", "title", "section-order", "narrative-missing"),
    *("rule-making-power", "fee-statement", "overview-length", "missing-aspect", "empty-section"),
    *("repeated-narrative", "repeated-figures", "plausibility", "narrative-figure", "placeholder", "roll-up"),
    "silent-change",
)
"""What a message proposes where ``rule`` of an explanation names none of the rules."""


@dataclass(frozen=True, slots=True)
class RuleCodes:
    """The codes that data may name.

    Attributes:
        identities: What may be written as ``code`` under ``identities`` of a form.
        across: What may be written as ``code`` under ``across`` of a form.
        waivable: What may be written as ``rule`` of an explanation. A fault of writing is corrected, never explained,
            and so is not among them.
    """

    identities: tuple[str, ...]
    across: tuple[str, ...]
    waivable: tuple[str, ...]


PACKAGE_CODES = RuleCodes(IDENTITY_CODES, ACROSS_CODES, waivable=(*WAIVABLE_CHECKS, *ACROSS_CODES))
"""The codes of this package's own rules."""
