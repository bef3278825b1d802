"""What we ask of whoever takes the money. One provider is one folder under `integrations/payments/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from domain.kit.money import Money
from domain.orders.views import OrderView, PaymentView
from domain.shop.views import ShopView


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the customer does now: nothing, follow instructions, open a link, or pay a native invoice.

    `facts` are (code, value) pairs to be copied: account, amount, reference…; `url` for links and invoices.
    """

    kind: Literal["none", "instructions", "link", "invoice"]
    facts: tuple[tuple[str, str | Money], ...] = field(default=())
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something a provider tells us, already verified. `key` is the event's own id, `reference` the charge's."""

    key: str
    kind: Literal["captured", "failed", "refunded"]
    payment_id: int
    reference: str
    amount: Money


class ProviderError(Exception):
    """The provider refused, or could not be reached; a permanent failure is not tried again."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class PaymentProvider(Protocol):
    """Called outside every transaction; `payment.id` is the idempotency key outward."""

    code: str

    async def start(self, payment: PaymentView, order: OrderView, shop: ShopView) -> NextStep:
        """Prepare the payment. Called again for the same payment it answers the same. Raises `ProviderError`."""
        ...

    async def refund(self, payment: PaymentView, amount: Money, key: str) -> str:
        """Give money back once per `key` and return the provider's reference. Raises `ProviderError`."""
        ...

    def read_webhook(self, raw: bytes, headers: Mapping[str, str]) -> Event | None:
        """The verified event in a webhook, None for one that does not concern us. Raises `ProviderError` if forged."""
        ...
