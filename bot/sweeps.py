"""What is tidied by the clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.cart.actions import sweep_carts, sweep_quotes, sweep_shared
from domain.catalog.bulk import sweep_steps
from domain.chats.actions import sweep_chats
from domain.customers.figures import follow, recount
from domain.digital.actions import sweep_files
from domain.doctor.nightly import look_over
from domain.drafts.actions import expire_drafts as end_drafts
from domain.events.actions import flush
from domain.idempotency.actions import forget_keys
from domain.imports.steps import sweep_runs
from domain.joining.actions import sweep_tokens
from domain.outbox.actions import sweep_sent
from domain.outbox.failures import forget_handled
from domain.papers.drawing import sweep_papers
from domain.payments.actions import expire_orders as expire
from domain.posts.actions import end_cards, follow_posts, sweep_posts
from domain.privacy.files import sweep_handed
from domain.reports.figures.rolling import count_figures as count
from domain.reports.popularity import refresh_popularity
from domain.saved.actions import sweep_alerts
from domain.search.actions import sweep_lists
from domain.staff.sessions import sweep_staff

NIGHT: dict[str, Callable[[], Awaitable[int]]] = {
    "handled": forget_handled,
    "keys of callers": forget_keys,
    "outbox": lambda: sweep_sent(days=14),
    "chats": lambda: sweep_chats(days=30),
    "carts": lambda: sweep_carts(days=60),
    "quotes": lambda: sweep_quotes(days=7),
    "shared carts": sweep_shared,
    "lists": lambda: sweep_lists(days=90),
    "alerts": sweep_alerts,
    "files for buyers": sweep_files,
    "papers": sweep_papers,
    "files for customers": sweep_handed,
    "imports": sweep_runs,
    "links to go on": sweep_tokens,
    "posts": sweep_posts,
    "staff": sweep_staff,
    "acts on many goods": sweep_steps,
    "customers": recount,
    "popular": refresh_popularity,
    "doctor": look_over,
}


async def expire_drafts() -> None:
    """End offers nobody has accepted in time."""
    await end_drafts()


async def expire_orders() -> Any:
    """Unpaid orders whose time is up give their goods back."""
    return await expire()


async def count_figures() -> int:
    """Days that are over are counted for the merchant, those that have changed anew."""
    return await count()


async def flush_events() -> None:
    await flush()


async def follow_customers() -> Any:
    """What the list of customers is sorted by."""
    return await follow()


async def follow_shop() -> None:
    """Cards in other chats say what the shop says."""
    await follow_posts()
    await end_cards()
