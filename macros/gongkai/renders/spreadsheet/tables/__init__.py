"""The statutory tables as sheets: where everything is, the formulas, and what is written of them once a process."""
