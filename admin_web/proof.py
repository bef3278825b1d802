"""Asking once more who is at the keyboard, before what would hurt most: keys, tokens, people, money settings.

The form that was sent is kept in the page that asks, so that nothing has to be typed twice.
"""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from admin_web.auth import CSRF_FIELD
from admin_web.visit import Visit
from domain.kit.clock import now
from domain.kit.errors import ShopError
from domain.staff.second import prove

FRESH = timedelta(minutes=10)
FIELD = "proof"


async def owed(visit: Visit) -> web.Response | None:
    """None when this session has shown a code or password within ten minutes, or this very form does."""
    if said := visit.field(FIELD):
        try:
            await prove(visit.by, visit.signed.session_id, said)
        except ShopError as refusal:
            return _asks(visit, visit.t.refusal(refusal))
        return None
    proved = visit.signed.proved_at
    return None if proved and now() - proved <= FRESH else _asks(visit, "")


def _asks(visit: Visit, problem: str) -> web.Response:
    kept = [(n, v) for n, v in visit.data.items() if isinstance(v, str) and n not in (FIELD, CSRF_FIELD)]
    return visit.page(
        "staff/proof.html", status=422, kept=kept, problem=problem, action=visit.request.path_qs,
        has_second=visit.signed.has_second,
    )  # fmt: skip
