"""Reading the people of a shop and their sessions."""

from __future__ import annotations

from typing import Any

from domain.kit.actor import Actor, Permission, require
from domain.kit.clock import now
from domain.staff.caps import FACTS, acting
from domain.staff.models import Role, SetupToken, Staff, StaffSession
from domain.staff.roles import key_of
from domain.staff.sessions import digest, oldest_living
from domain.staff.views import InviteView, PersonView, SessionView, Signed, StaffView

_SIGNED = ("id", "csrf", "seen_at", "proved_at", "staff__totp_since", "staff__name", "staff__email", *FACTS)


async def actor_of_session(token: str) -> Signed | None:
    """Who a cookie's token stands for; None when the session is over or its person has left. One statement."""
    expired, idle = oldest_living()
    row = await StaffSession.filter(
        token_hash=digest(token), expires_at__gt=expired, seen_at__gt=idle, staff__active=True
    ).first().values(*_SIGNED)  # fmt: skip
    return _signed(row) if row else None


def _signed(row: dict[str, Any]) -> Signed:
    role = Role(row["staff__role"])
    staff = StaffView(row["staff_id"], row["staff__name"], row["staff__email"], role.value, row["staff__locale"])
    return Signed(
        by=acting(row, "panel"), staff=staff, csrf=row["csrf"], session_id=row["id"],
        seen_at=row["seen_at"], proved_at=row["proved_at"], has_second=row["staff__totp_since"] is not None,
    )  # fmt: skip


async def people(by: Actor) -> tuple[PersonView, ...]:
    """Everybody who has ever worked here: owners and those who still do come first."""
    require(by, Permission.MANAGE_STAFF)
    rows = await Staff.of(by).order_by("-active", "created_at", "id")
    return tuple(
        PersonView(r.id, r.email, r.name, key_of(r), r.active, r.last_login_at, r.totp_since is not None)
        for r in rows
    )  # fmt: skip


async def names(by: Actor) -> dict[int, str]:
    """Staff id → name, for "who did it"."""
    return {r["id"]: r["name"] for r in await Staff.of(by).values("id", "name")}


async def sessions(by: Actor) -> tuple[SessionView, ...]:
    """This person's own living sessions, the last used first."""
    expired, idle = oldest_living()
    rows = await StaffSession.of(by, staff_id=by.id, expires_at__gt=expired, seen_at__gt=idle).order_by("-seen_at")
    return tuple(SessionView(r.id, r.created_at, r.seen_at, r.address, r.agent) for r in rows)


async def invites(by: Actor) -> tuple[InviteView, ...]:
    """Links that have been given out and not yet used."""
    require(by, Permission.MANAGE_STAFF)
    rows = await SetupToken.of(by, used_at__isnull=True, expires_at__gt=now()).order_by("id")
    return tuple(_invite(r) for r in rows)


async def invite_of(token: str) -> InviteView | None:
    """What a one-time link offers, None when it is used up, too old or was never given out."""
    row = await SetupToken.get_or_none(token_hash=digest(token), used_at__isnull=True, expires_at__gt=now())
    return _invite(row) if row else None


def _invite(row: SetupToken) -> InviteView:
    return InviteView(row.id, row.shop_id, key_of(row), row.email, row.expires_at)
