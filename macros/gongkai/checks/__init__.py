"""The checks: one rule a function, registered by code, run over one report with its explanations applied.

Importing this package imports every rule, so that ``rule_codes`` has the codes of them all.
"""

from gongkai.checks.between.district import District
from gongkai.checks.registry import all_rules, also_between, import_rules, key_of, rule, rule_between, rule_codes
from gongkai.checks.rule_model import Rule
from gongkai.checks.run import orphan, run, stray
from gongkai.checks.subject import Subject

__all__ = [
    "District",
    "Rule",
    "Subject",
    "all_rules",
    "also_between",
    "key_of",
    "orphan",
    "rule",
    "rule_between",
    "rule_codes",
    "run",
    "stray",
]

import_rules()
