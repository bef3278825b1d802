"""Who reaches which page: written down once by hand, and walked by everybody against the router itself.

A page that is not in `RIGHTS` makes the first test fail: whoever adds one says here who may come.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from admin_web.panel import PAGES
from admin_web.routing import Door, Page
from domain.kit.actor import Permission, system
from domain.shop.actions import create_shop
from domain.staff import actions, rules
from domain.staff.models import Role
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.shop import ShopKit

Open = Callable[[], Browser]
EVERYBODY = frozenset(role.value for role in Role)
OWNER, MANAGERS = frozenset({"owner"}), frozenset({"owner", "manager"})
GOODS = MANAGERS | {"catalogue"}
COUNTERS = GOODS | {"packer"}
DESK = MANAGERS | {"agent", "lead"}
READERS = DESK | {"packer", "courier", "accountant"}
MOVERS = MANAGERS | {"lead", "packer", "courier"}

# The longest beginning of a path that stands here says who comes; "POST " before it, who sends.
RIGHTS = {
    "/admin/": EVERYBODY,
    "/admin/me": EVERYBODY,
    "/admin/logout": EVERYBODY,
    "/admin/events": EVERYBODY,
    "/admin/find": EVERYBODY,
    "POST /admin/views": EVERYBODY,
    "POST /admin/columns": EVERYBODY,
    "/admin/{nowhere:.*}": EVERYBODY,
    "POST /admin/checklist": MANAGERS,
    "/admin/links": GOODS,
    "/admin/approvals": DESK,
    "POST /admin/approvals/{id}/approve": MANAGERS,
    "POST /admin/approvals/{id}/decline": MANAGERS,
    "/admin/orders": READERS,
    "POST /admin/orders": MOVERS | {"agent"},
    "POST /admin/orders/print": READERS,
    "POST /admin/orders/board": MOVERS,
    "/admin/orders/export.csv": MANAGERS,
    "POST /admin/orders/{number}/move": MOVERS,
    "/admin/orders/{number}/edit": DESK,
    "POST /admin/orders/{number}/note": READERS,
    "POST /admin/orders/{number}/tag": MANAGERS | {"lead"},
    "POST /admin/orders/{number}/untag": MANAGERS | {"lead"},
    "/admin/returns": DESK | {"accountant"},
    "POST /admin/returns": MANAGERS | {"lead"},
    "POST /admin/returns/{number}/refund": DESK,
    "/admin/drafts": DESK,
    "/admin/synonyms": GOODS,
    "/admin/analytics": MANAGERS | {"marketer", "accountant"},
    "POST /admin/orders/{number}/cancel": MOVERS - {"packer", "courier"} | {"agent"},
    "POST /admin/orders/{number}/keep": MANAGERS | {"lead"},
    "POST /admin/orders/{number}/attended": MANAGERS | {"lead"},
    "POST /admin/orders/{number}/again": MANAGERS | {"lead"},
    "POST /admin/orders/{number}/transfer": MANAGERS | {"accountant"},
    "POST /admin/orders/{number}/papers": MANAGERS | {"accountant"},
    "POST /admin/orders/{number}/refund": DESK,
    "POST /admin/orders/{number}/refunds": DESK,
    "POST /admin/orders/{number}/credit": DESK,
    "/admin/import": GOODS,
    "/admin/export": GOODS,
    "/admin/inventory": COUNTERS,
    "/admin/media": GOODS,
    "/admin/customers": DESK | {"marketer"},
    "POST /admin/customers": MANAGERS | {"lead"},
    "POST /admin/customers/{id}/note": DESK | {"marketer"},
    "POST /admin/customers/{id}/credit": DESK,
    "/admin/customers/{id}/merge": MANAGERS | {"lead"},
    "/admin/customers/{id}/erase": MANAGERS,
    "POST /admin/customers/{id}/data.zip": MANAGERS,
    "/admin/customers/export.csv": MANAGERS,
    "/admin/products": COUNTERS,
    "/admin/products/csv": COUNTERS,
    "POST /admin/products": GOODS,
    "POST /admin/products/variants/{variant}": COUNTERS,
    "/admin/products/": GOODS,
    "/admin/settings": MANAGERS | {"marketer", "accountant"},
    "/admin/settings/": MANAGERS,
    "/admin/settings/payment": MANAGERS | {"accountant"},
    "POST /admin/settings/payment": OWNER,
    "POST /admin/settings/payment/strays": MANAGERS,
    "/admin/settings/payment/stripe": OWNER,
    "/admin/settings/telegram": OWNER,
    "/admin/settings/staff": OWNER,
    "/admin/settings/coupons": MANAGERS | {"marketer"},
    "/admin/settings/audit": EVERYBODY - {"courier"},
    "/admin/settings/audit.csv": EVERYBODY - {"courier"},
}
INSIDE = [page for page in PAGES if isinstance(page, Page)]
ANSWERS = frozenset({200, 303, 308, 400, 403, 404, 409, 413, 415, 422, 429})


def filled(path: str) -> str:
    words = {"{nowhere:.*}": "nowhere", "{kind}": "terms", "{mode}": "test", "{where}": "shop", "{token}": "x"}
    words["{paper:[a-z]+}"] = "slips"
    for name, word in words.items():
        path = path.replace(name, word)
    return re.sub(r"\{[^}]+\}", "1", path)


def name_of(page: Page) -> str:
    return f"{page.method} {page.path}"


def allowed(page: Page) -> frozenset[str]:
    """Who may come by the table above; what is sent follows who may look, where nothing else is said."""
    found = [key for key in RIGHTS if _begins(page, key)]
    assert found, f"{name_of(page)} is not in the table of who may come"
    return RIGHTS[max(found, key=lambda key: (len(key.removeprefix("POST ")), key.startswith("POST ")))]


def _begins(page: Page, key: str) -> bool:
    method, path = ("POST", key[5:]) if key.startswith("POST ") else ("", key)
    if method and page.method != method:
        return False
    return page.path == path or (len(path) > len("/admin/") and page.path.startswith(path.rstrip("/") + "/"))


def by_rules(page: Page) -> frozenset[str]:
    needs = set(page.needs)
    return frozenset(role.value for role in Role if not needs or rules.PERMISSIONS[role] & needs)


@pytest.mark.parametrize("page", INSIDE, ids=name_of)
def test_the_router_lets_in_whom_the_table_names_and_nobody_else(page: Page) -> None:
    assert by_rules(page) == allowed(page)


def test_the_router_of_the_panel_has_no_page_beside_the_table(server: TestServer) -> None:
    app = server.app
    served = {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.resource.canonical.startswith("/admin")
    }
    doors = {(page.method, page.path) for page in PAGES if isinstance(page, Door)}
    listed = {(page.method, page.path) for page in INSIDE} | doors | {("GET", "/admin")}
    listed = {(method, re.sub(r"\{(\w+):[^}]+\}", r"{\1}", path)) for method, path in listed}
    assert {one for one in served if one[0] != "HEAD"} == listed
    assert isinstance(app, web.Application)


async def sent(person: Browser, page: Page) -> int:
    path = filled(page.path)
    answer = await (person.get(path) if page.method == "GET" else person.post(path))
    return answer.status


async def asked(person: Browser, page: Page) -> int:
    """Without waiting for the stream of news, which never ends."""
    return 200 if page.path == "/admin/events" else await sent(person, page)


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_at_every_page(enter: Any, tea: ShopKit, role: Role) -> None:
    person = await enter(tea, role.value)
    for page in INSIDE:
        if page.path == "/admin/logout" or (role.value in allowed(page) and page.method == "POST"):
            continue  # what they may send is other tests' matter: here it would change the shop
        status = await asked(person, page)
        assert (status == 403) == (role.value not in allowed(page)), (name_of(page), status)
        assert status in ANSWERS, (name_of(page), status)


async def test_strangers_customers_and_old_cookies_are_sent_to_the_login(browser: Open, tea: ShopKit) -> None:
    customer, old = browser(), browser()
    await customer.client.get("/chat/tea")
    old.client.session.cookie_jar.update_cookies({"hawker-panel": "x" * 43})
    for person in (browser(), customer, old):
        for page in INSIDE:
            answer = await (person.get(filled(page.path)) if page.method == "GET" else person.post(filled(page.path)))
            assert (answer.status, answer.goes_to.split("?")[0]) == (303, "/admin/login"), name_of(page)


async def test_the_owner_of_another_shop_finds_nothing_of_this_one(enter: Any, tea: ShopKit) -> None:
    market = await Market.open("market")
    number = (await market.order(await market.buyer(), (await market.item("Vase"), 1))).number
    stranger = await enter(tea)
    for page in INSIDE:
        if "{number}" in page.path:
            path = filled(page.path.replace("{number}", str(number)))
            answer = await (stranger.get(path) if page.method == "GET" else stranger.post(path, **SOUND))
            assert answer.status in (403, 404), (name_of(page), answer.status)
            assert "Anna" not in answer.text


SOUND = {
    "to": "packing",
    "was": "placed",
    "reason": "x",
    "rev": "1",
    "key": "k",
    "amount": "1",
    "credit": "1",
    "why": "x",
}


async def test_who_works_for_no_shop_any_more_is_out(enter: Any, tea: ShopKit) -> None:
    await enter(tea)
    gone = await enter(tea, "manager")
    await actions.disable(system(tea.id), f"manager.{tea.id}@example.com")
    for page in INSIDE:
        assert await sent(gone, page) == 303, name_of(page)


async def test_nobody_of_two_shops_is_mistaken_for_the_other(enter: Any, tea: ShopKit) -> None:
    other = system(await create_shop("cups", "Cups", currency="USD", country="US"))
    olga = await enter(tea, "owner")
    assert "Tea House" in (await olga.get("/admin/settings/shop")).text
    assert "Cups" not in (await olga.get("/admin/settings/shop")).text
    assert other.shop_id != tea.id


def test_every_permission_opens_a_page_or_is_named_by_a_verb() -> None:
    used = {right for page in INSIDE for right in page.needs}
    assert {Permission.MANAGE_STAFF, Permission.MANAGE_MONEY, Permission.MANAGE_CHANNELS, Permission.APPROVE} <= used
