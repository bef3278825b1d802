"""A shop's account with a provider: its keys, sealed at rest, and how far its charges are known."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.rows import insert_rows
from domain.kit.vault import seal, unseal
from domain.payments.models import ProviderAccount
from domain.payments.port import Keys, OnlineProvider, ProviderError
from domain.payments.providers import online
from domain.shop.queries import shop_of
from domain.shop.views import ShopView


@dataclass(frozen=True, slots=True)
class Account:
    shop_id: int
    provider: str
    looked_at: datetime | None
    created_at: datetime


async def stored_keys(by: Actor, code: str) -> Keys | None:
    """The shop's keys for this provider, None when it has none. Raises `Sealed`."""
    row = await ProviderAccount.of(by, provider=code).first()
    if row is None:
        return None
    body = json.loads(unseal(row.sealed))
    return Keys(body["account"], body["api"], tuple(body["hooks"]), body.get("desk", ""), body.get("owner", ""))


async def keys_of(by: Actor, provider: OnlineProvider, shop: ShopView) -> Keys:
    """The shop's keys, asked for and kept where the provider gives them by itself. Raises `ProviderError`."""
    found = await stored_keys(by, provider.code)
    if found is not None:
        return found
    given = await provider.connect(shop)
    if given is None:
        raise ProviderError(f"no keys for {provider.code}", permanent=True)
    await save_keys(by, provider.code, given)
    return given


async def connect(by: Actor, code: str) -> str:
    """Make sure the shop has keys for a provider that gives them by itself; returns the provider's desk, "" for none.

    A provider that does not answer now is asked again by the first payment. Raises `NotAllowed`.
    """
    require(by, Permission.MANAGE_MONEY)
    provider = online(code)
    if provider is None:
        return ""
    try:
        return (await keys_of(by, provider, await shop_of(by))).desk
    except ProviderError:
        return ""


async def desk_of(by: Actor, code: str) -> str:
    """Where the merchant sees the provider's own books, "" where the shop has no account there."""
    require(by, Permission.VIEW_MONEY)
    keys = await stored_keys(by, code)
    return keys.desk if keys else ""


async def save_keys(by: Actor, code: str, keys: Keys) -> None:
    """Keep the keys of a shop for a provider, in place of those it had."""
    sealed = seal(json.dumps(asdict(keys)))
    row = {"shop_id": by.shop_id, "provider": code, "sealed": sealed, "created_at": now()}
    async with transaction():
        conflict = "ON CONFLICT (shop_id, provider) DO UPDATE SET sealed = EXCLUDED.sealed"
        await insert_rows("provider_account", [row], conflict=conflict)


async def accounts(codes: tuple[str, ...]) -> tuple[Account, ...]:
    """Every shop's account with these providers."""
    rows = await ProviderAccount.filter(provider__in=list(codes)).order_by("id")
    return tuple(Account(row.shop_id, row.provider, row.looked_at, row.created_at) for row in rows)


async def look_again(since: datetime) -> None:
    """Of every provider's charges at most those until this instant are known: the rest is read anew."""
    await ProviderAccount.filter(looked_at__gt=since).update(looked_at=since)


async def looked(by: Actor, code: str, at: datetime) -> None:
    """The provider's charges are known up to this instant."""
    await ProviderAccount.of(by, provider=code).update(looked_at=at)
