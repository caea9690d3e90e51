"""The unit of work on other machines, which a scheduler of Dask gives it to: what is sent, made there, and returned."""
