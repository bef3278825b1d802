"""What a search gives, and lists that a button can open again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """Products best first. `corrected` is what was searched instead of what was typed; `near` is only for no results.

    `exact` says that the SKU or GTIN of the only result was typed.
    """

    product_ids: tuple[int, ...] = ()
    total: int = 0
    corrected: str | None = None
    near: tuple[int, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class StoredListView:
    """A list by words or filters; `filters` as in `ListQuery`.

    `kind`: "", "exact", "sale", "new" or "g3" (collection 3).
    """

    id: int
    query: str = ""
    category_id: int = 0
    kind: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
