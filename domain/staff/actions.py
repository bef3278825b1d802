"""Letting people in, changing what they may do, and showing them out."""

from __future__ import annotations

import secrets

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require, system
from domain.kit.clock import now
from domain.kit.db import transaction
from domain.kit.errors import BadInput, NotFound
from domain.shop.queries import shop_by_id
from domain.staff import rules
from domain.staff.errors import LastOwner, LinkUsed, WrongPassword
from domain.staff.models import Role, SetupToken, Staff, StaffTicket
from domain.staff.passwords import hashed, matches
from domain.staff.roles import called, chosen, key_of
from domain.staff.sessions import digest, end_sessions
from domain.staff.telegram import forget_telegram
from domain.staff.throttle import PER_EMAIL, attempt, forgive


async def make_setup_token(by: Actor) -> str:
    """A one-time link's token, good for 24 hours, that makes an owner. Earlier unused ones stop working."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        return await _new_link(by, Role.OWNER, None, "")


async def invite(by: Actor, email: str, role: str) -> str:
    """The token of a one-time link that lets `email` in with `role`, or choose a new password. Raises `BadInput`."""
    require(by, Permission.MANAGE_STAFF)
    email = rules.clean_email(email)
    if problem := rules.email_problem(email):
        raise BadInput({"email": problem})
    async with transaction():
        return await _new_link(by, *await chosen(by, role), email)


async def _new_link(by: Actor, role: Role, own: int | None, email: str) -> str:
    token = secrets.token_urlsafe(32)
    await SetupToken.of(by, email=email, used_at__isnull=True).delete()
    made = await SetupToken.add(
        by, token_hash=digest(token), role=role, custom_role_id=own, email=email, expires_at=now() + rules.LINK_LIFE
    )
    await record(by, "staff.link", subject=f"link:{made.id}", changes={"email": email, "role": role.value})
    return token


async def reset(by: Actor, email: str) -> str:
    """The token of a one-time link with which somebody chooses a new password; they are logged out everywhere.

    It leaves their second factor alone. Raises `NotFound`, `NotAllowed`.
    """
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        person = await _person(by, email)
        await end_sessions(by, person.id)
        await record(by, "staff.reset", subject=f"staff:{person.id}", changes={"email": person.email})
        return await _new_link(by, person.role, person.custom_role_id, person.email)


async def withdraw(by: Actor, link_id: int) -> None:
    """A link that was given out stops working."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        if not await SetupToken.of(by, id=link_id, used_at__isnull=True).delete():
            raise NotFound()
        await record(by, "staff.link_withdrawn", subject=f"link:{link_id}")


async def set_up_owner(token: str, email: str, name: str, password: str, locale: str = "") -> int:
    """Use up a one-time link: its person is made, or gets a new password and the link's role. Returns the staff id.

    A link made for an e-mail keeps to it. Raises `LinkUsed` and `BadInput`.
    """
    link = await SetupToken.get_or_none(token_hash=digest(token), used_at__isnull=True, expires_at__gt=now())
    if link is None:
        raise LinkUsed()
    email, name = link.email or rules.clean_email(email), name.strip()
    await _check(link.shop_id, email, name, password)
    secret = await hashed(password)
    async with transaction():
        used = await SetupToken.filter(id=link.id, used_at__isnull=True).update(used_at=now())
        if not used:
            raise LinkUsed()
        return await _let_in(link, email, name, secret, locale)


async def _check(shop_id: int, email: str, name: str, password: str) -> None:
    shop = await shop_by_id(shop_id)
    problems = {
        "email": rules.email_problem(email),
        "name": "" if 0 < len(name) <= 80 else rules.NO_NAME,
        "password": rules.password_problem(password, (email, shop.name, shop.slug, name, "hawker")),
    }
    if found := {field: problem for field, problem in problems.items() if problem}:
        raise BadInput(found)


async def _let_in(link: SetupToken, email: str, name: str, secret: str, locale: str) -> int:
    by = system(link.shop_id)
    values = {
        "name": name, "role": link.role, "custom_role_id": link.custom_role_id, "password_hash": secret, "active": True,
    }  # fmt: skip
    person = await Staff.of(by, email=email).get_or_none()
    if person is None:
        shop = await shop_by_id(link.shop_id)
        person = await Staff.add(by, email=email, locale=locale or shop.locale, **values)
    else:
        await _keep_an_owner(by, person, link.role)
        await Staff.of(by, id=person.id).update(**values)
        await end_sessions(by, person.id)
    await record(by, "staff.joined", subject=f"staff:{person.id}", changes={"email": email, "role": link.role.value})
    return int(person.id)


async def disable(by: Actor, email: str) -> None:
    """Show somebody out: every session ends now. Raises `LastOwner`, `NotFound`."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        person = await _person(by, email)
        await _keep_an_owner(by, person, None)
        await Staff.of(by, id=person.id).update(active=False)
        await forget_telegram(by, person.id)
        await end_sessions(by, person.id)
        await StaffTicket.of(by, staff_id=person.id).delete()
        await SetupToken.of(by, email=person.email, used_at__isnull=True).delete()
        await record(by, "staff.disabled", subject=f"staff:{person.id}", changes={"email": person.email})


async def change_role(by: Actor, email: str, role: str) -> None:
    """Give somebody other work: "packer", or "r12" for a role of the shop's own. Raises `LastOwner`, `NotFound`."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        person, (base, own) = await _person(by, email), await chosen(by, role)
        await _keep_an_owner(by, person, base)
        await Staff.of(by, id=person.id).update(role=base, custom_role_id=own)
        changes = {"role": [await called(by, key_of(person)), await called(by, role)]}
        await record(by, "staff.role", subject=f"staff:{person.id}", changes=changes)


async def _person(by: Actor, email: str) -> Staff:
    person = await Staff.of(by, email=rules.clean_email(email)).get_or_none()
    if person is None:
        raise NotFound()
    return person


async def _keep_an_owner(by: Actor, person: Staff, role: Role | None) -> None:
    """Refuse to take the last owner away. Owners' rows are locked first, so two cannot show each other out at once."""
    if role is Role.OWNER or person.role is not Role.OWNER:
        return
    await Staff.of(by, role=Role.OWNER).update(role=Role.OWNER)
    if not await Staff.of(by, role=Role.OWNER, active=True).exclude(id=person.id).exists():
        raise LastOwner()


async def change_password(by: Actor, old: str, new: str, session_id: int) -> None:
    """Choose a new password; every other session of this person ends. Raises `WrongPassword`, `BadInput`, `TooMany`."""
    person = await Staff.of(by, id=by.id).get_or_none()
    if person is None:
        raise NotFound()
    key = f"password:{by.shop_id}:{by.id}"
    await attempt(key, PER_EMAIL)
    if not await matches(old, person.password_hash):
        raise WrongPassword()
    await forgive(key)
    await _check(by.shop_id, person.email, person.name, new)
    secret = await hashed(new)
    async with transaction():
        await Staff.of(by, id=by.id).update(password_hash=secret)
        await end_sessions(by, by.id, but=session_id)
        await record(by, "staff.password", subject=f"staff:{by.id}")


async def change_profile(by: Actor, name: str, locale: str) -> None:
    """How colleagues see this person, and the language of their panel. Raises `BadInput`."""
    name = name.strip()
    if not 0 < len(name) <= 80:
        raise BadInput({"name": rules.NO_NAME})
    async with transaction():
        await Staff.of(by, id=by.id).update(name=name, locale=locale)
        await record(by, "staff.profile", subject=f"staff:{by.id}", changes={"name": name, "locale": locale})
