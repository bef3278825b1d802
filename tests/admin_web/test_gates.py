"""What keeps other sites, other shops and other roles out."""

from collections.abc import Callable
from typing import Any

from admin_web.panel import PAGES
from admin_web.routing import Door, Page
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit

Open = Callable[[], Browser]
INSIDE = [page for page in PAGES if isinstance(page, Page)]
FORMS = [page for page in INSIDE if page.method == "POST"]
FOR_ALL = {
    "/admin/",
    "/admin/me",
    "/admin/me/password",
    "/admin/me/others",
    "/admin/me/second",
    "/admin/me/second/on",
    "/admin/me/second/codes",
    "/admin/me/second/off",
    "/admin/me/sessions/{id}/end",
    "/admin/me/telegram",
    "/admin/me/telegram/off",
    "/admin/logout",
    "/admin/events",
    "/admin/find",
    "/admin/views",
    "/admin/columns",
    "/admin/views/{id}/delete",
}


def filled(path: str) -> str:
    return (
        path.replace("{nowhere:.*}", "nowhere")
        .replace("{kind}", "terms")
        .replace("{", "")
        .replace("}", "")
        .replace("/id", "/1")
        .replace("/number", "/1")
        .replace("/token", "/x")
    )


def names(page: Page) -> str:
    return f"{page.method} {page.path}"


def test_the_doors_are_the_only_pages_for_strangers() -> None:
    assert {door.path for door in PAGES if isinstance(door, Door)} == {
        "/admin/login",
        "/admin/login/code",
        "/admin/in/{token}",
        "/admin/setup/{token}",
        "/admin/style.css",
        "/admin/manifest.webmanifest",
        "/admin/worker.js",
        "/admin/offline",
    }


def test_every_page_says_who_may_come() -> None:
    open_to_all = {page.path for page in INSIDE if not page.needs}
    assert open_to_all == FOR_ALL | {"/admin/{nowhere:.*}"}


async def test_every_form_needs_the_word_of_its_session(owner: Browser) -> None:
    for page in FORMS:
        assert (await owner.post(filled(page.path), csrf="guess")).status == 403, names(page)
        assert (await owner.post(filled(page.path), csrf="")).status == 403, names(page)


async def test_no_form_is_taken_from_another_site(owner: Browser) -> None:
    for page in FORMS:
        answer = await owner.post(filled(page.path), headers={"Origin": "https://evil.example"})
        assert answer.status == 403, names(page)
        assert (await owner.post(filled(page.path), headers={"Origin": "null"})).status == 403, names(page)


async def test_the_word_of_one_session_does_not_open_another(owner: Browser, enter: Any, tea: ShopKit) -> None:
    other = await enter(tea, "manager")
    assert (await owner.post("/admin/me", name="X", locale="en", csrf=other.csrf)).status == 403


async def test_the_word_may_also_come_in_a_header(owner: Browser) -> None:
    answer = await owner.post("/admin/me", name="Olga", locale="en", csrf="", headers={"X-CSRF-Token": owner.csrf})
    assert answer.status == 303


async def test_nothing_changes_by_looking(owner: Browser) -> None:
    assert {page.method for page in INSIDE} == {"GET", "POST"}


async def test_every_page_says_what_a_browser_may_do_with_it(owner: Browser, browser: Open) -> None:
    for answer in (
        await owner.get("/admin/me"),
        await browser().get("/admin/login"),
        await owner.get("/admin/nowhere"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_pages_hold_no_script_and_no_style_of_their_own(owner: Browser) -> None:
    for page in INSIDE:
        if page.method == "GET" and page.path != "/admin/events":
            text = (await owner.get(filled(page.path))).text
            assert "<style" not in text, names(page)
            assert " style=" not in text, names(page)
            assert "<script>" not in text, names(page)
            assert " onclick" not in text, names(page)


async def test_a_page_that_is_not_there_is_said_to_be_gone(owner: Browser) -> None:
    assert (await owner.get("/admin/nowhere")).status == 404
    assert (await owner.get("/admin/settings/coupons/99999999999999999999999")).status == 404
    assert (await owner.get("/admin/settings/coupons/minus-one")).status == 404
