"""Which columns of a list somebody sees: their own browser's, list by list."""

from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit


async def test_a_list_is_drawn_as_this_browser_wants_it(owner: Browser, tea: ShopKit) -> None:
    await tea.product("Teapot")
    assert 'class="table goods "' in (await owner.get("/admin/products?q=tea")).text
    answer = await owner.post("/admin/columns", list="products", show="price", dense="on", back="/admin/products?q=tea")
    assert answer.headers["Location"] == "/admin/products?q=tea"
    page = (await owner.get("/admin/products?q=tea")).text
    assert 'class="table goods no-state no-stock no-thumb dense"' in page
    assert 'value="price" checked' in page
    assert 'value="stock" checked' not in page
    assert "no-" not in (await owner.get("/admin/orders")).text.partition('class="table')[2][:40]


async def test_a_list_there_is_not_changes_nothing(owner: Browser) -> None:
    answer = await owner.post("/admin/columns", list="secrets", show="price", back="/admin/products")
    assert (answer.status, "Set-Cookie" in answer.headers) == (404, False)
