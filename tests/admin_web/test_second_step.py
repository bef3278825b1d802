"""The second step: nobody gets in without it, no code counts twice, and what hurts most is asked for anew."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from domain.kit.actor import Actor, system
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import TooMany
from domain.staff import actions, entering, second, totp
from domain.staff.errors import LoginOver, WrongCode
from domain.staff.models import Staff
from tests.admin_web.conftest import WORDS, Browser
from tests.kit.clock import Clock
from tests.kit.shop import ShopKit

Open = Callable[[], Browser]
EMAIL = "owner.1@example.com"


def code(secret: str, later: int = 0) -> str:
    return totp.code_at(secret, totp.step_of(now()) + later)


async def turned_on(person: Browser) -> tuple[str, list[str]]:
    """Secret and recovery codes of somebody who has just turned it on."""
    page = await person.get("/admin/me/second")
    secret = re.findall(r"<code dir=\"ltr\">([A-Z2-7]{32})</code>", page.text)[0]
    assert "<svg" in page.text
    shown = await person.post("/admin/me/second/on", code=code(secret))
    return secret, re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", shown.text)


async def test_a_password_alone_opens_nothing_any_more(owner: Browser, browser: Open, clock: Clock) -> None:
    secret, codes = await turned_on(owner)
    assert len(codes) == 10
    thief, clock_hand = browser(), browser()
    asked = await thief.post("/admin/login", email=EMAIL, password=WORDS, next="/admin/me")
    assert asked.goes_to == "/admin/login/code?next=%2Fadmin%2Fme"
    assert (await thief.get("/admin/me")).status == 303
    assert (await thief.post("/admin/login/code", code="000000")).status == 422
    used = await thief.post("/admin/login/code", code=code(secret))
    assert (used.status, "has been used" in used.plain) == (422, True)
    clock.passes(seconds=30)
    await clock_hand.post("/admin/login", email=EMAIL, password=WORDS)
    assert (await clock_hand.post("/admin/login/code", code=code(secret), next="/admin/me")).goes_to == "/admin/me"
    assert (await clock_hand.get("/admin/me")).status == 200


async def test_a_recovery_code_lets_in_once(owner: Browser, browser: Open) -> None:
    _, codes = await turned_on(owner)
    for status in (303, 422):
        person = browser()
        await person.post("/admin/login", email=EMAIL, password=WORDS)
        assert (await person.post("/admin/login/code", code=codes[0].upper())).status == status
    stored = await sql("SELECT code_mark FROM staff_recovery")
    assert not [row for row in stored if codes[0].replace("-", "") in row["code_mark"]]
    assert "9 recovery codes left" in (await owner.get("/admin/me/second")).plain


async def test_one_code_at_the_same_moment_lets_one_in(owner: Browser, tea: ShopKit, clock: Clock) -> None:
    secret, _ = await turned_on(owner)
    clock.passes(minutes=1)
    person, said = await Staff.get(email=EMAIL), code(secret)
    ends = await asyncio.gather(*(second.check_code(person, said) for _ in range(4)), return_exceptions=True)
    assert ends.count(None) == 1
    assert {type(end) for end in ends if end} <= {WrongCode, TooMany}


async def test_guessing_codes_is_slowed_down(owner: Browser, browser: Open, clock: Clock) -> None:
    secret, _ = await turned_on(owner)
    clock.passes(minutes=1)
    thief = browser()
    await thief.post("/admin/login", email=EMAIL, password=WORDS)
    guesses = [(await thief.post("/admin/login/code", code=f"00000{n}")).status for n in range(6)]
    assert guesses.count(422) <= 4
    assert guesses[-1] == 429
    assert (await thief.post("/admin/login/code", code=code(secret))).status == 429


async def test_it_is_turned_off_with_a_code_alone(owner: Browser, clock: Clock) -> None:
    secret, _ = await turned_on(owner)
    clock.passes(minutes=1)
    assert (await owner.post("/admin/me/second/off", code="123456")).status == 422
    assert (await owner.post("/admin/me/second/off", code=code(secret))).goes_to == "/admin/me"
    assert (await Staff.get(email=EMAIL)).totp_sealed is None


async def test_a_new_password_does_not_pass_by_it_and_a_reset_of_it_ends_sessions(
    owner: Browser, browser: Open, tea: ShopKit
) -> None:
    secret, _ = await turned_on(owner)
    assert secret not in str(await sql("SELECT * FROM staff"))
    link = "/admin/setup/" + await actions.reset(system(tea.id), EMAIL)
    assert (await owner.get("/admin/me")).status == 303
    person = browser()
    await person.get(link)
    answer = await person.post(link, email=EMAIL, name="Olga", password="four dry towels")
    assert answer.goes_to == "/admin/login/code"
    await second.reset_second(system(tea.id), EMAIL)
    assert (await person.post("/admin/login/code", code="123456")).status == 410
    assert (await person.post("/admin/login", email=EMAIL, password="four dry towels")).goes_to == "/admin/"


async def test_keys_and_people_are_changed_by_who_shows_again_who_they_are(owner: Browser, clock: Clock) -> None:
    fields = {"email": "pavel@example.com", "role": "packer"}
    clock.passes(minutes=11)
    asked = await owner.post("/admin/settings/staff", **fields)
    assert (asked.status, "Is it you?" in asked.plain) == (422, True)
    assert 'name="email" value="pavel@example.com"' in asked.text
    assert (await owner.post("/admin/settings/staff", **fields, proof="wrong wrong wrong")).status == 422
    assert "/admin/setup/" in (await owner.post("/admin/settings/staff", **fields, proof=WORDS)).text
    assert "/admin/setup/" in (await owner.post("/admin/settings/staff", **fields)).text


async def test_a_shop_may_want_it_from_everybody(owner: Browser, enter: Any, tea: ShopKit) -> None:
    packer = await enter(tea, "packer")
    await owner.post("/admin/settings/staff/second", all="on")
    assert (await packer.get("/admin/orders")).goes_to == "/admin/me/second"
    await turned_on(packer)
    assert (await packer.get("/admin/orders")).status == 200
    refused = await packer.post("/admin/me/second/off", code="123456")
    assert "wants the second step from everybody" in refused.plain


async def test_a_link_in_telegram_logs_in_once_and_never_past_the_second_step(
    owner: Browser, browser: Open, tea: ShopKit, clock: Clock
) -> None:
    person = await Staff.get(email=EMAIL)
    by = Actor(tea.id, "staff", person.id, channel="telegram")
    link = "/admin/in/" + await entering.make_door(by)
    guest = browser()
    for _ in range(2):
        assert "Log in as Owner?" in (await guest.get(link)).plain
    assert (await guest.post(link)).goes_to == "/admin/"
    assert (await browser().post(link)).status == 410
    await guest.get("/admin/me")
    asked = await guest.post("/admin/settings/staff", email="x@example.com", role="packer")
    assert "Is it you?" in asked.plain
    await turned_on(owner)
    assert (await browser().post("/admin/in/" + await entering.make_door(by))).goes_to == "/admin/login/code"
    late = await entering.make_door(by)
    clock.passes(minutes=6)
    with pytest.raises(LoginOver):
        await entering.open_door(late, "-")


async def test_one_device_can_be_logged_out_alone(owner: Browser, browser: Open) -> None:
    lost = browser()
    await lost.login(EMAIL)
    page = await owner.get("/admin/me")
    number = re.findall(r"/admin/me/sessions/(\d+)/end", page.text)[0]
    await owner.post(f"/admin/me/sessions/{number}/end")
    assert (await lost.get("/admin/me")).status == 303
    assert (await owner.get("/admin/me")).status == 200
