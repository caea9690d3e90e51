"""What cells of a form mean, whatever their ids are: the roles that a summary, charts, comparisons and lists ask for.

A form's YAML names them under ``roles``; a form without a role shows nothing where the role would be shown.
"""

REQUEST_ROLES = ("received", "carried_in", "concluded", "carried_out")
"""Totals of requests: received in the year, taken over from the year before, concluded, and carried over to the next.

They are in one column of one table, so that they can be set against each other."""

KEY_ROLES = ("received", "concluded", "carried_out")
"""Those of the totals that stand for a report where it is one of many: in lists, comparisons, charts and sums."""

SEVERAL = ("review_cases", "other_handling", "rule_making")
"""Roles that more than one cell may have."""

ROLES = (*REQUEST_ROLES, "documents_in_force", *SEVERAL)
"""Every role: the totals of requests; documents in force at the end of the year; the totals of cases of review;
the totals of requests concluded in some other way than the form's; what only organs that may make rules can have."""
