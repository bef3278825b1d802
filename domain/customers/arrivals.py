"""How people find the shop: campaigns and places of links, and the people who passed a link on."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.customers.models import Arrival, InviteCode
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotAllowed
from domain.kit.rows import insert_rows

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
CODE = 7
_FIRST = "first_{0} = CASE WHEN arrival.first_at IS NULL THEN EXCLUDED.first_{0} ELSE arrival.first_{0} END"
_TOUCHED = "ON CONFLICT (customer_id) DO UPDATE SET {}".format(
    ", ".join([_FIRST.format(name) + f", last_{name} = EXCLUDED.last_{name}" for name in ("campaign", "source", "at")])
)
_REFERRED = """
UPDATE arrival SET referrer_id = (SELECT i.customer_id FROM invite_code i WHERE i.shop_id = $1 AND i.code = $3),
       referred_at = $4
WHERE shop_id = $1 AND customer_id = $2 AND referrer_id IS NULL
  AND EXISTS (SELECT 1 FROM invite_code i WHERE i.shop_id = $1 AND i.code = $3 AND i.customer_id <> $2)
  AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = $2 AND o.cancel_reason <> 'expired')
RETURNING id
"""
_NEW_CODE = """
INSERT INTO invite_code (shop_id, customer_id, code, created_at)
SELECT $1, p.id, $3, $4 FROM customer p WHERE p.shop_id = $1 AND p.id = $2
  AND NOT EXISTS (SELECT 1 FROM invite_code i WHERE i.customer_id = p.id)
ON CONFLICT (shop_id, code) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """The first and the last link that said where it hung, and who sent the customer (0: nobody)."""

    first_campaign: str = ""
    first_source: str = ""
    first_at: datetime | None = None
    last_campaign: str = ""
    last_source: str = ""
    last_at: datetime | None = None
    referrer_id: int = 0
    referred_at: datetime | None = None


async def note_arrival(by: Actor, *, campaign: str = "", source: str = "", referrer: str = "") -> bool:
    """Keep where a customer comes from; harmless twice. True when somebody is now known to have sent them.

    The first link stays, the last is replaced. A referrer counts once, for somebody without orders, never oneself.
    """
    if by.kind != "customer" or not (campaign or source or referrer):
        return False
    at = now()
    touch = {"campaign": campaign, "source": source, "at": at if campaign or source else None}
    row: dict[str, Any] = {"shop_id": by.shop_id, "customer_id": by.id}
    for when in ("first", "last"):
        row |= {f"{when}_{name}": value for name, value in touch.items()}
    conflict = _TOUCHED if campaign or source else "ON CONFLICT (customer_id) DO NOTHING"
    await insert_rows("arrival", [row], conflict=conflict)
    return bool(referrer and await sql(_REFERRED, by.shop_id, by.id, referrer, at))


async def invite_code(by: Actor) -> str:
    """What stands for the customer in links they pass on: made once. Raises `NotAllowed` for who is no customer."""
    if by.kind != "customer":
        raise NotAllowed()
    for _ in range(4):
        known = await InviteCode.of(by, customer_id=by.id).order_by("id").first().values("code")
        if known:
            return str(known["code"])
        await sql(_NEW_CODE, by.shop_id, by.id, _random_code(), now())
    raise NotAllowed()


def _random_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE))


async def arrival_of(by: Actor, customer_id: int) -> ArrivalView:
    """How a customer came, as far as it is known."""
    found = await Arrival.of(by, customer_id=customer_id).first().values(*ArrivalView.__slots__)
    return ArrivalView(**found | {"referrer_id": found["referrer_id"] or 0}) if found else ArrivalView()


async def friends_sent(by: Actor) -> int:
    """How many people came by the customer's own links."""
    return await Arrival.of(by, referrer_id=by.id).count()
