"""Products come in from a file: upload it or name its address, look, mend, begin, watch, take back."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from aiohttp import web

from admin_web.csv_answer import csv_answer
from admin_web.forms import Form, attempt
from admin_web.panel.imports import forms
from admin_web.routing import get, post, post_file
from admin_web.visit import Visit
from domain.imports import files, queries, wizard
from domain.imports.choices import choices_of
from domain.imports.source import Unreachable, source
from domain.imports.views import DONE, MAPPING, READY, STOPPED, UNDONE
from domain.kit.actor import Permission
from domain.kit.errors import N_
from domain.staff.queries import names

HERE = "/admin/import"
SHOWS = ("", "new", "changed", "unchanged", "errors")
NO_FILE = N_("Choose a file.")
NO_ADDRESS = N_("Write an address that begins with https://.")


async def show(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    page = await queries.runs(visit.by, visit.page_number)
    return visit.page(
        "imports/start.html", status=422 if form else 200, form=form or Form.stored(), page=page,
        people=await names(visit.by),
    )  # fmt: skip


async def upload(visit: Visit) -> web.StreamResponse:
    form, sent = Form.typed(visit.data), visit.data.get("file")
    if not isinstance(sent, web.FileField) or not sent.filename:
        form.complain("file", NO_FILE)
        form.check(visit.t)
        return await show(visit, form=form)
    with sent.file as content:
        token, place = files.new_place(visit.by.shop_id)
        await asyncio.to_thread(_copy, content, place / files.ORIGINAL)
    return await _begun(visit, form, token, PurePath(sent.filename.replace("\\", "/")).name)


def _copy(content: Any, target: Path) -> None:
    source_: BinaryIO = content
    with target.open("wb") as out:
        shutil.copyfileobj(source_, out)


async def by_address(visit: Visit) -> web.StreamResponse:
    form = Form.typed(visit.data)
    url = form.text("address", limit=500, required=True)
    if url and not url.startswith(("https://", "http://")):
        form.complain("address", NO_ADDRESS)
    if not form.check(visit.t):
        return await show(visit, form=form)
    token, place = files.new_place(visit.by.shop_id)
    try:
        name = await asyncio.to_thread(source().fetch, url, place / files.ORIGINAL)
    except Unreachable as refusal:
        files.remove(visit.by.shop_id, token)
        said = visit.t("panel", "This address gives no file: {why}.", why=str(refusal))
        return await show(visit, form=form.saying(said))
    return await _begun(visit, form, token, name, url)


async def _begun(visit: Visit, form: Form, token: str, name: str, url: str = "") -> web.StreamResponse:
    made: list[int] = []

    async def begin() -> None:
        made.append(await wizard.begin(visit.by, token, name, url))

    if await attempt(form, visit.t, begin):
        return visit.goes(f"{HERE}/{made[0]}")
    return await show(visit, form=form)


async def one(visit: Visit) -> web.StreamResponse:
    """The run as it stands: its columns, its preview, its progress or its report."""
    run = await queries.run(visit.by, visit.number("id"))
    context: dict[str, Any] = {"run": run, "words": forms.words(visit.t)}
    if visit.is_fragment and run.working:
        return visit.part("imports/progress.html", **context)
    if visit.is_fragment:
        return web.Response(headers={"HX-Refresh": "true"})
    if run.stage == MAPPING:
        return await columns(visit)
    show_ = visit.asked("show") if visit.asked("show") in SHOWS else ""
    if run.stage == READY:
        return visit.page("imports/preview.html", **context, **await _preview(visit, run.id, show_))
    if run.stage in (DONE, STOPPED, UNDONE):
        context |= {
            "faults": await queries.faults_of_run(visit.by, run.id),
            "kept": await queries.kept(visit.by, run.id),
        }
        return visit.page("imports/report.html", **context)
    return visit.page("imports/working.html", **context)


async def _preview(visit: Visit, run_id: int, show_: str) -> dict[str, Any]:
    return {
        "preview": await queries.preview(visit.by, run_id, show_),
        "mended": await queries.fixes(visit.by, run_id),
        "show": show_,
    }


async def columns(visit: Visit, *, form: Form | None = None) -> web.StreamResponse:
    run = await queries.run(visit.by, visit.number("id"))
    if run.stage not in (MAPPING, READY) or not run.looked.get("header"):
        return visit.goes(f"{HERE}/{run.id}")
    return visit.page(
        "imports/columns.html", status=422 if form else 200, run=run, form=form or forms.stored_columns(run),
        fields=forms.field_words(visit.t), words=forms.words(visit.t),
    )  # fmt: skip


async def save_columns(visit: Visit) -> web.StreamResponse:
    run_id, form = visit.number("id"), Form.typed(visit.data)
    run = await queries.run(visit.by, run_id)
    chosen = forms.columns(form, len(run.looked.get("header", ())))
    decimal, weight = visit.field("decimal"), visit.field("weight")
    if await attempt(form, visit.t, lambda: wizard.match_columns(visit.by, run_id, chosen, decimal, weight)):
        return visit.goes(f"{HERE}/{run_id}")
    return await columns(visit, form=form)


async def mend(visit: Visit) -> web.StreamResponse:
    """Cells put right in place: only those that are other than they stood."""
    run_id = visit.number("id")
    changed = await wizard.mend(visit.by, run_id, forms.cells(visit.data))
    words = visit.t.plural(
        "panel", "{n} cell mended. The file is checked again.", "{n} cells mended. The file is checked again.", changed
    )
    return visit.goes(f"{HERE}/{run_id}", words if changed else visit.t("panel", "No cell was changed."))


async def start(visit: Visit) -> web.StreamResponse:
    run_id = visit.number("id")
    begun = await wizard.start(visit.by, run_id, choices_of({"choices": forms.choices(visit.data)}))
    said = "" if begun else visit.t("panel", "Other things are to change now: look once more, then begin.")
    return visit.goes(f"{HERE}/{run_id}", said)


async def stop(visit: Visit) -> web.StreamResponse:
    await wizard.stop(visit.by, visit.number("id"))
    return visit.goes(f"{HERE}/{visit.number('id')}", visit.t("panel", "Stopped. What went in before is there."))


async def undo(visit: Visit) -> web.StreamResponse:
    await wizard.undo(visit.by, visit.number("id"))
    return visit.goes(f"{HERE}/{visit.number('id')}")


async def errors(visit: Visit) -> web.StreamResponse:
    """The rows that could not go in, to be mended in a spreadsheet and uploaded again."""
    run_id = visit.number("id")
    heads, rows = await queries.bad_rows(visit.by, run_id)
    return await csv_answer(visit.request, f"import-{run_id}-errors", heads, rows)


PAGES = (
    get("/import", show, Permission.IMPORT),
    post_file("/import", upload, Permission.IMPORT),
    post("/import/address", by_address, Permission.IMPORT),
    get("/import/{id}", one, Permission.IMPORT),
    get("/import/{id}/columns", columns, Permission.IMPORT),
    post("/import/{id}/columns", save_columns, Permission.IMPORT),
    post("/import/{id}/mend", mend, Permission.IMPORT),
    post("/import/{id}/start", start, Permission.IMPORT),
    post("/import/{id}/stop", stop, Permission.IMPORT),
    post("/import/{id}/undo", undo, Permission.IMPORT),
    get("/import/{id}/errors", errors, Permission.IMPORT),
)
