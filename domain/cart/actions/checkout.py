"""The choices of a checkout, kept on the cart: coupon, extras, address, way of delivery, way to pay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.cart.actions.change import Edit, change_cart, guard
from domain.cart.basket import PART, WALLET, Basket
from domain.cart.choices import purchases
from domain.cart.errors import NotOffered, TooLong
from domain.cart.sums import Facts, coupon_shares, facts_for, reckon
from domain.cart.views import CartView
from domain.customers.queries import address
from domain.customers.views import AddressView
from domain.kit.actor import Actor
from domain.promotions.actions import known_code
from domain.promotions.errors import CouponUnknown
from domain.promotions.queries import terms as read_terms

LONGEST = {"note": 300, "card_message": 200, "recipient": 120}
PARTS = ("digital", "rest")
SWITCHES = ("gift_wrap", "hide_prices")


async def apply_coupon(by: Actor, kind: str, code: str, rev: int | None) -> CartView:
    """Use a code on this cart, in place of another one. Raises a `CouponRefused` with the one reason."""
    wanted = known_code(code)
    terms = await read_terms(by, wanted)
    if terms is None:
        raise CouponUnknown(code=wanted)

    async def decide(before: Basket) -> Edit | None:
        if before.coupon == wanted:
            return None
        guard(before, rev)
        after = replace(before, coupon=wanted, terms=terms)
        facts = await facts_for(by, after)
        lines, _ = purchases([line for line in before.lines if line.available], before.part)
        coupon_shares(terms, lines, facts)
        return Edit(after, {"coupon": wanted})

    return await change_cart(by, kind, decide)


async def drop_coupon(by: Actor, kind: str, rev: int | None) -> CartView:
    """Go without a code. Harmless twice."""

    async def decide(before: Basket) -> Edit | None:
        if not before.coupon:
            return None
        guard(before, rev)
        return Edit(replace(before, coupon="", terms=None), {"coupon": ""})

    return await change_cart(by, kind, decide)


async def set_extra(by: Actor, kind: str, name: str, value: str, rev: int | None) -> CartView:
    """Gift wrap and hidden prices ("1" or ""), note, card_message, recipient (words, "" for none).

    Raises `NotOffered`, `TooLong`.
    """
    kept = value.strip()
    if len(kept) > LONGEST.get(name, 1):
        raise TooLong(max=LONGEST.get(name, 1))

    async def decide(before: Basket) -> Edit | None:
        await _check_extra(by, before, name)
        if before.extras.get(name, "") == kept:
            return None
        guard(before, rev)
        extras = {key: word for key, word in {**before.extras, name: kept}.items() if word}
        return Edit(replace(before, extras=extras), {"extras": extras})

    return await change_cart(by, kind, decide)


async def _check_extra(by: Actor, before: Basket, name: str) -> None:
    settings = (await facts_for(by, before)).shop.settings
    if name not in SWITCHES and name not in LONGEST:
        raise NotOffered()
    if name == "gift_wrap" and settings.gift_wrap_fee is None:
        raise NotOffered()


async def choose_part(by: Actor, kind: str, part: str, rev: int | None) -> CartView:
    """Buy the "digital" items or the "rest" first, where both cannot be paid at once. Raises `NotOffered`."""
    if part not in PARTS:
        raise NotOffered()

    async def decide(before: Basket) -> Edit | None:
        if before.part == part:
            return None
        guard(before, rev)
        extras = {**before.extras, PART: part}
        return Edit(replace(before, extras=extras), {"extras": extras})

    return await change_cart(by, kind, decide)


async def use_wallet(by: Actor, kind: str, rev: int | None, *, on: bool) -> CartView:
    """Pay from the wallet as far as it reaches, or leave it alone."""

    async def decide(before: Basket) -> Edit | None:
        if before.uses_wallet is on:
            return None
        guard(before, rev)
        extras = {name: word for name, word in before.extras.items() if name != WALLET} | ({WALLET: "1"} if on else {})
        return Edit(replace(before, extras=extras), {"extras": extras})

    return await change_cart(by, kind, decide)


async def choose_address(by: Actor, kind: str, address_id: int, rev: int | None) -> CartView:
    """Deliver to one of the customer's own addresses; a pickup chosen before is given up. Raises `NotFound`."""
    place = await address(by, address_id)

    async def decide(before: Basket) -> Edit | None:
        return _guarded(before, rev, to_address(before, await facts_for(by, before), place))

    return await change_cart(by, kind, decide)


async def choose_method(by: Actor, kind: str, method_id: int, rev: int | None) -> CartView:
    """Choose among the ways of delivery offered. Raises `NotOffered`."""
    return await _choose_way(by, kind, method_id, None, rev)


async def choose_point(by: Actor, kind: str, method_id: int, point_id: int, rev: int | None) -> CartView:
    """Choose a pickup method and where. Raises `NotOffered`."""
    return await _choose_way(by, kind, method_id, point_id, rev)


async def _choose_way(by: Actor, kind: str, method_id: int, point_id: int | None, rev: int | None) -> CartView:
    async def decide(before: Basket) -> Edit | None:
        return _guarded(before, rev, by_way(before, await facts_for(by, before), method_id, point_id))

    return await change_cart(by, kind, decide)


async def choose_payment(by: Actor, kind: str, code: str, rev: int | None) -> CartView:
    """Choose among the ways to pay. Raises `NotOffered`."""

    async def decide(before: Basket) -> Edit | None:
        return _guarded(before, rev, with_payment(before, await facts_for(by, before), code))

    return await change_cart(by, kind, decide)


def _guarded(before: Basket, rev: int | None, edit: Edit | None) -> Edit | None:
    if edit:
        guard(before, rev)
    return edit


# ------------------------------------------------------------------------------- what a choice makes of a cart. Pure


def to_address(before: Basket, facts: Facts, place: AddressView) -> Edit | None:
    """Deliver there; a pickup chosen before is given up. None: it holds already."""
    method = facts.delivery.method(before.method_id)
    pickup = method is not None and method.is_pickup
    if before.address and before.address.id == place.id and not pickup:
        return None
    columns: dict[str, Any] = {"address_id": place.id}
    after = replace(before, address=place)
    if pickup:
        columns |= {"method_id": None, "point_id": None}
        after = replace(after, method_id=0, point_id=0)
    return Edit(after, columns)


def by_way(before: Basket, facts: Facts, method_id: int, point_id: int | None = None) -> Edit | None:
    """Deliver this way; `point_id` None leaves the pickup point. None: it holds already. Raises `NotOffered`."""
    point = before.point_id if point_id is None else point_id
    if (before.method_id, before.point_id) == (method_id, point):
        return None
    offered = {option.method_id for option in reckon(before, facts).options}
    if method_id not in offered or (point_id is not None and facts.delivery.point(point_id) is None):
        raise NotOffered()
    return Edit(
        replace(before, method_id=method_id, point_id=point), {"method_id": method_id, "point_id": point or None}
    )


def with_payment(before: Basket, facts: Facts, code: str) -> Edit | None:
    """Pay this way. None: it holds already. Raises `NotOffered`."""
    if before.payment == code:
        return None
    if code not in reckon(before, facts).payments:
        raise NotOffered()
    return Edit(replace(before, payment=code), {"payment": code})
