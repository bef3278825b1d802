"""One person's data in the panel: taken out whole, erased as far as the law lets it be."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from domain.audit.queries import entries
from domain.cart.actions import add_at_least
from domain.chats.actions import keep, open_chat
from domain.chats.views import Node
from domain.customers.actions import meet
from domain.customers.queries import addresses, profile
from domain.doctor.examine import violations
from domain.doctor.rules import BOOKS
from domain.doctor.tenants import pointers
from domain.events import actions as events
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.orders.views import OrderView
from domain.papers.actions import issue
from domain.payments.actions import advance
from domain.privacy.kept import ERASED, HANDED_OUT, NOT_HANDED_OUT, STAYS
from domain.saved.actions import save, tell_when_cheaper
from tests.admin_web.conftest import Browser
from tests.kit.market import Market

SECRET = ("Anna", "20123456", "12 Market St", "anna@example.com", "Leave it at the door", "Calls on Fridays")


async def customer_of_old(market: Market, boss: Browser) -> tuple[Actor, OrderView]:
    """Anna, with something in every corner of the shop."""
    tea = await market.item("Green tea")
    anna = await market.buyer("anna")
    chat = await open_chat(market.id, "web", "anna", "en", anna.id)
    await keep(chat, [Node("me-1", "<p>Leave it at the door</p>")])
    await add_at_least(anna, tea, 1)
    await sql('UPDATE cart SET extras = \'{"note":"Leave it at the door"}\' WHERE customer_id = $1', anna.id)
    order = await market.paid(anna, (tea, 2))
    for status in ("packing", "shipped", "delivered"):
        await advance(market.owner, order.id, status)
    await issue(market.owner, order.id)
    await save(anna, 1, True)
    await tell_when_cheaper(anna, 1, True)
    await add_at_least(anna, tea, 1)
    events.note(anna, "view", 1)
    await events.flush()
    path = f"/admin/customers/{anna.id}"
    await boss.get(path)
    await boss.post(f"{path}/contact", name="Anna Ozola", phone="+37120123456", email="anna@example.com", locale="en")
    await boss.post(f"{path}/note", text="Calls on Fridays")
    await boss.post(f"{path}/tags", tags="vip")
    return anna, order


async def leaks() -> dict[str, list[str]]:
    """What still says who somebody was, in every table but the papers."""
    found = {}
    for table in {p.table for p in pointers()} - {"paper", "audit", "outbox", "staff_session"}:
        text = str([dict(row) for row in await sql(f"SELECT * FROM {table}")])
        if words := [word for word in SECRET if word in text]:
            found[table] = words
    return found


def test_every_table_that_names_customers_is_handed_out_and_erased_or_stays_for_a_reason(sqlite: Any) -> None:
    named = {p.table for p in pointers() if p.target == "customer"}
    assert named - set(HANDED_OUT) - set(NOT_HANDED_OUT) == set()
    erased = {word for statement in ERASED for word in re.findall(r"(?:DELETE FROM|UPDATE) (\w+)", statement)}
    assert named - erased - set(STAYS) == set()


async def test_everything_kept_about_somebody_can_be_taken_out(
    boss: Browser, market: Market, enter: Callable[..., Any]
) -> None:
    anna, order = await customer_of_old(market, boss)
    response = await boss.client.post(
        f"/admin/customers/{anna.id}/data.zip",
        data={"csrf": boss.csrf}, headers={"Origin": str(boss.client.make_url("/")).rstrip("/")},
    )  # fmt: skip
    archive = zipfile.ZipFile(io.BytesIO(await response.read()))
    data = json.loads(archive.read("data.json"))
    assert [row["number"] for row in data["orders"]] == [order.number]
    text, page = archive.read("data.json").decode(), archive.read("data.html").decode()
    for words in (*SECRET, "vip", "Green tea"):
        assert words in text, words
        assert words in page, words
    assert "&lt;p&gt;" in page
    assert (await entries(market.owner)).items[0].action == "customer.exported"
    assert (await (await enter(market, "lead")).post(f"/admin/customers/{anna.id}/data.zip")).status == 403


async def test_erasing_says_what_it_does_and_does_it(boss: Browser, market: Market) -> None:
    anna, order = await customer_of_old(market, boss)
    path = f"/admin/customers/{anna.id}/erase"
    page = await boss.get(path)
    for words in ("1 address", "1 chat with its texts", "1 note", "1 order, without", "1 invoice or receipt"):
        assert words in page.plain, words
    assert "Tick the box first" in (await boss.follow(await boss.post(path))).plain
    assert (await profile(anna)).name == "Anna Ozola"
    assert "Their personal data is erased." in (await boss.follow(await boss.post(path, sure="on"))).plain
    assert await leaks() == {}
    assert [v.code for v in await violations(BOOKS)] == []
    assert await addresses(anna) == ()
    assert (await market.count("orders"), await market.count("paper")) == (1, 1)
    assert "€43.00" in (await boss.get(f"/admin/orders/{order.number}")).plain
    assert "erased on" in (await boss.get(f"/admin/customers/{anna.id}")).plain
    assert "No customers yet" in (await boss.get("/admin/customers")).plain
    assert await meet(market.id, "web", "anna", "en", "Anna") != anna.id


async def test_what_is_not_settled_is_not_erased(boss: Browser, market: Market) -> None:
    tea, anna = await market.item("Tea"), await market.buyer("anna")
    order, path = await market.order(anna, (tea, 1)), f"/admin/customers/{anna.id}/erase"
    await boss.get(path)
    refused = await boss.follow(await boss.post(path, sure="on"))
    assert f"Orders are under way: #{order.number}. Finish or cancel them first." in refused.plain
    assert "Erase for good" not in refused.plain
    for status in ("packing", "shipped", "delivered"):
        await advance(market.owner, order.id, status)
    await boss.post(f"/admin/customers/{anna.id}/credit", credit="5", why="Sorry", key="k")
    assert "There is €5.00 in the wallet." in (await boss.follow(await boss.post(path, sure="on"))).plain
    assert (await profile(anna)).phone == "+37120123456"


@pytest.mark.parametrize("role", ["agent", "lead", "marketer", "packer"])
async def test_few_may_erase_and_nobody_of_another_shop(
    market: Market, enter: Callable[..., Any], role: str, boss: Browser
) -> None:
    anna = await market.stranger("anna")
    person = await enter(market, role)
    assert (await person.post(f"/admin/customers/{anna.id}/erase", sure="on")).status == 403
    stranger = await enter(await Market.open("other"))
    assert (await stranger.post(f"/admin/customers/{anna.id}/erase", sure="on")).status == 404
    assert (await stranger.post(f"/admin/customers/{anna.id}/data.zip")).status == 404
    assert (await profile(anna)).name == "Anna"
