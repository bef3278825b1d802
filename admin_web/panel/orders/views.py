"""A view of the list of orders: what its address says, as filters, as chips and as words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from admin_web.panel.orders import words
from admin_web.visit import Visit
from domain.delivery.queries import rules_at
from domain.kit.i18n import Translator
from domain.orders.desk import PAID_STATES, SORTS, TABS, OrderFilters
from domain.shop.views import ShopView

KEYS = ("tab", "q", "pay", "paid", "kind", "way", "from", "days", "since", "until", "tests", "sort")
DAYS = ("1", "7", "30")
KINDS = ("courier", "pickup")
CHANNELS = ("web", "telegram", "whatsapp")
Query = Mapping[str, str]
Chips = list[tuple[str, str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class View:
    """`query` is the address's, with known words only."""

    tab: str
    filters: OrderFilters
    query: dict[str, str]

    @property
    def narrowed(self) -> bool:
        return self.filters.narrows

    @property
    def address(self) -> str:
        return urlencode(self.query)


def read(query: Query, shop: ShopView, today: date) -> View:
    """A view as its address says; what it does not understand narrows nothing."""
    known = {key: " ".join(query.get(key, "").replace("\x00", "").split())[:80] for key in KEYS if query.get(key)}
    since, until = _days(known, shop, today)
    filters = OrderFilters(
        words=known.get("q", ""),
        payment_method=known.get("pay", "")[:20],
        paid=_one_of(known.get("paid", ""), PAID_STATES),
        delivery_kind=_one_of(known.get("kind", ""), KINDS),
        method_id=int(known["way"]) if known.get("way", "").isdecimal() and len(known["way"]) < 16 else 0,
        channel=_one_of(known.get("from", ""), CHANNELS),
        tests=_one_of(known.get("tests", ""), ("only", "none")),
        sort=_one_of(known.get("sort", ""), SORTS),
        since=since,
        until=until,
    )
    return View(_one_of(known.get("tab", ""), TABS), filters, known)


def kept(text: str, shop: ShopView, today: date) -> View:
    """The same from the text a form carries."""
    return read(dict(parse_qsl(text[:2000])), shop, today)


def _one_of(word: str, words_: Any) -> str:
    return word if word in words_ else ""


def _days(query: Query, shop: ShopView, today: date) -> tuple[datetime | None, datetime | None]:
    """From the first moment of a day to the end of another, as the shop's clocks show them."""
    if query.get("days") in DAYS:
        return _start(today - timedelta(days=int(query["days"]) - 1), shop), None
    first, last = _day(query.get("since", "")), _day(query.get("until", ""))
    return _start(first, shop), _start(last + timedelta(days=1) if last else None, shop)


def _start(day: date | None, shop: ShopView) -> datetime | None:
    return datetime.combine(day, time.min, shop.zone) if day else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1970 <= found.year <= 9000 else None


async def chips(visit: Visit, query: Query) -> Chips:
    """What the list can be narrowed to: the word of the address, its name, and the choices."""
    t = visit.t
    rules, say = await rules_at(visit.by, visit.shop.version), await visit.words()
    ways = rules.named(say)
    found: Chips = [
        ("days", t("panel", "Placed"), _day_words(t)),
        ("paid", t("panel", "Paid"), list(_paid_words(t).items())),
        ("pay", t("panel", "Payment"), _payments(visit, query)),
        ("kind", t("panel", "Delivery"), [("courier", t("panel", "Delivered")), ("pickup", t("panel", "Picked up"))]),
        ("way", t("panel", "Method"), ways if len(ways) > 1 else []),
        ("from", t("panel", "Channel"), [(c, words.channels(t)[c]) for c in CHANNELS]),
        ("tests", t("panel", "Tests"), [("only", t("panel", "Test orders")), ("none", t("panel", "No test orders"))]),
        ("sort", t("panel", "Order of the list"), list(_sort_words(t).items())),
    ]
    return [chip for chip in found if chip[2]]


def _payments(visit: Visit, query: Query) -> list[tuple[str, str]]:
    """The ways to pay of this shop, and the one that is asked for."""
    names, settings = words.methods(visit.t), visit.shop.settings
    inside = ["telegram", "stars"] if visit.shop.telegram else []
    codes = dict.fromkeys([*settings.payment_methods, *settings.connected, *inside, "wallet", "free"])
    if query.get("pay"):
        codes[query["pay"]] = None
    return [(code, names.get(code, code)) for code in codes]


def _day_words(t: Translator) -> list[tuple[str, str]]:
    return [("1", t("panel", "Today")), ("7", t("panel", "Last 7 days")), ("30", t("panel", "Last 30 days"))]


def _paid_words(t: Translator) -> dict[str, str]:
    return {
        "paid": t("panel", "Paid"),
        "part": t("panel", "Part paid"),
        "unpaid": t("panel", "Unpaid"),
        "refunded": t("panel", "Money given back"),
    }


def _sort_words(t: Translator) -> dict[str, str]:
    return {"new": t("panel", "Newest first"), "old": t("panel", "Oldest first"), "big": t("panel", "Largest first")}
