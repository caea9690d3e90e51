"""Agencies: what one is, the order in which they are listed, and by when their reports are due."""

from gongkai.reports.agencies.model import GOVERNMENTS, Agency, AgencyKind, AgencyLevel, Scope

__all__ = ["GOVERNMENTS", "Agency", "AgencyKind", "AgencyLevel", "Scope"]
