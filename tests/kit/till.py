"""A provider of payments that keeps its books in memory, answers the same to the same key, and can be away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from domain.kit.clock import now
from domain.kit.money import Money
from domain.orders.views import PaymentView
from domain.payments import providers
from domain.payments.port import Ask, Charge, Event, Keys, NextStep, OnlineProvider, Returned, State, payment_key
from domain.shop.views import ShopView


class Till:
    """Charges by reference, and what has gone back of each by our key."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.taken: dict[str, Charge] = {}
        self.back: dict[str, tuple[str, Returned]] = {}

    def takes(self, key: str, amount: Money, reference: str = "ch_1") -> Charge:
        """The customer has paid there."""
        self.taken.setdefault(reference, Charge(reference, key, amount, now()))
        return self.charge(reference)

    def charge(self, reference: str) -> Charge:
        charge = self.taken[reference]
        gone = tuple(back for of, back in self.back.values() if of == reference)
        return Charge(charge.reference, charge.key, charge.amount, charge.at, gone)

    async def start(self, ask: Ask) -> NextStep:
        return NextStep("link", url=f"https://till.example/{ask.payment.id}", session=f"s{ask.payment.id}")

    async def connect(self, shop: ShopView) -> Keys | None:
        return Keys(shop.slug, "key", ("hook",))

    async def status(self, payment: PaymentView, keys: Keys) -> State:
        mine = tuple(self.charge(ref) for ref, x in self.taken.items() if x.key == payment_key(payment.id))
        return State("captured" if mine else "open", charges=mine)

    async def close(self, payment: PaymentView, keys: Keys) -> State:
        state = await self.status(payment, keys)
        return state if state.charges else State("closed")

    async def refund(self, payment: PaymentView, amount: Money, key: str, keys: Keys) -> Returned:
        made = (payment.reference, Returned(f"re_{len(self.back) + 1}", amount, key))
        return self.back.setdefault(key, made)[1]

    async def charges(self, keys: Keys, since: datetime) -> AsyncIterator[Charge]:
        for reference in self.taken:
            yield self.charge(reference)

    def read_webhook(self, raw: bytes, headers: Mapping[str, str], keys: Keys) -> Event | None:
        return None


def installed(books: Mapping[str, Till]) -> None:
    """These are the providers of this process from now on."""
    assert all(isinstance(till, OnlineProvider) for till in books.values())
    known: Any = books.values()
    providers.use(*known)


@contextmanager
def tills(*codes: str) -> Iterator[dict[str, Till]]:
    """In place of the providers of this process."""
    before = dict(providers._providers)
    made = {code: Till(code) for code in codes}
    installed(made)
    try:
        yield made
    finally:
        providers.use(*before.values())
