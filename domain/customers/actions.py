"""What people tell us about themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.customers import phones
from domain.customers.address_words import region_code
from domain.customers.addresses import ParsedAddress
from domain.customers.errors import TooManyAddresses, UndoOver
from domain.customers.models import Address, ChannelIdentity, Customer
from domain.customers.postcodes import read_postcode
from domain.customers.queries import address, addresses
from domain.customers.views import AddressView
from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.rows import insert_rows
from domain.kit.text import folded
from domain.shop.queries import shop_of

LONGEST = {"line": 200, "unit": 40, "city": 80, "region": 80, "postcode": 16, "label": 20}
_SAME = ("line", "unit", "city", "postcode", "country")


class _Met(Exception):
    """Somebody we know, or whom a concurrent first press has made: undo ours."""


async def meet(shop_id: int, channel: str, external_id: str, locale: str, name: str) -> int:
    """The customer a messenger knows by `external_id`, born now if nobody has met them; returns the id."""
    by = system(shop_id)
    try:
        return await _born(by, channel, external_id, locale, name)
    except _Met:
        return await _known(by, channel, external_id)


async def _known(by: Actor, channel: str, external_id: str) -> int:
    found = await ChannelIdentity.of(by, channel=channel, external_id=external_id).values("customer_id")
    return int(found[0]["customer_id"]) if found else 0


async def _born(by: Actor, channel: str, external_id: str, locale: str, name: str) -> int:
    async with transaction():
        person = await Customer.add(by, name=name[:80], locale=locale)
        identity = {"shop_id": by.shop_id, "customer_id": person.id, "channel": channel, "external_id": external_id}
        conflict = "ON CONFLICT (shop_id, channel, external_id) DO NOTHING"
        if not await insert_rows("channel_identity", [identity | {"created_at": now()}], conflict=conflict):
            raise _Met()
    return int(person.id)


# ---------------------------------------------------------------------------------------------------------- addresses


async def save_address(
    by: Actor, place: ParsedAddress | Mapping[str, Any], *, address_id: int = 0, verified: bool | None = None
) -> AddressView:
    """Keep an address, or change one of the customer's own (`address_id`). The first becomes the default.

    `place` gives line, unit, city, region, postcode, country, lat, lon. An address kept already is found, not doubled.
    `verified` None: a typed one when it was read surely. Raises `BadInput`, `TooManyAddresses`, `NotFound`.
    """
    sure = place.is_sure if isinstance(place, ParsedAddress) else True
    fields = await read_place(by, place) | {"verified": sure if verified is None else verified}
    async with transaction():
        mine = await addresses(by)
        if address_id:
            return await _change(by, address_id, fields)
        twin = next((row for row in mine if _twins(row, fields)), None)
        if twin:
            return await _change(by, twin.id, fields)
        await _check_room(by, len(mine))
        added = await Address.add(by, customer_id=by.id, is_default=not mine, **fields)
        return AddressView(added.id, **dict.fromkeys(LONGEST, "") | fields, is_default=not mine)


async def read_place(by: Actor, place: ParsedAddress | Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an address as they would be kept. Raises `BadInput`."""
    fields = _fields(place)
    fields["country"] = fields["country"] or (await shop_of(by)).country
    fields["postcode"] = _postcode(fields.get("postcode", ""), fields["country"])
    if fields.get("region"):
        fields["region"] = region_code(fields["country"], fields["region"])
    return fields


def _fields(place: ParsedAddress | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(place, ParsedAddress):
        names = ("line", "unit", "city", "region", "postcode", "country")
        return _fields({name: getattr(place, name) for name in names})
    words = {name: _tidy(place.get(name))[:most] for name, most in LONGEST.items() if name in place}
    if not words.get("line") and place.get("lat") is None:
        raise BadInput({"line": N_("Street and house number are missing.")})
    words["line"] = words.get("line") or f"{place['lat']:.5f}, {place['lon']:.5f}"
    point = {"lat": place.get("lat"), "lon": place.get("lon")}
    return words | {"country": str(place.get("country") or "").upper()[:2]} | point


def _postcode(text: str, country: str) -> str:
    code = read_postcode(text, country)
    if code is None:
        raise BadInput({"postcode": N_("Postcodes of this country look different.")})
    return code


def _tidy(value: Any) -> str:
    return " ".join(str(value or "").split())


def _twins(row: AddressView, fields: Mapping[str, Any]) -> bool:
    return all(folded(getattr(row, name)) == folded(fields.get(name, "")) for name in _SAME)


async def _check_room(by: Actor, kept: int) -> None:
    most = (await shop_of(by)).settings.addresses_max
    if kept >= most:
        raise TooManyAddresses(max=most)


async def _change(by: Actor, address_id: int, fields: Mapping[str, Any]) -> AddressView:
    if not await Address.of(by, id=address_id, customer_id=by.id, deleted_at=None).update(**fields):
        raise NotFound()
    return await address(by, address_id)


async def rename_address(by: Actor, address_id: int, label: str) -> AddressView:
    """The customer's own word for an address, 20 characters at most; "" takes it away."""
    async with transaction():
        return await _change(by, address_id, {"label": _tidy(label)[: LONGEST["label"]]})


async def verify_address(by: Actor, address_id: int) -> AddressView:
    """The customer has looked at an address we were not sure of, and it is right. Raises `NotFound`."""
    async with transaction():
        return await _change(by, address_id, {"verified": True})


async def make_default(by: Actor, address_id: int) -> AddressView:
    """Deliver here unless told otherwise. Raises `NotFound`."""
    async with transaction():
        await Address.of(by, customer_id=by.id, is_default=True).update(is_default=False)
        return await _change(by, address_id, {"is_default": True})


async def delete_address(by: Actor, address_id: int) -> AddressView:
    """Forget an address; `undo_delete` brings it back for a minute. The newest other one becomes the default."""
    async with transaction():
        gone = await address(by, address_id)
        await Address.of(by, id=address_id).update(deleted_at=now(), is_default=False)
        if gone.is_default:
            await _default_to_newest(by)
    return gone


async def _default_to_newest(by: Actor) -> None:
    newest = await Address.of(by, customer_id=by.id, deleted_at=None).order_by("-id").first()
    if newest:
        await Address.of(by, id=newest.id).update(is_default=True)


async def undo_delete(by: Actor, address_id: int) -> AddressView:
    """Bring a deleted address back. Raises `UndoOver` when its minute has passed, `NotFound`."""
    seconds = (await shop_of(by)).settings.undo_s
    async with transaction():
        row = await Address.get_or_none(shop_id=by.shop_id, customer_id=by.id, id=address_id)
        if row is None:
            raise NotFound()
        if row.deleted_at and row.deleted_at < now() - timedelta(seconds=seconds):
            raise UndoOver()
        others = await Address.of(by, customer_id=by.id, deleted_at=None).exists()
        await Address.of(by, id=address_id).update(deleted_at=None, is_default=row.is_default or not others)
        return await address(by, address_id)


# ------------------------------------------------------------------------------------------------------------- people


async def set_phone(by: Actor, text: str, *, vouched: bool = False) -> str:
    """Keep the number in a typed text, or one the messenger vouches for; returns E.164. Raises a `PhoneRefused`."""
    phone = phones.of_contact(text) if vouched else phones.normalise(text, (await shop_of(by)).country)
    await _set(by, phone=phone)
    return phone


async def forget_phone(by: Actor) -> None:
    await _set(by, phone="")


async def set_locale(by: Actor, code: str) -> None:
    await _set(by, locale=code[:12])


async def set_name(by: Actor, name: str) -> str:
    """What to call the customer, 80 characters at most; returns it as kept."""
    kept = _tidy(name)[:80]
    await _set(by, name=kept)
    return kept


async def set_contact(by: Actor, *, name: str = "", phone: str = "") -> None:
    """Keep both at once as far as they are given; the number is checked as `set_phone` does."""
    changes = {"name": _tidy(name)[:80]} if name else {}
    if phone:
        changes["phone"] = phones.normalise(phone, (await shop_of(by)).country)
    if changes:
        await _set(by, **changes)


async def _set(by: Actor, **changes: Any) -> None:
    async with transaction():
        if not await Customer.of(by, id=by.id).update(**changes):
            raise NotFound()
