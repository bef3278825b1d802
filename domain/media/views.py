from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediaView:
    """`path` is a URL path under /media or an absolute https link; sizes in pixels, 0 for links."""

    id: int
    path: str
    width: int
    height: int
