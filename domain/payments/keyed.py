"""Providers whose keys the merchant copies from their site: asked whose they are, kept sealed, shown by their ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.vault import mark
from domain.payments.accounts import looked, save_keys, stored_keys
from domain.payments.models import Payment, ProviderAccount
from domain.payments.port import KeyedProvider, Keys, KeysRefused, Probed, ProviderError
from domain.payments.providers import online
from domain.shop.actions import change_settings
from domain.shop.queries import shop_of
from domain.shop.views import KEYED

REFUSED = N_("These keys are not known there. They may have been replaced: copy them once more.")
SILENT = N_("There is no answer now, so the key could not be checked. Try again in a minute.")
LACKING = N_("This key lacks a right: {what}. Give it that right there, then save again.")
OTHER_ACCOUNT = N_("This key belongs to another account than the one before. Disconnect that one first.")
NEEDED = N_("Fill this in.")
SHOWN = 4
OWNER = 20
MISSED = timedelta(days=30)  # so far back the books are read when an account comes back


@dataclass(frozen=True, slots=True)
class KeptKeys:
    """What is shown of a shop's keys: the last letters of each, and whose they are."""

    account: str
    api: str
    hooks: tuple[str, ...]


async def kept_keys(by: Actor, code: str) -> KeptKeys | None:
    """None where the shop has no keys for this provider. Raises `NotAllowed`, `Sealed`."""
    require(by, Permission.MANAGE_MONEY)
    keys = await stored_keys(by, code)
    if keys is None:
        return None
    return KeptKeys(keys.account, keys.api[-SHOWN:], tuple(hook[-SHOWN:] for hook in keys.hooks))


def needed_events(code: str) -> tuple[str, ...]:
    """The kinds of webhook the provider has to be told to send. Raises `NotFound`."""
    return _keyed(code).events


async def connect_by_keys(by: Actor, code: str, api: str = "", hooks: tuple[str, ...] = ()) -> None:
    """Keep keys that were typed, after the provider has said whose they are; what is empty stays as it was.

    Raises `BadInput` (fields "api", "hooks"), `NotFound`, `NotAllowed`.
    """
    require(by, Permission.MANAGE_MONEY)
    provider, before = _keyed(code), await stored_keys(by, code)
    api, hooks = api or (before.api if before else ""), hooks or (before.hooks if before else ())
    if problems := provider.wrong_with(api, hooks) if api else {"api": NEEDED}:
        raise BadInput(problems)
    probed = await _probed(provider, api)
    if before and before.account and probed.account not in ("", before.account):
        raise BadInput({"api": OTHER_ACCOUNT})
    account = probed.account or (before.account if before else "")
    owner = before.owner if before else mark(f"{code}:{by.shop_id}")[:OWNER]
    async with transaction():
        await save_keys(by, code, Keys(account, api, hooks, owner=owner))
        if before is None and await Payment.of(by, provider=code).exists():
            await looked(by, code, now() - MISSED)
        await record(by, "payment.connected", code, {"account": account, "key": api[-SHOWN:], "secrets": len(hooks)})
        await _know(by)


def _keyed(code: str) -> KeyedProvider:
    provider = online(code)
    if not isinstance(provider, KeyedProvider):
        raise NotFound()
    return provider


async def _probed(provider: KeyedProvider, api: str) -> Probed:
    try:
        probed = await provider.probe(api)
    except KeysRefused:
        raise BadInput({"api": REFUSED}) from None
    except ProviderError:
        raise BadInput({"api": SILENT}) from None
    if probed.lacking:
        raise BadInput({"api": LACKING}, what=" · ".join(probed.lacking))
    return probed


async def disconnect(by: Actor, code: str) -> None:
    """Forget the keys. Harmless twice. Raises `NotAllowed`."""
    require(by, Permission.MANAGE_MONEY)
    async with transaction():
        if await ProviderAccount.of(by, provider=code).delete():
            await record(by, "payment.disconnected", code)
            await _know(by)


async def _know(by: Actor) -> None:
    """The settings say who is connected, so that screens need not look; who is connected first is offered at once."""
    rows = await ProviderAccount.of(by, provider__in=list(KEYED)).values("provider")
    connected, settings = tuple(sorted(row["provider"] for row in rows)), (await shop_of(by)).settings
    changes: dict[str, tuple[str, ...]] = {"connected": connected}
    if not connected or not settings.connected:
        rest = tuple(code for code in settings.payment_methods if code not in KEYED)
        changes["payment_methods"] = (*rest, *sorted(KEYED)) if connected else rest
    await change_settings(by, **changes)
