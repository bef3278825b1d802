import asyncio
from contextlib import suppress
from time import perf_counter
from typing import Any

import pytest

from bot.config import Settings
from domain.kit.actor import system
from domain.kit.db import sql
from domain.kit.errors import BadInput, TooMany
from domain.shop.actions import create_shop
from domain.staff import actions, passwords, queries, sessions
from domain.staff.errors import LinkUsed, WrongLogin, WrongPassword
from tests.kit.clock import Clock

WORDS = "three wet umbrellas"


@pytest.fixture
async def shop_id(db: Settings, clock: Clock) -> int:
    return await create_shop("tea", "Tea House", currency="USD", country="US")


@pytest.fixture
async def maria(shop_id: int) -> int:
    token = await actions.make_setup_token(system(shop_id))
    return await actions.set_up_owner(token, "Maria@example.com", "Maria", WORDS)


async def entered(address: str = "10.0.0.1", **more: Any) -> str:
    return (await sessions.login("maria@example.com", WORDS, address, **more)).token


async def test_a_set_up_link_makes_the_owner_once(shop_id: int) -> None:
    token = await actions.make_setup_token(system(shop_id))
    await actions.set_up_owner(token, "maria@example.com", "Maria", WORDS)
    with pytest.raises(LinkUsed):
        await actions.set_up_owner(token, "boris@example.com", "Boris", WORDS)
    assert [p.email for p in await queries.people(system(shop_id))] == ["maria@example.com"]


async def test_two_who_open_the_link_at_once_make_one_owner(shop_id: int) -> None:
    token = await actions.make_setup_token(system(shop_id))
    tries = [actions.set_up_owner(token, f"p{n}@example.com", "P", WORDS) for n in range(4)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(e).__name__ for e in ends) == ["LinkUsed", "LinkUsed", "LinkUsed", "int"]
    assert len(await queries.people(system(shop_id))) == 1


async def test_a_new_link_replaces_the_one_before_and_a_day_ends_it(shop_id: int, clock: Clock) -> None:
    first, second = [await actions.make_setup_token(system(shop_id)) for _ in range(2)]
    assert await queries.invite_of(first) is None
    assert await queries.invite_of(second) is not None
    clock.passes(hours=24)
    with pytest.raises(LinkUsed):
        await actions.set_up_owner(second, "maria@example.com", "Maria", WORDS)


async def test_only_the_hash_of_a_link_and_of_a_session_is_stored(maria: int, shop_id: int) -> None:
    link, session = await actions.make_setup_token(system(shop_id)), await entered()
    rows = [*await sql("SELECT * FROM setup_token"), *await sql("SELECT * FROM staff_session")]
    assert rows
    assert not [v for row in rows for v in row.values() if v in (link, session)]


async def test_a_weak_password_is_refused_and_the_link_still_works(shop_id: int) -> None:
    token = await actions.make_setup_token(system(shop_id))
    with pytest.raises(BadInput) as refused:
        await actions.set_up_owner(token, "maria", "", "password123")
    assert set(refused.value.fields) == {"email", "name", "password"}
    assert await actions.set_up_owner(token, "maria@example.com", "Maria", WORDS)


async def colleague(number: int) -> None:
    """The same person works in one more shop, with the same password."""
    shop = system(await create_shop(f"shop{number}", f"Shop {number}", currency="USD", country="US"))
    await actions.set_up_owner(await actions.make_setup_token(shop), "maria@example.com", "Maria", WORDS)


@pytest.mark.parametrize(
    ("email", "password", "shops"),
    [
        ("nobody@example.com", WORDS, 0),
        ("maria@example.com", "wrong wrong wrong", 0),
        ("maria@example.com", WORDS, 0),
        ("maria@example.com", WORDS, 2),
        ("maria@example.com", "wrong wrong wrong", 2),
    ],
)
async def test_every_login_compares_as_many_passwords(
    maria: int, monkeypatch: pytest.MonkeyPatch, email: str, password: str, shops: int
) -> None:
    for number in range(shops):
        await colleague(number)
    compared: list[str] = []
    monkeypatch.setattr(
        passwords, "_verify", lambda said, stored: compared.append(said) or (said == WORDS and stored != "")
    )
    with suppress(WrongLogin):
        await sessions.login(email, password, "10.0.0.1")
    assert compared == [password] * sessions.MOST_SHOPS


async def test_a_session_says_who_acts_and_for_which_shop(maria: int, shop_id: int) -> None:
    signed = await queries.actor_of_session(await entered())
    assert signed
    assert (signed.by.shop_id, signed.by.id, signed.staff.name, signed.staff.role) == (shop_id, maria, "Maria", "owner")
    assert await queries.actor_of_session("guess" * 10) is None


async def test_wrong_password_and_unknown_person_are_told_the_same(maria: int) -> None:
    with pytest.raises(WrongLogin):
        await sessions.login("maria@example.com", "three dry umbrellas", "10.0.0.1")
    with pytest.raises(WrongLogin):
        await sessions.login("nobody@example.com", WORDS, "10.0.0.1")


async def test_an_unknown_person_costs_as_long_a_look_as_a_known_one() -> None:
    stored, started = await passwords.hashed(WORDS), perf_counter()
    await passwords.matches("wrong wrong wrong", stored)
    known, started = perf_counter() - started, perf_counter()
    assert not await passwords.matches("wrong wrong wrong", "")
    assert perf_counter() - started > known / 3


async def test_guessing_one_email_gets_slower_from_every_address(maria: int, clock: Clock) -> None:
    for n in range(4):
        with pytest.raises(WrongLogin):
            await sessions.login("maria@example.com", "guess number one", f"10.0.0.{n}")
    with pytest.raises(TooMany):
        await entered("10.9.9.9")
    clock.passes(seconds=16)
    assert await entered("10.9.9.9")


async def test_guessing_many_emails_from_one_address_gets_slower(maria: int) -> None:
    for n in range(20):
        with pytest.raises(WrongLogin):
            await sessions.login(f"p{n}@example.com", "guess number one", "10.0.0.1")
    with pytest.raises(TooMany):
        await entered("10.0.0.1")
    assert await entered("10.0.0.2")


async def test_guesses_at_once_are_counted_one_by_one(maria: int) -> None:
    guesses = [sessions.login("maria@example.com", "guess number one", f"10.1.0.{n}") for n in range(12)]
    ends = [type(e) for e in await asyncio.gather(*guesses, return_exceptions=True)]
    assert set(ends) == {WrongLogin, TooMany}
    assert ends.count(WrongLogin) <= 4


async def test_of_a_thousand_guesses_at_once_ten_passwords_are_looked_at_in_the_first_minute(
    maria: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    async def first_match(password: str, _stored: object, _tries: int) -> None:
        looked.append(password)

    monkeypatch.setattr(sessions, "first_match", first_match)
    for _ in range(20):
        batch = (sessions.login("maria@example.com", f"guess {n}", f"10.{n}.0.1") for n in range(50))
        ends = await asyncio.gather(*batch, return_exceptions=True)
        assert {type(end) for end in ends} <= {WrongLogin, TooMany}
    assert 1 <= len(looked) <= 10


async def test_logging_in_forgives_what_was_mistyped(maria: int) -> None:
    for _ in range(3):
        with pytest.raises(WrongLogin):
            await sessions.login("maria@example.com", "mistyped again", "10.0.0.1")
        await entered()


async def test_a_login_takes_the_place_of_the_session_before_it(maria: int) -> None:
    first = await entered()
    second = await entered(replacing=first)
    assert await queries.actor_of_session(first) is None
    assert await queries.actor_of_session(second)


async def test_two_idle_hours_end_a_session_and_use_keeps_it(maria: int, clock: Clock) -> None:
    token = await entered()
    clock.passes(minutes=119)
    signed = await queries.actor_of_session(token)
    assert signed
    await sessions.keep_alive(signed)
    clock.passes(minutes=119)
    assert await queries.actor_of_session(token)
    clock.passes(minutes=2)
    assert await queries.actor_of_session(token) is None


async def test_no_session_outlives_twelve_hours_however_busy(maria: int, clock: Clock) -> None:
    token = await entered()
    for _ in range(12):
        clock.passes(minutes=59)
        signed = await queries.actor_of_session(token)
        assert signed
        await sessions.keep_alive(signed)
    clock.passes(minutes=13)
    assert await queries.actor_of_session(token) is None


async def test_logging_out_ends_the_session_wherever_its_cookie_lies(maria: int) -> None:
    token = await entered()
    await sessions.logout(token)
    assert await queries.actor_of_session(token) is None


async def test_other_sessions_can_be_ended_from_this_one(maria: int) -> None:
    lost, here = await entered("10.0.0.7"), await entered("10.0.0.8")
    signed = await queries.actor_of_session(here)
    assert signed
    assert [s.address for s in await queries.sessions(signed.by)] == ["10.0.0.8", "10.0.0.7"]
    assert await sessions.log_out_others(signed.by, signed.session_id) == 1
    assert await queries.actor_of_session(lost) is None
    assert await queries.actor_of_session(here)


async def test_a_new_password_needs_the_old_one_and_ends_other_sessions(maria: int) -> None:
    lost, here = await entered(), await entered()
    signed = await queries.actor_of_session(here)
    assert signed
    with pytest.raises(WrongPassword):
        await actions.change_password(signed.by, "not my password", "four dry towels", signed.session_id)
    await actions.change_password(signed.by, WORDS, "four dry towels", signed.session_id)
    assert await queries.actor_of_session(lost) is None
    with pytest.raises(WrongLogin):
        await entered()


async def test_what_is_over_is_swept_and_what_lives_stays(maria: int, clock: Clock) -> None:
    gone = await entered()
    clock.passes(hours=3)
    kept = await entered()
    assert await sessions.sweep_staff() >= 1
    assert len(await sql("SELECT id FROM staff_session")) == 1
    assert await queries.actor_of_session(kept)
    assert await queries.actor_of_session(gone) is None
    clock.passes(days=40)
    await sessions.sweep_staff()
    assert await sql("SELECT key FROM throttle") == []
