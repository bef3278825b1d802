"""Stripe: its keys, where its webhooks go, and what is wrong with either."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.errors import NotFound
from domain.payments.keyed import connect_by_keys, disconnect, kept_keys, needed_events

HERE = "/admin/settings/payment/stripe"
CODES = {"test": "stripe-test", "live": "stripe"}
LONGEST = 300


async def show(visit: Visit, *, form: Form | None = None, sent: str = "") -> web.StreamResponse:
    forms = {mode: (form if form and mode == sent else Form.stored()).within(mode) for mode in CODES}
    kept = {mode: await kept_keys(visit.by, code) for mode, code in CODES.items()}
    hooks = {mode: f"{visit.base_url}/hooks/{code}/{visit.shop.slug}" for mode, code in CODES.items()}
    return visit.page(
        "payments/stripe.html", status=422 if form else 200, forms=forms, kept=kept, hooks=hooks,
        events=needed_events(CODES["live"]), reachable=visit.base_url.startswith("https://"),
    )  # fmt: skip


async def connect(visit: Visit) -> web.StreamResponse:
    """Stripe is asked whose key it is; then it is kept sealed and never shown again."""
    mode, form = _mode(visit), Form.typed(visit.data)
    api, hooks = form.text("api", limit=LONGEST), tuple(form.body("hooks", limit=2 * LONGEST).split())
    if await attempt(form, visit.t, lambda: connect_by_keys(visit.by, CODES[mode], api, hooks)):
        return visit.goes(HERE, visit.t("panel", "Connected. Customers can pay by card."))
    return await show(visit, form=form, sent=mode)


async def leave(visit: Visit) -> web.StreamResponse:
    await disconnect(visit.by, CODES[_mode(visit)])
    return visit.goes(HERE, visit.t("panel", "Disconnected. The keys are forgotten."))


def _mode(visit: Visit) -> str:
    mode = visit.request.match_info["mode"]
    if mode not in CODES:
        raise NotFound()
    return mode


PAGES = (
    get("/settings/payment/stripe", show, Permission.MANAGE_MONEY),
    post("/settings/payment/stripe/{mode}", connect, Permission.MANAGE_MONEY, fresh=True),
    post("/settings/payment/stripe/{mode}/disconnect", leave, Permission.MANAGE_MONEY, fresh=True),
)
