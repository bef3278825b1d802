"""Reading shops. A shop is cached by its version, which arrives with every chat's query."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from domain.kit.actor import Actor
from domain.kit.cache import Lru
from domain.shop.errors import NoSuchShop
from domain.shop.models import Shop, ShopBot, ShopText
from domain.shop.views import ShopSettings, ShopView

_cache: Lru[int, ShopView] = Lru(1000)
_texts: Lru[tuple[int, int], dict[tuple[str, str], str]] = Lru(64)
_SETTING_NAMES = {f.name for f in fields(ShopSettings)}


def _settings(stored: dict[str, Any]) -> ShopSettings:
    frozen = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}
    known: dict[str, Any] = {k: v for k, v in frozen.items() if k in _SETTING_NAMES}
    return ShopSettings(**known)


def _view(row: Shop, telegram: str = "") -> ShopView:
    return ShopView(
        id=row.id,
        slug=row.slug,
        name=row.name,
        pitch=row.pitch,
        currency=row.currency,
        country=row.country,
        timezone=row.timezone,
        locale=row.locale,
        locales=tuple(row.locales) or (row.locale,),
        phone=row.phone,
        email=row.email,
        seller=row.seller,
        prices_include_tax=row.prices_include_tax,
        test_mode=row.test_mode,
        is_demo=row.is_demo,
        version=row.catalog_version,
        settings=_settings(row.settings),
        telegram=telegram,
    )


async def _read(**where: Any) -> ShopView:
    row = await Shop.get_or_none(**where)
    if row is None:
        raise NoSuchShop()
    view = _view(row, (await _bot_names(shop_id=row.id)).get(row.id, ""))
    return _cache.put(view.id, view)


async def _bot_names(**where: Any) -> dict[int, str]:
    """shop → the user name of its Telegram bot."""
    working = ShopBot.filter(channel="telegram", removed_at=None, **where).exclude(name="").order_by("id")
    return {row["shop_id"]: row["name"] for row in await working.values("shop_id", "name")}


async def shop_by_slug(slug: str) -> ShopView:
    """The shop at this short name, read afresh. Raises `NoSuchShop`."""
    if not slug.isprintable():  # a path may hold what no database takes
        raise NoSuchShop()
    return await _read(slug=slug)


async def shop_by_id(shop_id: int) -> ShopView:
    """The shop with this id, read afresh. Raises `NoSuchShop`."""
    return await _read(id=shop_id)


async def shop_of(by: Actor) -> ShopView:
    """The actor's shop, at the version their input found, else read afresh. Raises `NoSuchShop`."""
    return await (shop_at(by.shop_id, by.version) if by.version else _read(id=by.shop_id))


async def shop_at(shop_id: int, version: int) -> ShopView:
    """The shop at a version the caller has just read: no statement when this process has seen that version."""
    cached = _cache.get(shop_id)
    return cached if cached and cached.version == version else await _read(id=shop_id)


def shop_known(shop_id: int) -> ShopView | None:
    """The shop as this process has read it last, for when the database cannot be asked; None when it never has."""
    return _cache.get(shop_id)


async def shops() -> tuple[ShopView, ...]:
    """Every shop of the installation, oldest first."""
    names = await _bot_names()
    return tuple(_view(row, names.get(row.id, "")) for row in await Shop.all().order_by("id"))


async def texts(by: Actor) -> dict[tuple[str, str], str]:
    """Every text of the shop by (kind, locale)."""
    rows = await ShopText.of(by).values("kind", "locale", "body")
    return {(r["kind"], r["locale"]): r["body"] for r in rows}


async def texts_at(by: Actor, version: int) -> dict[tuple[str, str], str]:
    """The same at a version the caller has just read: no statement when this process has seen that version."""
    key = (by.shop_id, version)
    kept = _texts.get(key)
    return kept if kept is not None else _texts.put(key, await texts(by))


def text_in(texts: dict[tuple[str, str], str], kind: str, locale: str, own: str) -> str:
    """One of them in the reader's locale, else the shop's `own`, else any; "" when the merchant has written none."""
    bodies = {code: body for (name, code), body in texts.items() if name == kind and body.strip()}
    return bodies.get(locale) or bodies.get(own) or next(iter(bodies.values()), "")


async def text_of(by: Actor, kind: str, locale: str) -> str:
    """One text in the reader's locale, else the shop's, else any; "" when the merchant has written none."""
    rows = await ShopText.of(by, kind=kind).values("locale", "body")
    bodies = {r["locale"]: r["body"] for r in rows if r["body"]}
    shop = await shop_of(by)
    return bodies.get(locale) or bodies.get(shop.locale) or next(iter(bodies.values()), "")
