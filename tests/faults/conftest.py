from __future__ import annotations

import sys
from pathlib import Path

# The encoder of a few lines is shared with the tests of the index.
sys.path.append(str(Path(__file__).parents[1] / "index"))
