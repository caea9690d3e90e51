"""Rules on what reviewers look for: what a report says, how much of it, and whether its figures are likely."""
