"""The shop's pictures, and deleting those that nothing shows."""

from __future__ import annotations

from aiohttp import web

from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.media.library import PAGE, delete_unused, pictures

HERE = "/admin/media"


async def show(visit: Visit) -> web.StreamResponse:
    unused = visit.asked("unused") == "1"
    page = await pictures(visit.by, unused=unused, page=visit.page_number)
    return visit.page("media/grid.html", page=page, unused=unused)


async def delete(visit: Visit) -> web.StreamResponse:
    ticked = [text for text in visit.data.getall("id", []) if isinstance(text, str) and text.isdecimal()]
    ids = [int(text) for text in ticked[:PAGE] if len(text) < 16]
    gone = await delete_unused(visit.by, ids, visit.settings.media_dir)
    said = visit.t.plural("panel", "{n} picture deleted.", "{n} pictures deleted.", gone)
    if left := len(ids) - gone:
        said += " " + visit.t.plural("panel", "{n} is still shown somewhere.", "{n} are still shown somewhere.", left)
    return visit.goes(f"{HERE}?unused=1", said, "done" if gone else "alert")


PAGES = (
    get("/media", show, Permission.EDIT_CATALOG),
    post("/media", delete, Permission.EDIT_CATALOG),
)
