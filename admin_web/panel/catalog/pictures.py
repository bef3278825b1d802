"""Pictures of a product: the form that orders them, and files that come with it."""

from __future__ import annotations

from aiohttp import web

from admin_web.forms import Form
from admin_web.visit import Visit
from domain.catalog.queries_edit import EditView
from domain.media.actions import store
from domain.media.store import MediaStore

Pictures = list[tuple[int, str]]


def stored_pictures(edit: EditView) -> Form:
    """A place and words for each picture there is."""
    fields: dict[str, object] = {"revision": edit.revision}
    for n, picture in enumerate(edit.pictures):
        fields |= {f"place_{picture.media_id}": n + 1, f"alt_{picture.media_id}": picture.alt}
    return Form.stored(**fields)


async def uploaded(visit: Visit, form: Form, edit: EditView) -> Pictures:
    """Those that stay, in their new order, then the new ones. Raises `BadPicture`."""
    kept = [
        (form.maybe_whole(f"place_{p.media_id}", high=1000) or 0, p.media_id, form.text(f"alt_{p.media_id}", limit=300))
        for p in edit.pictures
        if not form.flag(f"gone_{p.media_id}")
    ]
    kept.sort(key=lambda row: row[0])
    pictures: Pictures = _moved([(media_id, alt) for _, media_id, alt in kept], form.value("move"))
    for data in files(visit, "files"):
        media = await store(visit.by, data, MediaStore(visit.settings.media_dir))
        if media.id not in {media_id for media_id, _ in pictures}:
            pictures.append((media.id, ""))
    return pictures


def _moved(pictures: Pictures, wish: str) -> Pictures:
    """One picture a step "up" or "down", when one of their buttons was pressed: "12:up"."""
    media_id, _, way = wish.partition(":")
    at = next((n for n, (key, _) in enumerate(pictures) if str(key) == media_id), None)
    if at is None or way not in ("up", "down"):
        return pictures
    to = min(max(at + (1 if way == "down" else -1), 0), len(pictures) - 1)
    rest = [one for n, one in enumerate(pictures) if n != at]
    return [*rest[:to], pictures[at], *rest[to:]]


def files(visit: Visit, name: str) -> list[bytes]:
    """The contents of the files chosen in a field; an empty field sends one without a name."""
    found = [field for field in visit.data.getall(name, []) if isinstance(field, web.FileField)]
    return [content for field in found if (content := _read(field)) or field.filename]


def _read(field: web.FileField) -> bytes:
    with field.file:
        return field.file.read()
