"""The second factor: on, off, and looking at a code. Each code counts once, also when two come at the same time."""

from __future__ import annotations

from dataclasses import dataclass

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import NotFound
from domain.kit.vault import mark, seal, unseal
from domain.shop.queries import shop_of
from domain.staff import totp
from domain.staff.errors import SecondOn, SecondOwed, WrongCode, WrongPassword
from domain.staff.models import Staff, StaffRecovery, StaffSession, StaffTicket
from domain.staff.passwords import matches
from domain.staff.rules import clean_email
from domain.staff.sessions import end_sessions
from domain.staff.throttle import PER_EMAIL, attempt, forgive


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that is not on yet: for the app's camera, or to be typed."""

    secret: str
    link: str


@dataclass(frozen=True, slots=True)
class SecondView:
    """Whether it is on, and how many recovery codes are left."""

    on: bool
    codes_left: int


async def second_of(by: Actor) -> SecondView:
    person = await _person(by)
    left = await StaffRecovery.of(by, staff_id=by.id, used_at=None).count() if person.totp_since else 0
    return SecondView(person.totp_since is not None, left)


async def offer(by: Actor) -> Offer:
    """The secret to put into an app; the same one until it is on. Raises `SecondOn`."""
    person = await _person(by)
    if person.totp_since:
        raise SecondOn()
    if not person.totp_sealed:
        await Staff.of(by, id=by.id, totp_sealed=None).update(totp_sealed=seal(totp.new_secret()))
    kept = await Staff.get(id=by.id).values_list("totp_sealed", flat=True)
    secret = unseal(str(kept))
    return Offer(secret, totp.address(secret, person.email, (await shop_of(by)).name))


async def turn_on(by: Actor, code: str, session_id: int) -> tuple[str, ...]:
    """The app shows the right code: from now on every login asks for one. Returns the recovery codes, shown once.

    Other sessions of this person end. Raises `WrongCode`, `SecondOn`, `TooMany`.
    """
    await attempt(_key(by.id), PER_EMAIL)
    person = await _person(by)
    if person.totp_since:
        raise SecondOn()
    secret = unseal(person.totp_sealed) if person.totp_sealed else ""
    step = totp.step_of_code(secret, totp.plain_code(code), now(), 0) if secret else None
    if step is None:
        raise WrongCode()
    async with transaction():
        if not await Staff.of(by, id=by.id, totp_since=None).update(totp_since=now(), totp_step=step):
            raise SecondOn()
        codes = await _new_codes(by, by.id)
        await StaffSession.of(by, id=session_id).update(proved_at=now())
        await end_sessions(by, by.id, but=session_id)
        await record(by, "staff.second_on", f"staff:{by.id}")
    await forgive(_key(by.id))
    return codes


async def turn_off(by: Actor, code: str) -> None:
    """Only with a code. Raises `WrongCode`, `SecondOwed` where the shop wants everybody to have it, `TooMany`."""
    if (await shop_of(by)).settings.second_factor_for_all:
        raise SecondOwed()
    await check_code(await _person(by), code)
    async with transaction():
        await _forget(by, by.id)
        await record(by, "staff.second_off", f"staff:{by.id}")


async def fresh_codes(by: Actor, code: str) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones stop working. Raises `WrongCode`, `TooMany`."""
    await check_code(await _person(by), code)
    async with transaction():
        codes = await _new_codes(by, by.id)
        await record(by, "staff.recovery_codes", f"staff:{by.id}")
    return codes


async def reset_second(by: Actor, email: str) -> None:
    """Somebody has lost app and codes: it is off, every session ends, the password stays. Raises `NotFound`."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        person = await Staff.of(by, email=clean_email(email)).get_or_none()
        if person is None:
            raise NotFound()
        await _forget(by, person.id)
        await end_sessions(by, person.id)
        await StaffTicket.of(by, staff_id=person.id).delete()
        await record(by, "staff.second_reset", f"staff:{person.id}", {"email": person.email})


async def prove(by: Actor, session_id: int, said: str) -> None:
    """Say once more who is at the keyboard: by a code where the second factor is on, by the password else.

    Raises `WrongCode`, `WrongPassword`, `TooMany`.
    """
    person = await _person(by)
    if person.totp_since:
        await check_code(person, said)
    else:
        await attempt(_key(by.id), PER_EMAIL)
        if not await matches(said[:257], person.password_hash):
            raise WrongPassword()
        await forgive(_key(by.id))
    await StaffSession.of(by, id=session_id).update(proved_at=now())


async def check_code(person: Staff, said: str) -> None:
    """Use up a code of the app or a recovery code. Raises `WrongCode`, `TooMany`."""
    await attempt(_key(person.id), PER_EMAIL)
    code = totp.plain_code(said)
    right = await _used_step(person, code) if len(code) == totp.DIGITS else await _used_recovery(person, code)
    if not right:
        raise WrongCode()
    await forgive(_key(person.id))


async def _used_step(person: Staff, code: str) -> bool:
    if not person.totp_sealed or not person.totp_since:
        return False
    step = totp.step_of_code(unseal(person.totp_sealed), code, now(), person.totp_step)
    return step is not None and bool(await Staff.filter(id=person.id, totp_step__lt=step).update(totp_step=step))


async def _used_recovery(person: Staff, code: str) -> bool:
    by = Actor(person.shop_id, "staff", person.id, channel="panel")
    fresh = StaffRecovery.of(by, staff_id=person.id, code_mark=_mark(person.id, code), used_at=None)
    async with transaction():
        used = await fresh.update(used_at=now())
        if used:
            await record(by, "staff.recovery_used", f"staff:{person.id}")
    return bool(used)


async def _new_codes(by: Actor, staff_id: int) -> tuple[str, ...]:
    codes = totp.recovery_codes()
    await StaffRecovery.of(by, staff_id=staff_id).delete()
    for code in codes:
        await StaffRecovery.add(by, staff_id=staff_id, code_mark=_mark(staff_id, totp.plain_code(code)))
    return codes


async def _forget(by: Actor, staff_id: int) -> None:
    await Staff.of(by, id=staff_id).update(totp_sealed=None, totp_since=None, totp_step=0)
    await StaffRecovery.of(by, staff_id=staff_id).delete()


async def _person(by: Actor) -> Staff:
    person = await Staff.of(by, id=by.id).get_or_none()
    if person is None:
        raise NotFound()
    return person


def _mark(staff_id: int, code: str) -> str:
    """Keyed by the installation's secret, so that the database alone gives nothing to guess against."""
    return mark(f"recovery:{staff_id}:{code}")


def _key(staff_id: int) -> str:
    return f"second:{staff_id}"
