"""The checks: one rule a function, registered by code, run over one report with its explanations applied.

Importing this package imports every rule, so that forms and reports which are loaded afterwards may name their codes.
"""

from gongkai.checks.registry import Rule, all_rules, import_rules, rule
from gongkai.checks.run import orphan, run
from gongkai.checks.subject import Subject

__all__ = ["Rule", "Subject", "all_rules", "orphan", "rule", "run"]

import_rules()
