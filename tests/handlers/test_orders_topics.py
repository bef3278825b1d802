"""Whatever the shop puts aside to be said later, somebody says it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import domain
from bot.app import TOPICS, App
from domain.orders.models import OrderStatus

DOMAIN = Path(next(iter(domain.__path__)))
PUTS = ("put", "putting")


def put_topics() -> Iterator[str]:
    """The second argument of every `put(by, topic, …)` and `putting(by, topic, …)` in the domain."""
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in PUTS and len(node.args) >= 3:
                yield from _words(node.args[1], path)


def _words(topic: ast.expr, path: Path) -> Iterator[str]:
    if isinstance(topic, ast.Constant):
        yield str(topic.value)
    elif isinstance(topic, ast.Name):
        module = import_module(".".join(("domain", *path.relative_to(DOMAIN).with_suffix("").parts)))
        yield from filter(None, [getattr(module, topic.id, "")])  # "" for the argument that `put` hands on
    else:  # f"order.{to.value}": staff move orders to any status but the first two and the end by cancelling
        moved = set(OrderStatus) - {OrderStatus.AWAITING_PAYMENT, OrderStatus.PLACED, OrderStatus.CANCELLED}
        yield from (f"order.{status.value}" for status in moved)


def test_every_topic_that_is_put_has_a_voice(sqlite):
    put = set(put_topics())
    assert put >= {"order.placed", "order.shipped", "stock.back", "post.new"}
    assert put <= set(App(sqlite).jobs.topics)


def test_no_voice_waits_for_a_topic_that_never_comes():
    assert {topic for topic in TOPICS if topic.startswith("order.")} <= set(put_topics())
