"""Pictures people send."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image


@cache
def small_jpeg(width: int = 640, height: int = 480) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "tan").save(out, "JPEG")
    return out.getvalue()
