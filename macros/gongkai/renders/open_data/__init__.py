"""The figures of a whole site as files for other programs: what their columns are, the package that describes them."""
