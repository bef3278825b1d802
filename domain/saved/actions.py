"""Saving products, and asking to be told. An alert is told once and has ended then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import Q

from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import NotAllowed, NotFound
from domain.kit.rows import insert_rows
from domain.outbox.actions import put
from domain.saved.errors import SavedFull, TooManyAlerts, TooManyWords
from domain.saved.models import Alert, SavedItem
from domain.search.actions_watch import INDEXED, watch
from domain.search.queries_watch import answer_of, answered
from domain.shop.queries import shop_of
from domain.stock.queries import free_units

ALERTS_MAX = 100
WORDS_MAX = 20
WAVE_FACTOR = 2
WAVE_UNLIMITED = 200
WAVE_MINUTES = 10
OPEN_CHECK_MINUTES = 30
TELL = "alert.due"
ASKED = "words.asked"

_PRODUCT = """
SELECT p.id, p.price_from, EXISTS (SELECT 1 FROM variant v LEFT JOIN stock_level l ON l.variant_id = v.id
  WHERE v.product_id = p.id AND v.active AND (v.policy <> 'deny' OR l.on_hand > l.reserved)) AS available
FROM product p WHERE p.shop_id = $1 AND p.id = $2 AND p.status = 'active'
"""
_VARIANT = """
SELECT p.id FROM variant v JOIN product p ON p.id = v.product_id
WHERE v.shop_id = $1 AND v.id = $2 AND v.active AND p.status = 'active'
"""
_UNWATCHED = "DELETE FROM watched_term WHERE NOT EXISTS (SELECT 1 FROM alert a WHERE a.list_id = watched_term.list_id)"
_GOODS = "SELECT COUNT(*) AS n FROM product WHERE shop_id = $1 AND status = 'active'"


async def save(by: Actor, product_id: int, on: bool) -> None:
    """Keep a product at hand, or no longer. Harmless twice. Raises `SavedFull`, `NotFound`."""
    _customers_only(by)
    async with transaction():
        if not on:
            await SavedItem.of(by, customer_id=by.id, product_id=product_id).delete()
            return
        product = await _product(by, product_id)
        limit = (await shop_of(by)).settings.saved_max
        if await SavedItem.of(by, customer_id=by.id).exclude(product_id=product_id).count() >= limit:
            raise SavedFull(max=limit)
        row = {
            "shop_id": by.shop_id, "customer_id": by.id, "product_id": product_id, "price": product["price_from"],
            "was_available": bool(product["available"]), "created_at": now(),
        }  # fmt: skip
        await insert_rows("saved_item", [row], conflict="ON CONFLICT (customer_id, product_id) DO NOTHING")


async def tell_when_back(by: Actor, variant_id: int, on: bool) -> None:
    """Tell this customer once when the variant is in stock again. Raises `TooManyAlerts`, `NotFound`."""
    _customers_only(by)
    async with transaction():
        rows = await sql(_VARIANT, by.shop_id, variant_id)
        if not rows:
            raise NotFound()
        await _switch(by, on, kind="stock", product_id=rows[0]["id"], variant_id=variant_id)


async def tell_when_cheaper(by: Actor, product_id: int, on: bool) -> None:
    """Tell this customer once when the product costs less than now. Raises `TooManyAlerts`, `NotFound`."""
    _customers_only(by)
    async with transaction():
        product = await _product(by, product_id)
        await _switch(by, on, kind="price", product_id=product_id, price=product["price_from"])


async def tell_when_open(by: Actor) -> None:
    """Tell this customer once when the shop sells."""
    _customers_only(by)
    async with transaction():
        await _switch(by, True, kind="open")
        await _look_again(by)


async def tell_when_found(by: Actor, list_id: int, on: bool) -> None:
    """Tell this customer once when the words of a list find something. Raises `TooManyWords`, `NotFound`."""
    _customers_only(by)
    async with transaction():
        if on:
            await watch(by, list_id)
            await _room_for_words(by, list_id)
        if await _switch(by, on, kind="words", list_id=list_id):
            for wait in (0, 1):  # the second look sees goods that were being indexed just now
                await put(by, ASKED, {"list_id": list_id}, not_before=_in(wait))


async def _room_for_words(by: Actor, list_id: int) -> None:
    others = Alert.of(by, customer_id=by.id, kind="words", **_waiting()).exclude(list_id=list_id)
    if await others.count() >= WORDS_MAX:
        raise TooManyWords(max=WORDS_MAX)


async def stop_alert(by: Actor, alert_id: int) -> int:
    """End one of the customer's alerts, or all of them (0); returns how many."""
    _customers_only(by)
    async with transaction():
        mine = Alert.of(by, customer_id=by.id, sent_at=None)
        return await (mine.filter(id=alert_id) if alert_id else mine).delete()


async def alerts_to_send(by: Actor, variant_id: int) -> int:
    """A variant is back: wake as many alerts as twice its units, oldest first, the next ones in ten minutes.

    Every alert that wakes is an outbox row of its own; returns how many.
    """
    async with transaction():
        if not await sql(_VARIANT, by.shop_id, variant_id):
            return 0
        free = (await free_units(by, [variant_id])).get(variant_id, 0)
        wave = WAVE_UNLIMITED if free is None else min(WAVE_FACTOR * free, WAVE_UNLIMITED)
        woken, more = await _wake(by, wave, kind="stock", variant_id=variant_id)
        if woken and more:
            await put(by, "stock.back", {"variant_id": variant_id}, not_before=_in(WAVE_MINUTES))
        return woken


async def price_alerts_to_send(by: Actor, product_id: int) -> int:
    """A price dropped: wake who asked at a higher one; returns how many."""
    async with transaction():
        rows = await sql(_PRODUCT, by.shop_id, product_id)
        if not rows:
            return 0
        wanted = {"kind": "price", "product_id": product_id, "price__gt": rows[0]["price_from"]}
        woken, more = await _wake(by, WAVE_UNLIMITED, **wanted)
        if more:
            await put(by, "price.dropped", {"product_id": product_id}, not_before=_in(1))
        return woken


async def word_alerts_to_send(by: Actor, product_ids: Sequence[int]) -> int:
    """These products have new words: wake who waits for them; returns how many."""
    async with transaction():
        found = await answered(by, product_ids)
        waiting = Alert.of(by, **_waiting(), kind="words", list_id__in=list(found))
        lists = {int(str(list_id)) for list_id in await waiting.values_list("list_id", flat=True)} if found else ()
        return sum([await _wake_words(by, list_id, found[list_id]) for list_id in sorted(lists)])


async def asked_alerts_to_send(by: Actor, list_id: int) -> int:
    """Somebody has begun to wait for words: wake them if goods have them already; returns how many."""
    async with transaction():
        product_id = await answer_of(by, list_id)
        return await _wake_words(by, list_id, product_id) if product_id else 0


async def _wake_words(by: Actor, list_id: int, product_id: int) -> int:
    woken, more = await _wake(by, WAVE_UNLIMITED, {"product_id": product_id}, kind="words", list_id=list_id)
    if more:
        await put(by, INDEXED, {"product_ids": [product_id]}, not_before=_in(1))
    return woken


async def opening_alerts_to_send(by: Actor) -> int:
    """Wake who waits for the shop, if it sells now; else look again later while somebody waits."""
    async with transaction():
        shop = await shop_of(by)
        goods = (await sql(_GOODS, by.shop_id))[0]["n"]
        if goods and not shop.settings.orders_closed:
            woken, more = await _wake(by, WAVE_UNLIMITED, kind="open")
        else:
            woken, more = 0, await Alert.of(by, **_waiting(), kind="open").exists()
        if more:
            await _look_again(by)
        return woken


async def wait_on(by: Actor, alert_id: int) -> None:
    """What was to be told holds no longer: the alert goes on waiting."""
    await Alert.of(by, id=alert_id).update(sent_at=None)


async def sweep_alerts() -> int:
    """Forget alerts that have ended long ago, and words nobody waits for any more."""
    old = now() - timedelta(days=30)
    async with transaction():
        forgotten = await Alert.filter(Q(expires_at__lt=old) | Q(sent_at__lt=old)).delete()
        await sql(_UNWATCHED)
        return forgotten


async def _product(by: Actor, product_id: int) -> dict[str, Any]:
    rows = await sql(_PRODUCT, by.shop_id, product_id)
    if not rows:
        raise NotFound()
    return rows[0]


async def _switch(by: Actor, on: bool, **what: Any) -> bool:
    """Set an alert or end it; whether a new one waits now."""
    mine = Alert.of(by, customer_id=by.id, **_waiting())
    same = mine.filter(**{k: v for k, v in what.items() if k != "price"})
    if not on:
        await same.delete()
        return False
    if await same.exists():
        return False
    if await mine.count() >= ALERTS_MAX:
        raise TooManyAlerts(max=ALERTS_MAX)
    keep = (await shop_of(by)).settings.alert_keep_days
    await Alert.add(by, customer_id=by.id, expires_at=now() + timedelta(days=keep), **what)
    return True


async def _wake(by: Actor, limit: int, known: dict[str, Any] | None = None, **which: Any) -> tuple[int, bool]:
    """Mark the oldest as told, with what is `known` now, and put a row for each; says whether more are waiting."""
    found = Alert.of(by, **_waiting(), **which).order_by("id")
    due = await found.limit(limit + 1).values_list("id", flat=True)
    woken = [int(str(alert_id)) for alert_id in due[:limit]]
    if woken:
        await Alert.of(by, id__in=woken).update(sent_at=now(), **(known or {}))
    for alert_id in woken:
        await put(by, TELL, {"alert_id": alert_id})
    return len(woken), len(due) > limit


async def _look_again(by: Actor) -> None:
    at = _in(OPEN_CHECK_MINUTES)
    slot = int(at.timestamp()) // (OPEN_CHECK_MINUTES * 60)
    await put(by, "shop.opening", {}, once=f"opening:{slot}", not_before=at)


def _waiting() -> dict[str, Any]:
    return {"sent_at": None, "expires_at__gt": now()}


def _in(minutes: int) -> datetime:
    return now() + timedelta(minutes=minutes)


def _customers_only(by: Actor) -> None:
    if by.kind != "customer":
        raise NotAllowed()
