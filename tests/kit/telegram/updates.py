"""Updates of every kind, as another library recorded them for its own tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.kit.samples import sample

FOLDER = "telegram/nutgram-fixtures/Updates"
PARTS = ("update_id",)


def recorded() -> list[tuple[str, str, dict[str, Any]]]:
    """(file name, kind, update); the test is skipped, and says so, where the files are not at hand."""
    return [read(path) for path in sorted(sample(FOLDER).glob("*.json"))]


def read(path: Path) -> tuple[str, str, dict[str, Any]]:
    raw = json.loads(path.read_text())
    return path.stem, next((key for key in raw if key not in PARTS), ""), without_nulls(raw)


def one_of_each() -> dict[str, dict[str, Any]]:
    """One update of every kind."""
    found: dict[str, dict[str, Any]] = {}
    for _, kind, raw in recorded():
        found.setdefault(kind, raw)
    return found


def without_nulls(raw: Any) -> Any:
    """Telegram leaves out what there is none of."""
    if isinstance(raw, dict):
        return {key: without_nulls(value) for key, value in raw.items() if value is not None}
    return [without_nulls(item) for item in raw] if isinstance(raw, list) else raw
