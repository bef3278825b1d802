"""Lines of the basket: harmless twice, never vanishing, within stock and limits."""

import pytest

from domain.cart import actions as cart
from domain.cart.errors import CartFull, OnlyLeft, TooManyUnits, VariantGone
from domain.cart.queries import cart as read_cart
from domain.catalog.models import Product, Variant
from domain.kit.actor import Actor
from domain.kit.errors import BadInput, NotAllowed, Stale
from domain.shop.actions import change_settings
from domain.stock.actions import set_on_hand
from domain.stock.errors import SoldOut
from tests.kit.market import Market, euros


async def lines(person):
    view = await read_cart(person, "basket")
    return [(line.title, line.quantity) for line in view.lines]


async def test_adding_means_at_least_so_many(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.stranger()
    assert [await cart.add_at_least(anna, tea, n) for n in (2, 2, 1, 3)] == [2, 2, 2, 3]
    assert await cart.add_at_least(anna, cup, 1) == 4
    assert await lines(anna) == [("Tea", 3), ("Cup", 1)]


async def test_the_revision_grows_with_each_change_and_only_then(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    seen = []
    for n in (1, 1, 2):
        await cart.add_at_least(anna, tea, n)
        seen.append((await read_cart(anna, "basket")).revision)
    assert seen == [2, 2, 3]


async def test_a_step_from_a_quantity_that_is_gone_changes_nothing(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 3)
    (line,) = (await read_cart(anna, "basket")).lines
    with pytest.raises(Stale):
        await cart.set_quantity(anna, line.id, 2, 4)
    for _ in range(2):
        view = await cart.set_quantity(anna, line.id, 3, 4)
    assert (view.units, view.goods) == (4, euros(8000))


async def test_fewer_than_none_is_refused(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 3)
    (line,) = (await read_cart(anna, "basket")).lines
    with pytest.raises(BadInput):
        await cart.set_quantity(anna, line.id, 3, -5)
    assert (await read_cart(anna, "basket")).units == 3


async def test_a_products_own_stepper_adds_changes_and_removes(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    for was, to in ((0, 1), (1, 2), (1, 2), (2, 0)):
        view = await cart.set_variant_quantity(anna, tea, was, to)
        assert view.units == to


async def test_the_last_removal_can_be_undone_for_a_minute(market, clock):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.stranger()
    await cart.add_at_least(anna, tea, 2)
    await cart.add_at_least(anna, cup, 1)
    (line, _) = (await read_cart(anna, "basket")).lines
    gone = await cart.set_quantity(anna, line.id, 2, 0)
    assert (gone.can_undo, [x.title for x in gone.lines]) == (True, ["Cup"])
    for _ in range(2):
        back = await cart.undo_remove(anna, gone.revision)
    assert (await lines(anna), back.can_undo) == ([("Cup", 1), ("Tea", 2)], False)


async def test_after_a_minute_the_removal_stands(market, clock):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 2)
    (line,) = (await read_cart(anna, "basket")).lines
    gone = await cart.set_quantity(anna, line.id, 2, 0)
    clock.passes(seconds=61)
    assert (await cart.undo_remove(anna, gone.revision)).units == 0
    assert (await read_cart(anna, "basket")).can_undo is False


async def test_more_than_there_is_says_how_many_there_are(market):
    tea, anna = await market.item("Tea", stock=3), await market.stranger()
    with pytest.raises(OnlyLeft) as refused:
        await cart.add_at_least(anna, tea, 4)
    assert (refused.value.values, await lines(anna)) == ({"n": 3}, [])
    await cart.add_at_least(anna, tea, 3)
    (line,) = (await read_cart(anna, "basket")).lines
    with pytest.raises(OnlyLeft):
        await cart.set_quantity(anna, line.id, 3, 4)


@pytest.mark.parametrize("policy", ["backorder", "untracked"])
async def test_stock_does_not_limit_what_can_be_ordered_again(market, policy):
    tea, anna = await market.item("Tea", stock=1, policy=policy), await market.stranger()
    assert await cart.add_at_least(anna, tea, 5) == 5


@pytest.mark.parametrize("quantity", [0, -1])
async def test_a_quantity_below_one_is_not_added(market, quantity):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, quantity)
    assert await lines(anna) == []
    with pytest.raises(BadInput):
        await cart.buy_now(anna, tea, quantity)


async def test_limits_of_units_and_of_lines(market):
    await change_settings(market.by, max_qty=4, max_cart_lines=2)
    goods, anna = [await market.item(name) for name in ("Tea", "Cup", "Pot")], await market.stranger()
    with pytest.raises(TooManyUnits):
        await cart.add_at_least(anna, goods[0], 5)
    await cart.add_at_least(anna, goods[0], 4)
    await cart.add_at_least(anna, goods[1], 1)
    with pytest.raises(CartFull):
        await cart.add_at_least(anna, goods[2], 1)


async def test_what_is_sold_out_or_gone_cannot_be_added(market):
    tea, cup, anna = await market.item("Tea", stock=0), await market.item("Cup"), await market.stranger()
    await Variant.filter(id=cup).update(active=False)
    with pytest.raises(SoldOut):
        await cart.add_at_least(anna, tea, 1)
    for variant_id in (cup, 999_999):
        with pytest.raises(VariantGone):
            await cart.add_at_least(anna, variant_id, 1)


async def test_lines_never_vanish(market):
    tea, cup, pot, anna = [*[await market.item(n, stock=5) for n in ("Tea", "Cup", "Pot")], await market.stranger()]
    for variant_id in (tea, cup, pot):
        await cart.add_at_least(anna, variant_id, 4)
    await set_on_hand(market.owner, tea, 5, 0, "broken")
    await set_on_hand(market.owner, cup, 5, 1, "broken")
    await Product.filter(key="Pot").update(status="draft")
    view = await read_cart(anna, "basket")
    assert [(x.title, x.quantity, x.reason) for x in view.lines] == [("Cup", 1, "only_left")]
    assert [(x.title, x.quantity, x.reason) for x in view.gone] == [("Tea", 4, "sold_out"), ("Pot", 4, "gone")]
    assert view.goods == euros(2000)


async def test_a_line_that_stock_cut_is_stepped_from_what_is_shown(market):
    tea, anna = await market.item("Tea", stock=5), await market.stranger()
    await cart.add_at_least(anna, tea, 4)
    await set_on_hand(market.owner, tea, 5, 2, "broken")
    (line,) = (await read_cart(anna, "basket")).lines
    assert (await cart.set_quantity(anna, line.id, 2, 1)).units == 1


async def test_a_new_price_is_told_once_on_the_cart(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 1)
    await market.reprice(tea, 2500)
    assert [line.changed_from for line in (await cart.show(anna, "basket")).lines] == [euros(2000)]
    assert [line.changed_from for line in (await cart.show(anna, "basket")).lines] == [None]


async def test_buying_now_leaves_the_basket_alone(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.buyer()
    await cart.add_at_least(anna, tea, 2)
    for _ in range(2):
        direct = await cart.buy_now(anna, cup, 1)
    assert ([x.title for x in direct.lines], await lines(anna)) == (["Cup"], [("Tea", 2)])
    assert (await cart.quote(anna, "direct")).basket_units == 2


async def test_the_basket_joins_what_is_bought_now(market):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup"), await market.buyer()
    await cart.add_at_least(anna, tea, 2)
    direct = await cart.buy_now(anna, cup, 1)
    for _ in range(2):
        both = await cart.merge_basket(anna, direct.revision)
    assert ([(x.title, x.quantity) for x in both.lines], await lines(anna)) == ([("Cup", 1), ("Tea", 2)], [])


@pytest.mark.parametrize(
    ("mode", "expected"), [("add", [("Tea", 3), ("Cup", 2)]), ("replace", [("Tea", 1), ("Cup", 2)])]
)
async def test_an_order_is_filled_in_again_twice_without_harm(market, mode, expected):
    tea, cup, anna = await market.item("Tea"), await market.item("Cup", 700), await market.stranger()
    await cart.add_at_least(anna, tea, 3)
    for _ in range(2):
        view = await cart.fill(anna, [cart.Item(tea, 1), cart.Item(cup, 2, 650)], mode)
    assert await lines(anna) == expected
    assert [line.changed_from for line in view.lines] == [None, euros(650)]


async def test_filling_keeps_to_the_limits_and_keeps_what_is_gone(market):
    await change_settings(market.by, max_qty=4, max_cart_lines=2)
    goods = [await market.item(name, stock=0 if name == "Tea" else 9) for name in ("Tea", "Cup", "Pot")]
    anna = await market.stranger()
    view = await cart.fill(anna, [cart.Item(v, 7) for v in goods])
    assert ([x.title for x in view.gone], [(x.title, x.quantity) for x in view.lines]) == (["Tea"], [("Cup", 4)])


async def test_a_line_put_aside_is_among_the_saved(market):
    tea, anna = await market.item("Tea"), await market.stranger()
    await cart.add_at_least(anna, tea, 1)
    (line,) = (await read_cart(anna, "basket")).lines
    for _ in range(2):
        assert (await cart.save_for_later(anna, line.id)).units == 0
    assert await market.count("saved_item") == 1


async def test_another_customers_line_is_out_of_reach(market):
    tea, anna, boris = await market.item("Tea"), await market.stranger(), await market.stranger("boris")
    await cart.add_at_least(anna, tea, 2)
    (line,) = (await read_cart(anna, "basket")).lines
    for thief in (boris, await (await Market.open("other")).stranger("anna")):
        with pytest.raises(Stale):
            await cart.set_quantity(thief, line.id, 2, 9)
    assert await lines(anna) == [("Tea", 2)]


async def test_visitors_see_an_empty_cart_and_change_nothing(market):
    tea, nobody = await market.item("Tea"), Actor(market.id, "visitor")
    view = await read_cart(nobody, "basket")
    assert (view.units, view.total) == (0, euros(0))
    with pytest.raises(NotAllowed):
        await cart.add_at_least(nobody, tea, 1)


async def test_a_change_takes_few_statements_however_long_the_cart(market, statements):
    goods, anna = [await market.item(f"T{n}") for n in range(20)], await market.stranger()
    for variant_id in goods:
        await cart.add_at_least(anna, variant_id, 1)
    (line, *_) = (await read_cart(anna, "basket")).lines
    with statements() as seen:
        await cart.set_quantity(anna, line.id, 1, 2)
    assert len(seen) <= 3, "\n".join(seen)


async def test_carts_nobody_touched_are_emptied_and_quotes_forgotten(market, clock):
    tea, anna, boris = await market.item("Tea"), await market.buyer(), await market.buyer("boris")
    await market.quoted(anna, (tea, 1))
    kept = await market.order(boris, (tea, 1))
    clock.passes(days=61)
    assert (await cart.sweep_carts(60), await cart.sweep_quotes(7)) == (1, 1)
    assert (await lines(anna), kept.units) == ([], 1)
