"""Categories made one, and moved into each other."""

import re

from domain.catalog.queries_places import places
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit


async def tree(shop: ShopKit) -> dict[str, tuple[int, int]]:
    """Path → (id, products of its own)."""
    return {" / ".join(row.path): (row.id, row.products) for row in await places(shop.owner, "en", ("en",))}


async def test_a_category_becomes_part_of_another(owner: Browser, tea: ShopKit) -> None:
    await tea.product("Pot", category=("Pots", "Clay"))
    await tea.product("Can", category=("Pots",))
    await tea.product("Cup", category=("Kitchen",))
    at = await tree(tea)
    path = f"/admin/products/categories/{at['Pots'][0]}"
    await owner.get(path)
    page = await owner.post(f"{path}/merge", into=str(at["Kitchen"][0]))
    assert "1 product moves. 1 category below it moves." in page.plain
    assert await tree(tea) == at
    await owner.post(f"{path}/merge", into=str(at["Kitchen"][0]), do="1")
    after = await tree(tea)
    assert (set(after), after["Kitchen"][1]) == ({"Kitchen", "Kitchen / Clay"}, 2)


async def test_a_category_is_dragged_into_another_and_never_into_itself(owner: Browser, tea: ShopKit) -> None:
    await tea.product("Pot", category=("Pots", "Clay"))
    await tea.product("Cup", category=("Kitchen",))
    at = await tree(tea)
    await owner.get("/admin/products/categories")
    await owner.post(f"/admin/products/categories/{at['Pots'][0]}/shift", into=str(at["Kitchen"][0]))
    after = await tree(tea)
    assert set(after) == {"Kitchen", "Kitchen / Pots", "Kitchen / Pots / Clay"}
    inside = after["Kitchen / Pots / Clay"][0]
    wrong = await owner.post(
        f"/admin/products/categories/{at['Kitchen'][0]}/shift", into=str(inside), back="/admin/products/categories"
    )
    assert (wrong.status, set(await tree(tea))) == (303, set(after))
    merged = await owner.post(f"/admin/products/categories/{at['Kitchen'][0]}/merge", into=str(inside), do="1")
    assert re.search("cannot stand in itself|look", merged.plain)
    assert set(await tree(tea)) == set(after)
