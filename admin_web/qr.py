"""Links as pictures that a phone's camera reads."""

from __future__ import annotations

import io
from typing import Literal

import segno

Kind = Literal["svg", "png"]
MIME: dict[Kind, str] = {"svg": "image/svg+xml", "png": "image/png"}
PRINT_SCALE = 16
QUIET = 4


def drawn(link: str, kind: Kind) -> bytes:
    """The code of a link, black on white with its quiet edge: large enough to print, as a drawing or as pixels."""
    code = segno.make(link, error="m", micro=False)
    out = io.BytesIO()
    if kind == "svg":
        code.save(out, kind="svg", border=QUIET, light="#fff", xmldecl=False, omitsize=True)
    else:
        code.save(out, kind="png", border=QUIET, scale=PRINT_SCALE, light="#fff")
    return out.getvalue()
