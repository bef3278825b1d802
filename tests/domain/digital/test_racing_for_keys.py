"""Many buyers at once, on real connections: a secret has one owner, and a paid unit has one secret."""

import asyncio

from domain.digital import actions
from domain.digital.models import DigitalKey
from domain.digital.queries import handed
from domain.kit.errors import ShopError

BUYERS, UNITS = 8, 2


async def test_every_unit_gets_a_secret_of_its_own_however_many_ask_at_once(market, digital):
    code = await digital("Gift code")
    await actions.add_keys(market.owner, code, "\n".join(f"KEY-{n}" for n in range(BUYERS * UNITS)))
    buyers = [await market.stranger(f"buyer-{n}") for n in range(BUYERS)]
    orders = [await market.paid(buyer, (code, UNITS), reference=f"R{n}") for n, buyer in enumerate(buyers)]
    await asyncio.gather(*(actions.deliver(market.by, order.id) for order in orders * 2))
    given = [line.keys for buyer, order in zip(buyers, orders, strict=True) for line in await handed(buyer, order.id)]
    assert [len(keys) for keys in given] == [UNITS] * BUYERS
    assert len({key for keys in given for key in keys}) == BUYERS * UNITS
    assert (await market.stock(code), await DigitalKey.filter(order_line_id=None).count()) == ((0, 0), 0)


async def test_of_many_who_want_the_last_secret_one_pays(market, digital):
    code = await digital("Gift code")
    await actions.add_keys(market.owner, code, "ONLY-ONE")
    buyers = [await market.stranger(f"buyer-{n}") for n in range(BUYERS)]
    tries = (market.paid(buyer, (code, 1), reference=f"R{n}") for n, buyer in enumerate(buyers))
    results = await asyncio.gather(*tries, return_exceptions=True)
    won = [result for result in results if not isinstance(result, BaseException)]
    assert len(won) == 1
    assert all(isinstance(result, ShopError) for result in results if isinstance(result, BaseException))
    await actions.deliver(market.by, won[0].id)
    assert [key.order_line_id for key in await DigitalKey.all()] == [won[0].lines[0].id]
