"""A list as a CSV file: read by spreadsheets, so no cell may be a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

from aiohttp import web

from admin_web.auth import HEADERS

BOM = "\ufeff"  # without it a spreadsheet reads UTF-8 as the system's old code page
_FORMULA = re.compile(r"^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")
Cells = Sequence[Any]


def guarded(value: Any) -> str:
    """A cell as text. What a spreadsheet would run gets an apostrophe before it (OWASP, "CSV Injection")."""
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


async def csv_answer(request: web.Request, name: str, heads: Cells, rows: AsyncIterator[Cells]) -> web.StreamResponse:
    """Send the rows as they come, so that a million need no memory. `name` is the file's, without its ending."""
    response = web.StreamResponse(headers=HEADERS)
    response.content_type, response.charset = "text/csv", "utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]", "-", name)}.csv"'
    await response.prepare(request)
    lines = [BOM + _line(heads)]
    async for row in rows:
        lines.append(_line(row))
        if len(lines) == 500:
            await response.write("".join(lines).encode())
            lines = []
    await response.write("".join(lines).encode())
    await response.write_eof()
    return response


def _line(cells: Cells) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue()
