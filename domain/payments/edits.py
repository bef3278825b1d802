"""What an order would come to after a change, before anything is written: agreed prices stay, the rest is reckoned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.cart.basket import BasketLine
from domain.cart.pricing import DeliveryChoice, Fee, PricedLine, TaxContext, Totals, goods_after, price
from domain.cart.things import things
from domain.customers.addresses import parse_address
from domain.customers.views import AddressView
from domain.delivery.queries import rules_at
from domain.delivery.rules import arrival, fee, ready_for_pickup
from domain.delivery.views import DeliveryRules, Method
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.errors import N_, BadInput
from domain.kit.money import half_up
from domain.orders.models import Order, OrderLine
from domain.shop.queries import shop_of
from domain.shop.views import ShopView
from domain.shop.words import words_at
from domain.tax.queries import rates_at

MOST_UNITS = 999


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to change; None stays as it is. `units` by order line (0 takes it off), `added` by variant."""

    units: Mapping[int, int] = field(default_factory=dict)
    added: Mapping[int, int] = field(default_factory=dict)
    address: str | None = None
    name: str | None = None
    phone: str | None = None
    method_id: int | None = None
    point_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line as it was and as it will be; `was` None is new, `to` 0 goes."""

    was: OrderLine | None
    thing: BasketLine
    to: int
    unit: int

    @property
    def before(self) -> int:
        return self.was.quantity if self.was else 0

    @property
    def name(self) -> str:
        title, options = (self.was.title, self.was.options) if self.was else (self.thing.title, self.thing.options)
        return f"{title}, {options}" if options else title

    @property
    def share(self) -> int:
        """The discount that was agreed, for as many as there will be."""
        if self.was is None or not self.was.discount:
            return 0
        return min(half_up(self.was.discount * self.to, self.was.quantity), self.to * self.unit)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The order as it will be. `totals.lines` follow `stays`."""

    lines: tuple[EditedLine, ...]
    totals: Totals
    total: int
    columns: Mapping[str, Any]

    @property
    def stays(self) -> tuple[EditedLine, ...]:
        return tuple(line for line in self.lines if line.to)

    @property
    def moved(self) -> tuple[EditedLine, ...]:
        return tuple(line for line in self.lines if line.to != line.before)


async def weigh(by: Actor, order: Order, lines: Sequence[OrderLine], edit: Edit) -> Weighed:
    """Raises `BadInput` for what no order can be."""
    shop = await shop_of(by)
    edited = await _lines(by, order, lines, edit)
    address = read_address(edit.address, order.address, shop)
    rules = await rules_at(by, shop.version)
    delivery = await _delivery(by, order, edit, rules, shop)
    stays = [line for line in edited if line.to]
    if not stays:
        raise BadInput({"lines": N_("An order keeps at least one item. Cancel it instead.")})
    priced = [PricedLine(x.thing.variant_id, x.to, x.unit, x.thing.tax_class) for x in stays]
    shares = [line.share for line in stays]
    again = any(x.to != x.before for x in edited) or address != order.address or delivery != order.delivery
    choice = _charged(order, stays, rules, delivery, goods_after(priced, shares), again=again)
    tax = TaxContext(
        await rates_at(by, shop.version), *_place(shop, address, delivery), inclusive=_inclusive(order, shop)
    )
    kept = order.fees - order.tip
    fees = (Fee("kept", kept),) if kept else ()
    totals = price(priced, shares, choice, tax, currency=order.currency, fees=fees)
    columns = await _columns(by, order, edit, shop, totals) | {"address": address, "delivery": delivery}
    total = totals.total_minor + order.tip
    return Weighed(tuple(edited), totals, total, columns | {"total": total})


async def _lines(by: Actor, order: Order, lines: Sequence[OrderLine], edit: Edit) -> list[EditedLine]:
    known = {line.variant_id: line for line in lines}
    if set(edit.units) - {line.id for line in lines}:
        raise BadInput({"lines": N_("The order has changed meanwhile. Look at it again.")})
    more = {variant: units for variant, units in edit.added.items() if units}
    wanted = {line.variant_id: edit.units.get(line.id, line.quantity) + more.pop(line.variant_id, 0) for line in lines}
    found = await things(by, wanted | more, order.locale)
    if any(not 0 <= units <= MOST_UNITS for units in (wanted | more).values()):
        raise BadInput({"lines": N_("Between 0 and 999 of each item.")})
    new = [found.get(variant) for variant in more]
    if any(thing is None or not thing.sold or thing.digital for thing in new):
        raise BadInput({"lines": N_("One of these items cannot be added.")})
    edited = [EditedLine(x, found[x.variant_id], wanted[x.variant_id], x.unit_price) for x in known.values()]
    if any(x.was and x.was.digital and x.to != x.before for x in edited):
        raise BadInput({"lines": N_("Digital items stay as they were ordered.")})
    return edited + [EditedLine(None, thing, thing.wanted, thing.unit_minor) for thing in new if thing]


def read_address(text: str | None, kept: Mapping[str, Any], shop: ShopView) -> dict[str, Any]:
    """A typed address taken apart, as an order keeps it; None, and what it says already, stays as it is."""
    words = " ".join((text or "").split())
    if text is None or words == str(kept.get("full", "")):
        return dict(kept)
    if not words:
        return {}
    country = str(kept.get("country", "")) or shop.country
    read = parse_address(words, country)
    view = AddressView(
        0, "", read.line or words[:200], read.unit, read.city, read.region, read.postcode, read.country or country,
        verified=False, is_default=False,
    )  # fmt: skip
    return {name: getattr(view, name) for name in AddressView.__dataclass_fields__} | {"full": words[:300]}


async def _delivery(by: Actor, order: Order, edit: Edit, rules: DeliveryRules, shop: ShopView) -> dict[str, Any]:
    now_at = int(order.delivery.get("method_id") or 0)
    point = int(order.delivery.get("point_id") or 0)
    wanted = edit.method_id or now_at
    if wanted == now_at and (not edit.point_id or edit.point_id == point):
        return dict(order.delivery)
    method = rules.method(wanted)
    if method is None:
        raise BadInput({"method": N_("Choose one of the list.")})
    words = await words_at(by, shop.version, order.locale, shop.locale)
    place = rules.point(edit.point_id or 0) or (rules.points[0] if rules.points else None)
    return way_of(method, shop, words(method.name), place.id if place else 0, words(place.name) if place else "")


def way_of(method: Method, shop: ShopView, name: str, point_id: int, point: str) -> dict[str, Any]:
    """A way of delivery as an order keeps it, chosen now."""
    pickup = method.is_pickup
    days = None if pickup else arrival(method.timing, now(), shop.zone)
    ready = ready_for_pickup(method.timing, now(), shop.zone) if pickup else None
    found = {
        "method_id": method.id, "kind": method.kind, "name": name, "earliest": days[0] if days else None,
        "latest": days[1] if days else None, "ready_at": ready, "point_id": point_id if pickup else 0,
        "point": point if pickup else "",
    }  # fmt: skip
    return {key: value.isoformat() if isinstance(value, (date, datetime)) else value for key, value in found.items()}


def _charged(
    order: Order,
    stays: Sequence[EditedLine],
    rules: DeliveryRules,
    delivery: Mapping[str, Any],
    goods: int,
    *,
    again: bool,
) -> DeliveryChoice | None:
    """The fee that was agreed, or what the method asks for the order as it will be."""
    if not delivery:
        return None
    method = rules.method(int(delivery.get("method_id") or 0))
    asked = order.delivery_fee
    if again and method is not None:
        weight = sum(x.thing.weight_g * x.to for x in stays if x.thing.ships)
        charge = fee(method.price, weight, goods)
        asked = order.delivery_fee if charge is None else charge
    return DeliveryChoice(method.id if method else 0, asked, method.tax_class if method else "standard")


def _place(shop: ShopView, address: Mapping[str, Any], delivery: Mapping[str, Any]) -> tuple[str, str]:
    if not address or delivery.get("kind") == "pickup":
        return shop.country, ""
    return str(address.get("country", "")), str(address.get("region", ""))


def _inclusive(order: Order, shop: ShopView) -> bool:
    return not order.tax_on_top if order.tax else shop.prices_include_tax


async def _columns(by: Actor, order: Order, edit: Edit, shop: ShopView, totals: Totals) -> dict[str, Any]:
    words = await words_at(by, shop.version, order.locale, shop.locale)
    said = {"name": edit.name, "phone": edit.phone}
    contact = dict(order.contact) | {key: value.strip()[:120] for key, value in said.items() if value is not None}
    extras = dict(order.extras)
    if edit.note is not None:
        extras = {k: v for k, v in extras.items() if k != "note"} | ({"note": edit.note[:500]} if edit.note else {})
    return {
        "goods": totals.goods_minor,
        "discount": totals.discount_minor,
        "delivery_fee": totals.delivery_minor,
        "tax": totals.tax_minor,
        "tax_on_top": totals.tax_on_top_minor,
        "taxes": [[words(x.name), x.rate_bp, x.net_minor, x.tax_minor] for x in totals.tax_summary],
        "contact": contact,
        "extras": extras,
    }
