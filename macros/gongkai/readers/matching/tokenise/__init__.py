"""Stage 2: what each cell and each piece of text means as a label of the form."""
