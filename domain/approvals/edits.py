"""A change of an order as a request keeps it: only what differs, so that what others change meanwhile stays theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.orders.views import OrderView
from domain.payments.actions import Difference
from domain.payments.edits import Edit


def kept(edit: Edit, order: OrderView) -> dict[str, Any]:
    """What of a change is one, seen from the order as it stands. Lossless to `edit_of`."""
    units = {line.id: line.quantity for line in order.lines}
    stands = {
        "name": order.customer_name, "phone": order.phone, "address": order.address,
        "note": order.extras.get("note", ""),
    }  # fmt: skip
    found = {name: getattr(edit, name) for name, was in stands.items() if getattr(edit, name) not in (None, was)}
    if (edit.method_id or order.method_id, edit.point_id or order.point_id) != (order.method_id, order.point_id):
        found |= {"method_id": edit.method_id, "point_id": edit.point_id}
    return found | {
        "units": {str(line): count for line, count in edit.units.items() if count != units.get(line)},
        "added": {str(variant): count for variant, count in edit.added.items() if count},
    }


def edit_of(details: Mapping[str, Any]) -> Edit:
    """The change that was kept."""
    numbered = {name: {int(key): count for key, count in details[name].items()} for name in ("units", "added")}
    return Edit(**{**details, **numbered})


def in_words(seen: Difference) -> str:
    """What whoever decides reads: the items that change, and the total."""
    parts = [f"{name}: {was} → {to}" for name, was, to in seen.lines]
    return "; ".join([f"{seen.before} → {seen.after}", *parts])
