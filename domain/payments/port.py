"""What we ask of whoever takes the money. One provider is one folder under `integrations/payments/`.

Every call is made outside every transaction, with a key that is a row of ours: asked again with the same key a
provider answers the same, so an answer that was lost costs nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from domain.kit.money import Money, exponent
from domain.orders.views import OrderView, PaymentView
from domain.shop.views import ShopView


class ProviderError(Exception):
    """The provider refused, or could not be reached; a permanent failure is not tried again."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class KeysRefused(ProviderError):
    """The provider does not know the keys we have: they were changed there."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=True)


class Forged(ProviderError):
    """A webhook that no key of this shop has signed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=True)


class Unreadable(ProviderError):
    """A webhook without sense, or one signed too long ago or in the future."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=True)


class Inexact(ValueError):
    """An amount the provider cannot say: it has more decimals than the provider takes."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a shop has agreed with a provider: its name there, what opens the API, what signs webhooks, newest first.

    `desk` is where the merchant sees the provider's own books. `owner` marks what is ours there, where an account has
    other users besides this shop.
    """

    account: str
    api: str
    hooks: tuple[str, ...]
    desk: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Everything a provider may need to be asked for money."""

    payment: PaymentView
    order: OrderView
    shop: ShopView
    keys: Keys | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the customer does now: nothing, follow instructions, open a link, or pay a native invoice.

    `facts` are (code, value) pairs to be copied: account, amount, reference…; `url` for links and invoices;
    `session` is what the provider calls this payment.
    """

    kind: Literal["none", "instructions", "link", "invoice"]
    facts: tuple[tuple[str, str | Money], ...] = field(default=())
    url: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that goes back, as the provider knows it. `key` is ours, "" for a refund made by others.

    Where a provider gives back only whole payments and keeps no key of ours, `reference` is the charge's own.
    """

    reference: str
    amount: Money
    key: str = ""
    status: Literal["done", "failed"] = "done"


@dataclass(frozen=True, slots=True)
class Charge:
    """Money a provider has taken. `key` is our payment's, as we gave it; `refunds` is all that has gone back of it.

    On a messenger's sheet `key` is the invoice's payload, `payer` who paid, and `bank` the bank's name of the charge.
    `disputed`: the payer's bank has taken it back, or is about to. `fee` is what the provider keeps of it, and `lost`
    what it has taken from the shop in disputes until now: its own price for them is in it, so it may be more than the
    charge, and less again after the shop has won. None where that is not known (yet).
    """

    reference: str
    key: str
    amount: Money
    at: datetime
    refunds: tuple[Returned, ...] = ()
    payer: str = ""
    bank: str = ""
    disputed: bool = False
    fee: Money | None = None
    lost: Money | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How a payment stands at the provider; `reason` says why it failed. "unknown": it was never asked for there."""

    status: Literal["unknown", "open", "captured", "failed", "closed"]
    reason: str = ""
    charges: tuple[Charge, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something a provider tells us, already verified. `id` is the event's own, `key` that of our payment.

    `about` is what the provider calls the thing, where the rest has to be asked for.
    """

    id: str
    kind: Literal["captured", "failed", "refunded", "disputed"]
    key: str
    charge: Charge | None = None
    reason: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Probed:
    """What keys that somebody typed are good for: whose account they open, and what they may not do there.

    `account` is "" where they may not even ask that.
    """

    account: str
    lacking: tuple[str, ...] = ()


class PaymentProvider(Protocol):
    """A way to pay. Called outside every transaction."""

    code: str

    async def start(self, ask: Ask) -> NextStep:
        """Prepare the payment. Called again for the same payment it answers the same. Raises `ProviderError`."""
        ...


@runtime_checkable
class OnlineProvider(PaymentProvider, Protocol):
    """A way to pay somebody outside, who keeps books of their own. Every verb raises `ProviderError`."""

    async def connect(self, shop: ShopView) -> Keys | None:
        """Keys for a shop that has none, where the provider gives them without a person; None where it does not."""
        ...

    async def status(self, payment: PaymentView, keys: Keys) -> State:
        """How a payment stands there, with all its charges and refunds."""
        ...

    async def close(self, payment: PaymentView, keys: Keys) -> State:
        """Take no more money for this payment, and say how it stands: money may have come just before."""
        ...

    async def refund(self, payment: PaymentView, amount: Money, key: str, keys: Keys) -> Returned:
        """Give money back once per `key`."""
        ...

    def charges(self, keys: Keys, since: datetime) -> AsyncIterator[Charge]:
        """Every charge taken or refunded since then, with its refunds."""
        ...

    def read_webhook(self, raw: bytes, headers: Mapping[str, str], keys: Keys) -> Event | None:
        """The verified event in a webhook, None for one that does not concern us. Raises `Forged`, `Unreadable`."""
        ...


@runtime_checkable
class InquiringProvider(OnlineProvider, Protocol):
    """One whose webhooks only say where to look: what has really happened is asked for."""

    async def complete(self, event: Event, keys: Keys) -> Event | None:
        """The event with its charge, None when it turns out not to concern us. Raises `ProviderError`."""
        ...


@runtime_checkable
class KeyedProvider(OnlineProvider, Protocol):
    """One whose keys a person copies from its own site. `events` are the webhooks it has to be told to send."""

    events: tuple[str, ...]

    def wrong_with(self, api: str, hooks: tuple[str, ...]) -> dict[str, str]:
        """What can be seen to be wrong with keys: field ("api", "hooks") → an English sentence."""
        ...

    async def probe(self, api: str) -> Probed:
        """Ask the provider whose key this is. Raises `KeysRefused`, `ProviderError`."""
        ...


def payment_key(payment_id: int) -> str:
    """What a payment is called outside: its row is the idempotency key."""
    return f"payment-{payment_id}"


def payment_of_key(key: str) -> int:
    """The payment a key names, 0 for a key that is none of ours."""
    number = key.removeprefix("payment-")
    return int(number) if number != key and number.isascii() and number.isdecimal() and len(number) < 19 else 0


def provider_units(amount: Money, digits: int) -> int:
    """The amount in the provider's units, which has `digits` decimals for this currency. Raises `Inexact`."""
    shift = digits - exponent(amount.currency)
    if shift >= 0:
        return _shifted(amount.minor, shift)
    return _whole(amount.minor, -shift)


def money_of_units(units: int, currency: str, digits: int) -> Money:
    """The amount a provider means by so many of its units. Raises `Inexact`."""
    shift = exponent(currency) - digits
    if shift >= 0:
        return Money(_shifted(units, shift), currency)
    return Money(_whole(units, -shift), currency)


def _shifted(number: int, digits: int) -> int:
    return int(number * 10**digits)


def _whole(number: int, digits: int) -> int:
    """Raises `Inexact` when something would be cut off."""
    units, rest = divmod(number, int(10**digits))
    if rest:
        raise Inexact(f"{number} with {digits} decimals less")
    return units
