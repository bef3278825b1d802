"""Asking a provider for the page where an order is paid. The payment's row is there before, and is the key."""

from __future__ import annotations

from domain.kit.actor import Actor, system
from domain.kit.db import transaction
from domain.kit.money import Money
from domain.orders.actions import lock
from domain.orders.models import OrderStatus
from domain.orders.queries import order as read_order
from domain.orders.views import OrderView, PaymentView
from domain.outbox.actions import put
from domain.payments.accounts import keys_of, save_keys
from domain.payments.actions.capturing import paid_in
from domain.payments.models import Payment, PaymentStatus
from domain.payments.port import Ask, Keys, KeysRefused, NextStep, OnlineProvider, ProviderError
from domain.payments.providers import online
from domain.shop.native import NATIVE
from domain.shop.queries import shop_of
from domain.shop.views import LIVE_ONLY, TEST_ONLY, ShopView

UNAVAILABLE = "unavailable"


def waiting(order: OrderView) -> PaymentView | None:
    """The payment an order that is not paid waits for, or the rest of one that was changed."""
    if order.status != OrderStatus.AWAITING_PAYMENT and not order.extra:
        return None
    return next((p for p in reversed(order.payments) if p.status == PaymentStatus.PENDING), None)


def is_open(code: str, shop: ShopView) -> bool:
    """Whether money can be asked for in this way now: what is for trying needs test mode, what is real the other."""
    return online(code) is not None and code not in (LIVE_ONLY if shop.test_mode else TEST_ONLY)


def may_ask(code: str, shop: ShopView) -> bool:
    """Whether a payment of this way may still come: what is real also while the shop is being tried out."""
    return online(code) is not None and (shop.test_mode or code not in TEST_ONLY)


async def begin(by: Actor, order_id: int) -> OrderView:
    """Get the page where an order that waits is paid, if its way to pay has one. Harmless any number of times.

    Where the provider cannot be reached the order comes back as it is: the next press asks again, by the same key.
    Raises `OrderGone`.
    """
    return await begin_with(by, await read_order(by, order_id))


async def begin_with(by: Actor, order: OrderView) -> OrderView:
    """The same for an order that has just been made or read."""
    payment, shop = waiting(order), await shop_of(by)
    if payment is None or payment.url or payment.provider in NATIVE or not is_open(payment.provider, shop):
        return order
    try:
        step = await _start(by, order, payment, shop)
    except ProviderError as error:
        return await _not_started(by, order, payment, error)
    async with transaction():
        await Payment.of(by, id=payment.id, status=PaymentStatus.PENDING).update(url=step.url, session=step.session)
    return await read_order(by, order.id)


async def _start(by: Actor, order: OrderView, payment: PaymentView, shop: ShopView) -> NextStep:
    provider = _provider(payment)
    try:
        return await provider.start(Ask(payment, order, shop, await keys_of(by, provider, shop)))
    except KeysRefused:
        keys = await _fresh_keys(by, provider, shop)
        return await provider.start(Ask(payment, order, shop, keys))


def _provider(payment: PaymentView) -> OnlineProvider:
    found = online(payment.provider)
    if found is None:
        raise ProviderError(f"{payment.provider} is not at hand", permanent=False)
    return found


async def _fresh_keys(by: Actor, provider: OnlineProvider, shop: ShopView) -> Keys:
    """Where keys are given without a person, new ones are asked for when the old are refused."""
    keys = await provider.connect(shop)
    if keys is None:
        raise ProviderError("the keys are refused", permanent=True)
    await save_keys(by, provider.code, keys)
    return keys


async def _not_started(by: Actor, order: OrderView, payment: PaymentView, error: ProviderError) -> OrderView:
    if not error.permanent:
        return order
    async with transaction():
        locked = await lock(system(by.shop_id), order.id)
        pending = Payment.of(by, id=payment.id, status=PaymentStatus.PENDING)
        if await pending.update(status=PaymentStatus.FAILED, reason=UNAVAILABLE):
            await put(by, "payment.failed", {"order_id": locked.id, "payment_id": payment.id})
    return await read_order(by, order.id)


async def pay_again(by: Actor, order_id: int) -> OrderView:
    """After a failure: another payment for what is due, and its page. Raises `OrderGone`."""
    async with transaction():
        order = await lock(by, order_id)
        view = await read_order(by, order_id)  # whose it is
        open_ = Payment.of(by, order_id=order_id, status=PaymentStatus.PENDING)
        due = order.total - await paid_in(by, order)
        waits = order.status is OrderStatus.AWAITING_PAYMENT or view.extra
        if waits and due > 0 and not await open_.exists():
            wanted = Money(due, order.currency)
            await Payment.add(
                by, order_id=order_id, provider=view.extra or order.payment_method, currency=wanted.currency,
                amount=wanted.minor,
            )  # fmt: skip
    return await begin(by, order_id)
