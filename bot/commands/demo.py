"""`hawker demo`: the demo shop, made when there is no shop yet, and so that there is something to try."""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator
from datetime import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Settings

if TYPE_CHECKING:
    from domain.delivery.views import MethodForm
    from domain.imports.demo import Figures
    from domain.imports.port import Item, ProductRow
    from domain.kit.actor import Actor
    from domain.promotions.queries import CouponView
    from integrations.feeds.demo.catalogue import DigitalGoods
    from integrations.feeds.demo.facts import Coupon, DeliveryMethod, Hours, Rate, ShopFacts

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def arguments(_name: str, _sub: argparse.ArgumentParser) -> None:
    return None


async def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.database import database, migrate

    await migrate(settings)
    async with database(settings):
        made = await make_demo_shop(settings)
    print("The demo shop is ready: `hawker run` opens it." if made else "There is a shop already. Nothing was changed.")
    return 0


async def make_demo_shop(settings: Settings) -> bool:
    """Make the demo shop in the open database, whole or not at all; False when there is a shop already."""
    from domain.kit.actor import system
    from domain.kit.db import transaction
    from domain.shop.actions import create_shop
    from domain.shop.queries import shops
    from integrations.feeds.demo.facts import shop_facts

    facts = shop_facts()
    async with transaction():
        if await shops():
            return False
        slug = facts.name.lower().replace(" ", "-")
        shop_id = await create_shop(
            slug,
            facts.name,
            currency=facts.currency,
            country=facts.country,
            timezone=facts.timezone,
            locale=facts.locale,
            demo=True,
        )
        await _furnish(system(shop_id), facts, settings)
    return True


async def _furnish(by: Actor, facts: ShopFacts, settings: Settings) -> None:
    from domain.imports.demo import mark_demo
    from integrations.feeds.demo.catalogue import catalogue

    await _tell(by, facts)
    await _deliver(by, facts)
    await _stock(by, settings.media_dir)
    await _hand_over(by, settings)
    await _promote(by, facts)
    await mark_demo(by, {row.key: _figures(row) for row in catalogue()})


async def _tell(by: Actor, facts: ShopFacts) -> None:
    """What the shop says of itself."""
    from domain.kit.i18n import available_locales
    from domain.shop.actions import change_facts, change_settings, set_text

    seller = facts.seller
    place = f"{seller.city}, {seller.region} {seller.postcode}, {seller.country}"
    await change_facts(
        by,
        pitch=facts.pitch,
        phone=facts.phone,
        email=facts.email,
        prices_include_tax=facts.prices_include_tax,
        locales=list(available_locales()),
        seller="\n".join((seller.name, seller.registration, seller.street, place, seller.email, seller.phone)),
    )
    await change_settings(
        by,
        payment_methods=["cash", "transfer", "test-gateway"],
        transfer_holder=seller.name,
        transfer_account="000 000 000",
    )
    for locale, texts in facts.texts.items():
        for kind, body in texts.items():
            if kind != "pitch":
                await set_text(by, kind, locale, body)


async def _deliver(by: Actor, facts: ShopFacts) -> None:
    """Zones, methods, points and taxes."""
    from domain.delivery.actions import save_method, save_point, save_zone
    from domain.delivery.views import MethodForm, PointForm, ZoneForm
    from domain.tax.actions import save_rate
    from domain.tax.queries import RateView

    zones = {zone.key: await save_zone(by, ZoneForm(zone.name, zone.countries)) for zone in facts.zones}
    for method in facts.methods:
        for rate in method.rates:
            await save_method(by, _by_rate(method, rate, zones[rate.zone]))
        if method.points:
            ready = max(point.ready_in_hours for point in method.points)
            await save_method(by, MethodForm("pickup", method.name, ready_hours=ready, weekdays=method.weekdays))
        for place, point in enumerate(method.points):
            address = f"{point.street}, {point.city}, {point.region} {point.postcode}"
            where = PointForm(point.name, address, _hours(point.hours), point.latitude, point.longitude, place)
            await save_point(by, where)
    for tax in facts.tax_rates:
        await save_rate(by, RateView(tax.rate_bp, country=tax.country, tax_class=tax.tax_class, name=tax.name))


def _by_rate(method: DeliveryMethod, rate: Rate, zone_id: int) -> MethodForm:
    from domain.delivery.views import MethodForm

    return MethodForm(
        kind="courier",
        name=method.name,
        price_kind=method.kind,
        steps=tuple((up_to, fee.minor) for up_to, fee in rate.steps),
        free_above=rate.free_from.minor if rate.free_from else None,
        zone_id=zone_id,
        preparation_days=method.preparation_days,
        transit_min=rate.transit_days[0],
        transit_max=rate.transit_days[1],
        cutoff=time(method.cut_off_hour),
        weekdays=method.weekdays,
    )


def _hours(hours: tuple[Hours, ...]) -> str:
    return ", ".join(f"{_span(own.weekdays)} {own.opens}–{own.closes}" for own in hours)


def _span(days: tuple[int, ...]) -> str:
    return _DAYS[days[0]] if len(days) == 1 else f"{_DAYS[days[0]]}–{_DAYS[days[-1]]}"


async def _stock(by: Actor, media: Path) -> None:
    """The goods with their pictures."""
    from domain.imports.runner import Job, run_import
    from domain.media.store import MediaStore
    from integrations.feeds.demo.pictures import picture

    await run_import(by, _Catalogue(), Path("demo"), Job(fetch=picture, files=MediaStore(media)))


async def _hand_over(by: Actor, settings: Settings) -> None:
    """What buyers of digital goods get."""
    from domain.digital.store import open_folder
    from domain.kit.vault import unlock
    from integrations.feeds.demo.catalogue import digital

    unlock(settings.secret)
    open_folder(settings.files_dir)
    for goods in digital():
        await _make_digital(by, goods)


async def _make_digital(by: Actor, goods: DigitalGoods) -> None:
    from domain.catalog.actions import ProductEdit, VariantEdit, edit_product, edit_variant
    from domain.catalog.filters import ProductFilter
    from domain.catalog.queries import product_rows
    from domain.digital.actions import add_keys, set_file
    from domain.stock.shelf import shelf

    product = next(
        row for row in (await product_rows(by, ProductFilter(search=goods.key))).items if row.key == goods.key
    )
    await edit_product(by, product.id, product.revision, ProductEdit(kind="digital"))
    row = (await shelf(by, [product.id]))[product.id][0]
    await edit_variant(by, row.id, row.revision, VariantEdit(stars=goods.stars))
    if goods.codes:
        await add_keys(by, row.id, "\n".join(goods.codes))
    if goods.file:
        await set_file(by, row.id, *goods.file)


class _Catalogue:
    """The demo goods as a feed without a file."""

    name = "demo"

    def recognises(self, path: Path) -> bool:
        return path == Path("demo")

    def read(self, path: Path, *, currency: str) -> Iterator[Item]:  # noqa: ARG002 - the feed's port
        from integrations.feeds.demo.catalogue import catalogue, categories, words

        return chain(categories(), words(), catalogue())


async def _promote(by: Actor, facts: ShopFacts) -> None:
    from domain.catalog.queries import category_tree
    from domain.promotions.actions import save_coupon

    found = await category_tree(by, locale=facts.locale)
    names = {node.id: node.name for node in found}
    paths = {(names.get(node.parent_id, ""), node.name): node.id for node in found}
    for coupon in facts.coupons:
        await save_coupon(by, _coupon(coupon, paths))


def _coupon(coupon: Coupon, paths: dict[tuple[str, str], int]) -> CouponView:
    from domain.promotions.queries import CouponView

    scope = (paths[coupon.category[-2], coupon.category[-1]],) if coupon.category else ()
    return CouponView(
        code=coupon.code,
        kind="fixed" if coupon.amount else "percent",
        percent_bp=coupon.percent_bp,
        amount=coupon.amount.minor if coupon.amount else 0,
        minimum=coupon.minimum.minor if coupon.minimum else 0,
        starts_at=coupon.starts_at,
        ends_at=coupon.ends_at,
        category_ids=scope,
        per_customer=1 if coupon.first_order_only else coupon.uses_per_customer,
    )


def _figures(row: ProductRow) -> Figures:
    """Sales and views nobody made, always the same ones for the same product."""
    from domain.imports.demo import Figures

    dice = zlib.crc32(row.key.encode())
    sold = dice % 23 + (40 + dice % 17 if "bestseller" in row.tags else 0)
    return Figures(units_sold=sold, views=sold * (9 + (dice >> 8) % 13) + (dice >> 16) % 90, days_on_sale=dice % 200)
