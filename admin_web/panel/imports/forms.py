"""What the forms of the wizard say, and the words its pages use."""

from __future__ import annotations

from typing import Any

from admin_web.auth import Posted
from admin_web.forms import Form
from domain.imports.source import source
from domain.imports.views import RunView
from domain.imports.wizard import REQUIRED
from domain.kit.errors import N_
from domain.kit.i18n import Translator

TWICE = N_("Two columns are the same field. Choose one of them.")
LACKING = N_("Say which column is the name and which is the price.")
CELL, WAS = "cell.", "was."


def words(t: Translator) -> dict[str, dict[str, str]]:
    """What stages, states and fields are called."""
    return {
        "stage": {
            "mapping": t("panel", "Columns to match"),
            "checking": t("panel", "Being checked"),
            "ready": t("panel", "Ready"),
            "running": t("panel", "Running"),
            "missing": t("panel", "Running"),
            "pictures": t("panel", "Fetching pictures"),
            "done": t("panel", "Done"),
            "stopped": t("panel", "Stopped"),
            "failed": t("panel", "Failed"),
            "undoing": t("panel", "Being undone"),
            "undone": t("panel", "Undone"),
        },
        "state": {
            "new": t("panel", "New"),
            "changed": t("panel", "Changed"),
            "unchanged": t("panel", "Unchanged"),
        },
        "field": field_words(t) | {"options": t("panel", "Options"), "product": t("panel", "The product")},
    }


def field_words(t: Translator) -> dict[str, str]:
    return {
        "key": t("panel", "Key"),
        "name": t("panel", "Name"),
        "description": t("panel", "Description"),
        "price": t("panel", "Price"),
        "compare_at": t("panel", "Price before"),
        "stock": t("panel", "Stock"),
        "sku": "SKU",
        "gtin": t("panel", "Barcode"),
        "category": t("panel", "Category"),
        "brand": t("panel", "Brand"),
        "tags": t("panel", "Tags"),
        "image": t("panel", "Pictures"),
        "weight": t("panel", "Weight"),
        "status": t("panel", "Status"),
    }


def stored_columns(run: RunView) -> Form:
    """The columns as they were matched, by hand or by themselves."""
    known = run.options.get("columns") or run.looked.get("columns") or {}
    values = {f"column{place}": name for place, name in known.items()}
    return Form.stored(**values, decimal=run.options.get("decimal", "."), weight=run.options.get("weight", "g"))


def columns(form: Form, count: int) -> dict[int, str]:
    """Field by the place of its column."""
    named = {place: form.value(f"column{place}") for place in range(count)}
    chosen = {place: name for place, name in named.items() if name in source().fields}
    for place, name in chosen.items():
        if list(chosen.values()).count(name) > 1:
            form.complain(f"column{place}", TWICE)
    if not set(REQUIRED) <= set(chosen.values()) and not form.errors:
        form.complain("column0", LACKING)
    return chosen


def cells(data: Posted) -> dict[tuple[int, str], str]:
    """(line, column) → what was typed, where it is other than it stood. Fields are named "cell.<line>.<column>"."""
    found: dict[tuple[int, str], str] = {}
    for name, value in data.items():
        line, _, column = name.removeprefix(CELL).partition(".")
        ours = name.startswith(CELL) and line.isdecimal() and len(line) < 10 and column
        if ours and isinstance(value, str) and value != data.get(f"{WAS}{line}.{column}"):
            found[int(line), column] = value.replace("\x00", "")
    return found


def choices(data: Posted) -> dict[str, Any]:
    """What the form under the preview says."""
    return {
        "price": data.get("price") == "on",
        "stock": data.get("stock") == "on",
        "texts": data.get("texts") == "on",
        "bad": "stop" if data.get("bad") == "stop" else "skip",
        "missing": "unpublish" if data.get("missing") == "unpublish" else "leave",
    }
