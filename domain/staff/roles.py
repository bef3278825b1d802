"""Roles a shop makes for itself: a copy of one there is, with other ticks.

What only owners may do stays theirs: it cannot be ticked. What somebody gives on their own is capped as the role it
was copied from.
"""

from __future__ import annotations

from collections.abc import Collection

from domain.audit.actions import record
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound
from domain.kit.rows import unpacked
from domain.staff.errors import RoleInUse
from domain.staff.models import Role, SetupToken, Staff, StaffRole
from domain.staff.rules import OWNERS_ONLY, PERMISSIONS, allowed
from domain.staff.views import RoleView

MOST = 30
TICKED = tuple(one for one in Permission if one not in OWNERS_ONLY)
COPIED = tuple(role.value for role in Role if role is not Role.OWNER)
NO_NAME = N_("Give the role a name of its own, at most 40 letters.")
NOTHING = N_("Tick at least one thing.")
TOO_MANY = N_("A shop has at most 30 roles of its own.")
_ROLES = """
SELECT r.id, r.name, r.base, r.permissions,
  (SELECT COUNT(*) FROM staff s WHERE s.custom_role_id = r.id AND s.active)
  + (SELECT COUNT(*) FROM setup_token k WHERE k.custom_role_id = r.id AND k.used_at IS NULL) AS people
FROM staff_role r WHERE r.shop_id = $1 ORDER BY r.name, r.id
"""


async def roles_of(by: Actor) -> tuple[RoleView, ...]:
    """The shop's own roles by name. Raises `NotAllowed`."""
    require(by, Permission.MANAGE_STAFF)
    return tuple(
        RoleView(row["id"], row["name"], row["base"], allowed(unpacked(row["permissions"]) or ()), row["people"])
        for row in await sql(_ROLES, by.shop_id)
    )


async def role_of(by: Actor, role_id: int) -> RoleView:
    """Raises `NotFound`, `NotAllowed`."""
    found = next((one for one in await roles_of(by) if one.id == role_id), None)
    if found is None:
        raise NotFound()
    return found


async def save_role(by: Actor, role_id: int, name: str, base: str, ticked: Collection[Permission]) -> int:
    """Change it, or make one from `base` with id 0; its id. Who has it may do other things from the next click on.

    Raises `BadInput`, `NotFound`, `NotAllowed`.
    """
    require(by, Permission.MANAGE_STAFF)
    name, may = " ".join(name.split()), sorted(frozenset(ticked) - OWNERS_ONLY)
    async with transaction():
        await _check(by, role_id, name, may)
        if not role_id:
            role_id = int((await StaffRole.add(by, name=name, base=_base(base), permissions=may)).id)
        elif not await StaffRole.of(by, id=role_id).update(name=name, permissions=may):
            raise NotFound()
        await record(by, "staff.role_saved", f"role:{role_id}", {"name": name, "permissions": may})
    return role_id


async def _check(by: Actor, role_id: int, name: str, may: Collection[str]) -> None:
    if not 0 < len(name) <= 40 or await StaffRole.of(by, name=name).exclude(id=role_id).exists():
        raise BadInput({"name": NO_NAME})
    if not may:
        raise BadInput({"may": NOTHING})
    if not role_id and await StaffRole.of(by).count() >= MOST:
        raise BadInput({"name": TOO_MANY})


def usual(base: str) -> frozenset[Permission]:
    """What a copy begins with. Raises `NotFound` for what cannot be copied."""
    if base not in COPIED:
        raise NotFound()
    return PERMISSIONS[Role(base)] - OWNERS_ONLY


def _base(said: str) -> Role:
    if said not in COPIED:
        raise BadInput({"base": N_("Choose one of the roles there are.")})
    return Role(said)


async def remove_role(by: Actor, role_id: int) -> None:
    """Raises `RoleInUse` while somebody has it, `NotFound`, `NotAllowed`."""
    require(by, Permission.MANAGE_STAFF)
    async with transaction():
        rows = await StaffRole.of(by, id=role_id).values("name", "base")
        if not rows:
            raise NotFound()
        await StaffRole.of(by, id=role_id).update(name=rows[0]["name"])  # locked: nobody is given it meanwhile
        waits = SetupToken.of(by, custom_role_id=role_id, used_at__isnull=True)
        if await waits.exists() or await Staff.of(by, custom_role_id=role_id, active=True).exists():
            raise RoleInUse()
        await Staff.of(by, custom_role_id=role_id).update(custom_role_id=None)
        await SetupToken.of(by, custom_role_id=role_id).update(custom_role_id=None)
        await StaffRole.of(by, id=role_id).delete()
        await record(by, "staff.role_removed", f"role:{role_id}", {"name": rows[0]["name"]})


async def chosen(by: Actor, said: str) -> tuple[Role, int | None]:
    """What a choice means, inside the transaction that writes it: "packer", or "r12" for one of the shop's own.

    Raises `NotFound`.
    """
    if said in frozenset(Role):
        return Role(said), None
    number = said.removeprefix("r")
    rows = await StaffRole.of(by, id=int(number)).values("name", "base") if number.isdecimal() else []
    if not rows or not await StaffRole.of(by, id=int(number)).update(name=rows[0]["name"]):
        raise NotFound()
    return Role(rows[0]["base"]), int(number)


async def called(by: Actor, key: str) -> str:
    """What the log calls a role."""
    rows = await StaffRole.of(by, id=int(key[1:])).values("name") if key[1:].isdecimal() else []
    return str(rows[0]["name"]) if rows else key


def key_of(one: Staff | SetupToken) -> str:
    """A person's or link's role as `chosen` reads it."""
    return f"r{one.custom_role_id}" if one.custom_role_id else one.role.value
