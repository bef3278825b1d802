"""What is handed out, as a file people can read and programs too."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from domain.kit.errors import N_
from domain.kit.i18n import Translator
from domain.privacy.views import TakenOut

HEADS = {
    "customer": N_("Contact"),
    "channel_identity": N_("Messengers"),
    "chat": N_("Chats"),
    "web_node": N_("What the web chat shows"),
    "address": N_("Addresses"),
    "orders": N_("Orders"),
    "order_line": N_("What was ordered"),
    "order_history": N_("How the orders went"),
    "payment": N_("Payments"),
    "refund": N_("Refunds"),
    "order_note": N_("Notes on the orders"),
    "order_return": N_("Returns"),
    "past_return": N_("Returns of before"),
    "order_draft": N_("Orders the shop drafted"),
    "approval": N_("What colleagues agreed on"),
    "paper": N_("Invoices and receipts"),
    "wallet": N_("Wallet"),
    "ledger_line": N_("Movements of the wallet"),
    "cart": N_("Carts"),
    "cart_line": N_("In the carts"),
    "quote": N_("Sums that were shown"),
    "saved_item": N_("Saved products"),
    "alert": N_("Alerts"),
    "searcher": N_("Searches"),
    "event": N_("Looks and presses"),
    "arrival": N_("How they found the shop"),
    "invite_code": N_("Invitations"),
    "coupon_use": N_("Coupons used"),
    "customer_tag": N_("Tags"),
    "customer_note": N_("Notes of the shop"),
    "audit": N_("What the shop did"),
}
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c1917}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #e7e0d6;padding:4px 8px;text-align:start;"
    "vertical-align:top;overflow-wrap:anywhere}th{background:#faf7f2}"
)


def zipped(taken: TakenOut, shop: str, t: Translator) -> bytes:
    """A zip of `data.json` and `data.html`. Amounts in `data.json` are minor units, as they are kept."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(taken.tables, ensure_ascii=False, indent=2))
        archive.writestr("data.html", "".join(_page(taken, shop, t)))
    return packed.getvalue()


def _page(taken: TakenOut, shop: str, t: Translator) -> Iterator[str]:
    title = html.escape(t("privacy", "What {shop} keeps about you", shop=shop))
    yield f'<!doctype html><html lang="{t.language_tag}" dir="{t.direction}"><meta charset="utf-8">'
    yield f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>"
    for table, rows in taken.tables.items():
        if rows:
            yield f"<h2>{html.escape(t.sentence(HEADS[table]))}</h2>"
            yield from _table(rows)


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    names = list(rows[0])
    yield "<table><tr>" + "".join(f"<th>{html.escape(name.replace('_', ' '))}</th>" for name in names) + "</tr>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{html.escape(_text(row[name]))}</td>" for name in names) + "</tr>"
    yield "</table>"


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(inner)}" for name, inner in value.items() if inner not in ("", None, [], {}))
    if isinstance(value, list):
        return ", ".join(_text(inner) for inner in value)
    return "" if value is None else str(value)
