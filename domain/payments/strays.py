"""Charges that belong to none of our payments: kept and shown until a person has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.kit.money import Money
from domain.orders.views import PaymentView
from domain.payments.accounts import keys_of
from domain.payments.errors import NotReturned
from domain.payments.invoiced import invoiced
from domain.payments.models import Payment, StrayCharge
from domain.payments.port import ProviderError, payment_of_key
from domain.payments.providers import online
from domain.shop.native import BY_STARS
from domain.shop.queries import shop_of


@dataclass(frozen=True, slots=True)
class StrayView:
    """`order_id` is the order whose payment the charge names, 0 when it names none of ours; `payer` gave the money."""

    id: int
    provider: str
    reference: str
    amount: Money
    seen_at: datetime
    order_id: int
    payer: str = ""

    @property
    def returnable(self) -> bool:
        """Whether it can be given back from here: Telegram has no page where a shop gives Stars back."""
        return self.provider == BY_STARS and self.payer.isdecimal()


async def strays(by: Actor) -> tuple[StrayView, ...]:
    """What waits for a person, oldest first. Raises `NotAllowed`."""
    require(by, Permission.VIEW_ORDERS)
    rows = await StrayCharge.of(by, cleared_at=None).order_by("id").limit(50)
    return tuple([await _view(by, row) for row in rows])


async def _view(by: Actor, row: StrayCharge) -> StrayView:
    number = payment_of_key(row.key)
    payment = await (Payment.of(by, id=number).first() if number else invoiced(by, row.provider, row.key))
    amount, order_id = Money(row.amount, row.currency), payment.order_id if payment else 0
    return StrayView(row.id, row.provider, row.reference, amount, row.seen_at, order_id, row.payer)


async def return_stray(by: Actor, stray_id: int) -> None:
    """Give Stars that fit no order back to who paid them. Harmless twice: Telegram gives back a payment once.

    Raises `NotFound`, `NotReturned`, `NotAllowed`.
    """
    require(by, Permission.APPROVE)
    row = await StrayCharge.of(by, id=stray_id).first()
    provider = online(row.provider) if row else None
    if row is None or provider is None or not (await _view(by, row)).returnable:
        raise NotFound()
    if row.cleared_at is not None:
        return
    shop = await shop_of(by)
    try:
        await provider.refund(_as_payment(row), Money(row.amount, row.currency), "", await keys_of(by, provider, shop))
    except ProviderError as error:
        raise NotReturned(why=str(error)) from None
    async with transaction():
        if await StrayCharge.of(by, id=stray_id, cleared_at=None).update(cleared_at=now()):
            await record(by, "payment.stray_returned", f"{row.provider}:{row.reference}"[:80])


def _as_payment(row: StrayCharge) -> PaymentView:
    """What a provider has to know of it."""
    amount = Money(row.amount, row.currency)
    return PaymentView(
        0, 0, row.provider, amount, Money(0, row.currency), "captured", row.reference, row.seen_at,
        facts={"payer": row.payer},
    )  # fmt: skip


async def clear_stray(by: Actor, stray_id: int) -> None:
    """A person has dealt with it at the provider. Harmless twice. Raises `NotFound`, `NotAllowed`."""
    require(by, Permission.APPROVE)
    row = await StrayCharge.of(by, id=stray_id).first()
    if row is None:
        raise NotFound()
    async with transaction():
        if await StrayCharge.of(by, id=stray_id, cleared_at=None).update(cleared_at=now()):
            await record(by, "payment.stray_cleared", f"{row.provider}:{row.reference}"[:80])
