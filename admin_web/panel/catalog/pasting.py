"""A product's grid as a block of a spreadsheet: copied out, changed there, pasted back as a whole."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from multidict import MultiDict, MultiDictProxy

from admin_web.forms import Form
from domain.catalog.actions import VariantEdit
from domain.kit.errors import N_
from domain.kit.i18n import Translator
from domain.kit.text import folded
from domain.stock.shelf import ShelfEdit, ShelfRow

COLUMNS = ("variant", "price", "reduced from", "stock", "sku", "barcode", "grams")
NO_HEAD = N_("Begin with a line of column names, as it was copied: variant, price, stock and so on.")
NO_ROW = N_("Line {line}: there is no variant “{variant}” here.")
WRONG = N_("Line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What one row of the grid becomes."""

    row: ShelfRow
    edit: ShelfEdit


def as_block(rows: Sequence[ShelfRow]) -> str:
    """The grid as tab-separated lines, the names of its columns first."""
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        was = f"{row.compare_at.decimal:f}" if row.compare_at else ""
        stock = "" if row.policy == "untracked" else str(row.on_hand)
        cells = (row.label or "-", f"{row.price.decimal:f}", was, stock, row.sku, row.gtin, str(row.weight_g or ""))
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)


def read_block(form: Form, rows: Sequence[ShelfRow], t: Translator) -> list[Pasted]:
    """The rows that differ. What cannot be read is complained about with its line; columns left out stay."""
    lines = form.value("block").replace("\r\n", "\n").strip("\n").split("\n")
    heads = [folded(cell) for cell in lines[0].split("\t")]
    if "variant" not in heads or not set(heads) <= {*COLUMNS, ""}:
        form.complain("block", NO_HEAD)
        return []
    by_label = {folded(row.label or "-"): row for row in rows}
    found = []
    for number, cells in enumerate(csv.reader(lines[1:], delimiter="\t"), 2):
        said = dict(zip(heads, [*cells, *[""] * len(heads)], strict=False))
        row = by_label.get(folded(" ".join(said["variant"].split())))
        if row is None:
            if any(cell.strip() for cell in cells):
                form.complain("block", NO_ROW, line=number, variant=said["variant"][:40])
        elif edit := _edit(form, row, said, number, t):
            found.append(Pasted(row, edit))
    return found


def _edit(form: Form, row: ShelfRow, said: dict[str, str], line: int, t: Translator) -> ShelfEdit | None:
    cells = Form.typed(MultiDictProxy(MultiDict((name, value.strip()) for name, value in said.items())))
    currency = row.price.currency
    price = cells.money("price", currency) if said.get("price", "").strip() else row.price.minor
    was = cells.maybe_money("reduced from", currency) if "reduced from" in said else _minor(row)
    stock = cells.whole("stock", high=10**6) if said.get("stock", "").strip() else row.on_hand
    variant = VariantEdit(
        sku=cells.text("sku", limit=100) if "sku" in said else None,
        gtin=cells.text("barcode", limit=14) if "barcode" in said else None,
        weight_g=(cells.maybe_whole("grams", high=10**7) or 0) if "grams" in said else None,
    )
    if not cells.check(t):
        form.complain("block", WRONG, line=line, problem=next(iter(cells.errors.values())))
        return None
    priced = (row.price.minor, price) if (price, was) != (row.price.minor, _minor(row)) else None
    counted = (row.on_hand, stock) if stock != row.on_hand else None
    changed = _differs(row, variant)
    if not (priced or counted or changed):
        return None
    return ShelfEdit(
        price=priced, compare_at=(was,) if priced else None, on_hand=counted, variant=variant if changed else None,
        revision=row.revision,
    )  # fmt: skip


def _minor(row: ShelfRow) -> int | None:
    return row.compare_at.minor if row.compare_at else None


def _differs(row: ShelfRow, edit: VariantEdit) -> bool:
    pairs: Iterable[tuple[object, object]] = (
        (edit.sku, row.sku), (edit.gtin, row.gtin), (edit.weight_g, row.weight_g),
    )  # fmt: skip
    return any(to is not None and to != was for to, was in pairs)
