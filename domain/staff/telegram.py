"""The Telegram accounts of people who work here, and the groups in which they hear of orders together."""

from __future__ import annotations

import secrets
import string
from datetime import timedelta
from typing import Any, Literal

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require, system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.staff.caps import FACTS, acting
from domain.staff.errors import CodeUsed, NotStaff
from domain.staff.models import Role, Staff, StaffCode, StaffGroup, StaffTelegram
from domain.staff.sessions import digest
from domain.staff.views import GroupView, Listener, StaffView, TelegramView

CODE_LIFE = timedelta(minutes=10)
CODE_LENGTH = 16
Told = Literal["orders", "money"]
_LETTERS = string.ascii_letters + string.digits
_PERSON = ("staff__name", "staff__email", *FACTS)


# ---------------------------------------------------------------------------------------------------------- connecting


async def make_code(by: Actor) -> str:
    """The code of a link that connects its reader's Telegram with this person: once, within ten minutes."""
    if by.kind != "staff":
        raise NotStaff()
    code = "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))
    async with transaction():
        await StaffCode.of(by, staff_id=by.id).delete()
        await StaffCode.add(by, staff_id=by.id, code_hash=digest(code), expires_at=now() + CODE_LIFE)
    return code


async def link_telegram(shop_id: int, code: str, user_id: int, chat_id: int, name: str) -> StaffView:
    """Whoever opens the link becomes the person it was made for; an account stands for one person only.

    Raises `CodeUsed`.
    """
    by = system(shop_id)
    async with transaction():
        fresh = StaffCode.of(by, code_hash=digest(code), used_at=None, expires_at__gt=now())
        made = await fresh.get_or_none()
        if made is None or not await fresh.update(used_at=now()):
            raise CodeUsed()
        person = await Staff.of(by, id=made.staff_id, active=True).get_or_none()
        if person is None:
            raise CodeUsed()
        await StaffTelegram.of(by, staff_id=person.id).delete()
        await StaffTelegram.of(by, user_id=user_id).delete()
        await StaffTelegram.add(by, staff_id=person.id, user_id=user_id, chat_id=chat_id, name=name[:80])
        who = Actor(shop_id, "staff", person.id, locale=person.locale, channel="telegram")
        await record(who, "staff.telegram_linked", subject=f"staff:{person.id}", changes={"name": name[:80]})
    return StaffView(person.id, person.name, person.email, person.role.value, person.locale)


async def unlink_telegram(by: Actor) -> bool:
    """This person's Telegram is a customer's like any other; whether there was one."""
    async with transaction():
        gone = await forget_telegram(by, by.id)
        if gone:
            await record(by, "staff.telegram_unlinked", subject=f"staff:{by.id}")
    return bool(gone)


async def forget_telegram(by: Actor, staff_id: int) -> int:
    """Inside the transaction of what makes somebody leave."""
    await StaffCode.of(by, staff_id=staff_id).delete()
    return await StaffTelegram.of(by, staff_id=staff_id).delete()


async def tell(by: Actor, what: Told, *, on: bool) -> None:
    """Whether this person is told of new orders, or of problems with money."""
    await StaffTelegram.of(by, staff_id=by.id).update(**{f"tells_{what}": on})


# -------------------------------------------------------------------------------------------------------------- groups


async def use_group(by: Actor, chat_id: int, title: str) -> bool:
    """This group hears of orders from now on; False when it does already. Raises `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        if await StaffGroup.of(by, chat_id=chat_id).exists():
            return False
        await StaffGroup.add(by, chat_id=chat_id, title=title[:120], made_by=by.id)
        await record(by, "staff.group_added", subject=f"chat:{chat_id}", changes={"title": title[:120]})
    return True


async def leave_group(by: Actor, chat_id: int) -> None:
    """This group hears nothing any more. Raises `NotFound`, `NotAllowed`."""
    require(by, Permission.EDIT_SETTINGS)
    async with transaction():
        if not await StaffGroup.of(by, chat_id=chat_id).delete():
            raise NotFound()
        await record(by, "staff.group_removed", subject=f"chat:{chat_id}")


async def groups(by: Actor) -> tuple[GroupView, ...]:
    """The groups that hear of orders."""
    rows = await StaffGroup.of(by).order_by("id").values("id", "chat_id", "title")
    return tuple(GroupView(**row) for row in rows)


# ------------------------------------------------------------------------------------------------------------- reading


async def staff_of_telegram(shop_id: int, user_id: int) -> StaffView | None:
    """Who works here under this Telegram account; None for a customer like any other."""
    row = await _rows(system(shop_id), user_id=user_id).first().values(*_PERSON)
    return _view(row) if row else None


async def telegram_actor(shop_id: int, user_id: int) -> Actor:
    """What the person with this Telegram account may do here. Raises `NotStaff`."""
    row = await _rows(system(shop_id), user_id=user_id).first().values(*FACTS)
    if row is None:
        raise NotStaff()
    return acting(row, "telegram")


async def telegram_of(by: Actor) -> TelegramView | None:
    """The Telegram account of this person, None when there is none."""
    row = await StaffTelegram.of(by, staff_id=by.id).get_or_none()
    return TelegramView(row.name, row.linked_at, row.tells_orders, row.tells_money) if row else None


async def listeners(by: Actor) -> tuple[Listener, ...]:
    """Everybody who may see orders, and the groups: where they are told of them."""
    fields = (*_PERSON, "chat_id", "tells_orders", "tells_money")
    people = [_listener(row) for row in await _rows(by).order_by("id").values(*fields)]
    alone = [one for one in people if Permission.VIEW_ORDERS in one.by.permissions]
    everybody = Actor(by.shop_id, "staff", 0, frozenset(Permission), by.locale, "telegram")
    together = [Listener(group.chat_id, everybody, group=True) for group in await groups(by)]
    return (*alone, *together)


async def listener(by: Actor, chat_id: int) -> Listener | None:
    """Who is told of orders in this conversation now."""
    return next((one for one in await listeners(by) if one.chat_id == chat_id), None)


def _rows(by: Actor, **where: Any) -> Any:
    return StaffTelegram.of(by, staff__active=True, **where)


def _view(row: dict[str, Any]) -> StaffView:
    role = Role(row["staff__role"])
    return StaffView(row["staff_id"], row["staff__name"], row["staff__email"], role.value, row["staff__locale"])


def _listener(row: dict[str, Any]) -> Listener:
    return Listener(row["chat_id"], acting(row, "telegram"), row["tells_orders"], row["tells_money"])
