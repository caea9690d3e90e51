"""The sign-off of a report (审签): what its steps are bound to, and which of them hold."""
