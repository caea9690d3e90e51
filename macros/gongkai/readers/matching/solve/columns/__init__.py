"""Tables whose columns are not those of the form: some are missing, in another place, or too many."""
