"""What strangers hand over; the helpers are those of the other folders."""

from __future__ import annotations

import sys
from pathlib import Path

for _folder in ("index", "index/formats", "qa"):
    sys.path.append(str(Path(__file__).parents[1] / _folder))
