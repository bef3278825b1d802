"""The columns of a list, chosen."""

from __future__ import annotations

from aiohttp import web

from admin_web.columns import LISTS, keep
from admin_web.forms import Form
from admin_web.routing import post
from admin_web.visit import Visit
from domain.kit.errors import NotFound


async def choose(visit: Visit) -> web.StreamResponse:
    """Shows the list again as it is to look from now on."""
    form, name = Form.typed(visit.data), visit.field("list")
    if name not in LISTS:
        raise NotFound()
    response = visit.goes(visit.back("/admin/"))
    keep(visit.request, response, name, form.chosen("show", LISTS[name]), form.flag("dense"))
    return response


PAGES = (post("/columns", choose),)
