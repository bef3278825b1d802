"""What customers keep an eye on, read with its prices of now."""

from __future__ import annotations

from typing import Any

from domain.catalog.queries import tiles
from domain.customers.queries import address_of
from domain.kit.actor import Actor
from domain.kit.clock import now
from domain.kit.db import sql
from domain.kit.errors import NotFound
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.paging import Page, clamp
from domain.kit.rows import joined, parted
from domain.saved.models import Alert, SavedItem
from domain.saved.views import AlertRow, DueAlert, Marks, SavedRow
from domain.shop.words import Words, words_at

SAVED_PER_PAGE = 6

_NAME = (
    "COALESCE((SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = {locale}),"
    "(SELECT t.name FROM product_text t WHERE t.product_id = p.id AND t.locale = s.locale),"
    "(SELECT t.name FROM product_text t WHERE t.product_id = p.id ORDER BY t.id LIMIT 1), p.key)"
)
_SAVED = f"""
SELECT i.product_id, i.price, i.was_available, s.currency, {_NAME.format(locale="$3")} AS name
FROM saved_item i JOIN product p ON p.id = i.product_id JOIN shop s ON s.id = i.shop_id
WHERE i.shop_id = $1 AND i.customer_id = $2 ORDER BY i.id DESC LIMIT $4 OFFSET $5
"""  # noqa: S608 - a fragment of ours
_OPTIONS = (
    "SELECT {joined} FROM (SELECT x.value FROM variant_value w JOIN option_value x ON x.id = w.value_id "
    "JOIN product_option o ON o.id = x.option_id WHERE w.variant_id = a.variant_id ORDER BY o.position) y"
)
_ALERTS = """
SELECT a.id, a.kind, a.product_id, a.variant_id, {name} AS name, ({options}) AS options, l.query AS words,
       s.catalog_version AS version, s.locale AS shop_locale
FROM alert a JOIN shop s ON s.id = a.shop_id LEFT JOIN product p ON p.id = a.product_id
LEFT JOIN stored_list l ON l.id = a.list_id
WHERE a.shop_id = $1 AND a.customer_id = $2 AND a.sent_at IS NULL AND a.expires_at > $4 ORDER BY a.id DESC
"""
_MARKS = """
SELECT m.kind, m.variant_id, m.quantity, a.id AS a_id, a.label, a.line, a.unit, a.city, a.region, a.postcode,
       a.country, a.verified, a.is_default, a.lat, a.lon
FROM customer c LEFT JOIN address a ON a.id = (
  SELECT x.id FROM address x WHERE x.shop_id = $1 AND x.customer_id = c.id AND x.deleted_at IS NULL
  ORDER BY x.is_default DESC, x.id DESC LIMIT 1)
LEFT JOIN (
  SELECT 'saved' AS kind, 0 AS variant_id, 0 AS quantity
  FROM saved_item WHERE shop_id = $1 AND customer_id = $2 AND product_id = $3
  UNION ALL SELECT kind, COALESCE(variant_id, 0), 0 FROM alert
  WHERE shop_id = $1 AND customer_id = $2 AND product_id = $3 AND sent_at IS NULL AND expires_at > $4
  UNION ALL SELECT 'cart', l.variant_id, l.quantity FROM cart k JOIN cart_line l ON l.cart_id = k.id
  JOIN variant v ON v.id = l.variant_id WHERE k.customer_id = $2 AND k.kind = 'basket' AND v.product_id = $3) m ON 1 = 1
WHERE c.shop_id = $1 AND c.id = $2
"""
_DUE = """
SELECT a.id, a.kind, a.customer_id, a.product_id, a.variant_id, a.price, a.list_id, l.query AS words, s.currency
FROM alert a JOIN shop s ON s.id = a.shop_id LEFT JOIN stored_list l ON l.id = a.list_id
WHERE a.shop_id = $1 AND a.id = $2
"""


async def saved(by: Actor, page: int = 1, *, locale: str) -> Page[SavedRow]:
    """The customer's saved products, the newest first; those no longer sold stay, marked."""
    total = await SavedItem.of(by, customer_id=by.id).count()
    at = clamp(page, SAVED_PER_PAGE, total)
    rows = await sql(_SAVED, by.shop_id, by.id, locale, SAVED_PER_PAGE, (at - 1) * SAVED_PER_PAGE)
    known = {tile.id: tile for tile in await tiles(by, [row["product_id"] for row in rows], locale=locale)}
    found = tuple(
        SavedRow(
            product_id=row["product_id"],
            name=row["name"],
            was=Money(row["price"], row["currency"]),
            was_available=bool(row["was_available"]),
            tile=known.get(row["product_id"]),
        )
        for row in rows
    )
    return Page(found, at, SAVED_PER_PAGE, total)


async def saved_ids(by: Actor) -> tuple[int, ...]:
    """Every product the customer has saved, the newest first."""
    rows = await SavedItem.of(by, customer_id=by.id).order_by("-id").values_list("product_id", flat=True)
    return tuple(int(str(row)) for row in rows)


async def alerts(by: Actor, *, locale: str) -> tuple[AlertRow, ...]:
    """What the customer waits for, the newest first."""
    name = _NAME.format(locale="$3")
    statement = _ALERTS.format(name=name, options=_OPTIONS.format(joined=joined("y.value")))
    rows = await sql(statement, by.shop_id, by.id, locale, now())
    if not rows:
        return ()
    words = await words_at(by, rows[0]["version"], locale, rows[0]["shop_locale"])
    return tuple(_alert(row, words, Translator(locale)) for row in rows)


def _alert(row: dict[str, Any], words: Words, t: Translator) -> AlertRow:
    return AlertRow(
        id=row["id"],
        kind=row["kind"],
        product_id=row["product_id"] or 0,
        variant_id=row["variant_id"] or 0,
        name=row["name"] or "",
        options=t.listed(words.each(parted(row["options"]))),
        words=row["words"] or "",
    )


async def waits_for_words(by: Actor, list_id: int) -> bool:
    """Whether this customer is to be told when the words of a list find something."""
    waiting = {"kind": "words", "list_id": list_id, "sent_at": None, "expires_at__gt": now()}
    return by.kind == "customer" and await Alert.of(by, customer_id=by.id, **waiting).exists()


async def marks(by: Actor, product_id: int) -> Marks:
    """What the customer has to do with this product, by one statement; visitors have nothing to do with it."""
    rows = await sql(_MARKS, by.shop_id, by.id, product_id, now()) if by.kind == "customer" else ()
    if not rows:
        return Marks()
    return Marks(
        saved=any(row["kind"] == "saved" for row in rows),
        price_alert=any(row["kind"] == "price" for row in rows),
        stock_alerts=frozenset(row["variant_id"] for row in rows if row["kind"] == "stock"),
        in_cart={row["variant_id"]: row["quantity"] for row in rows if row["kind"] == "cart"},
        home=address_of(rows[0]),
    )


async def due_alert(by: Actor, alert_id: int) -> DueAlert:
    """An alert that has been woken. Raises `NotFound`."""
    rows = await sql(_DUE, by.shop_id, alert_id)
    if not rows:
        raise NotFound()
    row = rows[0]
    return DueAlert(
        id=row["id"],
        kind=row["kind"],
        customer_id=row["customer_id"],
        product_id=row["product_id"] or 0,
        variant_id=row["variant_id"] or 0,
        price=Money(row["price"], row["currency"]) if row["kind"] == "price" else None,
        list_id=row["list_id"] or 0,
        words=row["words"] or "",
    )
