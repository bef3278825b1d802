"""Papers for packing: many orders in one file, in their order, and noted as printed."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from domain.customers.labels import label_lines
from domain.orders.prints import prints_of, stamp
from domain.payments.actions import advance, edit_order
from domain.payments.edits import Edit
from domain.shop.actions import change_settings
from integrations.papers import Pdf
from tests.admin_web.conftest import Browser
from tests.kit.market import Market
from tests.kit.papers import paper


def words(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


@pytest.fixture
async def three(market: Market) -> list[Any]:
    tea, shirt = await market.item("Green tea"), await market.item("Linen shirt")
    orders = [
        await market.order(await market.buyer("anna"), (tea, 2)),
        await market.order(await market.buyer("boris"), (shirt, 1), (tea, 1)),
        await market.paid(await market.buyer("cleo"), (shirt, 3)),
    ]
    for order in orders:
        await advance(market.owner, order.id, "packing")
    return orders


async def printed(boss: Browser, sheet: str, *numbers: str) -> list[str]:
    await boss.get("/admin/orders?tab=packing")
    ticked = [("view", "tab=packing"), *(("order", f"{number}:packing") for number in numbers)]
    sent = await boss.post("/admin/orders/print", data=[("csrf", boss.csrf), ("paper", sheet), *ticked])
    assert sent.status == 303, sent.plain
    async with boss.client.get(sent.goes_to) as response:
        assert response.headers["Content-Type"] == "application/pdf"
        return words(await response.read())


async def test_slips_come_in_the_order_of_the_list_without_prices(boss: Browser, three: list[Any]) -> None:
    pages = await printed(boss, "slips", "1003", "1001", "1002")
    assert [page.split("#")[1][:4] for page in pages] == ["1001", "1002", "1003"]
    assert "Linen shirt" in pages[1]
    assert "12 Market St" in pages[0]
    assert not any("€" in page for page in pages)


async def test_prices_stand_on_slips_where_the_shop_wants_them(boss: Browser, market: Market, three: list[Any]) -> None:
    await change_settings(market.by, slip_prices=True)
    assert "€40.00" in (await printed(boss, "slips", "1001"))[0]


async def test_a_pick_list_adds_up_what_several_orders_want(boss: Browser, three: list[Any]) -> None:
    (page,) = await printed(boss, "pick", "1001", "1002", "1003")
    assert "7 items for 3 orders" in page
    assert "4 × Linen shirt" in page
    assert "#1002, #1003 × 3" in page


async def test_labels_say_where_to_and_invoices_are_one_file(boss: Browser, market: Market, three: list[Any]) -> None:
    label = (await printed(boss, "labels", "1002"))[0]
    assert "Boris 12 Market St Riga, LV-1010" in label
    await boss.post("/admin/orders/1003/papers")
    assert "Linen shirt" in (await printed(boss, "invoices", "1001", "1003"))[0]


async def test_the_list_and_the_order_say_what_was_printed_how_often_and_by_whom(
    boss: Browser, market: Market, three: list[Any]
) -> None:
    for _ in range(2):
        await printed(boss, "slips", "1001")
    assert [(p.kind, p.times) for p in await prints_of(market.owner, three[0].id)] == [("slips", 2)]
    assert "Printed 2 times" in (await boss.get("/admin/orders?tab=packing")).text
    assert "printed 2 times" in (await boss.get("/admin/orders/1001")).plain
    await stamp(market.owner, "slips", [])


async def test_what_was_printed_before_a_change_is_to_be_printed_again(
    boss: Browser, market: Market, clock: Any
) -> None:
    order, old = await market.order(await market.buyer(), (await market.item("Green tea"), 2)), "before the last change"
    await stamp(market.owner, "slips", [order.id])
    clock.passes(minutes=1)
    await edit_order(market.owner, order.id, Edit(units={order.lines[0].id: 1}), order.revision)
    await stamp(market.owner, "labels", [order.id])
    for page in ("/admin/orders?tab=new", f"/admin/orders/{order.number}"):
        assert (await boss.get(page)).plain.count(old) == 1, page
    assert [(p.kind, p.old) for p in await prints_of(market.owner, order.id)] == [("labels", False), ("slips", True)]
    clock.passes(minutes=1)
    await stamp(market.owner, "slips", [order.id])
    assert old not in (await boss.get("/admin/orders?tab=new")).plain


async def test_another_shops_orders_are_not_printed(boss: Browser, market: Market, three: list[Any]) -> None:
    other = await Market.open("other")
    await other.order(await other.buyer(), (await other.item("Secret"), 1))
    assert (await boss.get("/admin/orders/print/slips.pdf?o=9999")).status == 404
    async with boss.client.get("/admin/orders/print/slips.pdf?o=1001") as response:
        assert "Secret" not in words(await response.read())[0]


def test_papers_in_one_file_count_their_own_pages() -> None:
    long = paper(*[{**paper()["items"][0], "title": f"Thing {n}"} for n in range(60)])
    pages = words(Pdf().draw({"kind": "together", "papers": [long, paper(name="INV-0013")]}))
    assert "Page 1 of 4" in pages[0]
    assert ("INV-0013" in pages[4], "Page 1 of 1" in pages[4]) == (True, True)


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ({"line": "Hauptstr. 1", "city": "Wien", "postcode": "1010", "country": "AT"}, ("Hauptstr. 1", "1010 Wien")),
        ({"line": "1 Main St", "unit": "Apt 4", "city": "Austin", "region": "TX", "postcode": "73301", "country": "US"},
         ("1 Main St Apt 4", "Austin, TX 73301")),
        ({"line": "10 High St", "city": "Leeds", "postcode": "LS1 4AP", "country": "GB"},
         ("10 High St", "Leeds", "LS1 4AP")),
        ({"line": "中山路12号", "city": "杭州", "region": "浙江", "postcode": "310000", "country": "CN"},
         ("310000", "浙江杭州", "中山路12号")),
        ({"full": "somewhere\nover the hill,"}, ("somewhere", "over the hill")),
    ],
)  # fmt: skip
def test_addresses_are_written_as_their_country_reads_them(address: dict[str, str], lines: tuple[str, ...]) -> None:
    assert label_lines(address) == lines
