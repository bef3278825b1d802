"""The ways in that need two steps: a code after the password, and the one-time link of one's own Telegram.

The link is given to the connected account alone and is good for five minutes, once. It stands for the password, never
for the second factor: where that is on, a code is asked for after it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from domain.audit.actions import record
from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.network import household
from domain.staff.errors import LoginOver, NotStaff
from domain.staff.models import Purpose, Staff, StaffTicket
from domain.staff.second import check_code
from domain.staff.sessions import digest, half_login, open_session
from domain.staff.throttle import PER_ADDRESS, attempt, take_back
from domain.staff.views import SessionGrant, StaffView

DOOR_LIFE = timedelta(minutes=5)


async def make_door(by: Actor) -> str:
    """The token of a link that logs this person in, in place of earlier ones. Raises `NotStaff`."""
    if by.kind != "staff" or not by.id:
        raise NotStaff()
    token = secrets.token_urlsafe(32)
    async with transaction():
        await StaffTicket.of(by, staff_id=by.id, purpose=Purpose.DOOR).delete()
        await StaffTicket.add(
            by, staff_id=by.id, purpose=Purpose.DOOR, token_hash=digest(token), expires_at=now() + DOOR_LIFE
        )
        await record(by, "staff.door_made", f"staff:{by.id}")
    return token


async def door_of(token: str) -> StaffView | None:
    """Whom a link would let in; looking does not use it up: messengers look at links by themselves."""
    found = await _ticket(token, Purpose.DOOR)
    person = await _person(found) if found else None
    return StaffView(person.id, person.name, person.email, person.role.value, person.locale) if person else None


async def open_door(token: str, address: str, *, agent: str = "", replacing: str = "") -> SessionGrant:
    """Use the link up: a session, or half of one where a code is owed. Raises `LoginOver`."""
    person = await _spent(await _ticket(token, Purpose.DOOR))
    if person.totp_since:
        return await half_login(person)
    return await open_session(person, address=address, agent=agent, replacing=replacing, proved=False)


async def finish(token: str, code: str, address: str, *, agent: str = "", replacing: str = "") -> SessionGrant:
    """The code after the password. Raises `WrongCode`, `LoginOver`, `TooMany`."""
    key = f"login:address:{household(address)[:64]}"
    await attempt(key, PER_ADDRESS)
    ticket = await _ticket(token, Purpose.SECOND)
    person = await _person(ticket) if ticket else None
    if ticket is None or person is None:
        raise LoginOver()
    await check_code(person, code)
    await _spent(ticket)
    await take_back(key)
    return await open_session(person, address=address, agent=agent, replacing=replacing)


async def _ticket(token: str, purpose: Purpose) -> StaffTicket | None:
    return await StaffTicket.get_or_none(
        token_hash=digest(token), purpose=purpose, used_at__isnull=True, expires_at__gt=now()
    )


async def _person(ticket: StaffTicket) -> Staff | None:
    return await Staff.of(system(ticket.shop_id), id=ticket.staff_id, active=True).get_or_none()


async def _spent(ticket: StaffTicket | None) -> Staff:
    """Raises `LoginOver` for a ticket that another request has used, and for who works here no more."""
    person = await _person(ticket) if ticket else None
    used = ticket and await StaffTicket.filter(id=ticket.id, used_at__isnull=True).update(used_at=now())
    if person is None or not used:
        raise LoginOver()
    return person
