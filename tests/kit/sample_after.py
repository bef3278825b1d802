"""Sample screens after the order, of the customer's own things, and of what can go wrong."""

from __future__ import annotations

from dataclasses import replace

from handlers.screen import Action, Choice, Nav, Screen, Step
from tests.kit.sample_browsing import PRODUCT, SHIRT, SOCKS, TOTE
from tests.kit.sample_parts import BACK, act, go, primary

PLACED = Screen(id="S-39", title="Order placed ↓", nav=Nav(back=None))
ORDERS = Screen(
    id="S-40", title="Orders",
    choices=(Choice(go("active"), "Active", group="Show", state="chosen"), Choice(go("past"), "Past", group="Show"),
             Choice(go("n1"), "#1042", description="3 items · on the way", price="$47.20"),
             Choice(go("n2"), "#1038", description="1 item · waiting for payment until 14:35", price="$18.00")),
    nav=Nav(back=BACK),
)  # fmt: skip
ORDERS_EMPTY = Screen(id="S-40", title="No orders yet.", actions=(primary("Browse", "home"),), nav=Nav(back=BACK))
ORDER = Screen(
    id="S-41", kind="card", key="order:1042", title="Order #1042", body="3 items · $47.20",
    steps=(Step("Placed", "Nov 10, 14:03", "done"), Step("Paid", "14:04 · card ·· 4242", "done"),
           Step("Packed", "Nov 11, 09:20", "done"), Step("On the way", "today 18:00–20:00", "current"),
           Step("Delivered")),
    lines=("Courier Ivan · tracking LX123 (updated 17:02)",),
    actions=(Action("📍 Track", url="https://track.example/LX123", row=1), act("Message courier", "courier", 1),
             Action("🧾 Invoice PDF", url="/invoice/1042.pdf", row=2), act("💬 Help with this order", "help", 2)),
    nav=None,
)  # fmt: skip
ORDER_CANCELLED = Screen(
    id="S-41", kind="card", key="order:1031", title="Order #1031", body="1 item · $18.00",
    steps=(Step("Placed", "Nov 2, 10:11", "done"), Step("Cancelled", "Nov 2, 10:40", "failed")),
    lines=("Refund of $18.00 is on its way, 3–5 days.",), actions=(act("🔁 Order again", "again"),), nav=None,
)  # fmt: skip
CANCEL = Screen(
    id="S-42", kind="card", key="order:1042", title="Cancel order #1042?",
    body="$47.20 goes back to your card in 3–5 days.",
    choices=tuple(Choice(go(f"w{i}"), word, group="Why?", state="chosen" if i == 0 else "") for i, word in enumerate(
        ("Changed mind", "Wrong item", "Too slow", "Found cheaper", "Other"))),
    actions=(act("Yes, cancel", "yes", role="danger"), act("Keep order", "keep")), nav=None,
)  # fmt: skip
REORDER = Screen(
    id="S-45", title="Order #1042 again", body="Your cart is not empty.",
    lines=("Ribbed socks now $5.00, was $4.50", "Canvas cap sold out"),
    actions=(primary("Continue with 2 items", "go"), act("Add", "add", 1), act("Replace", "replace", 1)),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
RATE = Screen(
    id="S-44", kind="card", key="rate:9", title="How was Linen shirt?",
    actions=(*(act(f"{n}★", f"r{n}", 1) for n in range(1, 6)), act("Later", "later", 2),
             act("Don't ask again", "never", 2)), nav=None,
)  # fmt: skip
REPLY = Screen(id="S-51", kind="card", key="msg:5", body="Anna: Hi! The blue one is a little lighter than in the photo."
               "\nShall I keep one for you?", nav=None)  # fmt: skip
ME = Screen(
    id="S-60", title="Maria", body="3 orders · 350 points · wallet $12.40",
    choices=tuple(Choice(go(f"m{i}"), label, columns=2) for i, label in enumerate(
        ("📦 Orders", "♡ Saved · 3", "🏠 Addresses", "🔔 Alerts · 2", "✦ Points", "👛 Wallet", "🎁 Invite",
         "🎟 My coupons", "🌐 Language", "✉ Messages", "🔒 Privacy", "💬 Help"))),
    nav=Nav(back=BACK, cart=3),
)  # fmt: skip
LANGUAGE = Screen(
    id="S-64", title="Language",
    choices=(Choice(go("en"), "English", state="chosen"), Choice(go("zh"), "简体中文"), Choice(go("ru"), "Русский")),
    nav=Nav(back=BACK),
)  # fmt: skip
MESSAGES = Screen(
    id="S-65", title="Messages", body="Order updates always arrive: they are part of the order.",
    choices=(Choice(go("o"), "Offers"), Choice(go("b"), "Back in stock", state="chosen"),
             Choice(go("p"), "Price drops", state="chosen"), Choice(go("r"), "Review asks")),
    actions=(act("Stop all offers", "stop"),), nav=Nav(back=BACK),
)  # fmt: skip
PRIVACY = Screen(
    id="S-66", title="What we keep", body="Name, phone, addresses, orders and chats, for 3 years after the last order.",
    actions=(act("📦 Send me my data", "data", 1), act("Delete my data", "delete", 2),
             Action("Policy", url="/s/demo/privacy", row=3), Action("Terms", url="/s/demo/terms", row=3)),
    nav=Nav(back=BACK),
)  # fmt: skip
GONE = Screen(
    id="S-70", title="Canvas cap is no longer sold.", choices=(SHIRT, SOCKS, TOTE),
    actions=(primary("Browse", "home"),), nav=Nav(back=BACK),
)  # fmt: skip
CLOSED = replace(PRODUCT, id="S-71", choices=(), notice="Orders placed now ship on Mon, Nov 16",
                 actions=(primary("🔔 Tell me when you open", "open"),))  # fmt: skip
ERROR = Screen(
    id="S-72", title="Something broke on our side", body="Nothing was charged. Code H-7F3A.",
    actions=(primary("Try again", "again"), act("💬 Tell the shop", "tell")), nav=Nav(back=BACK),
)  # fmt: skip
