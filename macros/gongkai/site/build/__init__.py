"""A build: the loaded site, the texts and files that go into it, the workers that make pages."""

import gc

COLLECT_AFTER = 100_000
"""New objects after which Python looks for unused ones, instead of 700: while the modules of a build are imported, all
objects of which stay, and while a site is built. Nearly all objects of a page are freed without that, and looking so
often took a tenth of the time of both. The others are some thousands an agency."""

gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
