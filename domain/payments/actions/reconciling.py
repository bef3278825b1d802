"""Looking for ourselves: a webhook can be lost, and so can the answer to a question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import sql, transaction
from domain.kit.rows import placeholders
from domain.orders import attention
from domain.orders.actions import flag, lock
from domain.orders.queries import order as read_order
from domain.orders.queries import payments_of
from domain.orders.views import OrderView, PaymentView
from domain.outbox.actions import put
from domain.payments.accounts import Account, keys_of, looked
from domain.payments.actions.returning import send_refund
from domain.payments.actions.settling import settle, settle_state
from domain.payments.actions.starting import may_ask
from domain.payments.models import Payment, PaymentStatus, Refund
from domain.payments.port import OnlineProvider, ProviderError
from domain.payments.providers import online, online_codes
from domain.shop.queries import shop_of

FIRST_LOOK = timedelta(seconds=20)
OFTEN, SELDOM = timedelta(seconds=20), timedelta(minutes=2)
OFTEN_FOR = timedelta(minutes=3)
OVERLAP = timedelta(hours=1)
REFUND_WAITS, REFUND_LATE = timedelta(minutes=2), timedelta(hours=1)
BATCH = 200
_LATE = """
SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment_id
WHERE r.status = 'pending' AND r.created_at <= $1 AND p.provider IN ({codes}) ORDER BY r.id LIMIT 20
"""


async def check(by: Actor, order_id: int) -> OrderView:
    """Ask the providers how the payments of an order stand, and act on it. Raises `OrderGone`, `ProviderError`."""
    order = await read_order(by, order_id)
    for payment in order.payments:
        provider = online(payment.provider)
        if provider and payment.status != PaymentStatus.CAPTURED and may_ask(payment.provider, await shop_of(by)):
            await _ask(system(by.shop_id), provider, payment)
    return await read_order(by, order_id)


async def _ask(by: Actor, provider: OnlineProvider, payment: PaymentView) -> None:
    await Payment.of(by, id=payment.id).update(checked_at=now())
    keys = await keys_of(by, provider, await shop_of(by))
    await settle_state(by, provider.code, payment.id, await provider.status(payment, keys))


async def close_payment(by: Actor, payment_id: int) -> None:
    """The order has ended: its page takes no more money. Money that was faster is booked. Raises `ProviderError`."""
    row = await Payment.of(by, id=payment_id).first()
    provider = online(row.provider) if row else None
    if row is None or provider is None or row.status is PaymentStatus.CAPTURED:
        return
    payment = next(p for p in await payments_of(by, row.order_id) if p.id == payment_id)
    keys = await keys_of(by, provider, await shop_of(by))
    await settle_state(by, provider.code, payment_id, await provider.close(payment, keys))


async def poll_payments() -> list[ProviderError]:
    """Ask about payments that have been waiting for a while: often at first, seldom later.

    Returns what went wrong; a shop whose provider does not answer is left alone until the next round.
    """
    problems: list[ProviderError] = []
    silent: set[tuple[int, str]] = set()
    for row in await _due():
        by = system(row.shop_id)
        if (row.shop_id, row.provider) in silent:
            continue
        try:
            await check(by, row.order_id)
        except ProviderError as error:
            problems.append(error)
            silent.add((row.shop_id, row.provider))
    return problems


async def _due() -> list[Payment]:
    at = now()
    waiting = Payment.filter(
        status=PaymentStatus.PENDING, provider__in=list(online_codes()), created_at__lte=at - FIRST_LOOK
    )
    rows = await waiting.order_by("checked_at", "id").limit(BATCH)
    return [row for row in rows if _is_due(row, at)]


def _is_due(row: Payment, at: datetime) -> bool:
    gap = OFTEN if at - row.created_at < OFTEN_FOR else SELDOM
    return row.checked_at is None or row.checked_at <= at - gap


async def look_over(account: Account) -> int:
    """Read the provider's own list since the last look: lost webhooks, and charges we do not know. How many there were.

    Raises `ProviderError`.
    """
    by, at = system(account.shop_id), now()
    shop, provider = await shop_of(by), online(account.provider)
    if provider is None:
        return 0
    since = (account.looked_at or account.created_at) - OVERLAP
    count = 0
    async for charge in provider.charges(await keys_of(by, provider, shop), since):
        await settle(by, provider.code, charge)
        count += 1
    await looked(by, provider.code, at)
    return count


async def push_refunds() -> list[ProviderError]:
    """Refunds whose outbox row has given up are asked for again, by the same key; a late one is shown to a person."""
    problems: list[ProviderError] = []
    for row in await _late_refunds():
        by = system(row.shop_id)
        try:
            await send_refund(by, row.id)
        except ProviderError as error:
            problems.append(error)
            if row.created_at <= now() - REFUND_LATE:
                await _tell_late(by, row)
    return problems


async def _late_refunds() -> Iterable[Refund]:
    codes = online_codes()
    if not codes:
        return ()
    rows = await sql(_LATE.format(codes=placeholders(len(codes), 2)), now() - REFUND_WAITS, *codes)
    return await Refund.filter(id__in=[row["id"] for row in rows]).order_by("id")


async def _tell_late(by: Actor, row: Refund) -> None:
    async with transaction():
        order = await lock(by, row.order_id)
        if attention.REFUND_LATE not in attention.reasons(order.needs_attention):
            await flag(by, order, attention.REFUND_LATE)
            await put(by, "order.attention", {"order_id": order.id})
