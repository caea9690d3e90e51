"""Tables that have other columns than the form: some are not there, stand elsewhere, or are too many."""
