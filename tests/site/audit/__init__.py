"""A built site put to the proof: ``python -m tests.site.audit SITE``; `tests/site/test_whole.py` uses the parts."""
