"""Coming in and going out."""

from collections.abc import Callable
from typing import Any

import pytest

from admin_web.auth import safe_next
from domain.kit.actor import system
from domain.staff import actions
from tests.admin_web.conftest import WORDS, Browser
from tests.kit.clock import Clock
from tests.kit.shop import ShopKit

Open = Callable[[], Browser]


@pytest.fixture
async def link(tea: ShopKit) -> str:
    return "/admin/setup/" + await actions.make_setup_token(system(tea.id))


async def test_the_one_time_link_makes_an_owner_and_opens_the_panel(browser: Open, link: str) -> None:
    maria = browser()
    assert "Make Tea House yours" in (await maria.get(link)).plain
    answer = await maria.post(link, email="maria@example.com", name="Maria", password=WORDS)
    assert answer.goes_to == "/admin/"
    assert "maria@example.com" in (await maria.get("/admin/me")).plain
    assert (await browser().get(link)).status == 410


async def test_what_was_typed_into_the_link_is_kept_but_never_the_password(browser: Open, link: str) -> None:
    answer = await browser().post(link, email="maria@example.com", name="Maria", password="password12")
    assert answer.status == 422
    assert 'value="maria@example.com"' in answer.text
    assert "Too many people use this password" in answer.plain
    assert "password12" not in answer.text


async def test_nobody_is_sent_to_the_login_and_then_back_to_where_they_wanted(owner: Browser, browser: Open) -> None:
    stranger = browser()
    answer = await stranger.get("/admin/settings/shop?x=1")
    assert answer.goes_to == "/admin/login?next=%2Fadmin%2Fsettings%2Fshop%3Fx%3D1"
    entered = await stranger.post("/admin/login", email="owner.1@example.com", password=WORDS, next="/admin/me")
    assert entered.goes_to == "/admin/me"


@pytest.mark.parametrize(
    "path", ["//evil.example/admin/", "https://evil.example", "/admin/\\evil", "/chat/tea", "/admin/\n", ""]
)
def test_after_logging_in_nobody_is_sent_elsewhere(path: str) -> None:
    assert safe_next(path) == "/admin/"


async def test_a_wrong_password_says_the_same_as_an_unknown_person(owner: Browser, browser: Open) -> None:
    known = await browser().post("/admin/login", email="owner.1@example.com", password="wrong wrong wrong")
    unknown = await browser().post("/admin/login", email="nobody@example.com", password="wrong wrong wrong")
    assert known.status == unknown.status == 401
    assert known.plain.replace("owner.1", "nobody") == unknown.plain
    assert "do not match" in known.plain


async def test_too_many_guesses_are_told_to_wait(owner: Browser, browser: Open) -> None:
    for _ in range(4):
        await browser().post("/admin/login", email="owner.1@example.com", password="wrong wrong wrong")
    answer = await browser().post("/admin/login", email="owner.1@example.com", password=WORDS)
    assert (answer.status, "Try again in 1 min" in answer.plain) == (429, True)


async def test_the_cookie_is_for_the_server_alone(browser: Open, owner: Browser) -> None:
    answer = await browser().post("/admin/login", email="owner.1@example.com", password=WORDS)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("hawker-panel=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


async def test_logging_out_ends_the_session(owner: Browser) -> None:
    assert (await owner.post("/admin/logout")).goes_to == "/admin/login"
    assert (await owner.get("/admin/me")).goes_to.startswith("/admin/login")


async def test_an_idle_session_ends_and_a_part_of_a_page_that_asks_by_itself_keeps_none_alive(
    owner: Browser, clock: Clock
) -> None:
    clock.passes(minutes=70)
    assert (await owner.get("/admin/me", **{"X-Live": "1"})).status == 200
    clock.passes(minutes=70)
    assert (await owner.get("/admin/me")).status == 303


async def test_a_script_is_told_to_log_in_again(browser: Open) -> None:
    answer = await browser().get("/admin/me", **{"HX-Request": "true"})
    assert (answer.status, answer.headers["HX-Redirect"]) == (401, "/admin/login")


async def test_other_devices_can_be_logged_out(owner: Browser, browser: Open) -> None:
    lost = browser()
    await lost.login("owner.1@example.com")
    await owner.post("/admin/me/others")
    assert (await lost.get("/admin/me")).status == 303
    assert (await owner.get("/admin/me")).status == 200


async def test_a_new_password_needs_the_old_one(owner: Browser, browser: Open) -> None:
    wrong = await owner.post("/admin/me/password", old="not my password", password="four dry towels")
    assert (wrong.status, "not your current password" in wrong.plain) == (422, True)
    assert (await owner.post("/admin/me/password", old=WORDS, password="four dry towels")).status == 303
    assert (await browser().post("/admin/login", email="owner.1@example.com", password=WORDS)).status == 401


async def test_an_invited_colleague_comes_in_with_the_link_shown_once(owner: Browser, browser: Open) -> None:
    shown = await owner.post("/admin/settings/staff", email="pavel@example.com", role="packer")
    link = "/admin/setup/" + shown.text.split("/admin/setup/")[1].split("<")[0]
    assert link not in (await owner.get("/admin/settings/staff")).text
    pavel = browser()
    await pavel.post(link, name="Pavel", password=WORDS, email="somebody.else@example.com")
    assert "pavel@example.com" in (await pavel.get("/admin/me")).plain


async def test_showing_somebody_out_closes_their_panel(owner: Browser, enter: Any, tea: ShopKit) -> None:
    packer = await enter(tea, "packer")
    await owner.get("/admin/settings/staff")
    await owner.post("/admin/settings/staff/disable", email="packer.1@example.com", back="/admin/settings/staff")
    assert (await packer.get("/admin/me")).status == 303


async def test_the_last_owner_is_told_why_not(owner: Browser) -> None:
    asked = await owner.post(
        "/admin/settings/staff/role", email="owner.1@example.com", role="packer", back="/admin/settings/staff"
    )
    assert "at least one owner" in (await owner.follow(asked)).plain
