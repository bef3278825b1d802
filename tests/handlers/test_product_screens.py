"""S-08 and S-09 as pure functions, and the choosing of a variant."""

from __future__ import annotations

from datetime import date

import pytest

from domain.cart.views import DeliveryOption
from domain.catalog.views import ImageView
from handlers.browse.buttons import OpenList
from handlers.browse.places import fits
from handlers.product.buttons import Add, BuyNow, OpenOptions, OpenProduct, Save, SetInCart, TellWhenBack
from handlers.product.choosing import packed, select
from handlers.product.details import details_screen, gone_screen, options_screen
from handlers.product.screens import Shown, count_screen, gallery, product_screen
from handlers.product.text import cut, excerpt, pages_of
from tests.handlers.goods import (
    COLOUR,
    SIZE,
    T,
    a_shop,
    action,
    axis,
    choice,
    labels,
    primary,
    product,
    shirt,
    tile,
    usd,
    variant,
)


def shown(item: object = None, chosen: str = "", **more: object) -> Shown:
    settings = more.pop("settings", {})
    return Shown(a_shop(**settings), select(item or product(), chosen), **more)


def states(item: object, chosen: str = "") -> dict[str, str]:
    return {c.label: c.state for c in product_screen(shown(item, chosen), T).choices}


def test_a_plain_product_can_be_bought_at_once():
    screen = product_screen(shown(), T)
    assert primary(screen) == ["Buy now · $24.00"]
    assert action(screen, "Buy now").press == BuyNow(variant=11)
    assert action(screen, "Add to cart").press == Add(variant=11, qty=1)


def test_a_sale_shows_both_prices_and_the_part_saved():
    screen = product_screen(shown(product(variant(11, price="24.00", old_price=usd("30.00")))), T)
    assert (screen.price, screen.old_price, screen.badge) == ("$24.00", "$30.00", "−20%")


def test_colour_is_chosen_for_you_and_size_never():
    assert states(shirt()) == {"S": "", "M": "", "L": "", "Blue": "chosen", "White": ""}
    assert primary(product_screen(shown(shirt()), T)) == []


def test_the_colour_chosen_for_you_is_the_first_in_stock():
    assert states(shirt(S_Blue=0, M_Blue=0, L_Blue=0))["White"] == "chosen"


def test_buy_appears_once_everything_is_chosen():
    assert primary(product_screen(shown(shirt(), "12"), T)) == ["Buy now · $24.00"]


def test_picking_a_size_keeps_the_colour():
    medium = choice(product_screen(shown(shirt()), T), "M")
    assert medium.press == OpenProduct(id=1, chosen="21.12")


def test_a_sold_out_size_is_marked_and_may_be_pressed():
    assert states(shirt(M_Blue=0))["M"] == "sold_out"


def test_pressing_a_sold_out_size_shows_what_else_there_is():
    screen = product_screen(shown(shirt(M_Blue=0), "21.12", alternatives=(tile(5, "Wool shirt"),)), T)
    assert screen.body == "M is sold out. In M we also have:"
    assert choice(screen, "Wool shirt").press == OpenProduct(id=5, src="c9.1.pop")
    assert primary(screen) == ["🔔 Tell me about M"]


def test_a_sold_out_size_without_alternatives_says_so_and_promises_no_list():
    screen = product_screen(shown(shirt(M_Blue=0), "21.12"), T)
    assert screen.lines[0] == "M is sold out."
    assert "we also have" not in screen.body
    assert {c.group for c in screen.choices} == {"Size", "Colour"}
    assert primary(screen) == ["🔔 Tell me about M"]


def test_who_waits_for_a_sold_out_size_can_stop_waiting():
    screen = product_screen(shown(shirt(M_Blue=0), "21.12", alert=True), T)
    assert primary(screen) == []
    assert action(screen, "We'll tell you").press.on == 0


def test_a_product_sold_out_in_every_size_blames_no_size():
    gone = shirt(**{f"{size}_{colour}": 0 for size in "SML" for colour in ("Blue", "White")})
    screen = product_screen(shown(gone, "21.12"), T)
    assert "Sold out right now." in screen.lines
    assert not any(line.startswith("M is") for line in screen.lines)
    assert primary(screen) == ["🔔 Tell me when it's back"]


def test_a_combination_that_is_not_made_gives_way_to_the_last_press():
    blue_small = variant(1, {11: "S", 21: "Blue"})
    white_medium = variant(2, {12: "M", 22: "White"})
    chosen = select(product(blue_small, white_medium, options=(SIZE, COLOUR)), "21.12")
    assert chosen.variant == white_medium


def test_your_usual_size_is_chosen_with_a_note():
    screen = product_screen(Shown(a_shop(), select(shirt(), "", {"Size": "m"})), T)
    assert primary(screen) == ["Buy now · $24.00"]
    assert "Your usual size" in screen.lines


def test_a_usual_size_that_is_sold_out_is_not_chosen():
    assert select(shirt(M_Blue=0, M_White=0), "", {"Size": "M"}).variant is None


def test_a_product_in_the_cart_has_a_stepper_instead_of_add():
    screen = product_screen(shown(in_cart=2), T)
    (stepper,) = screen.steppers
    assert stepper.label == "2 in cart"
    assert stepper.minus == SetInCart(variant=11, was=2, to=1)
    assert stepper.plus == SetInCart(variant=11, was=2, to=3)
    assert "＋ Add to cart" not in labels(screen)


def test_the_stepper_stops_at_the_stock():
    assert product_screen(shown(product(variant(11, free=2)), in_cart=2), T).steppers[0].plus is None


@pytest.mark.parametrize(("free", "line"), [(1, "Only 1 left"), (3, "Only 3 left")])
def test_scarce_stock_is_told(free: int, line: str):
    assert line in product_screen(shown(product(variant(11, free=free))), T).lines


@pytest.mark.parametrize("free", [4, None])
def test_plenty_is_not_told(free: int | None):
    assert not product_screen(shown(product(variant(11, free=free))), T).lines


def test_a_sold_out_product_offers_an_alert_and_similar_ones():
    screen = product_screen(shown(product(variant(11, free=0))), T)
    assert primary(screen) == ["🔔 Tell me when it's back"]
    assert action(screen, "Tell me").press == TellWhenBack(variant=11, on=1)
    assert action(screen, "See similar").press == OpenList(source="c9")


def test_an_alert_that_is_set_can_be_stopped():
    screen = product_screen(shown(product(variant(11, free=0)), alert=True), T)
    assert action(screen, "We'll tell you").press == TellWhenBack(variant=11, on=0)


def test_delivery_names_the_place_the_fee_and_the_day():
    option = DeliveryOption(1, "courier", "Courier", usd("3.00"), date(2031, 1, 2), date(2031, 1, 2))
    assert product_screen(shown(delivery=option, city="Riga"), T).lines[0].startswith("🚚 To Riga: $3.00 · ")
    assert product_screen(shown(delivery=option), T).lines[0].startswith("🚚 To you: from $3.00 · ")


def test_a_shop_that_takes_no_orders_offers_to_tell_when_it_opens():
    screen = product_screen(shown(settings={"orders_closed": True, "closed_notice": "Back on Monday"}), T)
    assert primary(screen) == ["🔔 Tell me when you open"]
    assert screen.notice == "Back on Monday"


def test_photos_are_leafed_through_in_a_circle():
    screen = product_screen(shown(photo=1), T)
    assert screen.media.alt == "Back"
    assert action(screen, "🖼 2/2").press == OpenProduct(id=1, photo=0)


def test_the_variants_own_photo_comes_first():
    item = product(variant(11, image="/media/2.jpg"))
    assert product_screen(shown(item), T).media.path == "/media/2.jpg"


def test_a_picture_without_words_says_whose_it_is():
    pictures = (ImageView("/media/1.jpg", ""), ImageView("/media/2.jpg", ""))
    item = product(variant(11, {22: "White"}, image="/media/2.jpg"), images=pictures, options=(COLOUR,))
    assert [photo.alt for photo in gallery(shown(item), T)] == ["Linen shirt, White", "Linen shirt"]


def test_saving_carries_what_it_should_become():
    assert action(product_screen(shown(), T), "♡ Save").press == Save(id=1, on=1)
    assert action(product_screen(shown(saved=True), T), "♥ Saved").press == Save(id=1, on=0)


def test_many_values_are_chosen_step_by_step():
    item = product(variant(1, {31: "A"}), options=(axis(5, "Frame", **{f"F{n}": 30 + n for n in range(1, 12)}),))
    screen = product_screen(shown(item), T)
    assert primary(screen) == ["Choose: Frame"]
    assert action(screen, "Choose").press == OpenOptions(id=1, step=0)


THREE = (axis(1, "Size", S=11, M=12), axis(2, "Wood", Oak=21, Ash=22), axis(3, "Finish", Raw=31, Oil=32))
FRAME = product(
    variant(1, {11: "S", 21: "Oak", 31: "Raw"}, price="20.00"),
    variant(2, {12: "M", 21: "Oak", 31: "Raw"}, price="24.00"),
    variant(3, {12: "M", 22: "Ash", 32: "Oil"}, price="30.00", free=0),
    options=THREE,
)


def test_a_step_names_its_axis_and_what_each_value_adds():
    screen = options_screen(shown(FRAME), 0, 1, T)
    assert screen.title == "1 of 3 · Size"
    assert (choice(screen, "S").price, choice(screen, "M").price) == ("", "+$4.00")


def test_a_step_leads_to_the_next_and_the_last_to_the_product():
    first = options_screen(shown(FRAME), 0, 1, T)
    assert choice(first, "M").press == OpenOptions(id=1, step=1, chosen="12")
    last = options_screen(shown(FRAME, "12.21"), 2, 1, T)
    assert choice(last, "Raw").press == OpenProduct(id=1, chosen="v2")


def test_back_from_a_step_is_the_step_before():
    assert options_screen(shown(FRAME, "12"), 1, 1, T).nav.back == OpenOptions(id=1, step=0, chosen="12")
    assert options_screen(shown(FRAME), 0, 1, T).nav.back == OpenProduct(id=1)


def test_values_nobody_makes_or_has_are_marked():
    screen = options_screen(shown(FRAME, "12"), 1, 1, T)
    assert (choice(screen, "Oak").state, choice(screen, "Ash").state) == ("", "sold_out")


def test_hundreds_of_values_are_paged():
    item = product(variant(1, {1: "F1"}), options=(axis(5, "Frame", **{f"F{n}": n for n in range(1, 101)}),))
    screen = options_screen(shown(item), 0, 5, T)
    assert len(screen.choices) == 4
    assert labels(screen) == ["‹ Prev"]


def test_a_typed_number_asks_before_it_adds():
    screen = count_screen(shown(), 3, T)
    assert (screen.notice, primary(screen)) == ("Add 3?", ["Add 3"])
    assert action(screen, "Add 3").press == Add(variant=11, qty=3)


def test_a_typed_number_is_cut_to_the_stock():
    assert count_screen(shown(product(variant(11, free=2))), 5, T).notice == "Only 2 left. Add 2?"


def test_a_typed_number_needs_a_size_first():
    assert count_screen(shown(shirt()), 3, T).notice == "Choose a size to buy."


def test_more_pages_the_text_and_ends_with_the_facts():
    text = "\n\n".join(f"{n} " + "long words " * 50 for n in range(3))
    item = product(plain=text, attributes=(("Material", "Linen"),))
    first, last = (details_screen(shown(item), page, T) for page in (1, 9))
    assert not first.facts
    assert [f.value for f in last.facts] == ["SKU-11", "Linen"]
    assert action(first, "Next").press == OpenProduct(id=1, more=2)


def test_more_leads_back_to_the_short_card():
    assert details_screen(shown(src="c9.2.pop"), 1, T).nav.back == OpenProduct(id=1, src="c9.2.pop")


def test_something_no_longer_sold_shows_what_else_there_is():
    screen = gone_screen("Canvas cap", (tile(2),), "k", T)
    assert screen.title == "Canvas cap is no longer sold."
    assert choice(screen, "Enamel mug")
    assert primary(screen) == ["Browse"]


def test_buttons_of_a_huge_catalogue_fit():
    big = [axis(n, f"Axis {n}", A=90_000_001 + n, B=80_000_001 + n) for n in range(4)]
    values = {a.values[0].id: "A" for a in big}
    item = product(variant(70_000_001, values), options=tuple(big), id=60_000_001)
    picked = tuple(values)
    assert packed(item, picked) == "v70000001"
    screen = options_screen(shown(item, ".".join(map(str, picked[:3])), src="s99999999.99.down"), 3, 1, T)
    assert all(fits(c.press) for c in screen.choices)
    assert fits(screen.nav.back)


def test_long_words_of_a_merchant_are_cut_at_a_word():
    assert cut("Stone-washed European linen", 15) == "Stone-washed…"
    assert len(cut("很长" * 100, 20)) == 20
    assert excerpt("One.\n\nTwo.\nThree.\nFour.") == "One.\nTwo.\nThree …"


def test_no_word_of_a_paged_text_is_lost():
    text = "word " * 900
    assert " ".join(pages_of(text)).split() == text.split()
    assert all(len(page) <= 700 for page in pages_of(text))
