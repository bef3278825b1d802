"""What people do about work that was given up on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import transaction
from domain.kit.errors import N_, ShopError
from domain.outbox.actions import drop, revive
from domain.outbox.models import OutboxItem


class NotGivenUp(ShopError):
    message = N_("This is not given up on any more. See the list as it is now.")


async def try_again(by: Actor, job_id: int) -> None:
    """A piece of work gets its ten attempts again. Raises `NotAllowed`, `NotGivenUp`."""
    await _decide(by, job_id, revive, "work.again")


async def give_up(by: Actor, job_id: int) -> None:
    """A piece of work is not to be done any more. Raises `NotAllowed`, `NotGivenUp`."""
    await _decide(by, job_id, drop, "work.dropped")


async def _decide(by: Actor, job_id: int, verb: Callable[[Actor, int], Awaitable[bool]], action: str) -> None:
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        item = await OutboxItem.of(by, id=job_id).first()
        if item is None or not await verb(by, job_id):
            raise NotGivenUp()
        facts = {"topic": item.topic, "about": dict(item.payload), "error": item.error[:500]}
        await record(by, action, f"work:{job_id}", facts)
