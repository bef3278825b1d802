"""The test gateway as a way to pay: what any outside provider needs from us is shown here at its smallest."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime

from domain.kit.clock import now
from domain.kit.money import Money
from domain.orders.views import PaymentView
from domain.payments.port import (
    Ask,
    Charge,
    Event,
    Keys,
    KeysRefused,
    NextStep,
    ProviderError,
    Returned,
    State,
    Unreadable,
    payment_key,
)
from domain.shop.views import ShopView
from integrations.payments.addresses import Addresses
from integrations.payments.signatures import verify
from integrations.payments.testgateway import messages
from integrations.payments.testgateway.client import Client, Missing, in_path

HEADER = "Hawker-Test-Signature"


class Gateway:
    """`master` opens accounts there: this installation's own key, shared by both sides of the test."""

    code = "test-gateway"

    def __init__(self, client: Client, master: str, addresses: Addresses) -> None:
        self.client = client
        self.master = master
        self.addresses = addresses

    async def connect(self, shop: ShopView) -> Keys | None:
        """An account of its own for every shop; asked again it is the same one."""
        path = f"/accounts/{in_path(shop.slug)}?name={in_path(shop.name)}"
        try:
            told = await self.client.call("PUT", path, self.master)
        except KeysRefused:
            raise ProviderError("this gateway belongs to another installation", permanent=True) from None
        return Keys(str(told["account"]), str(told["key"]), tuple(map(str, told["secrets"])), str(told["desk"]))

    async def start(self, ask: Ask) -> NextStep:
        keys = _keys(ask)
        body = {
            "amount": ask.payment.amount.minor,
            "currency": ask.payment.amount.currency,
            "reference": f"#{ask.order.number}",
            "locale": ask.order.locale,
            "back": self.addresses.back(ask.shop, ask.order),
            "hook": self.addresses.hook(self.code, ask.shop),
        }
        told = await self.client.call("POST", "/payments", keys.api, body=body, once=payment_key(ask.payment.id))
        return NextStep("link", url=str(told["page"]), session=str(told["id"]))

    async def status(self, payment: PaymentView, keys: Keys) -> State:
        return await self._state("GET", f"/payments/{payment_key(payment.id)}", keys)

    async def close(self, payment: PaymentView, keys: Keys) -> State:
        return await self._state("POST", f"/payments/{payment_key(payment.id)}/close", keys)

    async def _state(self, method: str, path: str, keys: Keys) -> State:
        try:
            return messages.state(await self.client.call(method, path, keys.api))
        except Missing:
            return State("unknown")

    async def refund(self, payment: PaymentView, amount: Money, key: str, keys: Keys) -> Returned:
        body = {"charge": payment.reference, "amount": amount.minor}
        told = await self.client.call("POST", "/refunds", keys.api, body=body, once=key)
        return Returned(str(told["id"]), amount, key)

    async def charges(self, keys: Keys, since: datetime) -> AsyncIterator[Charge]:
        after = ""
        while True:
            path = f"/charges?since={since.timestamp()}&after={in_path(after)}"
            page = (await self.client.call("GET", path, keys.api))["charges"]
            for told in page:
                yield messages.charge(told)
            if not page:
                return
            after = str(page[-1]["id"])

    def read_webhook(self, raw: bytes, headers: Mapping[str, str], keys: Keys) -> Event | None:
        """Raises `Forged`, `Unreadable`."""
        verify(raw, headers.get(HEADER, ""), keys.hooks, int(now().timestamp()))
        try:
            return messages.event(json.loads(raw))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Unreadable(f"no event: {error!r}"[:200]) from None


def _keys(ask: Ask) -> Keys:
    if ask.keys is None:
        raise ProviderError("no keys", permanent=True)
    return ask.keys
