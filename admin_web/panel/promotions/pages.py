"""Coupons: the list, one coupon, pausing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from aiohttp import web

from admin_web.forms import Form, attempt, plain_amount, plain_percent
from admin_web.routing import get, post
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.kit.clock import now
from domain.kit.errors import N_
from domain.promotions import actions, queries
from domain.promotions.queries import CouponView

HERE = "/admin/settings/coupons"
NOT_DAY = N_("Choose a day.")


async def show(visit: Visit) -> web.StreamResponse:
    return visit.page("promotions/coupons.html", coupons=await queries.coupons(visit.by), moment=now())


async def edit(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    coupon = await _coupon(visit)
    return visit.page(
        "promotions/coupon.html", status=422 if form else 200, form=form or _stored(visit, coupon), coupon=coupon
    )


async def _coupon(visit: Visit) -> CouponView:
    if visit.request.match_info["id"] == "new":
        return CouponView(code="", kind="percent")
    return await queries.coupon(visit.by, visit.number("id"))


def _stored(visit: Visit, coupon: CouponView) -> Form:
    """Days are whole days of the shop: the last one is shown as the day it still holds."""
    zone, currency = visit.shop.zone, visit.shop.currency
    ends = coupon.ends_at and (coupon.ends_at - timedelta(seconds=1)).astimezone(zone).date()
    return Form.stored(
        code=coupon.code, kind=coupon.kind, percent_bp=plain_percent(coupon.percent_bp) if coupon.percent_bp else None,
        amount=plain_amount(coupon.amount, currency) if coupon.amount else None,
        minimum=plain_amount(coupon.minimum, currency) if coupon.minimum else None,
        starts_at=coupon.starts_at and coupon.starts_at.astimezone(zone).date(), ends_at=ends,
        usage_limit=coupon.usage_limit, per_customer=coupon.per_customer,
    )  # fmt: skip


async def save(visit: Visit) -> web.StreamResponse:
    form, coupon = Form.typed(visit.data), await _coupon(visit)
    values = _read(visit, form, coupon)
    if await attempt(form, visit.t, lambda: actions.save_coupon(visit.by, values)):
        return visit.goes(HERE, visit.t("panel", "Saved."))
    return await edit(visit, form=form)


def _read(visit: Visit, form: Form, coupon: CouponView) -> CouponView:
    currency, kind = visit.shop.currency, form.choice("kind", ("percent", "fixed"))
    return CouponView(
        code=form.text("code", limit=16, required=True),
        kind=kind,
        percent_bp=form.percent("percent_bp") if kind == "percent" else 0,
        amount=form.money("amount", currency) if kind == "fixed" else 0,
        minimum=form.maybe_money("minimum", currency) or 0,
        starts_at=_day(visit, form, "starts_at"),
        ends_at=_day(visit, form, "ends_at", after=1),
        category_ids=coupon.category_ids,
        product_ids=coupon.product_ids,
        usage_limit=form.maybe_whole("usage_limit", low=1),
        per_customer=form.maybe_whole("per_customer", low=1),
        active=coupon.active,
        id=coupon.id,
    )


def _day(visit: Visit, form: Form, name: str, after: int = 0) -> datetime | None:
    """Midnight of the shop at the start of a day, or `after` days later."""
    text = form.text(name, limit=10)
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        form.complain(name, NOT_DAY)
        return None
    return datetime.combine(day + timedelta(days=after), time(), visit.shop.zone) if day else None


async def pause(visit: Visit) -> web.StreamResponse:
    on = visit.field("on") == "on"
    await actions.pause_coupon(visit.by, visit.number("id"), on)
    words = visit.t("panel", "The coupon rests.") if on else visit.t("panel", "The coupon works again.")
    return visit.goes(HERE, words)


async def remove(visit: Visit) -> web.StreamResponse:
    await actions.remove_coupon(visit.by, visit.number("id"))
    return visit.goes(HERE, visit.t("panel", "The coupon is out of use."))


PAGES = (
    get("/settings/coupons", show, Permission.EDIT_COUPONS),
    get("/settings/coupons/{id}", edit, Permission.EDIT_COUPONS),
    post("/settings/coupons/{id}", save, Permission.EDIT_COUPONS),
    post("/settings/coupons/{id}/pause", pause, Permission.EDIT_COUPONS),
    post("/settings/coupons/{id}/remove", remove, Permission.EDIT_COUPONS),
)
