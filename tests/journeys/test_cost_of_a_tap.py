"""What a tap costs in statements. Unlike time, their number is the same on every machine, so that it can be held."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.kit.statements import statements
from tests.kit.store import AUSTIN, PHONE

# On SQLite and on PostgreSQL, which takes several writes as one statement.
BUDGETS = {
    "home": (8, 7),
    "search": (9, 8),
    "list": (4, 3),
    "categories": (3, 2),
    "product": (5, 4),
    "add": (10, 9),
    "one more": (10, 9),
    "cart": (4, 3),
    "checkout": (4, 3),
    "review": (10, 9),
    "place": (15, 12),
    "orders": (4, 3),
    "home again": (8, 7),
}


@pytest.fixture
async def teapot(shop, store):
    for n in range(20):
        await shop.product(f"Cup {n}", category=("Cups",))
    return await shop.product("Teapot", price="24.00", stock=50, category=("Kitchen",))


async def first_order(anna, product: int, variant: int) -> dict[str, int]:
    """Statements of every tap from the first look to the order, and of the way home."""
    taps: dict[str, Callable[[], Awaitable[None]]] = {
        "home": anna.opens,
        "search": lambda: anna.types("cup"),
        "list": lambda: anna.presses("l:all:1:pop"),
        "categories": lambda: anna.presses("c:0:1"),
        "product": lambda: anna.presses(f"p:{product}::0:0:"),
        "add": lambda: anna.presses(f"a:{variant}:1:"),
        "one more": lambda: anna.presses(f"a:{variant}:2:"),
        "cart": lambda: anna.presses("k:1"),
        "checkout": lambda: anna.taps_on("Checkout"),
        "review": lambda: anna.fills("checkout", **AUSTIN, phone=PHONE, name="Anna Smith"),
        "place": lambda: anna.taps_on("Order · pay"),
        "orders": lambda: anna.presses("os:0:1"),
        "home again": lambda: anna.presses("h"),
    }
    return {name: await spent(tap) for name, tap in taps.items()}


async def spent(tap: Callable[[], Awaitable[None]]) -> int:
    with statements() as sent:
        await tap()
    return len(sent)


async def test_no_tap_of_a_first_order_costs_more_than_its_budget(db, shop, clock, person, teapot):
    variant = await shop.variant("Teapot")
    await first_order(person("warm"), teapot, variant)
    costs = await first_order(person("anna"), teapot, variant)
    kind = 0 if db.database_url.startswith("sqlite") else 1
    assert {name: n for name, n in costs.items() if n > BUDGETS[name][kind]} == {}, costs


async def placing(shop, someone, lines: int) -> int:
    for n in range(lines):
        await shop.product(f"{someone.name} {n}", stock=5)
        await someone.presses(f"a:{await shop.variant(f'{someone.name} {n}')}:1:")
    await someone.presses("co:b")
    await someone.fills("checkout", **AUSTIN, phone=PHONE, name="Anna Smith")
    return await spent(lambda: someone.taps_on("Order · pay"))


async def test_an_order_of_many_lines_costs_no_more_than_one_of_two(shop, store, person):
    await placing(shop, person("warm"), 2)
    assert await placing(shop, person("boris"), 9) == await placing(shop, person("anna"), 2)
