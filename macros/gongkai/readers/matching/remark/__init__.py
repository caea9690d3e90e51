"""Stage 5, remark: the result of the matching, and what a person should look at."""

from gongkai.readers.matching.remark.stage import write_result

__all__ = ["write_result"]
