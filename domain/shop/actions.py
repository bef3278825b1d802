"""Making and changing shops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tortoise.expressions import F

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.shop.errors import CurrencyFixed, SlugTaken
from domain.shop.models import Counter, Shop, ShopText

FACTS = frozenset(
    "name pitch currency country timezone locale locales phone email seller prices_include_tax test_mode".split()
)
MONEY = frozenset(
    "payment_methods transfer_holder transfer_account transfer_bank card_keys connected refund_caps credit_caps".split()
)
PEOPLE = frozenset({"second_factor_for_all"})


async def create_shop(
    slug: str, name: str, *, currency: str, country: str, timezone: str = "UTC", locale: str = "en", demo: bool = False
) -> int:
    """Make an empty shop and return its id. Raises `SlugTaken`."""
    async with transaction():
        if await Shop.exists(slug=slug):
            raise SlugTaken(slug=slug)
        shop = await Shop.create(
            slug=slug,
            name=name,
            currency=currency,
            country=country,
            timezone=timezone,
            locale=locale,
            locales=[locale],
            is_demo=demo,
        )
        await Counter.create(shop_id=shop.id, name="order", value=1000)
    return int(shop.id)


async def bump(by: Actor) -> None:
    """A new version: every cached view of this shop is out of date. Inside the transaction of the change."""
    await Shop.filter(id=by.shop_id).update(catalog_version=F("catalog_version") + 1)


async def next_number(by: Actor, series: str) -> int:
    """The next number of a series, taken inside the transaction that uses it, so that none is lost."""
    rows = await sql(
        "UPDATE counter SET value = value + 1 WHERE shop_id = $1 AND name = $2 RETURNING value", by.shop_id, series
    )
    if rows:
        return int(rows[0]["value"])
    await Counter.add(by, name=series, value=1)
    return 1


async def skip_numbers(by: Actor, series: str, gap: int) -> None:
    """Leave out so many numbers of a series that has begun: they may have been given where nobody remembers it."""
    await sql("UPDATE counter SET value = value + $3 WHERE shop_id = $1 AND name = $2", by.shop_id, series, gap)


async def change_facts(by: Actor, **facts: Any) -> None:
    """Change columns of the shop (name, pitch, contact…). Money columns are fixed once an order exists."""
    require(by, Permission.EDIT_SETTINGS)
    unknown = set(facts) - FACTS
    if unknown:
        raise ValueError(f"not a fact of a shop: {sorted(unknown)}")
    async with transaction():
        await _check_money(by, facts)
        await Shop.filter(id=by.shop_id).update(**facts)
        await bump(by)
        await record(by, "shop.changed", subject=f"shop:{by.shop_id}", changes=facts)


async def _check_money(by: Actor, facts: Mapping[str, Any]) -> None:
    """Raises `CurrencyFixed` when an amount that was agreed would mean something else."""
    wanted = facts.get("currency")
    if wanted is None or await Shop.exists(id=by.shop_id, currency=wanted):
        return
    if await sql("SELECT 1 AS one FROM orders WHERE shop_id = $1 LIMIT 1", by.shop_id):
        raise CurrencyFixed()


async def change_settings(by: Actor, **settings: Any) -> None:
    """Change some of `ShopSettings`; the others stay. Those of money and of people are for who may change these."""
    require(by, Permission.EDIT_SETTINGS)
    if MONEY & set(settings):
        require(by, Permission.MANAGE_MONEY)
    if PEOPLE & set(settings):
        require(by, Permission.MANAGE_STAFF)
    await _change(by, settings)


async def _change(by: Actor, settings: Mapping[str, Any]) -> None:
    async with transaction():
        await bump(by)  # locks the shop: what somebody else saves meanwhile is read below, not written over
        shop = await Shop.get(id=by.shop_id)
        merged = {**shop.settings, **{k: list(v) if isinstance(v, tuple) else v for k, v in settings.items()}}
        await Shop.filter(id=by.shop_id).update(settings=merged)
        await record(by, "shop.settings", subject=f"shop:{by.shop_id}", changes=_changed(shop.settings, settings))


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Before and after of what is no longer the same; what had its default before is said by its new value alone."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in after.items()}
    return {
        name: [before[name], value] if name in before else value
        for name, value in plain.items()
        if before.get(name) != value
    }


async def set_text(by: Actor, kind: str, locale: str, body: str) -> None:
    """Write one of the shop's texts (delivery, returns, payment, terms, privacy)."""
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        changed = await ShopText.of(by, kind=kind, locale=locale).update(body=body, updated_at=now())
        if not changed:
            await ShopText.add(by, kind=kind, locale=locale, body=body)
        await bump(by)
        await record(by, "shop.text", subject=f"text:{kind}.{locale}", changes={"characters": len(body)})


async def start_empty(by: Actor, name: str) -> None:
    """The demo shop becomes the merchant's own; its demo rows are taken out by their own aggregates.

    What the demo said of its seller and account goes with them: nobody must pay to it.
    """
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        blank = dict.fromkeys(("pitch", "phone", "email", "seller"), "")
        await Shop.filter(id=by.shop_id).update(is_demo=False, name=name, **blank)
        no_account = dict.fromkeys(("transfer_holder", "transfer_account", "transfer_bank"), "")
        await _change(by, {"payment_methods": ["cash"], **no_account})
        await bump(by)
        await record(by, "shop.started_empty", subject=f"shop:{by.shop_id}")
