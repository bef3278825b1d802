"""A hundred notes of a run, taken back; the last first, so that everything stands when what it needed goes."""

from __future__ import annotations

from typing import Any

from domain.imports.demo import remove_empty
from domain.imports.models import ImportChange
from domain.imports.restore import remove_made, restore
from domain.kit.actor import Actor
from domain.kit.clock import now

BATCH = 100


async def undo_stretch(by: Actor, run_id: int, counts: dict[str, int]) -> int:
    """Take back the next notes and return how many; inside the caller's transaction, which is the run's."""
    rows = await ImportChange.of(by, run_id=run_id, undone_at=None).order_by("-id").limit(BATCH)
    made = [row.product_id for row in rows if row.made and row.product_id]
    gone = await remove_made(by, made) if made else {}
    diffs: dict[int, Any] = {row.product_id: row.diff for row in rows if not row.made}
    kept = await restore(by, diffs) if diffs else {}
    for row in rows:
        if row.made and not row.product_id:
            await remove_empty(by, set(row.diff["categories"]))
    for word in gone.values():
        counts[word] = counts.get(word, 0) + 1
    for names in kept.values():
        _add(counts, "kept" if names else "restored")
    await _tick(by, rows, {one: [word] for one, word in gone.items() if word != "removed"} | kept)
    return len(rows)


def _add(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


async def _tick(by: Actor, rows: list[ImportChange], kept: dict[int, list[str]]) -> None:
    await ImportChange.of(by, id__in=[row.id for row in rows]).update(undone_at=now())
    for row in rows:
        if names := kept.get(row.product_id):
            await ImportChange.of(by, id=row.id).update(kept=sorted(set(names)))
