"""Audits a built site: ``python -m tests.site.audit SITE``. `tests/site/test_whole.py` runs its parts as tests."""
