"""Pictures of a product: the form that orders them, and files that come with it."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from admin_web.forms import Form
from admin_web.visit import Visit
from domain.catalog.queries_edit import EditView
from domain.kit.i18n import Translator
from domain.media.actions import store
from domain.media.store import MediaStore
from domain.stock.shelf import ShelfRow

Pictures = list[tuple[int, str]]
NAMED_ALONE = 40


def stored_pictures(edit: EditView, rows: Sequence[ShelfRow]) -> Form:
    """A place and words for each picture there is, and the variants it comes first for."""
    fields: dict[str, object] = {"revision": edit.revision}
    for n, picture in enumerate(edit.pictures):
        key, own = picture.media_id, [row.id for row in rows if row.image_id == picture.media_id]
        fields |= {f"place_{key}": n + 1, f"alt_{key}": picture.alt, f"for_{key}": _ids(own)}
    return Form.stored(**fields)


def variants_to_choose(rows: Sequence[ShelfRow], stored: Form, edit: EditView, t: Translator) -> list[tuple[str, str]]:
    """(ids of variants, their words): those of one value, each by itself, and what pictures stand for by now."""
    if len(rows) < 2:
        return []
    found = _of_values(rows)
    named = {str(row.id): row.label for row in rows if row.label}
    if len(rows) <= NAMED_ALONE:
        found |= named
    for picture in edit.pictures:
        if own := stored.value(f"for_{picture.media_id}"):
            several = t.plural("panel", "{n} variant", "{n} variants", own.count(",") + 1)
            found.setdefault(own, named.get(own, several))
    return list(found.items())


def _of_values(rows: Sequence[ShelfRow]) -> dict[str, str]:
    """All that are red, all that are large: ids → value."""
    found: dict[tuple[int, str], list[int]] = {}
    for row in rows:
        for n, value in enumerate(row.values):
            found.setdefault((n, value), []).append(row.id)
    return {_ids(own): value for (_, value), own in found.items()}


def _ids(ids: Sequence[int]) -> str:
    return ",".join(map(str, sorted(ids)))


def shown_for(form: Form, edit: EditView) -> dict[int, list[int]] | None:
    """Which picture comes first for which variants; None where nobody was asked."""
    asked = [picture.media_id for picture in edit.pictures if form.sent_with(f"for_{picture.media_id}")]
    said = {key: [int(one) for one in form.value(f"for_{key}").split(",") if one.isdecimal()] for key in asked}
    return said if asked else None


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
