"""Many orders at once: moved on, sent off, cancelled, narrowed and downloaded."""

from typing import Any

import pytest

from admin_web.panel.orders.many import pasted
from domain.orders.desk import OrderFilters, orders, picked, tab_counts
from domain.orders.queries import order as read
from domain.orders.views import OrderView
from domain.payments.actions import advance
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.statements import statements

ALL = "/admin/orders?tab=all"


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea", stock=100)


async def packing(market: Market, tea: int, count: int) -> list[OrderView]:
    found = [await market.order(await market.buyer(f"buyer{n}"), (tea, 1)) for n in range(count)]
    for order in found:
        await advance(market.owner, order.id, "packing")
    return found


async def send(boss: Browser, path: str, ticked: Any = (), **fields: str) -> Any:
    pairs = [("csrf", boss.csrf), *(("order", f"{o.number}:{was}") for o, was in ticked), *fields.items()]
    return await boss.post(path, data=pairs)


async def test_parcels_are_sent_off_with_their_tracking_numbers(boss: Browser, market: Market, tea: int) -> None:
    first, second, third = await packing(market, tea, 3)
    await boss.get("/admin/orders?tab=packing")
    ticked = [(o, "packing") for o in (first, second, third)]
    page = await send(boss, "/admin/orders", ticked, do="ship", view="tab=packing", back="/admin/orders?tab=packing")
    assert "3 parcels go on their way." in page.plain
    done = await send(
        boss, "/admin/orders/many", ticked, do="ship", carrier="Post", link="https://post.example/{number}",
        lines=f"#{second.number}; LV 2\nnonsense", back=ALL, **{f"track_{first.number}": "LV1"},
    )  # fmt: skip
    assert "3 orders moved on." in (await boss.follow(done)).plain
    after = [await read(market.owner, o.id) for o in (first, second, third)]
    assert [(o.status, o.tracking, o.tracking_url) for o in after] == [
        ("shipped", "LV1", "https://post.example/LV1"), ("shipped", "LV 2", "https://post.example/LV%202"),
        ("shipped", "", ""),
    ]  # fmt: skip


async def test_a_tracking_number_for_another_order_is_not_lost_silently(
    boss: Browser, market: Market, tea: int
) -> None:
    (order,) = await packing(market, tea, 1)
    await boss.get(ALL)
    page = await send(boss, "/admin/orders/many", [(order, "packing")], do="ship", lines="999, LV9", back=ALL)
    assert (page.status, "Not among these orders: #999" in page.plain) == (422, True)
    assert (await read(market.owner, order.id)).status == "packing"


async def test_all_that_fit_are_moved_by_the_filter_and_not_by_their_numbers(
    boss: Browser, market: Market, tea: int
) -> None:
    await packing(market, tea, 2)
    await market.order(await market.buyer("zoe"), (tea, 1))
    page = await send(boss, "/admin/orders", every="1", do="next", view="tab=packing", back=ALL)
    assert "2 parcels go on their way." in page.plain
    await send(boss, "/admin/orders/many", every="1", do="next", view="tab=packing", back=ALL)
    assert {tab: n for tab, n in (await tab_counts(market.owner)).items() if n} == {"all": 1, "new": 1, "shipped": 2}


async def test_cancelling_many_says_its_effect_first_and_gives_the_money_back(
    boss: Browser, market: Market, tea: int
) -> None:
    paid = await market.paid(await market.buyer("anna"), (tea, 2))
    cash = await market.order(await market.buyer("boris"), (tea, 1))
    ticked = [(paid, "placed"), (cash, "placed")]
    page = await send(boss, "/admin/orders", ticked, do="cancel", view="tab=new", back=ALL)
    for words in ("2 orders are cancelled.", "3 items go back to stock.", "€43.00 goes back to customers."):
        assert words in page.plain
    assert (await send(boss, "/admin/orders/many", ticked, do="cancel", back=ALL)).status == 422
    done = await send(boss, "/admin/orders/many", ticked, do="cancel", reason="Flood", back=ALL)
    assert "2 orders cancelled." in (await boss.follow(done)).plain
    assert [(await read(market.owner, o.id)).payment_status for o in (paid, cash)] == ["refunded", "unpaid"]
    assert await market.stock(tea) == (100, 0)


async def test_chips_narrow_the_list_and_the_file_holds_the_same(boss: Browser, market: Market, tea: int) -> None:
    await market.paid(await market.buyer("anna"), (tea, 2))
    await market.order(await market.buyer("=boris"), (tea, 1))
    for query, found in (("paid=paid", "1001"), ("paid=unpaid", "1002"), ("kind=courier&days=1&pay=cash", "1002")):
        page = await boss.get(f"{ALL}&{query}")
        assert [n for n in ("1001", "1002") if f"#{n}" in page.plain] == [found], query
    assert "No order fits" in (await boss.get(f"{ALL}&until=2001-01-01")).plain
    file = await boss.get("/admin/orders/export.csv?tab=all&paid=unpaid")
    assert file.text.count("\r\n") == 2
    assert "1002," in file.text
    assert "'=Boris" in file.text
    assert "Downloaded a list of orders" in (await boss.get("/admin/settings/audit")).plain


async def test_who_may_not_see_personal_data_downloads_no_list(enter: Any, market: Market) -> None:
    packer = await enter(market, "packer")
    assert (await packer.get("/admin/orders/export.csv")).status == 403


async def test_the_oldest_comes_first_where_something_is_to_be_packed(market: Market, tea: int) -> None:
    first, second = await packing(market, tea, 2)
    newest = await orders(market.owner, "all")
    assert [o.number for o in newest.items] == [second.number, first.number]
    todo = await picked(market.owner, "packing", OrderFilters(), [second.number, first.number])
    assert [o.number for o in todo] == [first.number, second.number]


async def test_the_list_takes_few_statements(boss: Browser, market: Market, tea: int) -> None:
    await packing(market, tea, 3)
    await boss.get("/admin/orders?tab=packing&paid=unpaid")
    with statements() as seen:
        await boss.get("/admin/orders?tab=packing&paid=unpaid")
    assert len(seen) <= 8, seen


def test_tracking_numbers_are_read_from_pasted_lines() -> None:
    assert pasted('1042, LV1\n#1043;LV 2\n1044\tLV3\n\nhello\n1045,"A"') == {
        1042: "LV1", 1043: "LV 2", 1044: "LV3", 1045: "A",
    }  # fmt: skip
