"""Stripe as a way to pay: a page of Checkout for every payment, its refunds, its webhooks, its books.

A webhook only says where to look. What has happened is then asked for, so that events may come late, twice and in any
order, and in whatever version of Stripe's API the merchant's account is set to.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from stripe import InvalidRequestError, StripeClient

from domain.kit.clock import now
from domain.kit.money import Money
from domain.orders.views import PaymentView
from domain.payments.port import (
    Ask,
    Charge,
    Event,
    Inexact,
    Keys,
    NextStep,
    Probed,
    ProviderError,
    Returned,
    State,
    Unreadable,
    payment_key,
)
from domain.shop.native import LIVE, TEST
from domain.shop.views import ShopView
from integrations.payments.addresses import Addresses
from integrations.payments.signatures import verify
from integrations.payments.stripe import books, messages
from integrations.payments.stripe import keys as of_keys
from integrations.payments.stripe.amounts import units
from integrations.payments.stripe.client import Missing, opened

HEADER = "Stripe-Signature"
PAGE_LASTS = timedelta(hours=3)  # Stripe allows 30 minutes to 24 hours; the order's own end closes it sooner


class Stripe:
    """One of two: the one for trying opens with test keys, the other with live ones, and neither with the other's."""

    events = messages.NEEDED

    def __init__(self, mode: of_keys.Mode, addresses: Addresses, base: str = "") -> None:
        self.mode = mode
        self.code = "stripe-test" if mode == TEST else "stripe"
        self.addresses = addresses
        self.base = base

    async def connect(self, shop: ShopView) -> Keys | None:  # noqa: ARG002 - the port's words
        """Keys are copied from Stripe by a person."""
        return None

    def wrong_with(self, api: str, hooks: tuple[str, ...]) -> dict[str, str]:
        return of_keys.wrong_with(self.mode, api, hooks)

    async def probe(self, api: str) -> Probed:
        async with opened(api, self.base) as client:
            return await of_keys.probe(client)

    async def start(self, ask: Ask) -> NextStep:
        if ask.keys is None:
            raise ProviderError("no keys", permanent=True)
        try:
            body = self._session(ask, ask.keys.owner)
        except Inexact as error:
            raise ProviderError(f"amount: {error}", permanent=True) from None
        once = f"{ask.keys.owner}-{payment_key(ask.payment.id)}"
        async with opened(ask.keys.api, self.base) as client:
            told = await client.v1.checkout.sessions.create_async(body, {"idempotency_key": once})
        return NextStep("link", url=str(told.url), session=told.id)

    def _session(self, ask: Ask, owner: str) -> Any:
        """Nothing here may change between two tries: Stripe compares them. Raises `Inexact`."""
        key, number = payment_key(ask.payment.id), str(ask.order.number)
        notes = {messages.OWNER: owner, messages.PAYMENT: key, "order": number}
        back = self.addresses.back(ask.shop, ask.order)
        price = {
            "currency": ask.payment.amount.currency.lower(),
            "unit_amount": units(ask.payment.amount),
            "product_data": {"name": f"#{number}"},
        }
        return {
            "mode": "payment",
            "payment_method_types": ["card"],
            "line_items": [{"quantity": 1, "price_data": price}],
            "client_reference_id": key,
            "metadata": notes,
            "payment_intent_data": {"metadata": notes, "description": f"#{number}"},
            "adaptive_pricing": {"enabled": False},
            "success_url": back,
            "cancel_url": back,
            "expires_at": int(((ask.payment.created_at or ask.order.created_at) + PAGE_LASTS).timestamp()),
        }

    async def status(self, payment: PaymentView, keys: Keys) -> State:
        return await self._look(payment, keys, closing=False)

    async def close(self, payment: PaymentView, keys: Keys) -> State:
        return await self._look(payment, keys, closing=True)

    async def _look(self, payment: PaymentView, keys: Keys, *, closing: bool) -> State:
        """A page whose name was never heard has never been shown to anybody."""
        if not payment.session:
            return State("unknown")
        try:
            async with opened(keys.api, self.base) as client:
                if closing:
                    await _expire(client, payment.session)
                return await books.state(client, payment.session, keys.owner)
        except Missing:
            return State("unknown")

    async def refund(self, payment: PaymentView, amount: Money, key: str, keys: Keys) -> Returned:
        try:
            number = units(amount)
        except Inexact as error:
            raise ProviderError(f"amount: {error}", permanent=True) from None
        async with opened(keys.api, self.base) as client:
            return await books.refund(client, payment.reference, number, key, keys.owner)

    async def charges(self, keys: Keys, since: datetime) -> AsyncIterator[Charge]:
        async with opened(keys.api, self.base) as client:
            async for charge in books.charges(client, keys.owner, since):
                yield charge

    def read_webhook(self, raw: bytes, headers: Mapping[str, str], keys: Keys) -> Event | None:
        """Raises `Forged`, `Unreadable`."""
        verify(raw, headers.get(HEADER, ""), keys.hooks, int(now().timestamp()))
        try:
            told = messages.notice(json.loads(raw))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Unreadable(f"no event: {error!r}"[:200]) from None
        if told is None or told.owner not in (None, keys.owner):
            return None
        self._check(told, keys)
        return Event(told.id, told.kind, told.key, about=told.about)

    def _check(self, told: messages.Notice, keys: Keys) -> None:
        if told.live is not (self.mode == LIVE):
            raise Unreadable("an event of live mode" if told.live else "an event of test mode")
        if told.account and keys.account and told.account != keys.account:
            raise Unreadable("an event of another account")

    async def complete(self, event: Event, keys: Keys) -> Event | None:
        """Ask how the payment an event is about stands. Raises `ProviderError`."""
        try:
            async with opened(keys.api, self.base) as client:
                if event.about.startswith("cs_"):
                    state = await books.state(client, event.about, keys.owner)
                else:
                    state = await books.intent_state(client, event.about, keys.owner)
        except Missing:
            return None
        return _completed(event, state)


def _completed(event: Event, state: State) -> Event | None:
    if state.charges:
        kind = "captured" if event.kind == "failed" else event.kind
        return replace(event, kind=kind, charge=state.charges[0])
    if state.status in ("failed", "closed") and event.key:
        return replace(event, kind="failed", reason=state.reason or state.status)
    return None


async def _expire(client: StripeClient, session: str) -> None:
    """Only a page that is open can be closed; what else it is, the next question shows."""
    try:
        await client.v1.checkout.sessions.expire_async(session)
    except InvalidRequestError as error:
        if error.http_status == 404:
            raise
