"""Tables whose heads name some of the form's columns only: which columns are not there, and which stand elsewhere."""
