"""Pictures of returns that are still at the messenger."""

from __future__ import annotations

from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.returns.models import OrderReturnPhoto


async def waiting(by: Actor, photo_id: int) -> tuple[str, str] | None:
    """The bot and its name for the picture; None when it is here, or nobody wants it any more."""
    row = await OrderReturnPhoto.of(by, id=photo_id, media_id=None).first()
    return (row.bot, row.file) if row else None


async def arrived(by: Actor, photo_id: int, media_id: int) -> None:
    """The picture is stored. Harmless twice."""
    async with transaction():
        await OrderReturnPhoto.of(by, id=photo_id, media_id=None).update(media_id=media_id)


async def forget(by: Actor, photo_id: int) -> None:
    """The messenger does not have it any more, or it is no picture."""
    async with transaction():
        await OrderReturnPhoto.of(by, id=photo_id, media_id=None).delete()
