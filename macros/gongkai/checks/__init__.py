"""The checks: one rule a function, registered by code, run over one report with its explanations applied."""

from gongkai.checks.registry import Registered, Subject, checks
from gongkai.checks.run import orphan, run

__all__ = ["Registered", "Subject", "checks", "orphan", "run"]
