import asyncio

import pytest

from bot.config import Settings
from domain.kit.actor import Actor, system
from domain.kit.errors import BadInput, NotAllowed, NotFound
from domain.shop.actions import create_shop
from domain.staff import actions, queries, sessions
from domain.staff.errors import LastOwner, WrongLogin
from domain.staff.models import Role
from domain.staff.rules import PERMISSIONS
from tests.kit.clock import Clock

WORDS = "three wet umbrellas"


@pytest.fixture
async def shop(db: Settings, clock: Clock) -> Actor:
    return system(await create_shop("tea", "Tea House", currency="USD", country="US"))


async def joins(shop: Actor, email: str, role: str = "owner") -> Actor:
    token = await actions.invite(shop, email, role)
    staff_id = await actions.set_up_owner(token, "ignored@example.com", email.split("@")[0], WORDS)
    return Actor(shop.shop_id, "staff", staff_id, PERMISSIONS[Role(role)])


async def roles(shop: Actor) -> dict[str, str]:
    return {p.email: p.role if p.active else "gone" for p in await queries.people(shop)}


async def test_an_invitation_keeps_to_its_email_and_role(shop: Actor) -> None:
    await joins(shop, "pavel@example.com", "packer")
    assert await roles(shop) == {"pavel@example.com": "packer"}


async def test_only_an_owner_lets_people_in_or_shows_them_out(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    manager = await joins(shop, "max@example.com", "manager")
    with pytest.raises(NotAllowed):
        await actions.invite(manager, "friend@example.com", "owner")
    with pytest.raises(NotAllowed):
        await actions.disable(manager, "olga@example.com")
    with pytest.raises(NotAllowed):
        await actions.change_role(manager, "max@example.com", "owner")
    with pytest.raises(NotAllowed):
        await queries.people(manager)


async def test_an_invitation_needs_an_address(shop: Actor) -> None:
    with pytest.raises(BadInput):
        await actions.invite(shop, "pavel", "packer")
    assert await queries.invites(shop) == ()


async def test_an_invitation_can_be_withdrawn(shop: Actor) -> None:
    token = await actions.invite(shop, "pavel@example.com", "packer")
    await actions.withdraw(shop, (await queries.invites(shop))[0].id)
    assert await queries.invite_of(token) is None


async def test_who_is_shown_out_is_out_at_once(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    await joins(shop, "pavel@example.com", "packer")
    session = (await sessions.login("pavel@example.com", WORDS, "10.0.0.1")).token
    await actions.disable(shop, "Pavel@example.com")
    assert await queries.actor_of_session(session) is None
    with pytest.raises(WrongLogin):
        await sessions.login("pavel@example.com", WORDS, "10.0.0.1")


async def test_a_new_invitation_brings_somebody_back_with_a_new_password(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    await joins(shop, "pavel@example.com", "packer")
    await actions.disable(shop, "pavel@example.com")
    await joins(shop, "pavel@example.com", "agent")
    assert (await roles(shop))["pavel@example.com"] == "agent"


async def test_the_last_owner_stays(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    with pytest.raises(LastOwner):
        await actions.disable(shop, "olga@example.com")
    with pytest.raises(LastOwner):
        await actions.change_role(shop, "olga@example.com", "packer")
    with pytest.raises(LastOwner):
        await joins(shop, "olga@example.com", "packer")
    assert await roles(shop) == {"olga@example.com": "owner"}


async def test_two_owners_cannot_show_each_other_out_at_once(shop: Actor) -> None:
    olga, oleg = await joins(shop, "olga@example.com"), await joins(shop, "oleg@example.com")
    ends = await asyncio.gather(
        actions.disable(olga, "oleg@example.com"), actions.disable(oleg, "olga@example.com"), return_exceptions=True
    )
    assert [type(e).__name__ for e in ends if e is not None] == ["LastOwner"]


async def test_a_change_of_work_holds_from_the_next_click(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    await joins(shop, "max@example.com", "manager")
    session = (await sessions.login("max@example.com", WORDS, "10.0.0.1")).token
    await actions.change_role(shop, "max@example.com", "packer")
    signed = await queries.actor_of_session(session)
    assert signed
    assert signed.by.permissions == PERMISSIONS[Role.PACKER]


async def test_people_of_another_shop_are_not_here(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    other = system(await create_shop("cups", "Cups", currency="EUR", country="DE"))
    assert await queries.people(other) == ()
    with pytest.raises(NotFound):
        await actions.disable(other, "olga@example.com")


async def test_one_email_may_work_in_two_shops_and_its_password_says_where(shop: Actor) -> None:
    await joins(shop, "olga@example.com")
    other = system(await create_shop("cups", "Cups", currency="EUR", country="DE"))
    token = await actions.invite(other, "olga@example.com", "packer")
    await actions.set_up_owner(token, "", "Olga", "four dry towels")
    signed = await queries.actor_of_session((await sessions.login("olga@example.com", "four dry towels", "-")).token)
    assert signed
    assert signed.by.shop_id == other.shop_id
