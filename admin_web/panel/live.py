"""`/admin/events`: what happens, as it happens, by server-sent events."""

from __future__ import annotations

import asyncio

from aiohttp import web

from admin_web.auth import HEADERS, signed_in
from admin_web.live import ENDED, LIVE, Happening, Live
from admin_web.visit import Visit

BREATH = 20.0


async def stream(visit: Visit) -> web.StreamResponse:
    """Stay open until the panel is closed or its session is over; what was missed comes first."""
    live = visit.request.app[LIVE]
    response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(visit.request)
    ear = live.listen(visit.by.shop_id)
    try:
        await response.write(b"retry: 3000\n\n")
        last = visit.request.headers.get("Last-Event-ID", "") or visit.asked("since")
        for happening in await live.missed(visit.by.shop_id, last):
            await response.write(live.frame(happening))
        await _tell(visit, live, ear, response)
    except ConnectionError:
        pass
    finally:
        live.leave(visit.by.shop_id, ear)
    return response


async def _tell(visit: Visit, live: Live, ear: asyncio.Queue[Happening], response: web.StreamResponse) -> None:
    while True:
        try:
            happening = await asyncio.wait_for(ear.get(), BREATH)
        except TimeoutError:
            if await signed_in(visit.request, visit.settings, by_itself=True) is None:
                return
            await response.write(b": still here\n\n")
            continue
        if happening.kind == ENDED:
            return
        await response.write(live.frame(happening))
