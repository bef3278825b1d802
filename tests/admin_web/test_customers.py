"""Customers in the panel: found, read, helped, merged."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from domain.audit.queries import entries
from domain.cart.actions import add_at_least
from domain.customers import figures
from domain.customers.actions import meet, save_address, set_phone
from domain.customers.lists import people
from domain.customers.narrowing import PeopleFilters
from domain.customers.queries import profile
from domain.doctor.examine import violations
from domain.doctor.rules import BOOKS
from domain.doctor.tenants import foreign_rows
from domain.events import actions as events
from domain.kit.actor import Actor
from domain.orders.queries import orders_of
from domain.payments.actions import cancel
from domain.privacy.actions import erase
from domain.saved.actions import save
from domain.wallet.queries import balance
from tests.admin_web.conftest import Browser
from tests.kit.market import HOME, Market, euros
from tests.kit.statements import statements


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea")


async def by_telegram(market: Market, name: str = "Anna O") -> Actor:
    customer = await meet(market.id, "telegram", "77", "ru", name)
    return Actor(market.id, "customer", customer, channel="telegram")


async def done(market: Market) -> list[str]:
    return [entry.action for entry in (await entries(market.owner)).items if entry.action.startswith("customer.")]


async def test_before_anybody_has_written_the_list_says_when_they_appear(boss: Browser) -> None:
    page = await boss.get("/admin/customers")
    assert "Customers appear after they first write to your shop." in page.plain
    assert re.search(r'<a href="/admin/customers"[^>]*aria-current="page"', page.text)


async def test_the_list_is_searched_narrowed_and_sorted(boss: Browser, market: Market, tea: int) -> None:
    anna, boris = await market.buyer("anna"), await market.stranger("boris")
    await market.order(anna, (tea, 2))
    order = await market.order(anna, (tea, 1))
    await cancel(market.owner, order.id, "Broken", order.revision)
    await by_telegram(market, "Zoë")
    await figures.recount()
    page = await boss.get("/admin/customers")
    for words in ("Anna", "Boris", "Zoë", "€43.00", "+37120123456", "3 customers"):
        assert words in page.plain, words
    shown = {
        "q=bor": "Boris", "q=1001": "Anna", "q=20123456": "Anna", "q=ZO%C3%8B": "Zoë", "channel=telegram": "Zoë",
        "language=ru&q=zo": "Zoë", "ordered=yes": "Anna", "q=ann": "Anna",
    }  # fmt: skip
    for query, name in shown.items():
        found = (await boss.get(f"/admin/customers?{query}")).plain
        assert [n for n in ("Anna", "Boris", "Zoë") if n in found] == [name], query
    assert "No customer fits" in (await boss.get("/admin/customers?q=nobody")).plain
    spent = (await boss.get("/admin/customers?sort=spent")).plain
    assert spent.index("Anna") < spent.index("Zoë") < spent.index("Boris")
    assert boris.id


async def walk(boss: Browser, path: str, way: str) -> tuple[list[list[str]], str]:
    """What each page shows, and the address of the last one."""
    pages = []
    while True:
        page = await boss.get(path)
        pages.append([word for word in page.plain.split() if len(word) == 3 and word.isdecimal() and word != "103"])
        following = page.text.partition(f'rel="{way}" href="')[2].partition('"')[0].replace("&amp;", "&")
        if not following:
            return pages, path
        path = following


async def test_pages_follow_each_other_without_gaps_and_lead_back(boss: Browser, market: Market) -> None:
    for n in range(103):
        await meet(market.id, "web", f"s{n}", "en", f"Person {n:03}")
    for sort in ("", "name", "new", "spent"):
        pages, last = await walk(boss, f"/admin/customers?sort={sort}", "next")
        assert sorted(name for page in pages for name in page) == [f"{n:03}" for n in range(103)], sort
        assert (await walk(boss, last, "prev"))[0] == pages[::-1], sort
    assert "First page" not in (await boss.get("/admin/customers?before=nonsense")).plain


async def test_figures_follow_orders_and_looks(market: Market, tea: int, clock: Any) -> None:
    anna = await market.buyer("anna")
    figures._newest.clear()
    await market.order(anna, (tea, 2))
    clock.passes(minutes=5)
    events.note(anna, "view", 1)
    await events.flush()
    assert await figures.follow() == 1
    assert await figures.follow() == 0


async def test_many_are_tagged_and_blocked_at_once_and_only_those_of_the_shop(boss: Browser, market: Market) -> None:
    other = await Market.open("other")
    ids = [(await m.stranger(n)).id for m, n in ((market, "anna"), (market, "boris"), (other, "eve"))]
    await boss.get("/admin/customers")
    ticked = [*(("customer", str(i)) for i in ids), ("csrf", boss.csrf), ("back", "/admin/customers")]
    answer = await boss.post("/admin/customers", data=[*ticked, ("do", "tag"), ("tag", "  wholesale ")])
    assert "2 customers changed." in (await boss.follow(answer)).plain
    assert "2 customers" in (await boss.get("/admin/customers?tag=wholesale")).plain
    await boss.post("/admin/customers", data=[*ticked, ("do", "block"), ("tag", "")])
    assert [(await profile(m.owner, i)).blocked for m, i in zip((market, market, other), ids, strict=True)] == [
        True, True, False,
    ]  # fmt: skip
    assert await done(market) == ["customer.blocked"] * 2 + ["customer.tagged"] * 2
    refused = await boss.post("/admin/customers", data=[*ticked, ("do", "tag"), ("tag", " , ")])
    assert "Write the tag." in (await boss.follow(refused)).plain


async def test_all_that_fit_are_changed_after_their_number_was_read(
    boss: Browser, market: Market, enter: Callable[..., Any]
) -> None:
    for n in range(52):
        await meet(market.id, "web", f"s{n}", "en", f"Person {n:03}")
    boris, back = await market.stranger("boris"), "/admin/customers?q=person"
    assert "All 52 that fit" in (await boss.get(back)).plain
    whole = {"every": "1", "do": "tag", "tag": " wholesale ", "back": back}
    asked = await boss.post("/admin/customers", **whole)
    assert "52 customers get the tag “wholesale”." in asked.plain
    await meet(market.id, "web", "late", "en", "Person late")
    await erase(market.owner, (await people(market.owner, PeopleFilters("person"), "name")).items[0].id)  # still 52
    moved = await boss.post("/admin/customers", **whole, count=mark(asked.text))
    assert "The list has changed since" in moved.plain
    assert await done(market) == ["customer.erased"]
    agent = await enter(market, "marketer")
    assert (await agent.post("/admin/customers", **whole, count=mark(moved.text))).status == 403
    answer = await boss.post("/admin/customers", **whole, count=mark(moved.text))
    assert "52 customers changed." in (await boss.follow(answer)).plain
    tagged = {"every": "1", "do": "block", "back": "/admin/customers?tag=wholesale"}
    await boss.post("/admin/customers", **tagged, count=mark((await boss.post("/admin/customers", **tagged)).text))
    assert "52 customers" in (await boss.get("/admin/customers?tag=wholesale&blocked=1")).plain
    assert not (await profile(boris)).blocked
    assert "Write the tag." in (await boss.follow(await boss.post("/admin/customers", **whole | {"tag": ","}))).plain


def mark(page: str) -> str:
    return re.search(r'name="count" value="([\d.]+)"', page)[1]


async def test_the_view_is_taken_away_as_a_file_and_that_is_written_down(
    boss: Browser, market: Market, enter: Callable[..., Any]
) -> None:
    await meet(market.id, "web", "x", "en", "=1+1")
    await market.stranger("boris")
    answer = await boss.get("/admin/customers/export.csv?q=bor")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert [row["name"] for row in rows] == ["Boris"]
    assert "'=1+1" in (await boss.get("/admin/customers/export.csv")).text
    log = [e for e in (await entries(market.owner)).items if e.action == "customer.list_exported"]
    assert [e.changes for e in log] == [{}, {"words": "bor"}]
    agent = await enter(market, "agent")
    assert (await agent.get("/admin/customers/export.csv")).status == 403


async def test_one_customer_is_told_in_one_order_of_time(boss: Browser, market: Market, tea: int, clock: Any) -> None:
    anna = await market.buyer("anna")
    clock.passes(minutes=1)
    events.note(anna, "view", 1)
    await events.flush()
    clock.passes(minutes=1)
    order = await market.paid(anna, (tea, 2))
    await save(anna, 1, True)
    await add_at_least(anna, tea, 1)
    page = await boss.get(f"/admin/customers/{anna.id}")
    story = page.plain[page.plain.index("What happened") :]
    marks = [story.index(words) for words in ("€43.00 received", "Looked at", "First wrote by Web chat")]
    assert marks == sorted(marks)
    for words in ("Green tea", f"#{order.number}", "12 Market St", "€43.00", "Saved and waited for", "+37120123456"):
        assert words in page.plain, words
    assert f'href="/admin/customers/{anna.id}"' in (await boss.get(f"/admin/orders/{order.number}")).text


async def test_a_long_story_has_pages(boss: Browser, market: Market) -> None:
    anna = await market.stranger("anna")
    for n in range(70):
        events.note(anna, "view", n)
    await events.flush()
    path, looks = f"/admin/customers/{anna.id}", 0
    while path:
        page = await boss.get(path)
        looks += page.plain.count("Looked at")
        path = page.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&").partition("#")[0]
    assert looks == 70
    assert "First wrote by" in page.plain


async def test_contact_tags_notes_and_credit(boss: Browser, market: Market, enter: Callable[..., Any]) -> None:
    anna = await market.stranger("anna")
    path = f"/admin/customers/{anna.id}"
    await boss.get(path)
    wrong = await boss.post(f"{path}/contact", name="Anna", phone="12", email="nope", locale="")
    assert wrong.status == 422
    assert 'value="nope"' in wrong.text
    await boss.post(f"{path}/contact", name=" Anna  Ozola ", phone="20 123 456", email="anna@example.com", locale="en")
    me = await profile(market.owner, anna.id)
    assert (me.name, me.phone, me.email, me.locale) == ("Anna Ozola", "+37120123456", "anna@example.com", "en")
    await boss.post(f"{path}/tags", tags="vip, wholesale, vip")
    await boss.post(f"{path}/note", text="Likes <b>oolong</b>")
    page = await boss.get(path)
    assert "Likes &lt;b&gt;oolong" in page.text
    key = page.text.partition('name="key" value="')[2].partition('"')[0]
    for _ in range(2):
        await boss.post(f"{path}/credit", credit="5", why="For the broken cup", key=key)
    assert await balance(market.owner, anna.id, "EUR") == euros(500)
    assert "Credit given" in (await boss.get(path)).plain
    agent = await enter(market, "agent")
    await agent.post(f"{path}/note/1/delete")
    assert "oolong" in (await agent.get(path)).plain
    assert (await agent.post(f"{path}/contact", name="Eve")).status == 403
    await boss.post(f"{path}/note/1/delete")
    assert "oolong" not in (await boss.get(path)).plain
    log = str([e.changes for e in (await entries(market.owner)).items])
    assert "Ozola" not in log


async def test_two_customers_become_one_after_a_look_at_the_numbers(boss: Browser, market: Market, tea: int) -> None:
    anna, phone = await market.buyer("anna"), await by_telegram(market)
    await save_address(phone, HOME | {"line": "3 Park Ave"})
    await set_phone(phone, "+371 20 123 456")
    await market.order(phone, (tea, 1))
    await boss.post(f"/admin/customers/{phone.id}/note", text="Calls on Fridays")
    await boss.post(f"/admin/customers/{phone.id}/tags", tags="vip")
    await boss.get(f"/admin/customers/{phone.id}")
    await boss.post(f"/admin/customers/{phone.id}/credit", credit="7", why="Sorry", key="k1")
    path = f"/admin/customers/{anna.id}/merge"
    assert f"other={phone.id}" in (await boss.get(path)).text  # the same phone is looked for first
    assert "€7.00" in (await boss.get(f"{path}?other={phone.id}")).plain
    page = await boss.follow(await boss.post(path, other=str(phone.id)))
    for words in ("They are one customer now.", "vip", "Calls on Fridays", "3 Park Ave", "€7.00", "Telegram"):
        assert words in page.plain, words
    assert len((await orders_of(anna, False)).items) == 1
    assert (await boss.get(f"/admin/customers/{phone.id}")).status == 404
    assert [v.code for v in await violations(BOOKS)] == []
    assert await foreign_rows() == []


async def test_what_cannot_be_merged_safely_stays_apart(boss: Browser, market: Market) -> None:
    anna, one = await market.stranger("anna"), await by_telegram(market)
    two = await meet(market.id, "telegram", "78", "en", "Annie")
    strange = await (await Market.open("other")).stranger("eve")
    for stays, goes, words in (
        (one.id, two, "from the same messenger, under different accounts"),
        (anna.id, anna.id, "this is the same one"),
        (anna.id, strange.id, ""),
    ):
        answer = await boss.post(f"/admin/customers/{stays}/merge", other=str(goes))
        assert words in (await boss.follow(answer)).plain
    await boss.post(f"/admin/customers/{one.id}/block", on="1", reason="fraud")
    assert "One of the two is blocked" in (await boss.get(f"/admin/customers/{anna.id}/merge?other={one.id}")).plain
    assert await market.count("customer") == 3


async def test_another_shops_customer_is_nobody_here(boss: Browser, market: Market) -> None:
    eve = await (await Market.open("other")).stranger("eve")
    path = f"/admin/customers/{eve.id}"
    await boss.get("/admin/customers")
    assert [(await boss.get(path)).status, (await boss.get(f"{path}/merge")).status] == [404, 404]
    for what, fields in (
        ("contact", {"name": "X"}), ("tags", {"tags": "x"}), ("note", {"text": "x"}), ("block", {"on": "1"}),
        ("credit", {"credit": "5", "why": "x", "key": "k"}), ("merge", {"other": "1"}),
    ):  # fmt: skip
        answer = await boss.post(f"{path}/{what}", **fields)
        assert answer.status in (303, 404), what
    me = await profile((await _shop_of(eve)), eve.id)
    assert (me.name, me.blocked) == ("Eve", False)
    assert await balance(eve, eve.id, "EUR") == euros(0)


async def _shop_of(person: Actor) -> Actor:
    return Market(person.shop_id).owner


async def test_who_packs_sees_no_customers_and_no_whole_number(
    market: Market, tea: int, enter: Callable[..., Any]
) -> None:
    order = await market.order(await market.buyer("anna"), (tea, 1))
    packer = await enter(market, "packer")
    assert (await packer.get("/admin/customers")).status == 403
    assert (await packer.get(f"/admin/customers/{order.customer_id}")).status == 403
    page = await packer.get(f"/admin/orders/{order.number}")
    assert ("+37120123456" in page.text, "+371 … 456" in page.plain) == (False, True)


async def test_a_marketer_sees_masked_numbers_and_finds_nobody_by_them(
    boss: Browser, market: Market, enter: Callable[..., Any]
) -> None:
    anna = await market.buyer("anna")
    path = f"/admin/customers/{anna.id}"
    await boss.get(path)
    await boss.post(f"{path}/contact", name="Anna", phone="+37120123456", email="anna@example.com", locale="en")
    marketer = await enter(market, "marketer")
    for page in [await marketer.get("/admin/customers"), await marketer.get(path)]:
        assert "+371 … 456" in page.plain
        assert not [word for word in ("20123456", "anna@", "12 Market St") if word in page.text]
    for words in ("20123456", "anna@example"):
        assert "No customer fits" in (await marketer.get(f"/admin/customers?q={words}")).plain
    assert (await marketer.post(f"{path}/tags", tags="x")).status == 403


async def test_a_page_takes_eight_statements_of_its_own_at_most(boss: Browser, market: Market, tea: int) -> None:
    anna = await market.buyer("anna")
    await market.order(anna, (tea, 1))
    await boss.get("/admin/customers")
    with statements() as bare:
        await boss.get("/admin/me")
    for path in ("/admin/customers", "/admin/customers?tag=vip&channel=web&q=ann", f"/admin/customers/{anna.id}"):
        with statements() as seen:
            assert (await boss.get(path)).status == 200
        own = [s for s in seen if s not in bare]
        assert len(own) <= 8, (path, len(own))
