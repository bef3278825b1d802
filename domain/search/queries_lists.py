"""Lists that were stored, and what people search for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kit.actor import Actor
from domain.kit.errors import NotFound
from domain.search.models import SearchMiss, StoredList
from domain.search.views import StoredListView

POPULAR_FROM = 3


@dataclass(frozen=True, slots=True)
class PopularWords:
    """Words people search with and find something by; `list_id` opens the results."""

    list_id: int
    words: str


@dataclass(frozen=True, slots=True)
class MissView:
    """Words that found nothing, how often, and when last."""

    query: str
    times: int
    last_at: datetime


async def stored_list(by: Actor, list_id: int) -> StoredListView:
    """A stored list by its id. Raises `NotFound` when it has been swept."""
    rows = await StoredList.of(by, id=list_id).values("id", "query", "category_id", "kind", "filters")
    if not rows:
        raise NotFound()
    row = rows[0]
    filters = {key: tuple(chosen) for key, chosen in row["filters"].items()}
    return StoredListView(row["id"], row["query"], row["category_id"] or 0, row["kind"], filters)


async def popular_words(by: Actor, limit: int = 4) -> tuple[PopularWords, ...]:
    """What several people have searched for lately and found; what one person types stays theirs."""
    found = StoredList.of(by, people__gte=POPULAR_FROM, found__gt=0, category_id=None, kind="").exclude(query="")
    rows = await found.order_by("-people", "-used_at").limit(limit).values("id", "query")
    return tuple(PopularWords(row["id"], row["query"]) for row in rows)


async def misses(by: Actor, limit: int = 50) -> tuple[MissView, ...]:
    """Searches that found nothing, the most frequent first."""
    rows = await SearchMiss.of(by).order_by("-times", "-last_at").limit(limit)
    return tuple(MissView(row.query, row.times, row.last_at) for row in rows)
