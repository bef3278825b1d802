"""One act on many products: what to do is chosen on the list, said in numbers here, and done by the second press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.catalog.lists import wanted_by
from admin_web.panel.catalog.one import paths_of
from admin_web.panel.promotions.pages import NOT_DAY
from admin_web.routing import post
from admin_web.visit import Visit
from domain.catalog import bulk, bulk_verbs
from domain.catalog.bulk import Outcome
from domain.catalog.bulk_prices import price_effect, reprice, restore_prices
from domain.catalog.collections import collections
from domain.catalog.collections_edit import add_to_collection
from domain.catalog.filters import ProductFilter
from domain.catalog.queries import category_tree, product_total
from domain.catalog.repricing import Repricing, Rounding
from domain.imports.removing import ever_ordered, remove_products
from domain.kit.actor import Permission
from domain.kit.errors import N_
from domain.kit.money import exponent
from domain.stock.bulk import set_stock, stock_effect

HERE = "/admin/products"
MOST_TICKED = 200
RESTORES: Mapping[str, bulk.Restore] = {
    "status": bulk_verbs.restore_statuses,
    "category": bulk_verbs.restore_places,
    "tag": bulk_verbs.restore_tags,
    "price": restore_prices,
}
PRICES = ("percent", "set", "sale", "end")
VERBS = ("active", "draft", "archived", "category", "collection", "tag", *PRICES, "stock", "delete")
ROUNDINGS = ("1:0", "5:0", "10:0", "100:0", "100:1", "1000:0")
NONE_TICKED = N_("Tick some products first.")
MOVED = N_("The list has changed since: look at the numbers again.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done to which products; `count` is how many there are now."""

    verb: str
    wanted: ProductFilter
    count: int
    form: Form


async def act(visit: Visit) -> web.StreamResponse:
    """Say what would happen, or do it: then the numbers must be those that were read."""
    form = Form.typed(visit.data)
    verb = form.choice("verb", VERBS)
    wanted = _chosen(visit)
    count = await product_total(visit.by, wanted)
    if not form.check(visit.t) or not count:
        return visit.goes(_list(visit), visit.t.sentence(NONE_TICKED), "alert")
    asked = Asked(verb, wanted, count, form)
    if visit.field("do") != "1":
        return await _say(visit, asked)
    if visit.field("count") != str(count):
        form.alert = visit.t.sentence(MOVED)
        return await _say(visit, asked)
    return await _do(visit, asked)


def _chosen(visit: Visit) -> ProductFilter:
    """All the list shows, or those ticked on it."""
    if visit.field("all") == "1":
        return wanted_by(visit, visit.field("list"))
    ticked = [text for text in visit.data.getall("id", []) if isinstance(text, str) and text.isdecimal()]
    return ProductFilter(ids=tuple(int(text) for text in ticked[:MOST_TICKED] if len(text) < 16))


def _list(visit: Visit, **more: str) -> str:
    words = "&".join(part for part in (visit.field("list")[:2000], urlencode(more)) if part)
    return f"{HERE}?{words}" if words else HERE


async def _say(visit: Visit, asked: Asked) -> web.StreamResponse:
    """The page with what it takes and what it does; empty fields are no mistake before something was written."""
    facts: dict[str, Any] = {}

    async def tell() -> None:
        facts.update(await _effect(visit, asked))

    written = asked.form.sent_with("shown")
    if written or asked.verb in ("active", "draft", "archived", "end", "delete"):
        await attempt(asked.form, visit.t, tell)
    categories = paths_of(await category_tree(visit.by, locale=visit.by.locale)) if asked.verb == "category" else []
    by_hand = [one for one in await collections(visit.by, locale=visit.t.locale) if one.by_hand]
    context: dict[str, Any] = {
        "collections": by_hand if asked.verb == "collection" else [],
        "verb": asked.verb, "n": asked.count, "form": asked.form, "facts": facts, "categories": categories,
        "all": visit.field("all") == "1", "ids": asked.wanted.ids or (), "list_query": visit.field("list")[:2000],
        "back": _list(visit), "roundings": ROUNDINGS[: 6 if exponent(visit.shop.currency) == 2 else 1],
    }  # fmt: skip
    return visit.page("catalog/bulk.html", status=422 if asked.form.errors else 200, **context)


async def _effect(visit: Visit, asked: Asked) -> dict[str, Any]:
    """The numbers of what would happen."""
    by, wanted, verb = visit.by, asked.wanted, asked.verb
    if verb in PRICES:
        change = _repricing(visit, asked)
        return {"price": await price_effect(by, wanted, change)} if asked.form.check(visit.t) else {}
    if verb == "stock":
        to = asked.form.whole("stock", high=1_000_000)
        return {"stock": await stock_effect(by, wanted, to), "to": to} if asked.form.check(visit.t) else {}
    return {"ordered": await ever_ordered(by, wanted)} if verb == "delete" else {"plain": True}


def _repricing(visit: Visit, asked: Asked) -> Repricing:
    form, verb = asked.form, asked.verb
    step, _, less = form.choice("rounding", ROUNDINGS, ROUNDINGS[0]).partition(":")
    rounding = Rounding(int(step) if step.isdecimal() else 1, int(less) if less.isdecimal() else 0)
    if verb == "set":
        return Repricing("set", to=form.money("amount", visit.shop.currency))
    if verb == "end":
        return Repricing("end")
    share = form.percent("percent", high=100_000)
    begins, ends = _day(visit, form, "begins", 0), _day(visit, form, "ends", 1)
    if verb == "sale":
        return Repricing("sale", bp=share, rounding=rounding, begins=begins, ends=ends)
    return Repricing("percent", bp=-share if form.value("way") == "down" else share, rounding=rounding)


def _day(visit: Visit, form: Form, name: str, after: int) -> datetime | None:
    """Midnight of the shop before a day, or after it."""
    text = form.text(name, limit=10)
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        form.complain(name, NOT_DAY)
        return None
    return datetime.combine(day + timedelta(days=after), time(), visit.shop.zone) if day else None


async def _do(visit: Visit, asked: Asked) -> web.StreamResponse:
    done: list[Outcome] = []

    async def carry_out() -> None:
        work = _work(visit, asked)
        if asked.form.check(visit.t):
            done.append(await work())

    if not await attempt(asked.form, visit.t, carry_out) or not done:
        return await _say(visit, asked)
    outcome = done[0]
    more = {"did": outcome.act} if outcome.act else {}
    return visit.goes(_list(visit, **more), _said(visit, asked, outcome))


def _work(visit: Visit, asked: Asked) -> Callable[[], Awaitable[Outcome]]:
    by, wanted, verb, form = visit.by, asked.wanted, asked.verb, asked.form
    if verb in PRICES:
        change = _repricing(visit, asked)
        return lambda: reprice(by, wanted, change)
    if verb == "category":
        category = form.whole("category", high=10**15)
        return lambda: bulk_verbs.move_to_category(by, wanted, category)
    if verb == "collection":
        collection_id = form.whole("collection", high=10**15)
        return lambda: add_to_collection(by, wanted, collection_id)
    if verb == "tag":
        tag = form.text("tag", limit=80, required=True)
        return lambda: bulk_verbs.add_tag(by, wanted, tag)
    if verb == "stock":
        to = form.whole("stock", high=1_000_000)
        return lambda: set_stock(by, wanted, to)
    return lambda: remove_products(by, wanted) if verb == "delete" else bulk_verbs.set_statuses(by, wanted, verb)


def _said(visit: Visit, asked: Asked, done: Outcome) -> str:
    t = visit.t
    if asked.verb in (*PRICES, "stock"):
        return t.plural("panel", "{n} variant changed.", "{n} variants changed.", done.rows)
    said = t.plural("panel", "{n} product changed.", "{n} products changed.", done.products)
    left = done.seen - done.products
    return said + (" " + t.plural("panel", "{n} stayed as it was.", "{n} stayed as they were.", left) if left else "")


async def undo(visit: Visit) -> web.StreamResponse:
    back = await bulk.undo(visit.by, visit.field("act"), RESTORES)
    return visit.goes(
        visit.back(HERE), visit.t.plural("panel", "Undone: {n} is as it was.", "Undone: {n} are as they were.", back)
    )


PAGES = (
    post("/products/bulk", act, Permission.EDIT_CATALOG),
    post("/products/undo", undo, Permission.EDIT_CATALOG),
)
