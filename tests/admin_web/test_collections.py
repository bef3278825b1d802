"""Collections: made in the panel, shown on Home, opened as a list."""

from domain.catalog.collections import collections
from domain.chats.views import ChatView
from domain.kit.actor import Actor
from handlers.browse.flow import list_screen
from handlers.home.flow import home_screen
from tests.admin_web.conftest import Browser
from tests.kit.shop import ShopKit


async def rows(shop: ShopKit, source: str) -> list[str]:
    me, view = Actor(shop.id, "visitor", channel="web"), await shop.view()
    screen = await list_screen(me, view.speaking("en"), view, ChatView.__new__(ChatView), source)
    return [choice.label for choice in screen.choices]


async def test_a_rule_and_a_choice_by_hand_become_lists(owner: Browser, tea: ShopKit) -> None:
    await tea.product("Pot", price="38.00", tags=("gift",))
    await tea.product("Cup", price="9.00", tags=("gift",))
    spoon = await tea.product("Spoon", price="3.00")
    await owner.get("/admin/products/collections/0")
    gifts = {"name_en": "Small gifts", "kind": "rule", "tag": "gift", "price_to": "10", "on_home": "on"}
    path = (await owner.post("/admin/products/collections/0", **gifts)).goes_to
    assert await rows(tea, f"g{path.rsplit('/', 1)[1]}") == ["Cup"]
    picks = await owner.post("/admin/products/collections/0", name_en="Our picks", kind="hand", on_home="on")
    number = picks.goes_to.rsplit("/", 1)[1]
    await owner.post(
        "/admin/products/bulk", verb="collection", all="1", list="", count="3", do="1", collection=number
    )  # fmt: skip
    await owner.post(f"/admin/products/collections/{number}/items", **{f"place_{spoon}": "0"}, gone="")
    assert (await rows(tea, f"g{number}"))[0] == "Spoon"
    view = await tea.view()
    home = await home_screen(Actor(tea.id, "visitor"), view.speaking("en"), view, _chat())
    assert [c.label for c in home.choices if c.label in ("Small gifts", "Our picks")] == ["Small gifts", "Our picks"]


def _chat() -> ChatView:
    chat = ChatView.__new__(ChatView)
    for name, value in {"cart_units": 0, "taps": 0, "messages": 0, "channel": "web"}.items():
        object.__setattr__(chat, name, value)
    return chat


async def test_refusals_and_removal(owner: Browser, tea: ShopKit) -> None:
    await tea.product("Pot")
    await owner.get("/admin/products/collections/0")
    for fields, said in (
        ({"name_en": "", "kind": "hand"}, "Give the collection a name."),
        ({"name_en": "Rule", "kind": "rule"}, "Fill in at least one part of the rule."),
        ({"name_en": "Rule", "kind": "rule", "category": "999"}, "Choose a category of this shop."),
        ({"name_en": "Rule", "kind": "rule", "price_from": "9", "price_to": "3"}, "cannot be below"),
    ):
        answer = await owner.post("/admin/products/collections/0", **fields)
        assert (answer.status, said in answer.text) == (422, True), said
    path = (await owner.post("/admin/products/collections/0", name_en="Gone soon", kind="hand")).goes_to
    await owner.post(f"{path}/remove")
    assert await collections(tea.owner, locale="en") == ()
    assert (await owner.get(path)).status == 404
