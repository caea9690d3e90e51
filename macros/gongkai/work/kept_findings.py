"""What the checks of an agency found, kept between builds: files that are the same are not checked again.

The files are read and loaded all the same, as lists and roll-ups need the figures; checking them takes twice as long.
"""

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.checks import all_rules
from gongkai.findings import Cause, ExplainedAt, Finding, Level, Waived
from gongkai.kept_files import KeptFiles
from gongkai.work.agency import AgencyFiles
from gongkai.work.kept import module_stamp

_SHAPE = 1
"""Version of the entries; to be raised with any change of how they are read."""


@dataclass(frozen=True, slots=True)
class FindingKeeper:
    """Keeps the findings of agencies.

    Attributes:
        files: Where they are kept; None where none are.
        common: Hash of what they all hang on: the versions of the checks, and the forms of the site.
        anew: Whether all are found anew, and those kept replaced.
    """

    files: KeptFiles | None = None
    common: str = ""
    anew: bool = False

    def findings(
        self, agency: AgencyFiles, reserved: Collection[str], find: Callable[[], tuple[Finding, ...]]
    ) -> tuple[Finding, ...]:
        """The findings of an agency, kept or found.

        Args:
            agency: Everything that is read of it.
            reserved: Names that no agency can have.
            find: Runs the checks.
        """
        if self.files is None:
            return find()
        parts = (_SHAPE, self.common, _rules(), agency, sorted(reserved))
        key = hashlib.sha256(repr(parts).encode()).hexdigest()
        entry = None if self.anew else self.files.get(key)
        if entry is not None:
            try:
                return tuple(_finding(record) for record in json.loads(entry))
            except (ValueError, TypeError, KeyError, AttributeError):
                pass  # an entry of another shape is none
        findings = find()
        self.files.put(key, json.dumps([_record(finding) for finding in findings], ensure_ascii=False).encode())
        return findings


def _rules() -> tuple[tuple[str, str], ...]:
    """Every rule with its module as it stands, which may be another package's under development."""
    return tuple((rule.code, module_stamp(rule.run.__module__)) for rule in all_rules())


def _record(finding: Finding) -> dict[str, Any]:
    enums = {"level": finding.level.value, "explained_at": finding.explained_at.value}
    return {name: value for name, value in asdict(finding).items() if value is not None} | enums


def _finding(record: dict[str, Any]) -> Finding:
    cause, waiver = record.get("cause"), record.get("waiver")
    return Finding(
        **record
        | {
            "level": Level(record["level"]),
            "explained_at": ExplainedAt(record["explained_at"]),
            "cells": tuple(record["cells"]),
            "cause": None
            if cause is None
            else Cause(cause["kind"], tuple((name, text) for name, text in cause["args"])),
            "waiver": None if waiver is None else Waived(**waiver),
        }
    )
