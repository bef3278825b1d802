"""Rules of statuses: moved in one place, every one reachable."""

import ast
from pathlib import Path

import domain

ROOT = Path(next(iter(domain.__path__))).parent


def sources(*folders):
    for folder in folders:
        yield from (p for p in (ROOT / folder).rglob("*.py") if "kit/states.py" not in str(p))


def assignments(tree):
    """Lines on which an attribute called status is assigned."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (t.lineno for t in targets if isinstance(t, ast.Attribute) and t.attr == "status")


def test_a_status_is_assigned_only_by_the_move_of_its_graph():
    assigned = [
        f"{p.relative_to(ROOT)}:{line}"
        for p in sources("domain", "handlers", "admin_web", "bot", "integrations")
        for line in assignments(ast.parse(p.read_text()))
    ]
    assert assigned == []


def test_every_order_status_is_reachable_and_ends_somewhere():
    from domain.orders.models import OrderStatus
    from domain.orders.states import MOVES

    reached, frontier = set(), {OrderStatus.AWAITING_PAYMENT, OrderStatus.PLACED}
    while frontier:
        reached |= frontier
        frontier = {to for state in frontier for to in MOVES[state]} - reached
    assert reached == set(OrderStatus) == set(MOVES)
    assert any(not targets for targets in MOVES.values())
