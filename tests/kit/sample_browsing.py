"""Sample screens of looking round: home, lists, search, products, saved things."""

from __future__ import annotations

from dataclasses import replace

from handlers.screen import Action, Banner, Choice, Nav, Screen, Sheet, Stepper
from tests.kit.sample_parts import BACK, act, go, photo, primary

SHIRT = Choice(go("p1"), "Linen shirt, washed, relaxed fit", price="$24.00", old_price="$30.00", badge="−20%",
               description="⭐ 4.7 (38)", image=photo("linen-shirt"))  # fmt: skip
SOCKS = Choice(go("p2"), "Ribbed socks, 3 pairs", price="$5.00", badge="•2", image=photo("socks"))
CAP = Choice(go("p3"), "Canvas cap", price="$18.00", state="sold_out", image=photo("cap"))
TOTE = Choice(go("p4"), "Market tote bag with inner pocket and long handles", price="$15.50", badge="♥",
              image=photo("tote"))  # fmt: skip
MUG = Choice(go("p5"), "Enamel mug", price="$9.00", description="Only 2 left")
SCARF = Choice(go("p6"), "Merino scarf", price="$1,234.50", image=photo("scarf"))
GOODS = (SHIRT, SOCKS, TOTE, MUG, SCARF, CAP)
GOODS_SHEET = Sheet(tuple(choice.image for choice in GOODS))

_CATEGORIES = tuple(
    Choice(go(f"c{i}"), label, columns=2)
    for i, label in enumerate(("Shirts · 34", "Trousers · 21", "Knitwear · 12", "Bags · 8", "Home · 40", "All ›"))
)
_HOME_ACTIONS = (
    act("🔎 Search", "search", 6), act("🔥 Sale", "sale", 6),
    act("💬 Help", "help", 7), act("📦 Orders", "orders", 7), act("⚙ Me", "me", 7),
)  # fmt: skip

HOME_NEW = Screen(
    id="S-01", media=Banner("Gathered Goods"),
    body="Welcome to Gathered Goods. Pick something below, or type what you need.",
    notice="Free delivery from $40 · Closed today, orders ship tomorrow",
    choices=(SHIRT, SOCKS, TOTE, *_CATEGORIES), actions=_HOME_ACTIONS, nav=Nav(home=False),
)  # fmt: skip
HOME_BACK = Screen(
    id="S-01", media=Banner("Gathered Goods"), body="Hi Maria. What do you need today?",
    lines=("📦 Order #1042 is on its way, today 18:00–20:00",),
    choices=(SHIRT, SOCKS, TOTE, *_CATEGORIES),
    actions=(act("🔁 Buy again · Linen shirt · $24.00", "again", -1, short="🔁 Buy again"), *_HOME_ACTIONS,
             primary("🛒 Cart · 3 · $50.70", "cart")),
    nav=Nav(home=False, cart=3),
)  # fmt: skip
HOME_EMPTY = Screen(
    id="S-01", media=Banner("Gathered Goods"), body="We're setting up. Leave your question and we'll reply here.",
    actions=(primary("💬 Ask the shop", "ask"), act("🔔 Tell me when you open", "open")), nav=Nav(home=False),
)  # fmt: skip
CATEGORIES = Screen(
    id="S-02", title="Clothes", body="Made to be worn for years.", media=photo("clothes"),
    choices=tuple(replace(choice, press=go(f"cc{i}")) for i, choice in enumerate(_CATEGORIES[:5])),
    actions=(act("Show all 75", "all"),), nav=Nav(back=BACK, cart=3),
)  # fmt: skip
LIST = Screen(
    id="S-03", title="Shirts", body="34 items · page 2 of 6\nFilters: size M, under $30", media=GOODS_SHEET,
    choices=GOODS,
    actions=(act("‹ Prev", "prev", 3), act("2/6", "pages", 3), act("Next ›", "next", 3),
             act("⇅ Popular", "sort", 4), act("⚙ Filter · 2", "filter", 4)),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
LIST_EMPTY = Screen(
    id="S-03", title="Shirts", body="No shirts match. Nearest: without “under $30” (12).",
    actions=(primary("Remove “under $30”", "drop"), act("Clear all", "clear")), nav=Nav(back=BACK, cart=1),
)  # fmt: skip
FILTER = Screen(
    id="S-04", title="Filter shirts", body="12 match",
    choices=(
        *(Choice(go(f"s{v}"), v, group="Size", badge=n, state=state)
          for v, n, state in (("S", "8", ""), ("M", "12", "chosen"), ("L", "9", ""), ("XL", "3", ""))),
        *(Choice(go(f"k{i}"), v, group="Colour", badge=n)
          for i, (v, n) in enumerate((("Blue", "5"), ("White", "4"), ("Natural", "3")))),
        *(Choice(go(f"r{i}"), v, group="Price", state=state)
          for i, (v, state) in enumerate((("Under $20", ""), ("$20–$30", "chosen"), ("Over $30", "")))),
    ),
    actions=(primary("Show 12", "show"), act("Clear", "clear")), awaits="price", nav=Nav(back=BACK, cart=3),
)  # fmt: skip
SEARCH = Screen(
    id="S-05", title="Search", body="Type what you need, e.g. linen, tote, mug.",
    choices=(Choice(go("q1"), "linen"), Choice(go("q2"), "wool socks"), Choice(go("q3"), "gift under $20")),
    actions=(act("📷 Scan barcode", "scan"),), nav=Nav(back=BACK),
)  # fmt: skip
RESULTS = Screen(
    id="S-06", title="“shirt” · 2 found", body="Showing “shirt”.", media=Sheet((SHIRT.image, SCARF.image)),
    choices=(SHIRT, SCARF), actions=(act("Search “shrit” instead", "exact"),), nav=Nav(back=BACK, cart=3),
)  # fmt: skip
NO_RESULTS = Screen(
    id="S-07", title="Nothing found for “unicorn saddle”.", choices=(TOTE, MUG),
    actions=(primary("Ask the shop for it", "ask"), act("Browse categories", "home"),
             act("🔔 Tell me if it appears", "watch")), nav=Nav(back=BACK),
)  # fmt: skip

_SIZES = (("S", ""), ("M", "chosen"), ("L", ""), ("XL", "sold_out"))
_COLOURS = (("Blue", "chosen"), ("White", ""), ("Natural undyed", "off"))
_SHIRT_OPTIONS = (
    *(Choice(go(f"o{v}"), v, group="Size", state=state) for v, state in _SIZES),
    *(Choice(go(f"c{i}"), v, group="Colour", state=state) for i, (v, state) in enumerate(_COLOURS)),
)
_SHIRT_TEXT = (
    "Stone-washed European linen, cut loose in the body. Softer with every wash; dries overnight on a hook."
    "\n\nMachine wash at 40°. Made in Vilnius."
)
PRODUCT = Screen(
    id="S-08", title="Linen shirt", body=_SHIRT_TEXT, price="$24.00", old_price="$30.00", badge="−20%",
    media=photo("linen-shirt", "Blue linen shirt on a hook"),
    lines=("🚚 To Riga: from $3.00 · Thu, Nov 12", "Only 2 left"), choices=_SHIRT_OPTIONS,
    actions=(primary("Buy now · $24.00", "buy"), act("＋ Add to cart", "add", 1), act("♡ Save", "save", 2),
             act("🖼 1/5", "photo", 2), act("ℹ More", "more", 2), act("⭐ 4.7 (38)", "reviews", 3),
             Action("↗ Share", share="https://shop.example/p1a2", row=3)),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
PRODUCT_IN_CART = replace(
    PRODUCT, choices=(), media=None,
    steppers=(Stepper("2 in cart", 2, go("less"), go("more"), remove=None),),
    actions=(primary("Buy now · $24.00", "buy"), *PRODUCT.actions[2:]),
)  # fmt: skip
PRODUCT_SOLD_OUT = Screen(
    id="S-08", title="Canvas cap", price="$18.00", media=photo("cap"),
    body="M is sold out. In M we also have:", choices=(SHIRT, TOTE),
    actions=(act("🔔 Tell me about M", "watch", role="primary"), act("See similar", "similar")),
    nav=Nav(back=BACK),
)  # fmt: skip
PRODUCT_LAST_PHOTO = replace(
    PRODUCT, actions=(*(replace(a, label="🖼 5/5") if a.label.startswith("🖼") else a for a in PRODUCT.actions),
                      act("All photos", "album", 3)),
)  # fmt: skip
ALBUM = Screen(
    id="S-08", kind="card", key="photos:1:0", title="Linen shirt", nav=None,
    album=tuple(photo(f"linen-shirt-{n}", f"Linen shirt, picture {n} of 5") for n in range(1, 6)),
)  # fmt: skip
PRODUCT_DEAD_END = replace(
    PRODUCT, lines=("M is sold out.", "Size: M · Colour: Blue"),
    actions=(primary("🔔 Tell me about M", "watch"), act("See similar", "similar", 1), *PRODUCT.actions[2:5]),
)  # fmt: skip
OPTIONS = Screen(
    id="S-09", title="1 of 3 · Frame size", media=photo("frame"),
    choices=tuple(Choice(go(f"f{i}"), v, price=p, columns=3, state=s) for i, (v, p, s) in enumerate(
        (("A5", "", ""), ("A4", "+$4.00", "chosen"), ("A3", "+$9.00", ""), ("A2", "+$19.00", "sold_out")))),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
SAVED = Screen(
    id="S-14", title="Saved · 3", media=Sheet((SHIRT.image, TOTE.image, CAP.image)),
    choices=(replace(SHIRT, badge="−$6.00"), replace(TOTE, badge="back in stock"), CAP),
    actions=(primary("Add all in stock to cart", "all"), act("↗ Share list", "share", 4)),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
SHARED = Screen(
    id="S-25", title="Shared with you · 4 items", lines=("1 cannot be had right now.", "1 needs a choice first."),
    choices=(replace(SOCKS, badge="", description="2 ×"), replace(TOTE, badge="", description="choose first"), CAP,
             Choice(go("p9"), "Enamel mug", description="no longer sold", state="off")),
    actions=(primary("Add all in stock to cart", "add"), act("Next ›", "next", 3)), nav=Nav(back=BACK),
)  # fmt: skip
SHARED_LINK = Screen(
    id="S-25", title="Your link is ready",
    body="Whoever opens it sees 50 items at today's prices and can put them into their own cart.",
    lines=("It works until Wed, Dec 23. It does not say who you are.", "150 more did not fit in."),
    actions=(Action("↗ Share the link", share="/chat/tea?start=k0a1b2c3d4e5f", role="primary", prio=0, row=0),),
    nav=Nav(back=BACK),
)  # fmt: skip
SAVED_EMPTY = Screen(
    id="S-14", title="Saved", body="Nothing saved yet. Tap ♡ on any product.",
    actions=(primary("Browse", "home"),), nav=Nav(back=BACK),
)  # fmt: skip
ALERTS = Screen(
    id="S-15", title="Alerts · 2", body="Alerts end after 90 days.",
    choices=(Choice(go("a1"), "✕ Canvas cap, M", description="When it is back in stock"),
             Choice(go("a2"), "✕ Merino scarf", description="When the price drops by 10 %"),
             Choice(go("a3"), "✕ “unicorn saddle, real leather, brown”", description="when it appears")),
    actions=(act("Stop all", "stop"),), nav=Nav(back=BACK),
)  # fmt: skip
APPEARED = Screen(
    id="S-15", kind="card", key="found:7", media=photo("saddle"), nav=None,
    body="You searched for “unicorn saddle, real leather, brown”. Here it is: Saddle for a unicorn, small.",
    lines=("Sold out right now.",), actions=(primary("Look at it", "look"),),
)  # fmt: skip
