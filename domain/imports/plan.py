"""What an import would do with each product: the same answer for a dry run and a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.catalog.models import Product
from domain.imports.port import Problem, ProductRow
from domain.imports.rules import Refused, admit, digest, note
from domain.kit.actor import Actor

State = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Admitted:
    """A row as it will be stored, and the digest of all it says."""

    row: ProductRow
    digest: str


@dataclass(frozen=True, slots=True)
class Planned:
    """`product_id` is 0 for new ones."""

    row: ProductRow
    digest: str
    state: State
    product_id: int = 0


def examine(row: ProductRow, currency: str) -> tuple[Admitted | None, list[Problem]]:
    """The row as it will be stored, or None, and what there is to say about it."""
    try:
        fitted, notes = admit(row, currency)
        return Admitted(fitted, digest(fitted)), notes
    except Refused as refusal:
        return None, [note(row, str(refusal), "refused", refusal.line)]


async def plan(by: Actor, admitted: Sequence[Admitted]) -> list[Planned]:
    """Compare rows with what the shop has, in one statement."""
    keys = [one.row.key for one in admitted]
    found = await Product.of(by, key__in=keys).values("id", "key", "content_hash") if keys else []
    known = {product["key"]: (product["id"], product["content_hash"]) for product in found}
    return [_planned(one, *known.get(one.row.key, (0, ""))) for one in admitted]


def _planned(one: Admitted, product_id: int, stored: str) -> Planned:
    state: State = "new" if not product_id else "unchanged" if one.digest == stored else "changed"
    return Planned(one.row, one.digest, state, product_id)
