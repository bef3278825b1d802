from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.webchat import colours, filters, layout
from bot.channels.webchat.render import Face, Renderer, Sitting, node_id
from domain.kit.i18n import Translator
from handlers.screen import Action, Choice, Form, Input, Nav, Photo, Screen, Sheet
from tests.kit.sample_parts import Go
from tests.kit.sample_screens import SAMPLES

EN, RTL = Translator("en"), Translator("ur")
SHOP = Face("demo", "Gathered Goods")
NAMELESS_FIELDS = {"hidden"}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


class Outline(HTMLParser):
    """Ids, open tags and the names of buttons of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.buttons: list[str] = []
        self.depth: Counter[str] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        self.depth[tag] += 1
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "button":
            self.buttons.append(values.get("aria-label") or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self.depth["button"]:
            self.buttons[-1] += data.strip()


def samples() -> list[pytest.param]:
    return [pytest.param(screen, id=name) for name, screen in SAMPLES.items()]


@pytest.mark.parametrize("screen", samples())
@pytest.mark.parametrize("t", [EN, RTL], ids=["ltr", "rtl"])
def test_every_screen_is_one_whole_article(renderer: Renderer, screen: Screen, t: Translator) -> None:
    html = renderer.node(screen, t)
    outline = Outline(html)
    assert html.count("<article ") == 1
    assert outline.ids[0] == f"node-{node_id(screen)}"
    void = {"img", "input", "br", "path", "circle"}
    assert {tag for tag, left in outline.depth.items() if left and tag not in void} == set()


@pytest.mark.parametrize("screen", samples())
def test_ids_are_unique_and_buttons_have_names(renderer: Renderer, screen: Screen) -> None:
    outline = Outline(renderer.node(screen, EN))
    assert [name for name, n in Counter(outline.ids).items() if n > 1] == []
    assert all(outline.buttons)


@pytest.mark.parametrize("screen", samples())
def test_everything_a_screen_offers_can_be_pressed_without_script(renderer: Renderer, screen: Screen) -> None:
    html = renderer.node(screen, EN)
    for offer in (*screen.choices, *(a for a in screen.actions if a.press)):
        assert f'form="press" name="press" value="{offer.press.pack()}"' in html  # type: ignore[union-attr]


@pytest.mark.parametrize("screen", samples())
def test_pictures_say_what_they_show_and_keep_their_place(renderer: Renderer, screen: Screen) -> None:
    images = [values for tag, values in Outline(renderer.node(screen, EN)).tags if tag == "img"]
    assert all(image["alt"] and image["width"] and image["height"] for image in images)


@pytest.mark.parametrize("screen", samples())
def test_a_screen_has_at_most_one_primary_button(renderer: Renderer, screen: Screen) -> None:
    assert renderer.node(screen, EN).count("act primary") <= 1


def test_words_are_never_markup(renderer: Renderer) -> None:
    evil = '<img src=x onerror=alert(1)>"'
    screen = Screen(
        "S-08", title=evil, body=evil, price=evil, badge=evil, lines=(evil,), notice=evil, alert=evil, toast=evil,
        choices=(Choice(Go(to="a"), evil, group=evil), Choice(Go(to="b"), evil, image=Photo("/x.jpg", evil))),
        actions=(Action(evil, copy=evil),), form=Form(evil, (Input(evil, "text", evil, value=evil),), evil),
    )  # fmt: skip
    assert "<img src=x" not in renderer.node(screen, EN) + renderer.bubble("c1", evil, EN)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
     "\x01javascript:alert(1)", "/\\evil.example", "file:///etc/passwd", "http://[", "1java:x"],
)  # fmt: skip
def test_addresses_a_browser_must_not_follow_are_dropped(renderer: Renderer, address: str) -> None:
    screen = Screen("S-37", media=Photo(address, "Map"), actions=(Action("Pay", url=address),))
    assert "href" not in renderer.node(screen, EN)
    assert "<img" not in renderer.node(screen, EN)


@pytest.mark.parametrize(
    "address", ["https://pay.example/1?a=b", "http://pay.example", "/s/demo/terms", "tel:+3711", "mailto:a@b.example"]
)
def test_ordinary_addresses_are_links(renderer: Renderer, address: str) -> None:
    assert f'href="{address}"' in renderer.node(Screen("S-37", actions=(Action("Go", url=address),)), EN)


def test_pictures_come_from_this_host_or_over_https() -> None:
    assert filters.image_url("/media/1.jpg") == "/media/1.jpg"
    assert filters.image_url("https://cdn.example/1.jpg")
    assert not filters.image_url("http://cdn.example/1.jpg")
    assert not filters.image_url("//cdn.example/1.jpg")


def test_a_leading_sign_is_decoration() -> None:
    assert filters.sign("🏠 Address") == ("🏠", "Address")
    assert filters.sign("＋ Add to cart") == ("＋", "Add to cart")
    assert filters.sign("⚙️ Me") == ("⚙️", "Me")
    assert filters.sign("✕") == ("", "✕")
    assert filters.sign("$5 off") == ("", "$5 off")


def test_text_becomes_paragraphs_of_lines() -> None:
    assert filters.paragraphs("One\nTwo\r\n\r\n\n\nThree\n") == [["One", "Two"], ["Three"]]


def test_choices_stand_in_runs_of_one_kind() -> None:
    kinds = [(block.kind, block.title, len(block.choices)) for block in layout.blocks(SAMPLES["home_back"])]
    assert kinds == [("shelf", "", 3), ("grid", "", 6)]
    chips = [(block.kind, block.title) for block in layout.blocks(SAMPLES["product"])]
    assert chips == [("chips", "Size"), ("chips", "Colour")]


def test_a_list_of_goods_is_a_grid_of_cards_even_without_pictures() -> None:
    goods = tuple(Choice(Go(to=str(n)), f"Thing {n}", price="$1") for n in range(3))
    bare = Screen("S-03", media=Sheet((None, None, None)), choices=goods)
    assert [block.kind for block in layout.blocks(bare)] == ["cards"]


def test_primary_comes_first_and_alone() -> None:
    rows = layout.actions(SAMPLES["home_back"])
    assert [row.primary for row in rows.rows] == [True, False, False]
    assert [action.label for action in rows.above[0].actions] == ["🔁 Buy again · Linen shirt · $24.00"]


def test_the_least_needed_actions_fold_away_only_in_a_crowd() -> None:
    few = tuple(Action(str(n), press=Go(to=str(n)), prio=4) for n in range(3))
    many = few + tuple(Action(str(n), press=Go(to=str(n))) for n in range(3, 12))
    assert layout.actions(Screen("S-08", actions=few)).more == ()
    assert len(layout.actions(Screen("S-08", actions=many)).more[0].actions) == 3


def test_a_changed_quantity_is_the_same_place_and_the_next_page_another() -> None:
    cart, goods = SAMPLES["cart_screen"], SAMPLES["list"]
    more = Screen("S-20", title="Your cart · 4 items", steppers=cart.steppers[:1])
    turned = Screen("S-03", title=goods.title, media=goods.media, choices=goods.choices[1:])
    assert layout.place(cart) == layout.place(more)
    assert layout.place(goods) != layout.place(turned)


def test_sold_out_is_said_and_not_only_shown(renderer: Renderer) -> None:
    html = renderer.node(SAMPLES["product"], EN)
    assert re.search(r'class="chip sold_out".*?XL.*?<span class="vh">, sold out</span>', html)
    assert '<span class="gone">Sold out</span>' in renderer.node(SAMPLES["list"], EN)


def test_the_old_price_is_said_to_be_old(renderer: Renderer) -> None:
    html = renderer.node(SAMPLES["product"], EN)
    assert '<s class="money"><span class="vh">was </span>$30.00</s>' in html


def test_a_stepper_at_its_end_cannot_be_pressed_further(renderer: Renderer) -> None:
    html = renderer.node(SAMPLES["cart_screen"], EN)
    assert '<button type="button" disabled aria-label="One more: Linen shirt, M, blue">' in html
    assert 'value="go:l1-" aria-label="One less: Linen shirt, M, blue"' in html


def test_the_bar_belongs_to_the_canvas(renderer: Renderer) -> None:
    nav = Nav(back=Go(to="back"), cart=3)
    html = renderer.node(Screen("S-08", nav=nav), EN)
    assert 'aria-label="Cart, 3 items"' in html
    assert 'value="go:back"' in html
    assert "<nav" not in renderer.node(Screen("S-41", kind="card", key="order:1", nav=nav), EN)


@pytest.mark.parametrize("units", [0, None])
def test_an_empty_cart_has_no_button(renderer: Renderer, units: int | None) -> None:
    assert "Cart" not in renderer.node(Screen("S-08", nav=Nav(cart=units)), EN)


def test_an_error_stands_at_its_field_and_in_the_summary(renderer: Renderer) -> None:
    html = renderer.node(SAMPLES["checkout_errors"], EN)
    assert 'aria-invalid="true" aria-describedby="canvas-phone-hint canvas-phone-error"' in html
    assert '<p class="error" id="canvas-phone-error">That number looks short.' in html
    assert html.count('role="alert"') == 1
    assert 'value="7"' in html


def test_what_is_wrong_with_the_only_field_is_said_once(renderer: Renderer) -> None:
    said = "We do not know the code NOPE."
    code = Input("code", "coupon", "Code", value="NOPE", error=said)
    hidden = Input("back", "hidden", "Code", value="k")
    html = renderer.node(Screen("S-22", "Coupon", form=Form("coupon", (code, hidden), "Apply"), alert=said), EN)
    assert html.count(said) == 1
    assert f'<p class="error" id="canvas-code-error" role="alert">{said}</p>' in html


def test_what_no_field_says_stands_above(renderer: Renderer) -> None:
    code = Input("code", "coupon", "Code")
    html = renderer.node(Screen("S-22", form=Form("coupon", (code,), "Apply"), alert="Slow down."), EN)
    assert '<p class="said">Slow down.</p>' in html


def test_fields_fill_themselves(renderer: Renderer) -> None:
    html = renderer.node(SAMPLES["checkout"], EN)
    for token in ("name", "street-address", "country", "tel"):
        assert f'autocomplete="{token}"' in html
    assert '<option value="LV" selected>Latvia</option>' in html
    assert 'value="courier" id="canvas-method" checked required' in html


def test_a_card_keeps_its_identity_and_a_message_looks_like_one(renderer: Renderer) -> None:
    assert node_id(SAMPLES["order"]) == node_id(SAMPLES["cancel"]) == "card-order-1042"
    assert "said-by-shop" in renderer.node(SAMPLES["reply"], EN)
    assert "said-by-shop" not in renderer.node(SAMPLES["order"], EN)


def test_own_words_stand_under_the_client_s_id(renderer: Renderer) -> None:
    html = renderer.bubble("ab12", "2 <b>shirts</b>", EN)
    assert html.startswith('<article id="node-me-ab12"')
    assert "2 &lt;b&gt;shirts&lt;/b&gt;" in html


def test_the_page_needs_no_inline_script_or_style(renderer: Renderer) -> None:
    nodes = [renderer.node(screen, EN) for screen in SAMPLES.values()]
    tags = Outline(renderer.page(SHOP, Sitting(nodes, languages=True, embedded=True), EN)).tags
    assert [values for tag, values in tags if tag == "script" and not values.get("src")] == []
    assert [tag for tag, values in tags if tag == "style" or "style" in values] == []
    assert [values for _, values in tags if any(name.startswith("on") for name in values)] == []


def test_the_page_holds_what_is_there_already(renderer: Renderer) -> None:
    html = renderer.page(SHOP, Sitting([renderer.node(SAMPLES["home_new"], EN)], frame=17), EN)
    assert '<base href="/chat/demo/">' in html
    assert 'data-frame="17"' in html
    assert '<article id="node-canvas"' in html
    assert "Test mode" not in html


def test_the_page_says_when_nothing_is_charged_and_when_pictures_are_off(renderer: Renderer) -> None:
    html = renderer.page(Face("demo", "Shop", test_mode=True), Sitting(pictures=False), RTL)
    assert "Test mode: no real money" in html
    assert 'data-pictures="off"' in html
    assert 'dir="rtl"' in html


@given(st.integers(0, 0xFFFFFF))
def test_any_brand_colour_can_be_read(number: int) -> None:
    brand = colours.readable(f"#{number:06x}")
    light, dark = colours._parse(brand.light), colours._parse(brand.dark)
    assert colours.contrast(light, (255, 255, 255)) >= 4.5
    assert colours.contrast(dark, (28, 25, 23)) >= 4.5


def test_a_readable_brand_colour_stays_as_it_is(renderer: Renderer) -> None:
    assert colours.readable("#b83a1e").light == "#b83a1e"
    assert colours.readable("red; } body { display: none").light == "#b83a1e"
    assert ":root{--chili:#995b00;" in renderer.brand_css(Face("demo", "Shop", brand="#ff9900"))


def test_the_launcher_knows_its_shop_and_reader(renderer: Renderer) -> None:
    script = renderer.launcher(Face("demo", 'Shop "&"', brand="#123456"), RTL)
    assert '"brand": "#123456", "rtl": true' in script
    assert '"open": "Chat with ⁨Shop \\"&\\"⁩"' in script
    assert "/*settings*/" not in script
