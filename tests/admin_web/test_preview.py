"""The live preview: the real product screen of every messenger, from words nobody has saved."""

from typing import Any

from domain.catalog.actions import unpublish
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit

PART = {"HX-Request": "true"}


async def test_each_messenger_shows_the_words_that_are_typed(owner: Browser, tea: ShopKit) -> None:
    pot = await tea.product("Teapot", price="38.00", stock=2, sizes=("S", "M"))
    await unpublish(tea.owner, pot)
    await owner.get(f"/admin/products/{pot}")
    typed = {"name_en": "Round <pot>", "description_en": "Holds one litre.", "requires_shipping": "on"}
    path = f"/admin/products/{pot}/preview"
    web = await owner.post(path, headers=PART, **typed, channel="web")
    assert 'data-screen="S-08"' in web.text
    assert ("Round &lt;pot&gt;" in web.text, "Holds one litre." in web.text) == (True, True)
    telegram = await owner.post(path, headers=PART, **typed, channel="telegram", scheme="dark")
    assert "<b>Round &lt;pot&gt;</b>" in telegram.text
    assert 'data-scheme="dark"' in telegram.text
    whatsapp = await owner.post(path, headers=PART, **typed, channel="whatsapp")
    assert whatsapp.text.count('class="key"') <= 10
    assert "Round &lt;pot&gt;" in whatsapp.text
    assert "Teapot" in (await owner.get(f"/admin/products/{pot}")).plain


async def test_it_speaks_the_language_that_is_chosen_and_works_without_a_script(owner: Browser, tea: ShopKit) -> None:
    from domain.shop.actions import change_facts

    await change_facts(tea.owner, locales=["en", "ru"])
    pot = await tea.product("Teapot", price="38.00")
    await owner.get(f"/admin/products/{pot}")
    typed = {"name_en": "Teapot", "name_ru": "Чайник", "spoken": "ru"}
    page = await owner.post(f"/admin/products/{pot}/preview", **typed)
    assert ("<html" in page.text, "Чайник" in page.plain, "В корзину" in page.plain) == (True, True, True)
    style = await owner.get("/admin/products/preview.css")
    assert '.preview[data-scheme="dark"]' in style.text
    assert "@keyframes" not in style.text


async def test_another_shops_product_is_not_previewed(enter: Any, tea: ShopKit) -> None:
    pot = await tea.product("Teapot")
    stranger = await enter(await ShopKit.open("cups", "Cups"))
    assert (await stranger.post(f"/admin/products/{pot}/preview", headers=PART)).status == 404
