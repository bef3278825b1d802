"""Three ways to begin with, each with one number at most: pickup only, a courier at one price, or both."""

from __future__ import annotations

from dataclasses import dataclass

from domain.delivery.actions import save_method, save_point, save_zone
from domain.delivery.models import DeliveryMethod
from domain.delivery.views import MethodForm, PointForm, ZoneForm
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput

PRESETS = ("courier", "pickup", "both")


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the shop's own language."""

    country: str
    courier: str
    pickup: str
    shop: str


async def use_preset(by: Actor, preset: str, fee: int, address: str, country: str, names: Names) -> None:
    """Make the methods of a preset; `fee` in minor units is the courier's, `address` where goods are picked up.

    Again with methods of these kinds there changes nothing. Raises `BadInput`, `NotAllowed`.
    """
    require(by, Permission.EDIT_SETTINGS)
    if preset not in PRESETS:
        raise BadInput({"preset": N_("Choose one of the three.")})
    if preset != "courier" and not address.strip():
        raise BadInput({"address": N_("Say where goods are picked up.")})
    async with transaction():
        if preset != "pickup" and not await _there(by, "courier"):
            zone_id = await save_zone(by, ZoneForm(name=names.country, countries=(country,)))
            await save_method(by, MethodForm(kind="courier", name=names.courier, steps=((None, fee),), zone_id=zone_id))
        if preset != "courier" and not await _there(by, "pickup"):
            await save_point(by, PointForm(name=names.shop[:80], address=address.strip()[:200]))
            await save_method(by, MethodForm(kind="pickup", name=names.pickup, steps=((None, 0),), position=1))


async def _there(by: Actor, kind: str) -> bool:
    return await DeliveryMethod.of(by, kind=kind, is_demo=False).exists()
