"""Lists of the panel as people narrowed them, kept under names: one's own, and those shared with everybody."""

from __future__ import annotations

from domain.kit.actor import Actor
from domain.kit.db import transaction
from domain.kit.errors import N_, BadInput, NotAllowed, NotFound, ShopError
from domain.staff.models import SavedView
from domain.staff.views import SavedViewRow

MOST = 20
LONGEST_NAME, LONGEST_QUERY = 40, 400


class TooManyViews(ShopError):
    message = N_("You have {most} views here. Delete one first.")


async def views_of(by: Actor, page: str) -> tuple[SavedViewRow, ...]:
    """Those of this list the reader sees: their own first, then shared ones, each by name."""
    rows = await SavedView.of(by, page=page).order_by("name").values("id", "staff_id", "name", "query", "shared")
    seen = [row for row in rows if row["shared"] or row["staff_id"] == by.id]
    views = [
        SavedViewRow(row["id"], row["name"], row["query"], row["staff_id"] == by.id, row["shared"]) for row in seen
    ]
    return tuple(sorted(views, key=lambda view: not view.own))


async def save_view(by: Actor, page: str, name: str, query: str, *, shared: bool) -> None:
    """Keep a list under a name; one's own of that name is replaced. Raises `BadInput` and `TooManyViews`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(fields={"name": N_("Give it a name of at most 40 characters.")})
    if len(query) > LONGEST_QUERY:
        raise BadInput(fields={"name": N_("That is too much to keep. Narrow it by less.")})
    async with transaction():
        mine = SavedView.of(by, page=page, staff_id=by.id)
        if await mine.filter(name=name).update(query=query, shared=shared):
            return
        if await mine.count() >= MOST:
            raise TooManyViews(most=MOST)
        await SavedView.add(by, staff_id=by.id, page=page, name=name, query=query, shared=shared)


async def drop_view(by: Actor, view_id: int) -> str:
    """Forget one of one's own; returns its page. Raises `NotFound`, and `NotAllowed` for somebody else's."""
    row = await SavedView.of(by, id=view_id).first()
    if row is None:
        raise NotFound()
    if row.staff_id != by.id:
        raise NotAllowed()
    await row.delete()
    return row.page
