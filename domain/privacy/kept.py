"""Everything that is kept about a customer, table by table: what is handed out, and what erasing does to it.

$1 is the shop, $2 the customer. A table that names customers and is not here fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping

_CHATS = "SELECT c.id FROM chat c WHERE c.shop_id = $1 AND c.customer_id = $2"
_ORDERS = "SELECT o.id FROM orders o WHERE o.shop_id = $1 AND o.customer_id = $2"
_MINE = "x.shop_id = $1 AND x.customer_id = $2"
_WORDS = {"mine": _MINE, "chats": _CHATS, "orders": _ORDERS}

_HANDED_OUT = {
    "customer": "SELECT x.id, x.name, x.phone, x.email, x.locale, x.blocked, x.created_at, x.seen_at"
    " FROM customer x WHERE x.shop_id = $1 AND x.id = $2",
    "channel_identity": "SELECT x.channel, x.external_id, x.created_at FROM channel_identity x WHERE {mine}",
    "chat": "SELECT x.channel, x.external_id, x.locale, x.created_at, x.seen_at FROM chat x WHERE {mine}",
    "web_node": "SELECT x.node, x.html FROM web_node x WHERE x.chat_id IN ({chats}) AND x.html <> ''"
    " ORDER BY x.chat_id, x.place",
    "address": "SELECT x.label, x.line, x.unit, x.city, x.region, x.postcode, x.country, x.lat, x.lon, x.created_at,"
    " x.deleted_at FROM address x WHERE {mine} ORDER BY x.id",
    "orders": "SELECT x.number, x.status, x.created_at, x.placed_at, x.currency, x.goods, x.discount, x.delivery_fee,"
    " x.fees, x.tax, x.total, x.coupon, x.contact, x.address, x.delivery, x.extras, x.tracking, x.carrier, x.channel,"
    " x.cancel_reason FROM orders x WHERE {mine} ORDER BY x.number",
    "order_line": "SELECT o.number, x.title, x.options, x.sku, x.quantity, x.unit_price, x.total FROM order_line x"
    " JOIN orders o ON o.id = x.order_id WHERE o.shop_id = $1 AND o.customer_id = $2 ORDER BY o.number, x.position",
    "order_history": "SELECT o.number, x.at, x.to_status, x.note FROM order_history x JOIN orders o"
    " ON o.id = x.order_id WHERE o.shop_id = $1 AND o.customer_id = $2 ORDER BY x.id",
    "payment": "SELECT o.number, x.provider, x.provider_ref, x.amount, x.currency, x.status, x.created_at,"
    " x.captured_at, x.facts FROM payment x JOIN orders o ON o.id = x.order_id"
    " WHERE o.shop_id = $1 AND o.customer_id = $2 ORDER BY x.id",
    "refund": "SELECT o.number, x.amount, x.currency, x.status, x.reason, x.created_at, x.done_at FROM refund x"
    " JOIN orders o ON o.id = x.order_id WHERE o.shop_id = $1 AND o.customer_id = $2 ORDER BY x.id",
    "order_note": "SELECT o.number, x.at, x.text FROM order_note x JOIN orders o ON o.id = x.order_id"
    " WHERE o.shop_id = $1 AND o.customer_id = $2 ORDER BY x.id",
    "order_return": "SELECT x.number, x.status, x.reason, x.note, x.wish, x.answer, x.amount, x.created_at, x.closed_at"
    " FROM order_return x WHERE {mine} ORDER BY x.id",
    "past_return": "SELECT x.reference, x.amount, x.currency, x.lines, x.at FROM past_return x WHERE {mine}",
    "order_draft": "SELECT x.number, x.status, x.currency, x.discount, x.address, x.note, x.created_at, x.sent_at"
    " FROM order_draft x WHERE {mine} ORDER BY x.id",
    "approval": "SELECT x.kind, x.status, x.amount, x.currency, x.reason, x.asked_at FROM approval x WHERE {mine}",
    "paper": "SELECT x.kind, x.series, x.number, x.issued_at, x.body FROM paper x"
    " WHERE x.shop_id = $1 AND x.order_id IN ({orders}) ORDER BY x.id",
    "wallet": "SELECT x.currency, x.balance FROM wallet x WHERE {mine}",
    "ledger_line": "SELECT e.at, e.kind, -x.amount AS amount, x.currency FROM ledger_line x"
    " JOIN ledger_entry e ON e.id = x.entry_id"
    " WHERE x.shop_id = $1 AND x.account = 'wallet:' || CAST(CAST($2 AS BIGINT) AS TEXT) ORDER BY x.id",
    "cart": "SELECT x.kind, x.coupon, x.extras, x.touched_at FROM cart x WHERE {mine}",
    "cart_line": "SELECT k.kind, x.variant_id, x.quantity, x.added_at FROM cart_line x JOIN cart k ON k.id = x.cart_id"
    " WHERE k.shop_id = $1 AND k.customer_id = $2 ORDER BY x.id",
    "quote": "SELECT x.created_at, x.total, x.currency, x.body FROM quote x WHERE {mine} ORDER BY x.id",
    "saved_item": "SELECT x.product_id, x.price, x.created_at FROM saved_item x WHERE {mine} ORDER BY x.id",
    "alert": "SELECT x.kind, x.product_id, x.variant_id, l.query, x.created_at, x.sent_at FROM alert x"
    " LEFT JOIN stored_list l ON l.id = x.list_id WHERE {mine} ORDER BY x.id",
    "searcher": "SELECT l.query, x.at FROM searcher x JOIN stored_list l ON l.id = x.list_id"
    " WHERE {mine} ORDER BY x.id",
    "event": "SELECT x.at, x.kind, x.channel, x.subject_id, x.data FROM event x WHERE {mine} ORDER BY x.id",
    "arrival": "SELECT x.first_campaign, x.first_source, x.first_at, x.last_campaign, x.last_source, x.last_at,"
    " x.referred_at FROM arrival x WHERE {mine}",
    "invite_code": "SELECT x.code, x.created_at FROM invite_code x WHERE {mine}",
    "coupon_use": "SELECT c.code, x.order_id FROM coupon_use x JOIN coupon c ON c.id = x.coupon_id"
    " WHERE {mine} ORDER BY x.id",
    "customer_tag": "SELECT x.tag FROM customer_tag x WHERE {mine} ORDER BY x.tag",
    "customer_note": "SELECT x.text, x.created_at FROM customer_note x WHERE {mine} ORDER BY x.id",
    "audit": "SELECT x.at, x.action, x.changes, x.reason FROM audit x"
    " WHERE x.shop_id = $1 AND x.subject = 'customer:' || CAST(CAST($2 AS BIGINT) AS TEXT) ORDER BY x.id",
}
HANDED_OUT: Mapping[str, str] = {table: statement.format(**_WORDS) for table, statement in _HANDED_OUT.items()}
NOT_HANDED_OUT: Mapping[str, str] = {"join_token": "a link of ten minutes, kept as its digest"}

_ALL = "DELETE FROM {} WHERE shop_id = $1 AND customer_id = $2"
_UNUSED = "NOT EXISTS (SELECT 1 FROM {} WHERE {})"
_DRAFTS = "SELECT d.id FROM order_draft d WHERE d.shop_id = $1 AND d.customer_id = $2 AND d.order_id IS NULL"
_RETURNS = "SELECT r.id FROM order_return r WHERE r.shop_id = $1 AND r.customer_id = $2"
_ERASED = (
    "DELETE FROM order_return_photo WHERE order_return_id IN ({returns})",
    "UPDATE order_return SET note = '' WHERE shop_id = $1 AND customer_id = $2",
    "UPDATE past_return SET customer_id = NULL WHERE shop_id = $1 AND customer_id = $2",
    "DELETE FROM order_draft_line WHERE order_draft_id IN ({drafts})",
    _ALL.format("order_draft") + " AND order_id IS NULL",
    "UPDATE order_draft SET address = '{{}}', note = '' WHERE shop_id = $1 AND customer_id = $2",
    _ALL.format("approval") + " AND status = 'waiting'",
    "UPDATE approval SET customer_id = 0, reason = '', details = '{{}}' WHERE shop_id = $1 AND customer_id = $2",
    "DELETE FROM order_note WHERE order_id IN ({orders})",
    "DELETE FROM web_node WHERE chat_id IN ({chats})",
    "DELETE FROM chat_card WHERE chat_id IN ({chats})",
    *(_ALL.format(table) for table in ("chat", "channel_identity", "join_token", "invite_code", "saved_item", "alert")),
    *(_ALL.format(table) for table in ("searcher", "arrival", "customer_note", "customer_tag")),
    "UPDATE event SET customer_id = 0 WHERE shop_id = $1 AND customer_id = $2",
    "DELETE FROM cart_line WHERE cart_id IN (SELECT k.id FROM cart k WHERE k.shop_id = $1 AND k.customer_id = $2)",
    _ALL.format("quote") + " AND " + _UNUSED.format("orders o", "o.quote_id = quote.id"),
    _ALL.format("cart") + " AND " + _UNUSED.format("quote q", "q.cart_id = cart.id"),
    "UPDATE cart SET coupon = '', address_id = NULL, method_id = NULL, point_id = NULL, payment = '', extras = '{{}}',"
    " undo = '{{}}' WHERE shop_id = $1 AND customer_id = $2",
    _ALL.format("address"),
    "UPDATE order_history SET note = '' WHERE order_id IN ({orders}) AND actor_kind = 'customer' AND note <> 'expired'",
)
ERASED = tuple(statement.format(**_WORDS, drafts=_DRAFTS, returns=_RETURNS) for statement in _ERASED)
STAYS: Mapping[str, str] = {
    "coupon_use": "how often a coupon was used, without saying by whom",
    "customer": "a row without a word, so that orders have somebody to belong to",
    "orders": "without name, phone, address and wishes",
    "wallet": "empty",
    "audit": "what colleagues did; of contacts it never says what they were",
}
