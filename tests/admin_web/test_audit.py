"""The log in the panel: narrowed by the address, and the same rows for a spreadsheet."""

import csv
from io import StringIO

from tests.admin_web.conftest import Browser
from tests.kit.clock import Clock
from tests.kit.shop import ShopKit


async def test_the_log_is_narrowed_and_the_file_holds_the_same(owner: Browser, tea: ShopKit, clock: Clock) -> None:
    pot = await tea.product("Teapot")
    await owner.get("/admin/products")
    await owner.post(f"/admin/products/{pot}/status", to="draft")
    await owner.post("/admin/settings/coupons/new", code="FIVE", kind="fixed", amount="5")
    today = f"from={clock.at.date()}"
    everything = (await owner.get(f"/admin/settings/audit?{today}")).plain
    assert ("Unpublished a product" in everything, "Saved a coupon" in everything) == (True, True)
    goods = (await owner.get(f"/admin/settings/audit?{today}&area=products&subject=product:{pot}")).plain
    assert ("Unpublished a product" in goods, "Saved a coupon" in goods) == (True, False)
    assert (
        "Unpublished a product"
        not in (await owner.get(f"/admin/settings/audit?to={clock.at.date().replace(day=1)}")).plain
    )
    file = await owner.get(f"/admin/settings/audit.csv?{today}&area=products")
    rows = list(csv.reader(StringIO(file.text.removeprefix("\ufeff"))))
    assert rows[0] == ["When", "Who", "What", "On", "Before and after", "Reason"]
    assert {row[3] for row in rows[1:]} == {f"product:{pot}"}
