"""What is published next to the data: every file of a site, a saved copy of a page, the sums of all files."""

from gongkai.verifying.files import verify_files
from gongkai.verifying.model import Discrepancy
from gongkai.verifying.site import PublishedSite, Verification, verify_site

__all__ = ["Discrepancy", "PublishedSite", "Verification", "verify_files", "verify_site"]
