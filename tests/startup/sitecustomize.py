"""What Python runs at its start: packages of the environment that add to this one are left out, as in every test.

Only processes that tests start anew have this folder on their path, and only where there are such packages.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
try:
    from theme_cache import read_entry_points_once
finally:
    sys.path.pop()

read_entry_points_once()
