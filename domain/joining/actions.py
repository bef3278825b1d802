"""One person in two messengers becomes one customer: one cart, one list of orders."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.audit.actions import record
from domain.customers.figures import refresh
from domain.customers.models import Arrival, ChannelIdentity, Customer, JoinToken
from domain.joining.carts import merge_carts
from domain.joining.errors import LinkEnded, NotJoinable, OtherAccount, TwoPeople
from domain.joining.moves import MOVES, PROFILE
from domain.joining.views import Joined, JoinView
from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.errors import NotAllowed
from domain.kit.rows import moment, row_lock
from domain.outbox.actions import put
from domain.wallet.actions import merge as merge_wallets

MINUTES = 10
TOKEN = 16
JOINED = "customer.joined"
_LETTERS = string.ascii_letters + string.digits
_TAKE = """
UPDATE join_token SET expires_at = $3 WHERE shop_id = $1 AND digest = $2 AND expires_at > $3 AND customer_id <> $4
RETURNING customer_id, channel
"""
_BOTH = """
SELECT p.id, p.phone, p.blocked, p.created_at, EXISTS (
  SELECT 1 FROM orders o WHERE o.customer_id = p.id AND o.cancel_reason <> 'expired') AS ordered
FROM customer p WHERE p.shop_id = $1 AND p.id IN ($2, $3) ORDER BY p.id {lock}
"""
_LAST_VALUE = re.compile(r"\$(\d)")


@dataclass(frozen=True, slots=True)
class _Side:
    id: int
    phone: str
    blocked: bool
    created_at: datetime
    ordered: bool


async def make_token(by: Actor) -> str:
    """The secret of a link by which another messenger of this person becomes theirs: once, for ten minutes."""
    if by.kind != "customer":
        raise NotAllowed()
    token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN))
    async with transaction():
        await JoinToken.of(by, customer_id=by.id, expires_at__lt=now()).delete()
        until = now() + timedelta(minutes=MINUTES)
        await JoinToken.add(by, customer_id=by.id, digest=_digest(token), channel=by.channel, expires_at=until)
    return token


async def joining(by: Actor, token: str) -> JoinView:
    """What a link would do, and nothing done. Raises `LinkEnded`."""
    found = await JoinToken.of(by, digest=_digest(token)).first().values("channel", "customer_id", "expires_at")
    same = bool(found) and by.kind == "customer" and found["customer_id"] == by.id
    if not found or (not same and found["expires_at"] <= now()):
        raise LinkEnded()
    return JoinView(found["channel"], same=same)


async def join(by: Actor, token: str) -> Joined:
    """Make the customer of the link and this one the same, all or nothing; harmless between the same.

    Who has ordered stays, else who came first. Raises `LinkEnded`, `OtherAccount`, `TwoPeople`, `NotJoinable`.
    """
    if by.kind != "customer":
        raise NotAllowed()
    async with transaction():
        taken = await sql(_TAKE, by.shop_id, _digest(token), now(), by.id)
        if not taken:
            return await _one_already(by, token)
        stays, goes = await _chosen(by, int(taken[0]["customer_id"]))
        one = replace(by, id=stays.id)
        await merge_into(one, goes.id)
        what = {"was": goes.id, "channels": [taken[0]["channel"], by.channel]}
        await record(one, "customer.joined", f"customer:{one.id}", what)
        await put(one, JOINED, {"customer_id": one.id})
    return Joined(one.id, changed=True)


async def _one_already(by: Actor, token: str) -> Joined:
    """A second press of the same person, or their own link."""
    if not await JoinToken.of(by, digest=_digest(token), customer_id=by.id).exists():
        raise LinkEnded()
    return Joined(by.id, changed=False)


async def sweep_tokens() -> int:
    """Forget links that have ended."""
    return await JoinToken.filter(expires_at__lt=now()).delete()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def _chosen(by: Actor, other: int) -> tuple[_Side, _Side]:
    """Who stays and who goes, both locked until the transaction ends."""
    rows = await sql(_BOTH.format(lock=row_lock("p")), by.shop_id, by.id, other)
    sides = [
        _Side(row["id"], row["phone"], bool(row["blocked"]), moment(row["created_at"]) or now(), bool(row["ordered"]))
        for row in rows
    ]
    if len(sides) != 2 or any(side.blocked for side in sides):
        raise NotJoinable()
    first, second = sorted(sides, key=lambda side: (not side.ordered, side.created_at, side.id))
    if second.ordered and first.phone and second.phone and first.phone != second.phone:
        raise TwoPeople()
    await check_accounts(by, first.id, second.id)
    return first, second


async def check_accounts(by: Actor, first: int, second: int) -> None:
    """A person has many browsers, and one account at a messenger. Raises `OtherAccount`."""
    rows = await ChannelIdentity.of(by, customer_id__in=[first, second]).exclude(channel="web").values("channel")
    channels = [row["channel"] for row in rows]
    if len(channels) != len(set(channels)):
        raise OtherAccount()


async def merge_into(stays: Actor, goes: int) -> None:
    """Everything of `goes` becomes part of `stays`, in the caller's transaction, which has locked both."""
    by = system(stays.shop_id)
    await merge_carts(by, stays, goes)
    await _one_arrival(by, stays.id, goes)
    await merge_wallets(by, stays.id, goes)
    for statement in (PROFILE, *(one for rule in MOVES.values() for one in rule)):
        await sql(statement, *[by.shop_id, stays.id, goes][: _values(statement)])
    await Customer.of(by, id=goes).delete()  # refused by the database while anything still names them
    await refresh([stays.id])


def _values(statement: str) -> int:
    return max(int(number) for number in _LAST_VALUE.findall(statement))


async def _one_arrival(by: Actor, stays: int, goes: int) -> None:
    """The first touch of both and the last of both; a friend who sent either has sent them."""
    own, theirs = [await Arrival.of(by, customer_id=who).first() for who in (stays, goes)]
    if own is None or theirs is None:
        return
    if theirs.first_at and (own.first_at is None or theirs.first_at < own.first_at):
        own.first_at, own.first_campaign, own.first_source = theirs.first_at, theirs.first_campaign, theirs.first_source
    if theirs.last_at and (own.last_at is None or theirs.last_at > own.last_at):
        own.last_at, own.last_campaign, own.last_source = theirs.last_at, theirs.last_campaign, theirs.last_source
    if not own.referrer_id and theirs.referrer_id != stays:
        own.referrer_id, own.referred_at = theirs.referrer_id, theirs.referred_at
    await own.save()
    await theirs.delete()
