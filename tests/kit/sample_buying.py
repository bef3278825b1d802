"""Sample screens from the cart to the payment."""

from __future__ import annotations

from dataclasses import replace

from handlers.screen import Action, Choice, Fact, Form, Input, Nav, Screen, Stepper
from tests.kit.sample_browsing import SHIRT, SOCKS
from tests.kit.sample_parts import BACK, act, go, photo, primary

CART_SCREEN = Screen(
    id="S-20", title="Your cart · 3 items",
    notice="Ribbed socks: was $4.50, now $5.00",
    lines=("Not available now: Canvas cap (sold out)", "🚚 Add $4.00 for free delivery"),
    steppers=(
        Stepper("Linen shirt, M, blue", 2, go("l1-"), None, remove=go("l1x"), open=go("l1"), image=SHIRT.image,
                detail="2 × $24.00 · Only 2 available", amount="$48.00"),
        Stepper("Ribbed socks, 3 pairs", 1, go("l2-"), go("l2+"), remove=go("l2x"), open=go("l2"),
                image=SOCKS.image, detail="1 × $5.00", amount="$5.00"),
    ),
    facts=(Fact("Items", "$53.00"), Fact("Delivery to Riga", "$3.00"), Fact("SPRING10", "−$5.30"),
           Fact("Total", "$50.70", strong=True), Fact("Arrives", "Thu, Nov 12")),
    actions=(primary("Checkout · $50.70", "checkout"), act("🎟 Coupon", "coupon", 1),
             act("🎁 Gift & note", "gift", 1), act("＋ Keep shopping", "home", 2), act("↗ Share", "share", 2, prio=4)),
    nav=Nav(back=BACK),
)  # fmt: skip
CART_EMPTY = Screen(
    id="S-20", title="Your cart is empty.",
    actions=(primary("Browse", "home"), act("Continue: Linen shirt", "p1", 1), act("♡ Saved · 3", "saved", 1)),
    nav=Nav(back=BACK),
)  # fmt: skip
LINE = Screen(
    id="S-21", title="Linen shirt, M, blue", price="$24.00", media=SHIRT.image,
    steppers=(Stepper("Quantity", 2, go("-"), go("+"), amount="$48.00"),),
    actions=(act("Change size or colour", "options", 1), act("♡ Save for later", "later", 2),
             act("Remove", "remove", 2)),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
COUPON = Screen(
    id="S-22", title="Coupon", alert="SPRING10 needs $60.00. Add $7.00 more.",
    form=Form("coupon", (Input("code", "coupon", "Code", value="SPRING10", hint="From a card"),), "Apply", rev=4),
    actions=(act("🎟 My coupons · 2", "mine"),), nav=Nav(back=BACK),
)  # fmt: skip
GIFT = Screen(
    id="S-24", title="Gift & note",
    choices=(Choice(go("wrap"), "🎁 Gift wrap", price="+$2.00", state="chosen"), Choice(go("hide"), "Hide prices"),
             Choice(go("card"), "Message on card", description="Happy birthday, Jana!", state="chosen"),
             Choice(go("note"), "Note for the shop"), Choice(go("other"), "Recipient is someone else")),
    nav=Nav(back=BACK),
)  # fmt: skip
ADDRESS = Screen(
    id="S-30", title="Where should we deliver?",
    choices=(Choice(go("a1"), "🏠 Home · Brivibas 12–4, Riga", state="chosen"),
             Choice(go("a2"), "🏢 Work · Elizabetes 55, Riga")),
    actions=(act("🏬 Pick up instead", "pickup"),), nav=Nav(back=BACK),
)  # fmt: skip
CHECKOUT = Screen(
    id="S-30", title="Delivery", body="All in one go. You see the total before you pay.", rev=7,
    form=Form("checkout", (
        Input("name", "text", "Name", autocomplete="name", value="Maria Kalnina"),
        Input("address", "address", "Address", hint="Street, house, flat, city, postcode"),
        Input("country", "text", "Country", autocomplete="country", value="LV",
              options=(("LV", "Latvia"), ("LT", "Lithuania"), ("EE", "Estonia"))),
        Input("phone", "phone", "Phone", hint="So the courier can reach you. We don't use it for ads."),
        Input("method", "text", "Delivery", value="courier",
              options=(("courier", "Courier · $3.00 · Thu, Nov 12"), ("locker", "Locker · $2.00 · Fri, Nov 13"),
                       ("pickup", "Pickup, Brivibas 1 · free · ready in 2 h"))),
        Input("note", "text", "Note for the courier", required=False),
    ), "Continue to the total", rev=7),
    nav=Nav(back=BACK),
)  # fmt: skip
_BAD_INPUTS = tuple(
    replace(field, value="2012", error="That number looks short. Example: +371 2012 3456") if field.name == "phone"
    else replace(field, error="Add the street and the house number.") if field.name == "address"
    else field
    for field in (CHECKOUT.form.inputs if CHECKOUT.form else ())
)  # fmt: skip
CHECKOUT_ERRORS = replace(CHECKOUT, form=Form("checkout", _BAD_INPUTS, "Continue to the total", rev=7))
ADDRESS_CHECK = Screen(
    id="S-31", title="Brivibas 12, Riga, LV-1010. Right?", media=photo("map", "Map with a pin at Brivibas 12"),
    actions=(primary("Yes", "yes"), act("Edit text", "edit", 1), act("Move the pin", "pin", 1)),
    nav=Nav(back=BACK),
)  # fmt: skip
PHONE = Screen(
    id="S-32", kind="prompt", awaits="phone",
    body="Your phone number, so the courier can reach you. We don't use it for ads.",
    form=Form("phone", (Input("phone", "phone", "Phone"),), "Save"), actions=(act("Cancel", "cancel"),), nav=None,
)  # fmt: skip
DELIVERY = Screen(
    id="S-33", title="Delivery",
    choices=(Choice(go("d1"), "Courier", description="Thu, Nov 12", price="$3.00", state="chosen"),
             Choice(go("d2"), "Locker", description="Fri, Nov 13 · 32 near you", price="$2.00"),
             Choice(go("d3"), "Pickup, Brivibas 1", description="Ready in 2 h", price="free")),
    nav=Nav(back=BACK),
)  # fmt: skip
SLOT = Screen(
    id="S-34", title="When?",
    choices=(
        *(Choice(go(f"d{i}"), day, group="Day", state="chosen" if i == 1 else "")
          for i, day in enumerate(("Today", "Tomorrow", "Sat, Nov 14", "Sun, Nov 15"))),
        *(Choice(go(f"t{i}"), hours, columns=2, state=state) for i, (hours, state) in enumerate(
            (("10:00–12:00", "sold_out"), ("12:00–14:00", ""), ("16:00–18:00", ""), ("18:00–20:00", "chosen")))),
    ),
    actions=(act("As soon as possible", "asap", -1),), nav=Nav(back=BACK),
)  # fmt: skip
PAYMENT = Screen(
    id="S-35", title="Payment",
    choices=(Choice(go("m1"), "🔗 Pay by link", description="Card, Apple Pay, Google Pay", state="chosen"),
             Choice(go("m2"), "💵 Cash on delivery", price="+$1.00"),
             Choice(go("m3"), "🏦 Bank transfer"), Choice(go("m4"), "👛 Wallet", description="$12.40"),
             Choice(go("m5"), "💳 Card on file", description="Expired in October", state="off")),
    nav=Nav(back=BACK),
)  # fmt: skip
REVIEW = Screen(
    id="S-36", title="Check your order", notice="Ribbed socks went from $4.50 to $5.00.",
    facts=(Fact("2 × Linen shirt, M, blue", "$48.00"), Fact("1 × Ribbed socks", "$5.00"),
           Fact("Delivery, courier", "$3.00"), Fact("SPRING10", "−$5.30"), Fact("350 points", "−$3.50"),
           Fact("Total", "$47.20", strong=True), Fact("Tax included", "$8.19")),
    lines=("🏠 Brivibas 12–4, Riga · +371 … 456", "🚚 Thu, Nov 12, 18:00–20:00", "🔗 Pay by link"),
    actions=(primary("Accept and pay $47.20", "pay"), act("🏠 Address", "address", 1),
             act("🚚 Delivery", "delivery", 1), act("💳 Payment", "payment", 1), act("🎟 Coupon", "coupon", 2),
             act("🎁 Gift & note", "gift", 2), act("✦ Use 350 points", "points", 3),
             act("🛒 Edit cart", "cart", 4), Action("Terms", url="/s/demo/terms", row=4)),
    nav=Nav(back=BACK),
)  # fmt: skip
WAITING = Screen(
    id="S-37", title="Order #1042 is reserved until 14:35.", body="Pay $47.20.",
    facts=(Fact("Account", "LV80 BANK 0000 4351 9500 1"), Fact("Reference", "1042")),
    actions=(Action("Open payment page", url="https://pay.example/i/77", role="primary", prio=0),
             Action("Copy account", copy="LV80BANK0000435195001", row=1), Action("Copy amount", copy="47.20", row=1),
             Action("Copy reference", copy="1042", row=1), act("I've paid, check now", "check", 2),
             act("Other method", "other", 3), act("Cancel order", "cancel", 3)),
    nav=Nav(back=BACK),
)  # fmt: skip
FAILED = Screen(
    id="S-38", title="Payment did not go through",
    body="The bank declined the payment (not enough money on the card). You were not charged.",
    actions=(primary("Try again", "again"), act("Other method", "other", 1), act("💬 Help", "help", 1)),
    nav=Nav(back=BACK),
)  # fmt: skip
