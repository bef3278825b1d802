"""Many orders moved or cancelled in a row: each by the verb of one, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.kit.actor import Actor
from domain.kit.errors import N_, ShopError
from domain.orders.desk import AT_ONCE
from domain.orders.views import OrderRow
from domain.payments.actions.advancing import Tracking, advance
from domain.payments.actions.cancelling import cancel


class NoSuchStep(ShopError):
    message = N_("This step is not one of theirs.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many moved, and the number of each order that stayed with the reason."""

    moved: int
    stayed: tuple[tuple[int, ShopError], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One order as it was drawn, where it is to go, and how its parcel can be followed. `to` "": nowhere."""

    order: OrderRow
    to: str
    tracking: Tracking | None = None


async def advance_many(by: Actor, steps: Sequence[Step]) -> Outcome:
    """Move each order on from where it was drawn; what cannot move stays and says why."""

    def verb(step: Step) -> Callable[[], Awaitable[object]]:
        return lambda: _step(by, step)

    return await _each((step.order.number, verb(step)) for step in steps[:AT_ONCE])


async def _step(by: Actor, step: Step) -> None:
    if not step.to:
        raise NoSuchStep()
    await advance(by, step.order.id, step.to, tracking=step.tracking, was=step.order.status)


async def cancel_many(by: Actor, orders: Sequence[OrderRow], reason: str) -> Outcome:
    """Cancel each order; goods and money go back as they do for one."""

    def verb(order: OrderRow) -> Callable[[], Awaitable[object]]:
        return lambda: cancel(by, order.id, reason)

    return await _each((order.number, verb(order)) for order in orders[:AT_ONCE])


async def _each(verbs: Iterable[tuple[int, Callable[[], Awaitable[object]]]]) -> Outcome:
    moved, stayed = 0, []
    for number, verb in verbs:
        try:
            await verb()
            moved += 1
        except ShopError as refusal:
            stayed.append((number, refusal))
    return Outcome(moved, tuple(stayed))
