"""The note of who was erased: lines that are only ever added, in the data folder and beside the backups.

A database that is put back forgets what was erased since; this note does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from domain.privacy.again import Erased, read_line

NAME = "erased.txt"
BESIDE = "hawker-erased.txt"
_HEAD = "# Who was erased, as numbers. `hawker restore` erases them again: keep this file, and change nothing in it.\n"


def noted(file: Path) -> set[Erased]:
    """What a note says; nothing where there is none. A line that was cut off is passed over."""
    if not file.is_file():
        return set()
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return {one for one in map(read_line, lines) if one}


def note_down(file: Path, people: Iterable[Erased]) -> None:
    """Add to a note whoever is not in it yet, and have it on the disk before going on."""
    known = {(one.shop_id, one.customer_id, one.mark) for one in noted(file)}
    new = [one for one in people if (one.shop_id, one.customer_id, one.mark) not in known]
    if not new:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as note:
        head = "\n" if note.tell() else _HEAD  # a line that was cut off ends here
        note.write((head + "".join(f"{one.line}\n" for one in sorted(new, key=_age))).encode())
        note.flush()
        os.fsync(note.fileno())


def _age(one: Erased) -> tuple[str, int, int]:
    return one.at.isoformat(), one.shop_id, one.customer_id
