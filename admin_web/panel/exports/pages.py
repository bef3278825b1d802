"""Taking the catalogue away: files to keep or to bring into another shop, and addresses for markets."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from aiohttp import web

from admin_web.auth import HEADERS
from admin_web.feeds import MARKETS
from admin_web.routing import get
from admin_web.visit import Visit
from domain.exports.queries import FORMS, catalogue
from domain.kit.actor import Permission
from domain.kit.errors import NotFound

_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson", "google": "application/xml"}
_ENDINGS = {"csv": "csv", "jsonl": "jsonl", "google": "xml"}


async def show(visit: Visit) -> web.StreamResponse:
    """What there is to take, and where markets find theirs."""
    addresses = {name: f"{visit.base_url}/feeds/{visit.shop.slug}/{name}" for name in MARKETS}
    return visit.page("exports/export.html", addresses=addresses)


async def download(visit: Visit) -> web.StreamResponse:
    """The whole catalogue as a file, sent while it is written."""
    form = visit.asked("form") or "csv"
    parts = _parts(visit, form)
    response = web.StreamResponse(headers=HEADERS)
    response.content_type, response.charset = _TYPES[form], "utf-8"
    name = re.sub(r"[^A-Za-z0-9-]", "-", visit.shop.slug)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-products.{_ENDINGS[form]}"'
    await response.prepare(visit.request)
    async for part in parts:
        await response.write(part.encode())
    await response.write_eof()
    return response


def _parts(visit: Visit, form: str) -> AsyncIterator[str]:
    if form == "google":
        return MARKETS["google.xml"].write(visit.shop, visit.base_url)
    for known in FORMS:
        if known == form:
            return catalogue(visit.by, known)
    raise NotFound()


PAGES = (
    get("/export", show, Permission.IMPORT),
    get("/products/export", download, Permission.IMPORT),
)
