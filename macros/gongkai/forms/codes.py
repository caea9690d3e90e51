"""The codes that data may name: of rules that a form states, and of rules that an explanation lets pass.

A code that no rule runs would leave a form unchecked in silence, so the loaders refuse it. They know no rule: which
codes there are is passed to them, and only the rules themselves say it (``gongkai.checks.rule_codes``).
"""

from dataclasses import dataclass


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
