"""The tree of categories by hand: made, named, moved, ordered, hidden, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.audit.actions import record
from domain.catalog.models import Category, CategoryText, Product, ProductCategory
from domain.catalog.queries_places import place_to_edit
from domain.imports.write_categories import LONGEST_KEY
from domain.kit.actor import Actor, Permission, require
from domain.kit.db import sql, transaction
from domain.kit.errors import N_, BadInput, NotFound, ShopError, Stale
from domain.kit.text import folded
from domain.media.models import MediaFile
from domain.outbox.actions import put
from domain.search.models import StoredList
from domain.shop.actions import bump

DEEPEST, NAME, DESCRIPTION = 8, 120, 300
_BELOW = """
UPDATE category SET path = $3 || SUBSTR(path, $4), depth = depth + $5
WHERE shop_id = $1 AND path LIKE $2 || '%' RETURNING id
"""

NO_NAME = N_("Give the category a name.")
TOO_DEEP = N_("Categories go eight levels deep at most.")
INTO_ITSELF = N_("A category cannot stand in itself.")
TAKEN = N_("There is a category of this name here already.")


class NotEmpty(ShopError):
    """Only what holds nothing can be taken out."""

    message = N_("Move its products and categories elsewhere first.")


@dataclass(frozen=True, slots=True)
class PlaceEdit:
    """A category as it should be. `names` and `descriptions` map locale → text; an empty name takes a language away.

    `image_id` 0 is no picture, None leaves it.
    """

    names: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    parent_id: int = 0
    hidden: bool = False
    image_id: int | None = None


async def make_place(by: Actor, parent_id: int, name: str, locale: str) -> int:
    """A new category at the end of its parent's (0: of the top), called `name` in `locale`. Raises `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    if not name or len(name) > NAME:
        raise BadInput({"name": NO_NAME})
    async with transaction():
        await bump(by)  # whoever changes the tree waits for whoever changes it now
        above = await _parent(by, parent_id)
        await _check_free(by, parent_id, name, locale)
        made = await Category.add(
            by, parent_id=parent_id or None, depth=above.depth + 1 if above else 0, key=await _key(by, above, name),
            position=await Category.of(by, parent_id=parent_id or None).count(),
        )  # fmt: skip
        await Category.of(by, id=made.id).update(path=f"{above.path if above else ''}{made.id}/")
        await CategoryText.add(by, category_id=made.id, locale=locale, name=name)
        await record(by, "category.created", f"category:{made.id}", {"name": name, "parent": parent_id})
    return int(made.id)


async def edit_place(by: Actor, category_id: int, stamp: int, edit: PlaceEdit) -> None:
    """Change the category as it was at `stamp`. Raises `NotFound`, `Stale`, `BadInput`."""
    _check(edit)
    async with transaction():
        await bump(by)
        before = await place_to_edit(by, category_id)
        if before.stamp != stamp:
            raise Stale()
        if edit.parent_id != before.parent_id:
            await move_below(by, category_id, edit.parent_id)
        await _write_texts(by, category_id, edit)
        await _write_look(by, category_id, edit)
        await put(by, "category.changed", {"category_id": category_id})
        changes = {"names": dict(edit.names), "parent": edit.parent_id, "hidden": edit.hidden}
        await record(by, "category.edited", f"category:{category_id}", changes)


async def shift_place(by: Actor, category_id: int, down: bool) -> None:
    """One step up or down among its siblings; at the end it stays. Raises `NotFound`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        await bump(by)
        row = await _row(by, category_id)
        siblings = await Category.of(by, parent_id=row["parent_id"]).order_by("position", "id").values("id")
        order = [one["id"] for one in siblings]
        at = order.index(category_id)
        to = min(max(at + (1 if down else -1), 0), len(order) - 1)
        order.insert(to, order.pop(at))
        for position, one in enumerate(order):
            await Category.of(by, id=one).update(position=position)
        await record(by, "category.moved", f"category:{category_id}", {"position": [at, to]})


async def place_into(by: Actor, category_id: int, parent_id: int) -> None:
    """Under another category (0: at the top), last there. Raises `NotFound`, `BadInput`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        await bump(by)
        before = (await _row(by, category_id))["parent_id"] or 0
        if before == parent_id:
            return
        await move_below(by, category_id, parent_id)
        await put(by, "category.changed", {"category_id": category_id})
        await record(by, "category.moved", f"category:{category_id}", {"parent": [before, parent_id]})


async def remove_place(by: Actor, category_id: int) -> None:
    """Take out a category that holds nothing. Raises `NotFound`, `NotEmpty`."""
    require(by, Permission.EDIT_CATALOG)
    async with transaction():
        await bump(by)
        await _row(by, category_id)
        held = (Category.of(by, parent_id=category_id), ProductCategory.of(by, category_id=category_id))
        if any([await rows.exists() for rows in held]) or await Product.of(by, category_id=category_id).exists():
            raise NotEmpty()
        await StoredList.of(by, category_id=category_id).delete()
        await CategoryText.of(by, category_id=category_id).delete()
        await Category.of(by, id=category_id).delete()
        await record(by, "category.removed", f"category:{category_id}")


def _check(edit: PlaceEdit) -> None:
    if not any(edit.names.values()) or max(map(len, edit.names.values())) > NAME:
        raise BadInput({"name": NO_NAME})
    if max(map(len, edit.descriptions.values()), default=0) > DESCRIPTION:
        raise BadInput({"description": N_("A description has at most 300 characters.")})


async def _row(by: Actor, category_id: int) -> dict[str, int]:
    rows = await Category.of(by, id=category_id).values("id", "parent_id")
    if not rows:
        raise NotFound()
    return rows[0]


async def _parent(by: Actor, parent_id: int) -> Category | None:
    if not parent_id:
        return None
    above = await Category.get_or_none(id=parent_id, shop_id=by.shop_id)
    if above is None:
        raise BadInput({"parent": N_("Choose a category of this shop.")})
    if above.depth + 1 >= DEEPEST:
        raise BadInput({"parent": TOO_DEEP})
    return above


async def _check_free(by: Actor, parent_id: int, name: str, locale: str) -> None:
    siblings = await Category.of(by, parent_id=parent_id or None).values("id")
    named = CategoryText.of(by, category_id__in=[row["id"] for row in siblings], locale=locale)
    if any(folded(row["name"]) == folded(name) for row in await named.values("name")):
        raise BadInput({"name": TAKEN})


async def _key(by: Actor, above: Category | None, name: str) -> str:
    """The key a file's path would lead to; another one where that is taken by a category that was renamed."""
    plain = f"{above.key} > {folded(name)}" if above else folded(name)
    key, n = plain[:LONGEST_KEY], 1
    while await Category.of(by, key=key).exists():
        n += 1
        key = f"{plain[: LONGEST_KEY - 8]} ~{n}"
    return key


async def move_below(by: Actor, category_id: int, parent_id: int) -> None:
    """Under another parent, with all that stands below it."""
    above = await _parent(by, parent_id)
    row = await Category.get(id=category_id, shop_id=by.shop_id)
    if above and above.path.startswith(row.path):
        raise BadInput({"parent": INTO_ITSELF})
    depth = above.depth + 1 if above else 0
    lowest = await Category.of(by, path__startswith=row.path).order_by("-depth").limit(1).values("depth")
    if lowest[0]["depth"] - row.depth + depth >= DEEPEST:
        raise BadInput({"parent": TOO_DEEP})
    place = f"{above.path if above else ''}{row.id}/"
    last = await Category.of(by, parent_id=parent_id or None).count()
    await sql(_BELOW, by.shop_id, row.path, place, len(row.path) + 1, depth - row.depth)
    await Category.of(by, id=row.id).update(parent_id=parent_id or None, position=last)


async def _write_texts(by: Actor, category_id: int, edit: PlaceEdit) -> None:
    for locale, name in edit.names.items():
        text = CategoryText.of(by, category_id=category_id, locale=locale)
        said = {"name": name, "description": edit.descriptions.get(locale, "")}
        if not name:
            await text.delete()
        elif not await text.update(**said):
            await CategoryText.add(by, category_id=category_id, locale=locale, **said)
    if not await CategoryText.of(by, category_id=category_id).exists():
        raise BadInput({"name": NO_NAME})


async def _write_look(by: Actor, category_id: int, edit: PlaceEdit) -> None:
    columns: dict[str, bool | int | None] = {"hidden": edit.hidden}
    if edit.image_id is not None:
        if edit.image_id and not await MediaFile.of(by, id=edit.image_id).exists():
            raise BadInput({"image": N_("Choose a picture of this shop.")})
        columns["image_id"] = edit.image_id or None
    await Category.of(by, id=category_id).update(**columns)
