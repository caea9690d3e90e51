"""The benchmark: Gongkai beside stock Material on the same reports, measured in one run. ``make bench`` runs it."""
