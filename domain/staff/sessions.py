"""Logging in and out. A session is a row; the browser holds a random token, the row its SHA-256."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.network import household
from domain.staff.errors import WrongLogin
from domain.staff.models import Purpose, SetupToken, Staff, StaffSession, StaffTicket, Throttle
from domain.staff.passwords import first_match
from domain.staff.rules import ABSOLUTE, IDLE, LONGEST, clean_email
from domain.staff.throttle import PER_ADDRESS, PER_EMAIL, attempt, forgive, take_back
from domain.staff.views import SessionGrant, Signed

HALF_LIFE = timedelta(minutes=10)
SEEN_EVERY = timedelta(minutes=1)
MOST_SHOPS = 5  # every login costs that many comparisons, whoever logs in


def digest(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


async def login(email: str, password: str, address: str, *, agent: str = "", replacing: str = "") -> SessionGrant:
    """Open a session for the person with this e-mail and password, in place of the one under token `replacing`.

    Where they have a second factor it is half a login, made whole by `entering.finish`.
    Raises `WrongLogin` (the same, and after the same time, whether or not the e-mail is known) and `TooMany`.
    """
    email = clean_email(email)[:120]
    keys = (f"login:email:{digest(email)[:40]}", f"login:address:{household(address)[:64]}")
    await attempt(keys[1], PER_ADDRESS)
    await attempt(keys[0], PER_EMAIL)
    person = await _person(email, password[: LONGEST + 1])
    if person is None:
        raise WrongLogin()
    await forgive(keys[0])
    await take_back(keys[1])
    if person.totp_since:
        return await half_login(person)
    return await open_session(person, address=address, agent=agent, replacing=replacing)


async def _person(email: str, password: str) -> Staff | None:
    """Whose password this is, among the shops where somebody with this e-mail works."""
    people = await Staff.filter(email=email, active=True).order_by("-last_login_at", "id").limit(MOST_SHOPS)
    found = await first_match(password, [person.password_hash for person in people], MOST_SHOPS)
    return None if found is None else people[found]


async def half_login(person: Staff) -> SessionGrant:
    """The password was right, a code is owed: nothing is open yet."""
    token, until = secrets.token_urlsafe(32), now() + HALF_LIFE
    by = Actor(person.shop_id, "staff", person.id, channel="panel")
    await StaffTicket.add(by, staff_id=person.id, purpose=Purpose.SECOND, token_hash=digest(token), expires_at=until)
    return SessionGrant(token=token, csrf="", expires_at=until, half=True)


async def open_session(
    person: Staff, *, address: str, agent: str = "", replacing: str = "", proved: bool = True
) -> SessionGrant:
    """A new session of a person who has just shown a password or code; not `proved`: their Telegram alone."""
    token, csrf, moment = secrets.token_urlsafe(32), secrets.token_urlsafe(32), now()
    by = Actor(person.shop_id, "staff", person.id, locale=person.locale, channel="panel")
    async with transaction():
        if replacing:
            await StaffSession.filter(token_hash=digest(replacing)).delete()
        await StaffSession.add(
            by, staff_id=person.id, token_hash=digest(token), csrf=csrf, created_at=moment, seen_at=moment,
            expires_at=moment + ABSOLUTE, address=address[:64], agent=agent[:200], proved_at=moment if proved else None,
        )  # fmt: skip
        await Staff.filter(id=person.id).update(last_login_at=moment)
        await record(by, "staff.logged_in", subject=f"staff:{person.id}", changes={"address": address})
    return SessionGrant(token=token, csrf=csrf, expires_at=moment + ABSOLUTE)


async def keep_alive(signed: Signed) -> None:
    """The session is in use: written at most once a minute."""
    if now() - signed.seen_at > SEEN_EVERY:
        await StaffSession.of(signed.by, id=signed.session_id).update(seen_at=now())


async def logout(token: str) -> None:
    """End this session, wherever its cookie still lies."""
    await StaffSession.filter(token_hash=digest(token)).delete()


async def log_out_others(by: Actor, session_id: int) -> int:
    """End every other session of this person; how many there were."""
    async with transaction():
        ended = await StaffSession.of(by, staff_id=by.id).exclude(id=session_id).delete()
        if ended:
            await record(by, "staff.sessions_ended", subject=f"staff:{by.id}", changes={"sessions": ended})
    return ended


async def end_one(by: Actor, session_id: int) -> None:
    """End one session of this person. Harmless twice."""
    async with transaction():
        if await StaffSession.of(by, staff_id=by.id, id=session_id).delete():
            await record(by, "staff.session_ended", subject=f"staff:{by.id}")


async def end_all_of(by: Actor, staff_id: int) -> int:
    """End every session of somebody who works here; how many there were. Raises `NotAllowed`."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        ended = await StaffSession.of(by, staff_id=staff_id).delete()
        await record(by, "staff.sessions_ended", subject=f"staff:{staff_id}", changes={"sessions": ended})
    return ended


async def end_sessions(by: Actor, staff_id: int, *, but: int = 0) -> None:
    """Inside the transaction of what makes them end."""
    await StaffSession.of(by, staff_id=staff_id).exclude(id=but).delete()


def oldest_living() -> tuple[datetime, datetime]:
    """Sessions that expire, or were last seen, before these are over."""
    moment = now()
    return moment, moment - IDLE


async def sweep_staff() -> int:
    """Forget sessions that are over, links that are too old, and guesses long past."""
    expired, idle = oldest_living()
    old = (
        await StaffSession.filter(expires_at__lt=expired).delete()
        + await StaffSession.filter(seen_at__lt=idle).delete()
    )
    old += await StaffTicket.filter(expires_at__lt=expired - timedelta(days=1)).delete()
    links = await SetupToken.filter(expires_at__lt=expired - timedelta(days=30)).delete()
    return old + links + await Throttle.filter(window_from__lt=expired - timedelta(days=2)).delete()
