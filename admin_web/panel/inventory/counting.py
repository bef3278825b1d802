"""Counting: codes typed, scanned or sent as a file; the differences; writing them down."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form, attempt
from admin_web.panel.catalog.pictures import files
from admin_web.routing import get, post, post_file
from admin_web.visit import Visit
from domain.kit.actor import Permission
from domain.stock.counting import MOST_LINES, Sheet, apply_count, sheet
from domain.stock.inventory import variants
from domain.stock.writing import Counted

HERE = "/admin/inventory/count"


async def show(visit: Visit) -> web.StreamResponse:
    return visit.page("inventory/count.html", form=Form.stored(), sheet=None)


async def compare(visit: Visit) -> web.StreamResponse:
    """The sheet of differences: nothing is changed yet."""
    form, found = Form.typed(visit.data), list[Sheet]()
    sent = b"\n".join(files(visit, "file")).decode("utf-8", errors="replace")
    text = "\n".join(part for part in (form.body("counted", limit=400_000), sent.replace("\x00", "")) if part)

    async def read() -> None:
        found.append(await sheet(visit.by, text))

    fine = await attempt(form, visit.t, read)
    return visit.page("inventory/count.html", status=200 if fine else 422, form=form, sheet=found[0] if found else None)


async def apply(visit: Visit) -> web.StreamResponse:
    """Write down the rows that were left ticked; what has moved since is counted again."""
    form = Form.typed(visit.data)
    counts = [one for text in visit.data.getall("row", [])[:MOST_LINES] if (one := _counted(text))]
    reason = form.text("reason", limit=100) or "counted"
    done, left = await apply_count(visit.by, counts, reason)
    said = visit.t.plural("panel", "{n} variant counted.", "{n} variants counted.", done)
    if not left:
        return visit.goes("/admin/inventory", said)
    moved = await variants(visit.by, list(left))
    form.alert = said + " " + visit.t.plural(
        "panel", "{n} has moved since or is held by orders: count it again.",
        "{n} have moved since or are held by orders: count them again.", len(left),
    )  # fmt: skip
    wanted = {one.variant_id: one.to for one in counts}
    again = Sheet(tuple((row, wanted[row.id]) for row in moved), 0, (), (), ())
    return visit.page("inventory/count.html", status=409, form=form, sheet=again)


def _counted(text: object) -> Counted | None:
    """ "variant:was:to" as the sheet wrote it."""
    parts = text.split(":") if isinstance(text, str) else []
    numbers = [int(part) for part in parts if part.lstrip("-").isdecimal() and len(part) < 16]
    return Counted(*numbers) if len(parts) == len(numbers) == 3 else None


PAGES = (
    get("/inventory/count", show, Permission.EDIT_STOCK),
    post_file("/inventory/count", compare, Permission.EDIT_STOCK),
    post("/inventory/count/apply", apply, Permission.EDIT_STOCK),
)
