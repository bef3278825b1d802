"""A cart with everything its sums depend on, read by one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.catalog.models import DIGITAL
from domain.catalog.rules import sells_in_stars
from domain.customers.queries import address_of
from domain.customers.views import AddressView
from domain.kit.actor import Actor
from domain.kit.db import sql
from domain.kit.i18n import Translator
from domain.kit.rows import joined, moment, parted, unpacked
from domain.promotions.queries import TERMS, terms_of
from domain.promotions.rules import CouponTerms
from domain.shop.words import Words, words_at

PART = "part"
WALLET = "wallet"
OF_KIND = "k.customer_id = $2 AND k.kind = $4"
OF_LINE = "k.customer_id = $2 AND k.id = (SELECT z.cart_id FROM cart_line z WHERE z.id = $4)"
OF_QUOTE = "k.customer_id = $2 AND k.id = (SELECT z.cart_id FROM quote z WHERE z.id = $4)"

_BASKET = """
WITH head AS MATERIALIZED (
  SELECT k.id AS cart_id, k.kind, k.revision, k.coupon, k.method_id, k.point_id, k.payment, k.extras, k.undo,
         p.id AS customer_id, p.name, p.phone, p.blocked, s.catalog_version AS version, s.locale AS shop_locale,
         a.id AS a_id, a.label, a.line, a.unit, a.city, a.region, a.postcode, a.country, a.verified, a.is_default,
         a.lat, a.lon, {terms},
         (SELECT o.payment_method FROM orders o WHERE o.shop_id = k.shop_id AND o.customer_id = p.id
           ORDER BY o.id DESC LIMIT 1) AS last_payment,
         (SELECT w.balance FROM wallet w WHERE w.customer_id = p.id AND w.currency = s.currency) AS wallet,
         (SELECT COALESCE(SUM(x.quantity), 0) FROM cart y JOIN cart_line x ON x.cart_id = y.id
           WHERE y.customer_id = p.id AND y.kind = 'basket') AS basket_units,
         q.id AS q_id, q.revision AS q_revision, q.digest AS q_digest, q.expires_at AS q_expires_at,
         (SELECT o.id FROM orders o WHERE o.quote_id = q.id) AS q_order_id
  FROM cart k JOIN customer p ON p.id = k.customer_id JOIN shop s ON s.id = k.shop_id
  LEFT JOIN address a ON a.id = COALESCE(
    (SELECT x.id FROM address x WHERE x.id = k.address_id AND x.deleted_at IS NULL),
    (SELECT x.id FROM address x WHERE x.shop_id = k.shop_id AND x.customer_id = p.id AND x.is_default
      AND x.deleted_at IS NULL LIMIT 1))
  LEFT JOIN coupon c ON c.shop_id = k.shop_id AND c.code = k.coupon
  LEFT JOIN quote q ON q.id = (SELECT MAX(z.id) FROM quote z WHERE z.cart_id = k.id)
  WHERE k.shop_id = $1 AND {which})
SELECT head.*, l.id AS line_id, l.variant_id, l.quantity AS wanted, l.seen_price, v.product_id, v.price, v.weight_g,
       v.policy, v.sku, v.active, v.stars, r.kind AS goods, r.status, r.tax_class,
       r.requires_shipping, h.on_hand - h.reserved AS free,
       COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = r.id AND t.locale = $3),
                (SELECT t.name FROM product_text t WHERE t.product_id = r.id AND t.locale = head.shop_locale),
                (SELECT t.name FROM product_text t WHERE t.product_id = r.id ORDER BY t.id LIMIT 1), v.sku) AS title,
       (SELECT {joined} FROM (
          SELECT o.value AS value FROM variant_value w JOIN option_value o ON o.id = w.value_id
          JOIN product_option n ON n.id = o.option_id WHERE w.variant_id = v.id ORDER BY n.position) y) AS options,
       COALESCE((SELECT m.path FROM media_file m WHERE m.id = v.image_id),
                (SELECT m.path FROM product_image i JOIN media_file m ON m.id = i.media_id WHERE i.product_id = r.id
                  ORDER BY i.position LIMIT 1), '') AS image
FROM head LEFT JOIN cart_line l ON l.cart_id = head.cart_id
LEFT JOIN variant v ON v.id = l.variant_id LEFT JOIN product r ON r.id = v.product_id
LEFT JOIN stock_level h ON h.variant_id = v.id AND h.place = 'main'
ORDER BY l.added_at, l.id
"""


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`wanted` is what the customer asked for; `free` None means that stock does not limit it.

    `unit_minor` is the price in the shop's currency. `in_stars`: where it is being bought, it costs `stars` instead;
    without such a price it is not sold there.
    """

    id: int
    variant_id: int
    product_id: int
    wanted: int
    seen_minor: int
    unit_minor: int
    weight_g: int
    tracked: bool
    free: int | None
    sold: bool
    ships: bool
    tax_class: str
    sku: str
    title: str
    options: str
    image: str
    digital: bool = False
    in_stars: bool = False
    stars: int = 0

    @property
    def due_minor(self) -> int:
        """What one costs here, in Stars or in the shop's minor units."""
        return self.stars if self.in_stars else self.unit_minor

    @property
    def reason(self) -> str:
        if not self.sold:
            return "gone"
        if self.in_stars and not self.stars:
            return "not_here"
        if self.free is None or self.free >= self.wanted:
            return ""
        return "only_left" if self.free > 0 else "sold_out"

    @property
    def available(self) -> bool:
        return self.reason in ("", "only_left")

    @property
    def quantity(self) -> int:
        """What would be sold now: as wanted, or what is left of it."""
        return self.wanted if self.free is None else max(0, min(self.wanted, self.free)) or self.wanted


@dataclass(frozen=True, slots=True)
class LastQuote:
    id: int
    revision: int
    digest: str
    expires_at: datetime
    order_id: int


@dataclass(frozen=True, slots=True)
class Basket:
    """`cart_id` 0: there is no row yet. `address` is the one chosen, else the customer's default.

    `words` are the merchant's in the language the cart was read in, `channel` is the messenger it is bought in.
    `wallet` is what the customer could pay from it, in the shop's minor units.
    """

    cart_id: int
    kind: str
    revision: int
    customer_id: int
    version: int = 0
    coupon: str = ""
    terms: CouponTerms | None = None
    address: AddressView | None = None
    method_id: int = 0
    point_id: int = 0
    payment: str = ""
    last_payment: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
    undo: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    phone: str = ""
    blocked: bool = False
    basket_units: int = 0
    quote: LastQuote | None = None
    lines: tuple[BasketLine, ...] = ()
    words: Words = field(default_factory=Words)
    channel: str = ""
    wallet: int = 0

    @property
    def uses_wallet(self) -> bool:
        return bool(self.extras.get(WALLET))

    @property
    def part(self) -> str:
        """Which part of a cart that cannot be paid at once is being bought: "digital", "rest"; "" is undecided."""
        return self.extras.get(PART, "")

    @property
    def wishes(self) -> dict[str, str]:
        """What the customer asks for besides the goods."""
        return {name: word for name, word in self.extras.items() if name not in (PART, WALLET)}

    def line(self, line_id: int) -> BasketLine | None:
        return next((line for line in self.lines if line.id == line_id), None)

    def line_of(self, variant_id: int) -> BasketLine | None:
        return next((line for line in self.lines if line.variant_id == variant_id), None)


async def read_basket(by: Actor, which: str, key: object, locale: str = "") -> Basket | None:
    """The customer's cart that `which` (OF_KIND, OF_LINE, OF_QUOTE) finds by `key`; None when there is none."""
    statement = _BASKET.format(which=which, terms=TERMS.format(customer="p.id"), joined=joined("y.value"))
    reads = locale or by.locale
    rows = await sql(statement, by.shop_id, by.id, reads, key)
    if not rows:
        return None
    words = await words_at(by, rows[0]["version"], reads, rows[0]["shop_locale"])
    return _basket(rows, words, Translator(reads), by.channel)


async def basket(by: Actor, kind: str, locale: str = "") -> Basket:
    """The customer's cart of this kind; an empty one without a row for who has none."""
    return await read_basket(by, OF_KIND, kind, locale) or Basket(0, kind, 0, by.id, channel=by.channel)


def _basket(rows: list[dict[str, Any]], words: Words, t: Translator, channel: str) -> Basket:
    head, in_stars = rows[0], sells_in_stars(channel)
    plain = "cart_id kind revision customer_id version coupon payment name phone basket_units".split()
    return Basket(
        **{name: head[name] for name in plain},
        terms=terms_of(head) if head["c_id"] else None,
        address=address_of(head),
        method_id=head["method_id"] or 0,
        point_id=head["point_id"] or 0,
        last_payment=head["last_payment"] or "",
        extras=unpacked(head["extras"]),
        undo=unpacked(head["undo"]),
        blocked=bool(head["blocked"]),
        quote=_quote(head),
        lines=tuple(_line(row, words, t, in_stars) for row in rows if row["line_id"]),
        words=words,
        channel=channel,
        wallet=head["wallet"] or 0,
    )


def _quote(row: dict[str, Any]) -> LastQuote | None:
    expires_at = moment(row["q_expires_at"])
    if expires_at is None:
        return None
    return LastQuote(row["q_id"], row["q_revision"], row["q_digest"], expires_at, row["q_order_id"] or 0)


def _line(row: dict[str, Any], words: Words, t: Translator, in_stars: bool) -> BasketLine:
    return variant_line(
        row, words, t, id=row["line_id"], variant_id=row["variant_id"], wanted=row["wanted"],
        seen_minor=row["seen_price"], in_stars=row["goods"] == DIGITAL and in_stars, stars=row["stars"] or 0,
    )  # fmt: skip


def variant_line(row: Mapping[str, Any], words: Words, t: Translator, **own: Any) -> BasketLine:
    """A line as its variant's row says it; `own` is what no variant knows of the line it stands in."""
    digital = row["goods"] == DIGITAL
    return BasketLine(
        product_id=row["product_id"],
        unit_minor=row["price"],
        weight_g=row["weight_g"],
        tracked=row["policy"] != "untracked",
        free=max(0, row["free"] or 0) if row["policy"] == "deny" else None,
        sold=bool(row["active"]) and row["status"] == "active",
        ships=bool(row["requires_shipping"]) and not digital,
        tax_class=row["tax_class"],
        sku=row["sku"],
        title=row["title"],
        options=t.listed(words.each(parted(row["options"]))),
        image=row["image"],
        digital=digital,
        **own,
    )
