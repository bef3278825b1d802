"""S-20 to S-24 as pure functions of a cart."""

from __future__ import annotations

from domain.cart.errors import OnlyLeft
from domain.promotions.errors import CouponNeedsMore
from handlers.cart.buttons import DropCoupon, OpenCart, OpenLine, SetQty, UndoRemove
from handlers.cart.extras import coupon_screen, extras_screen, kept_screen, offer_screen
from handlers.cart.screens import Elsewhere, cart_screen, empty_screen, line_screen
from handlers.checkout.buttons import Checkout, Review
from handlers.home.buttons import Home, TellWhenOpen
from handlers.product.buttons import TellWhenBack
from tests.handlers.goods import T, a_shop, action, choice, labels, primary, tile, usd
from tests.handlers.sales import cart, courier, fits, gone, line

SHOP = a_shop()


def test_lines_have_steppers_that_know_where_they_were_drawn():
    stepper = fits(cart_screen(cart(line(5, quantity=2)), SHOP, T)).steppers[0]
    assert stepper.minus == SetQty(line=5, was=2, to=1, back="k1")
    assert stepper.plus == SetQty(line=5, was=2, to=3, back="k1")
    assert (stepper.detail, stepper.amount, stepper.open) == ("2 × $24.00", "$48.00", OpenLine(line=5))


def test_more_than_there_is_cannot_be_asked_for():
    stepper = cart_screen(cart(line(quantity=2, free=2)), SHOP, T).steppers[0]
    assert stepper.plus is None
    assert stepper.detail == "2 × $24.00 · Only 2 available"


def test_the_shops_own_limit_ends_the_stepper_too():
    shop = a_shop(max_qty=2)
    assert cart_screen(cart(line(quantity=2, free=None)), shop, T).steppers[0].plus is None


def test_what_cannot_be_had_is_kept_with_a_way_to_be_told():
    screen = fits(cart_screen(cart(gone=(gone(9),)), SHOP, T))
    assert "Not available now: Canvas cap (sold out)" in screen.lines
    assert action(screen, "Tell me: Canvas cap").press == TellWhenBack(variant=90, on=1, src="k")
    assert action(screen, "Remove: Canvas cap").press == SetQty(line=9, was=1, to=0)


def test_what_is_no_longer_sold_will_not_be_announced():
    screen = cart_screen(cart(gone=(gone(9, reason="gone"),)), SHOP, T)
    assert "Not available now: Canvas cap (no longer sold)" in screen.lines
    assert not any("Tell me" in label for label in labels(screen))


def test_a_price_that_moved_is_told_with_both_prices():
    moved = line(title="Socks", price="5.00", changed_from=usd("4.50"), options="")
    assert cart_screen(cart(moved), SHOP, T).notice == "Socks: was $4.50, now $5.00"


def test_totals_add_up_on_the_screen_as_in_the_view():
    held = cart(
        line(), coupon="SPRING10", discount=usd("4.80"), delivery=courier(), total=usd("46.20"), tax_on_top=usd("0.50")
    )
    facts = {f.label: f.value for f in cart_screen(held, SHOP, T).facts}
    assert facts["Items"] == "$48.00"
    assert (facts["🎟 SPRING10"], facts["Delivery"], facts["Tax"]) == ("−$4.80", "$3.00", "$0.50")
    assert facts["Total"] == "$46.20"


def test_delivery_is_an_estimate_until_there_is_an_address():
    screen = cart_screen(cart(delivery=courier(estimate=True)), SHOP, T)
    assert "🚚 Delivery from $3.00, exact after your address." in screen.lines
    assert "Delivery" not in [f.label for f in screen.facts]


def test_free_delivery_says_how_near_it_is():
    assert "🚚 Add $4.00 for free delivery" in cart_screen(cart(missing_for_free_delivery=usd("4.00")), SHOP, T).lines


def test_checkout_is_the_one_primary_button():
    screen = cart_screen(cart(), SHOP, T)
    assert primary(screen) == ["Checkout · $48.00"]
    assert action(screen, "Checkout").press == Checkout(kind="b")


def test_below_the_minimum_the_way_on_is_to_add_more():
    screen = fits(cart_screen(cart(missing_for_minimum=usd("6.00")), SHOP, T))
    assert primary(screen) == ["Add $6.00 more to order"]
    assert action(screen, "more to order").press == Home()


def test_a_shop_that_takes_no_orders_offers_to_tell_when_it_does():
    screen = fits(cart_screen(cart(), a_shop(orders_closed=True, closed_notice="Back on Monday."), T))
    assert screen.notice == "Back on Monday."
    assert action(screen, "Tell me when you open").press == TellWhenOpen()
    assert not any("Checkout" in label for label in labels(screen))


def test_with_nothing_left_to_buy_there_is_no_checkout():
    only_gone = cart(gone=(gone(),), lines=(), units=1)
    assert primary(fits(cart_screen(only_gone, SHOP, T))) == ["Browse"]


def test_a_removed_line_can_come_back():
    assert action(cart_screen(cart(can_undo=True), SHOP, T), "Undo").press == UndoRemove(rev=7)


def test_a_coupon_that_no_longer_holds_says_why():
    refusal = CouponNeedsMore(code="SPRING10", minimum=usd("60"), missing=usd("12"))
    screen = cart_screen(cart(coupon="SPRING10", coupon_refusal=refusal), SHOP, T)
    assert screen.notice == "SPRING10 needs $60.00. Add $12.00."


def test_fifty_lines_are_shown_eight_at_a_time():
    many = cart(*(line(n, f"Thing number {n}") for n in range(1, 51)))
    first, last = fits(cart_screen(many, SHOP, T)), fits(cart_screen(many, SHOP, T, page=7))
    assert (len(first.steppers), len(last.steppers)) == (8, 2)
    assert "and 42 more" in first.lines
    assert action(first, "Next").press == OpenCart(page=2)
    assert last.steppers[0].minus == SetQty(line=49, was=2, to=1, back="k7")


def test_a_page_that_is_gone_shows_the_last_one():
    assert len(cart_screen(cart(line()), SHOP, T, page=9).steppers) == 1


def test_long_names_are_cut_at_a_word_and_still_fit():
    many = cart(*(line(n, "A remarkably long name of a product that goes on " * 4) for n in range(1, 9)))
    assert all(len(s.label) <= 44 for s in fits(cart_screen(many, SHOP, T)).steppers)


def test_an_empty_cart_leads_on():
    screen = fits(empty_screen(Elsewhere(last=tile(3), saved=3), T))
    assert screen.title == "Your cart is empty."
    assert labels(screen) == ["Browse", "Continue: Enamel mug", "♡ Saved · 3"]


def test_the_last_line_removed_can_come_back_from_the_empty_cart():
    assert action(empty_screen(Elsewhere(), T, undo=8), "Undo").press == UndoRemove(rev=8)


def test_a_line_waits_for_a_number_when_asked_to():
    screen = fits(line_screen(line(5, free=3), SHOP, T, typing=True))
    assert (screen.awaits, screen.body) == ("qty.5", "Send a number from 1 to 3.")
    assert screen.steppers[0].minus == SetQty(line=5, was=2, to=1, back="l")


def test_a_line_that_sold_out_has_no_stepper():
    screen = fits(line_screen(gone(), SHOP, T))
    assert screen.steppers == ()
    assert screen.lines == ("Not available now: Canvas cap (sold out)",)


def test_a_bad_code_stays_in_its_field_with_the_reason():
    screen = fits(coupon_screen(cart(), "d", T, code="SPRIN", error="We don't know the code SPRIN."))
    field = next(i for i in screen.form.inputs if i.name == "code")
    assert (field.value, field.error) == ("SPRIN", "We don't know the code SPRIN.")
    assert (screen.awaits, screen.nav.back) == ("coupon.d", Review(kind="d"))


def test_a_code_in_use_can_be_taken_off():
    screen = coupon_screen(cart(coupon="SPRING10", discount=usd("5.30")), "k", T)
    assert action(screen, "Remove SPRING10").press == DropCoupon(rev=7, back="k")
    assert screen.nav.back == OpenCart()


def test_the_hidden_field_says_which_cart_the_code_is_for():
    hidden = [i for i in coupon_screen(cart(), "r", T).form.inputs if i.kind == "hidden"]
    assert [(i.name, i.value) for i in hidden] == [("back", "r")]


def test_a_typed_code_is_offered_or_kept():
    from handlers.cart.buttons import ApplyCoupon

    offer = fits(offer_screen(cart(), ApplyCoupon(rev=7, code="SPRING10"), T))
    assert (offer.title, primary(offer)) == ("Use SPRING10?", ["Apply"])
    assert kept_screen("SPRING10", T).title == "We keep SPRING10 for your order."


def test_gift_wrap_has_a_price_and_shows_that_it_is_chosen():
    screen = fits(extras_screen(cart(extras={"gift_wrap": "1"}), "k", a_shop(gift_wrap_fee=200), T))
    wrap = choice(screen, "Gift wrap")
    assert (wrap.price, wrap.state, wrap.press.on) == ("+$2.00", "chosen", 0)


def test_a_shop_without_gift_wrap_does_not_speak_of_it():
    assert not any("wrap" in c.label for c in extras_screen(cart(), "k", SHOP, T).choices)


def test_words_are_asked_one_by_one_or_on_one_form():
    typed = extras_screen(cart(), "k", SHOP, T)
    on_form = extras_screen(cart(extras={"note": "Ring twice"}), "k", SHOP, T, forms=True)
    assert [c.label for c in typed.choices][1:] == [
        "Message on the card", "Note for the shop", "Recipient is someone else"
    ]  # fmt: skip
    assert typed.form is None
    assert next(i for i in on_form.form.inputs if i.name == "note").value == "Ring twice"


def test_a_word_that_is_asked_for_can_be_taken_back():
    screen = fits(extras_screen(cart(extras={"note": "Ring twice"}), "r", SHOP, T, asks="note"))
    assert screen.awaits == "extra.note.r"
    assert action(screen, "Remove it").press.on == 0


def test_a_refusal_that_is_no_coupons_own_is_named_with_its_code():
    screen = cart_screen(cart(coupon="SPRING10", coupon_refusal=OnlyLeft(n=1)), SHOP, T)
    assert screen.notice == "SPRING10: Only 1 available."
