"""Orders in the panel: found, moved on, paid, refunded, cancelled."""

from typing import Any

import pytest

from domain.orders.queries import order as read
from domain.orders.views import OrderView
from domain.payments.actions import advance, cancel
from tests.admin_web.conftest import Browser
from tests.kit.market import Market, euros


@pytest.fixture
async def tea(market: Market) -> int:
    return await market.item("Green tea")


async def shipped(market: Market, tea: int) -> OrderView:
    order = await market.order(await market.buyer(), (tea, 2))
    await advance(market.owner, order.id, "packing")
    return await advance(market.owner, order.id, "shipped")


async def now(market: Market, order: OrderView) -> OrderView:
    return await read(market.owner, order.id)


async def test_without_orders_the_list_says_how_to_get_the_first(boss: Browser) -> None:
    page = await boss.get("/admin/orders")
    assert "No orders yet" in page.plain
    assert 'href="/chat/market"' in page.text


async def test_new_orders_come_first_and_can_be_found_by_number_name_and_phone(
    boss: Browser, market: Market, tea: int
) -> None:
    await market.order(await market.buyer("anna"), (tea, 1))
    await market.order(await market.buyer("boris"), (tea, 1), payment="transfer")
    assert "Anna" in (await boss.get("/admin/orders")).plain
    for words in ("1002", "%231002", "boris", "BORIS", "20123456"):
        assert "#1002" in (await boss.get(f"/admin/orders?q={words}")).plain, words
    assert "No order fits" in (await boss.get("/admin/orders?q=zoe")).plain


async def test_the_list_can_be_narrowed_to_a_way_to_pay(boss: Browser, market: Market, tea: int) -> None:
    await market.order(await market.buyer("anna"), (tea, 1))
    await market.order(await market.buyer("boris"), (tea, 1), payment="transfer")
    page = await boss.get("/admin/orders?tab=all&pay=transfer")
    assert ("#1002" in page.plain, "#1001" in page.plain) == (True, False)


async def test_an_order_shows_what_was_agreed(boss: Browser, market: Market, tea: int) -> None:
    await market.order(await market.buyer("anna"), (tea, 2))
    page = await boss.get("/admin/orders/1001")
    for words in ("Green tea", "2 × €20.00", "€40.00", "Courier", "€3.00", "€43.00", "12 Market St", "+37120123456"):
        assert words in page.plain, words


async def test_only_steps_of_the_graph_are_offered(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    page = await boss.get(f"/admin/orders/{order.number}")
    assert 'value="packing"' in page.text
    assert 'value="delivered"' not in page.text
    assert 'value="ready"' not in page.text


async def test_a_parcel_is_sent_off_with_its_tracking(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    path = f"/admin/orders/{order.number}/move"
    await boss.post(path, to="packing", was="placed")
    await boss.post(
        path, to="shipped", was="packing", carrier="Post", tracking="A1", tracking_url="https://post.example/A1"
    )
    after = await now(market, order)
    assert (after.status, after.carrier, after.tracking) == ("shipped", "Post", "A1")
    assert 'href="https://post.example/A1"' in (await boss.get(f"/admin/orders/{order.number}")).text


async def test_a_tracking_link_that_is_none_is_left_out(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    path = f"/admin/orders/{order.number}/move"
    await boss.post(path, to="packing", was="placed")
    await boss.post(path, to="shipped", was="packing", tracking="A1", tracking_url="javascript:alert(1)")
    assert (await now(market, order)).tracking_url == ""


async def test_handing_over_says_and_books_the_cash(boss: Browser, market: Market, tea: int) -> None:
    order = await shipped(market, tea)
    assert "Handed over, €43.00 cash received" in (await boss.get(f"/admin/orders/{order.number}")).plain
    await boss.post(f"/admin/orders/{order.number}/move", to="delivered", was="shipped")
    after = await now(market, order)
    assert (after.status, after.payment_status) == ("delivered", "paid")


async def test_a_step_pressed_twice_moves_once_and_an_old_page_says_so(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    path = f"/admin/orders/{order.number}/move"
    for _ in range(2):
        assert (await boss.post(path, to="packing", was="placed")).status == 303
    old = await boss.follow(await boss.post(path, to="delivered", was="shipped"))
    assert "no longer possible" in old.plain
    assert (await now(market, order)).status == "packing"


async def test_many_orders_move_on_at_once_and_those_that_moved_already_stay(
    boss: Browser, market: Market, tea: int
) -> None:
    orders = [await market.order(await market.buyer(name), (tea, 1)) for name in ("anna", "boris", "cleo")]
    await advance(market.owner, orders[2].id, "packing")
    ticked = [("order", f"{o.number}:placed") for o in orders]
    await boss.get("/admin/orders?tab=new")
    answer = await boss.post("/admin/orders", data=[*ticked, ("csrf", boss.csrf), ("back", "/admin/orders?tab=new")])
    assert answer.goes_to == "/admin/orders?tab=new"
    assert "2 orders moved on. 1 stayed as it was." in (await boss.follow(answer)).plain
    assert [(await now(market, o)).status for o in orders] == ["packing"] * 3


async def test_a_transfer_is_confirmed_once_per_reference(boss: Browser, market: Market, tea: int) -> None:
    first = await market.order(await market.buyer("anna"), (tea, 2), payment="transfer")
    second = await market.order(await market.buyer("boris"), (tea, 2), payment="transfer")
    for order in (first, second):
        answer = await boss.post(f"/admin/orders/{order.number}/transfer", amount="43,00", reference=" R  1 ")
    assert answer.status == 422
    assert "already recorded for order 1001" in answer.plain
    assert 'value="R 1"' in answer.text or 'value=" R  1 "' in answer.text
    assert ((await now(market, first)).payment_status, (await now(market, second)).payment_status) == ("paid", "unpaid")


async def test_a_transfer_of_too_little_is_taken_and_flagged(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 2), payment="transfer")
    await boss.post(f"/admin/orders/{order.number}/transfer", amount="40", reference="R1")
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "Paid too little" in page.plain
    assert "€3.00" in page.plain
    assert "#1001" in (await boss.get("/admin/orders?tab=problems")).plain


async def test_a_mistyped_amount_is_said_beside_its_field_and_kept(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 2), payment="transfer")
    answer = await boss.post(f"/admin/orders/{order.number}/transfer", amount="forty", reference="R1")
    assert answer.status == 422
    assert 'value="forty"' in answer.text
    assert "Write an amount like 12.50" in answer.plain
    assert (await now(market, order)).paid == euros(0)


async def test_a_refund_goes_no_further_than_what_came(boss: Browser, market: Market, tea: int) -> None:
    order = await market.paid(await market.buyer(), (tea, 2))
    path = f"/admin/orders/{order.number}/refund"
    too_much = await boss.post(path, amount="43.01", reason="broken", key="k1")
    assert (too_much.status, "€43.00 can be refunded, not more" in too_much.plain) == (422, True)
    for _ in range(2):
        await boss.post(path, amount="10", reason="broken", key="k2")
    assert (await now(market, order)).refunded == euros(1000)


async def test_cancelling_says_in_numbers_what_it_does(boss: Browser, market: Market, tea: int) -> None:
    order = await market.paid(await market.buyer(), (tea, 2))
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "2 items go back to stock. €43.00 goes back to the customer" in page.plain
    await boss.post(f"/admin/orders/{order.number}/cancel", reason="sold out", rev=str(order.revision))
    after = await now(market, order)
    assert (after.status, after.refunded, await market.stock(tea)) == ("cancelled", euros(4300), (10, 0))


async def test_cancelling_an_order_that_moved_meanwhile_changes_nothing(
    boss: Browser, market: Market, tea: int
) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    await advance(market.owner, order.id, "packing")
    answer = await boss.post(f"/admin/orders/{order.number}/cancel", reason="sold out", rev=str(order.revision))
    assert answer.status == 422
    assert 'value="sold out"' in answer.text
    assert (await now(market, order)).status == "packing"


async def test_a_wish_to_cancel_can_be_kept_or_granted(boss: Browser, market: Market, tea: int) -> None:
    anna = await market.buyer()
    order = await market.order(anna, (tea, 1))
    await advance(market.owner, order.id, "packing")
    await cancel(anna, order.id, "wrong size")
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "The customer wants to cancel. “wrong size”" in page.plain
    await boss.post(f"/admin/orders/{order.number}/keep", note="It is on its way")
    assert not (await now(market, order)).cancel_requested


async def test_a_problem_that_was_dealt_with_leaves_the_list(boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 2), payment="transfer")
    await boss.post(f"/admin/orders/{order.number}/transfer", amount="40", reference="R1")
    await boss.post(f"/admin/orders/{order.number}/attended")
    assert "#1001" not in (await boss.get("/admin/orders?tab=problems")).plain


async def test_a_refund_waiting_for_a_person_is_paid_out_once(boss: Browser, market: Market, tea: int) -> None:
    anna = await market.buyer()
    order = await market.paid(anna, (tea, 2))
    await cancel(anna, order.id, "changed my mind")
    page = await boss.get(f"/admin/orders/{order.number}")
    path = page.text.split(f'action="/admin/orders/{order.number}/refunds/')[1].split('"')[0]
    await boss.post(f"/admin/orders/{order.number}/refunds/{path}")
    after = await now(market, order)
    assert (after.refunded, after.needs_attention) == (euros(4300), "")


async def test_who_packs_neither_confirms_money_nor_gives_it_back(
    enter: Any, boss: Browser, market: Market, tea: int
) -> None:
    packer = await enter(market, "packer")
    order = await market.paid(await market.buyer(), (tea, 2))
    page = await packer.get(f"/admin/orders/{order.number}")
    assert "Start packing" in page.plain
    assert "Cancel this order" not in page.plain
    assert "/refund" not in page.text
    assert "/transfer" not in page.text


async def test_orders_of_another_shop_are_not_there(enter: Any, boss: Browser, market: Market, tea: int) -> None:
    order = await market.order(await market.buyer(), (tea, 1))
    stranger = await enter(await Market.open("other"))
    assert (await stranger.get(f"/admin/orders/{order.number}")).status == 404
    assert (await stranger.post(f"/admin/orders/{order.number}/move", to="packing", was="placed")).status == 404
    assert "#1001" not in (await stranger.get("/admin/orders?tab=all")).plain
    assert (await now(market, order)).status == "placed"


async def test_what_a_customer_wrote_is_text_and_nothing_else(boss: Browser, market: Market) -> None:
    nasty = await market.item("<script>alert(1)</script>")
    await market.order(await market.buyer('"><img src=x onerror=alert(2)>'), (nasty, 1))
    for path in ("/admin/orders?tab=all", "/admin/orders/1001", "/admin/"):
        text = (await boss.get(path)).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


async def test_a_script_gets_the_list_alone(boss: Browser, market: Market, tea: int) -> None:
    await market.order(await market.buyer(), (tea, 1))
    part = await boss.get("/admin/orders?tab=all", **{"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="orders"')
    assert "<html" not in part.text


async def test_items_and_delivery_are_refunded_for_what_was_paid_and_stocked_again(
    boss: Browser, market: Market, tea: int
) -> None:
    order = await market.paid(await market.buyer(), (tea, 2))
    line = order.lines[0].id
    page = await boss.get(f"/admin/orders/{order.number}")
    assert "Up to 2, €20.00 each as paid." in page.plain
    form = {f"line_{line}": "1", "delivery": "on", "restock": "on", "to": "original", "reason": "broken", "key": "k1"}
    await boss.post(f"/admin/orders/{order.number}/refund", **form)
    assert ((await now(market, order)).refunded, await market.stock(tea)) == (euros(2300), (9, 0))
    again = await boss.post(f"/admin/orders/{order.number}/refund", **form | {"key": "k2", f"line_{line}": "2"})
    assert (again.status, "refunded meanwhile" in again.plain) == (422, True)


async def test_a_refund_of_nothing_is_asked_about(boss: Browser, market: Market, tea: int) -> None:
    order = await market.paid(await market.buyer(), (tea, 2))
    answer = await boss.post(f"/admin/orders/{order.number}/refund", reason="broken", key="k1")
    assert (answer.status, "Choose what is refunded" in answer.plain) == (422, True)


async def test_credit_is_given_and_refunds_go_into_the_wallet(boss: Browser, market: Market, tea: int) -> None:
    order = await market.paid(await market.buyer(), (tea, 2))
    path = f"/admin/orders/{order.number}"
    await boss.post(f"{path}/credit", credit="5", why="sorry", key="c1")
    await boss.post(f"{path}/refund", amount="10", to="wallet", reason="late", key="k1")
    page = await boss.get(path)
    assert "In the wallet: €15.00" in page.plain
    assert "into the customer's wallet" in page.plain
    bad = await boss.post(f"{path}/credit", credit="", why="", key="c2")
    assert bad.status == 422
