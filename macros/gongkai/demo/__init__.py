"""A fictional district as a site's files, marked as such: for trying things out, for tests and for the benchmark."""

from gongkai.demo.files import FIRST_YEAR, demo_files, last_year

__all__ = ["FIRST_YEAR", "demo_files", "last_year"]
