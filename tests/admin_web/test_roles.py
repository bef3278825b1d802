"""Roles of the shop's own: copied, ticked, given, and taken away."""

from typing import Any

import pytest

from admin_web.panel.staff import words
from domain.kit.actor import Actor, Permission
from domain.kit.errors import NotAllowed
from domain.kit.i18n import Translator
from domain.staff import actions, queries, roles, sessions
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from domain.staff.views import RoleView
from tests.admin_web.conftest import WORDS, Browser
from tests.kit.shop import ShopKit

HERE = "/admin/settings/staff"
PACKS = {"orders.view": "on", "orders.pack": "on", "figures.view": "on"}


async def night_shift(owner: Browser, tea: ShopKit, **more: str) -> RoleView:
    await owner.get(f"{HERE}/roles/0?of=packer")
    await owner.post(f"{HERE}/roles/0", of="packer", name=" Night  shift ", **PACKS, **more)
    (found,) = await roles.roles_of(tea.owner)
    return found


async def may(tea: ShopKit, email: str) -> frozenset[Permission]:
    signed = await queries.actor_of_session((await sessions.login(email, WORDS, "127.0.0.1")).token)
    assert signed is not None
    return signed.by.permissions


async def test_a_copied_role_is_given_and_holds_from_the_next_click(owner: Browser, tea: ShopKit) -> None:
    page = await owner.get(f"{HERE}/roles/0?of=packer")
    assert ('name="orders.pack" checked' in page.text, 'name="figures.view" checked' in page.text) == (True, False)
    role = await night_shift(owner, tea, **{"staff.manage": "on", "money.any": "on"})
    assert (role.name, role.base, role.permissions) == ("Night shift", "packer", {*map(Permission, PACKS)})
    made = await owner.post(HERE, email="n@example.com", role=role.key)
    assert "Made from: Packer" in made.plain
    await actions.set_up_owner(made.text.partition("/admin/setup/")[2].partition("<")[0], "", "Nia", WORDS)
    assert await may(tea, "n@example.com") == {*map(Permission, PACKS)}
    await owner.post(f"{HERE}/roles/{role.id}", of="owner", name="Nights", **{"orders.view": "on"})
    assert await may(tea, "n@example.com") == {Permission.VIEW_ORDERS}
    await owner.post(f"{HERE}/role", email="n@example.com", role="packer")
    assert await may(tea, "n@example.com") == PERMISSIONS[Role.PACKER]
    assert "Saved a role of the shop" in (await owner.get("/admin/settings/audit")).plain


async def test_a_role_somebody_has_stays(owner: Browser, tea: ShopKit) -> None:
    role = await night_shift(owner, tea)
    await actions.invite(tea.owner, "n@example.com", role.key)
    answer = await owner.follow(await owner.post(f"{HERE}/roles/{role.id}/remove"))
    assert "People have this role, or a link to it." in answer.plain
    (link,) = await queries.invites(tea.owner)
    await actions.withdraw(tea.owner, link.id)
    await owner.post(f"{HERE}/roles/{role.id}/remove")
    assert await roles.roles_of(tea.owner) == ()


async def test_what_is_no_role_is_said_on_the_page(owner: Browser, tea: ShopKit) -> None:
    await owner.get(HERE)
    nameless = await owner.post(f"{HERE}/roles/0", of="packer", name="", **PACKS)
    empty = await owner.post(f"{HERE}/roles/0", of="packer", name="Nights")
    assert [page.status for page in (nameless, empty)] == [422, 422]
    assert "Tick at least one thing." in empty.plain
    assert (await owner.post(f"{HERE}/roles/0", of="owner", name="Nights", **PACKS)).status == 404
    assert await roles.roles_of(tea.owner) == ()


def test_everything_that_may_be_ticked_has_words() -> None:
    groups = words.permissions(Translator("en"))
    assert sorted(one for ticks in groups.values() for one, _ in ticks) == sorted(roles.TICKED)


async def test_another_shops_role_cannot_be_given_or_changed(enter: Any, owner: Browser, tea: ShopKit) -> None:
    role, cups = await night_shift(owner, tea), await ShopKit.open("cups", "Cups")
    stranger = await enter(cups)
    assert (await stranger.get(f"{HERE}/roles/{role.id}")).status == 404
    assert (await stranger.post(f"{HERE}/roles/{role.id}", of="packer", name="Mine", **PACKS)).status == 404
    assert (await stranger.post(HERE, email="n@example.com", role=role.key)).status == 422
    packer = await enter(tea, "packer")
    assert (await packer.get(f"{HERE}/roles/{role.id}")).status == 403
    with pytest.raises(NotAllowed):
        await roles.save_role(Actor(tea.id, "staff", 9), 0, "Mine", "packer", [Permission.VIEW_ORDERS])
