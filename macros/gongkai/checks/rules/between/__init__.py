"""Rules between the reports of several agencies: what a consolidated report adds up, and what comes in and when."""
