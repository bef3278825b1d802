"""What Stripe's books say of our payments, and the money that goes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from stripe import StripeClient, StripeError

from domain.payments.port import Charge, ProviderError, Returned, State
from integrations.payments.stripe import messages
from integrations.payments.stripe.messages import BACK, REFUND, Told

PAGE = 100
TRIES = 9
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


async def state(client: StripeClient, session: str, owner: str) -> State:
    """How a page of Checkout stands; "unknown" for one that is not ours. Raises `ProviderError`."""
    expand = ["payment_intent.latest_charge"]
    told = (await client.v1.checkout.sessions.retrieve_async(session, {"expand": expand})).to_dict()
    if not messages.is_mine(told, owner):
        return State("unknown")
    intent = told.get("payment_intent")
    if told.get("payment_status") == "paid" and intent:
        return await _paid(client, intent)
    if told.get("status") == "expired":
        return State("closed", messages.decline(intent))
    if told.get("status") == "complete" and intent and intent.get("status") in ("requires_payment_method", "canceled"):
        return State("failed", messages.decline(intent))
    return State("open")


async def intent_state(client: StripeClient, intent: str, owner: str) -> State:
    """The same of a payment intent: paid, or not yet. Raises `ProviderError`."""
    told = (await client.v1.payment_intents.retrieve_async(intent, {"expand": ["latest_charge"]})).to_dict()
    if not messages.is_mine(told, owner):
        return State("unknown")
    return await _paid(client, told) if told.get("status") == "succeeded" else State("open")


async def _paid(client: StripeClient, intent: Told) -> State:
    return State("captured", charges=(await _charge(client, intent),))


async def _charge(client: StripeClient, intent: Told) -> Charge:
    refunds = await _refunds(client, intent["id"])
    last = intent.get("latest_charge")
    disputed = isinstance(last, dict) and last.get("disputed") is True
    disputes = await _disputes(client, intent["id"]) if disputed else []
    try:
        return messages.charge(intent, refunds, disputes)
    except UNREADABLE as error:
        raise ProviderError(f"not understood: {error!r}"[:200], permanent=False) from None


async def _refunds(client: StripeClient, intent: str) -> list[Told]:
    """Everything that has gone back, or tried to, oldest first."""
    found = await client.v1.refunds.list_async({"payment_intent": intent, "limit": PAGE})
    refunds = [each.to_dict() async for each in found.auto_paging_iter()]
    return sorted(refunds, key=lambda each: (each["created"], each["id"]))


async def _disputes(client: StripeClient, intent: str) -> list[Told] | None:
    """What banks want back, with the money that has moved for it; None where a restricted key may not know."""
    try:
        found = await client.v1.disputes.list_async({"payment_intent": intent, "limit": PAGE})
        return [each.to_dict() async for each in found.auto_paging_iter()]
    except StripeError as error:
        if error.http_status in (403, 404):
            return None
        raise


async def charges(client: StripeClient, owner: str, since: datetime) -> AsyncIterator[Charge]:
    """Every payment of ours that was charged or refunded since then. Raises `ProviderError`."""
    seen: set[str] = set()
    async for told in _news(client, since):
        intent = told.get("payment_intent")
        if not isinstance(intent, dict) or intent["id"] in seen or intent.get("status") != "succeeded":
            continue
        if messages.is_mine(intent, owner):
            seen.add(intent["id"])
            charged = await _with_fee(client, told if told["object"] == "charge" else told["charge"])
            yield await _charge(client, {**intent, "latest_charge": charged})


async def _with_fee(client: StripeClient, charged: Told) -> Told:
    """What Stripe keeps is reckoned later, and a restricted key need not be allowed to know it."""
    reckoning = charged.get("balance_transaction")
    if not isinstance(reckoning, str):
        return charged
    try:
        told = await client.v1.balance_transactions.retrieve_async(reckoning)
    except StripeError as error:
        if error.http_status in (403, 404):
            return charged
        raise
    return {**charged, "balance_transaction": told.to_dict()}


async def _news(client: StripeClient, since: datetime) -> AsyncIterator[Told]:
    """Charges, then refunds: money may go back long after it came."""
    created = {"gt": int(since.timestamp()) - 1}
    taken: Any = {"created": created, "limit": PAGE, "expand": ["data.payment_intent"]}
    async for one in (await client.v1.charges.list_async(taken)).auto_paging_iter():
        if one.status == "succeeded":
            yield one.to_dict()
    back: Any = {"created": created, "limit": PAGE, "expand": ["data.payment_intent", "data.charge"]}
    async for other in (await client.v1.refunds.list_async(back)).auto_paging_iter():
        yield other.to_dict()


async def refund(client: StripeClient, intent: str, number: int, key: str, owner: str) -> Returned:
    """Give back once per `key`, however long ago it was asked for first. Raises `ProviderError`.

    Stripe forgets idempotency keys after a day and repeats a refusal until then, so its list is what counts: a refund
    that is there is not made again, and after one that failed there is another key.
    """
    mine = [each for each in await _refunds(client, intent) if (each.get("metadata") or {}).get(REFUND) == key]
    standing = [each for each in mine if BACK.get(each["status"]) != "failed"]
    told = standing[-1] if standing else await _refund(client, intent, number, key, owner, len(mine))
    if told["status"] not in BACK:
        raise ProviderError(f"refund is {told['status']}", permanent=False)
    if BACK[told["status"]] == "failed":
        raise ProviderError(str(told.get("failure_reason") or "refund_refused"), permanent=True)
    return messages.returned(told)


async def _refund(client: StripeClient, intent: str, number: int, key: str, owner: str, failed: int) -> Told:
    body: Any = {"payment_intent": intent, "amount": number, "metadata": {REFUND: key}}
    for again in range(failed, failed + TRIES):
        once = f"{owner}-{key}" + (f"-{again}" if again else "")
        try:
            return (await client.v1.refunds.create_async(body, {"idempotency_key": once})).to_dict()
        except StripeError as error:
            if not _repeated(error):
                raise
    raise ProviderError("refused again and again", permanent=True)


def _repeated(error: StripeError) -> bool:
    """Whether this is the answer to an earlier try, and not to this one."""
    headers = {str(name).lower(): value for name, value in dict(error.headers or {}).items()}
    return headers.get("idempotent-replayed") == "true" and (error.http_status or 0) < 500
