"""The shop's bot in Telegram, and the groups that are told of orders."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.telegram.door import BOT_DOOR
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.shop.bots import add_bot, bots_of, remove_bot
from domain.staff.telegram import groups, leave_group

HERE = "/admin/settings/telegram"
CHANNEL = "telegram"


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    return visit.page(
        "telegram/telegram.html", status=422 if form else 200, form=form or Form.stored(),
        bots=await bots_of(visit.by, CHANNEL), groups=await groups(visit.by),
    )  # fmt: skip


async def connect(visit: Visit) -> web.StreamResponse:
    """The token is shown to Telegram first; it is kept sealed and never shown again."""
    form = Form.typed(visit.data)
    token = form.text("token", limit=100, required=True)

    async def connected() -> None:
        account = await visit.request.app[BOT_DOOR].check(token)
        await add_bot(visit.by, CHANNEL, str(account.id), account.username or "", token)

    if await attempt(form, visit.t, connected):
        return visit.goes(HERE, visit.t("panel", "Connected. The shop opens in Telegram in a few seconds."))
    return await show(visit, form=form)


async def disconnect(visit: Visit) -> web.StreamResponse:
    await remove_bot(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "Disconnected. Customers no longer get answers there."))


async def leave(visit: Visit) -> web.StreamResponse:
    await leave_group(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "This group is told of no more orders."))


PAGES = (
    get("/settings/telegram", show, Permission.MANAGE_CHANNELS),
    post("/settings/telegram", connect, Permission.MANAGE_CHANNELS, fresh=True),
    post("/settings/telegram/{id}/disconnect", disconnect, Permission.MANAGE_CHANNELS, fresh=True),
    post("/settings/telegram/groups/{id}/leave", leave, Permission.MANAGE_CHANNELS),
)
