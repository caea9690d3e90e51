"""Compares what is published with the data: each file of a site, saved copies of pages, the checksums of all files."""

from gongkai.verifying.files import verify_files
from gongkai.verifying.model import Discrepancy
from gongkai.verifying.site import PublishedSite, Verification, verify_site

__all__ = ["Discrepancy", "PublishedSite", "Verification", "verify_files", "verify_site"]
