"""The most each role gives back or gives away on its own. Above it somebody else has to agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.kit.actor import Actor, Caps
from domain.shop.card_sums import about_a_dollar
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS, allowed

# In dollars; a shop with other money begins with about as much of its own. Roles that are not here give nothing.
REFUNDS = {Role.MANAGER: 500, Role.AGENT: 30, Role.LEAD: 150}
CREDITS = {Role.MANAGER: 500, Role.AGENT: 10, Role.LEAD: 50}
CAPPED = tuple(REFUNDS)


def caps_of(role: Role, settings: Mapping[str, Any], currency: str) -> Caps:
    """What a role may give, as the shop has set it."""
    return Caps(
        _cap(settings, "refund_caps", role, REFUNDS, currency),
        _cap(settings, "credit_caps", role, CREDITS, currency),
        currency,
    )


def _cap(settings: Mapping[str, Any], name: str, role: Role, usual: Mapping[Role, int], currency: str) -> int:
    chosen = (settings.get(name) or {}).get(role.value)
    return usual.get(role, 0) * about_a_dollar(currency) if chosen is None else int(chosen)


def acting(row: Mapping[str, Any], channel: str) -> Actor:
    """What a person of these columns (`FACTS`) may do now."""
    role, own = Role(row["staff__role"]), row["staff__custom_role__permissions"]
    may = PERMISSIONS[role] if own is None else allowed(own)
    caps = caps_of(role, row["shop__settings"], row["shop__currency"])
    return Actor(row["shop_id"], "staff", row["staff_id"], may, row["staff__locale"], channel, caps=caps)


FACTS = (
    "shop_id", "staff_id", "staff__role", "staff__custom_role__permissions", "staff__locale", "shop__settings",
    "shop__currency",
)  # fmt: skip
