from __future__ import annotations

from tests.picture import PICTURE, drawn, session

PICTURE.write_text(drawn(session()), encoding="utf-8")
