"""Which shape has the JSON object of an answer? (`qa --schema`)"""

from __future__ import annotations

import json
import os
from typing import Any

__all__ = ["PATH", "answer_schema"]

PATH = os.path.join(os.path.dirname(__file__), "data", "answer.schema.json")


def answer_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer, as plain values."""
    with open(PATH, encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema
