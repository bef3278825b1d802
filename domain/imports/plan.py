"""What an import would do with each product: the same answer for a dry run and a real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from domain.catalog.models import Product
from domain.imports.port import Problem, ProductRow
from domain.imports.rules import Refused, admit, digest, note
from domain.imports.standing import filled, standing
from domain.kit.actor import Actor

State = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Admitted:
    """A row as it will be stored, and the digest of all it says."""

    row: ProductRow
    digest: str


@dataclass(frozen=True, slots=True)
class Planned:
    """`product_id` is 0 for new ones. `noted`: the file says what the shop has, but not what the last file said."""

    row: ProductRow
    digest: str
    state: State
    product_id: int = 0
    noted: bool = False


def examine(row: ProductRow, currency: str) -> tuple[Admitted | None, list[Problem]]:
    """The row as it will be stored, or None, and what there is to say about it."""
    try:
        fitted, notes = admit(row, currency)
        return Admitted(fitted, digest(fitted)), notes
    except Refused as refusal:
        return None, [note(row, str(refusal), "refused", refusal.line)]


async def plan(by: Actor, admitted: Sequence[Admitted]) -> list[Planned]:
    """Compare rows with the last file, in one statement; then those that differ with what the shop has now."""
    keys = [one.row.key for one in admitted]
    found = await Product.of(by, key__in=keys).values("id", "key", "content_hash") if keys else []
    known = {product["key"]: (product["id"], product["content_hash"]) for product in found}
    planned = [_planned(one, *known.get(one.row.key, (0, ""))) for one in admitted]
    return await _looked_at_again(by, planned)


async def _looked_at_again(by: Actor, planned: list[Planned]) -> list[Planned]:
    """A row whose words are in the shop already, whoever put them there, changes nothing."""
    doubtful = [one for one in planned if one.state == "changed"]
    if not doubtful:
        return planned
    currency = doubtful[0].row.variants[0].price.currency
    has = {one.id: one.row for one in await standing(by, [one.product_id for one in doubtful], currency)}
    return [_same(one, has.get(one.product_id)) if one.state == "changed" else one for one in planned]


def _same(one: Planned, has: ProductRow | None) -> Planned:
    if has is None or digest(filled(one.row, has)) != digest(has):
        return one
    return replace(one, state="unchanged", noted=True)


def _planned(one: Admitted, product_id: int, stored: str) -> Planned:
    state: State = "new" if not product_id else "unchanged" if one.digest == stored else "changed"
    return Planned(one.row, one.digest, state, product_id)
