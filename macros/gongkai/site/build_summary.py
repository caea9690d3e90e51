"""What a build says at its end: how much was made, how much was taken over, and how long each stage took."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.findings import Finding, Level, say
from gongkai.work.bundle import Bundle

_LEVELS = (Level.ERROR, Level.WARNING, Level.NOTICE, Level.WAIVED)


@dataclass(slots=True)
class BuildSummary:
    """Counts and times of one build.

    Attributes:
        reports: How many reports the site shows.
        pages: How many pages it has.
        agencies: How many agencies were made or taken over.
        kept_agencies: How many of them were taken over, as nothing of theirs has changed.
        files_written: How many pages and files of agencies were written.
        files_kept: How many of them were taken over.
        seconds: By stage (``build.stages`` of ``words.zh.yml``) how long it took, in seconds.
    """

    reports: int = 0
    pages: int = 0
    agencies: int = 0
    kept_agencies: int = 0
    files_written: int = 0
    files_kept: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.monotonic)

    def count(self, bundle: Bundle) -> None:
        """Add what was made of an agency to the counts."""
        self.agencies += 1
        self.kept_agencies += bundle.unchanged
        if bundle.unchanged:
            self.files_kept += len(bundle.site_files)
        else:
            self.files_written += len(bundle.site_files)

    def end(self, stage: str) -> None:
        """Note that a stage has ended, which began where the one before it did."""
        now = time.monotonic()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now

    def line(self, findings: Iterable[Finding]) -> str:
        """The counts and times as one line.

        Args:
            findings: What the checks found.
        """
        stages = [
            say("build.summary-stage", {"name": say(f"build.stages.{stage}"), "seconds": f"{seconds:.1f}"})
            for stage, seconds in self.seconds.items()
        ]
        return say(
            "build.summary",
            {
                "reports": self.reports,
                "findings": findings_line(findings),
                "pages": self.pages,
                "agencies": self.agencies,
                "kept": self.kept_agencies,
                "written": self.files_written,
                "taken": self.files_kept,
                "seconds": f"{sum(self.seconds.values()):.1f}",
                "stages": "、".join(stages),
            },
        )


def findings_line(findings: Iterable[Finding]) -> str:
    """How many findings there are of each level, or that there are none."""
    levels = Counter(finding.level for finding in findings)
    counts = [
        say("build.summary-findings", {"name": say(f"levels.{level.value}"), "count": levels[level]})
        for level in _LEVELS
        if levels[level]
    ]
    return "、".join(counts) or say("build.summary-clean")
