"""What does a cluster say of itself, and is it sound?"""

from __future__ import annotations

import os
from typing import Any

def about(file): ...
def names(file): ...
def verify(file): ...
