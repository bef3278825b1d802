"""Whatever is recorded has words for people, and no words are left of what is recorded no more."""

import ast
import re
from pathlib import Path

import domain
from domain.audit.words import WORDS
from domain.delivery.models import DeliveryMethod, DeliveryZone, PickupPoint
from domain.orders.models import OrderStatus

ROOT = Path(next(iter(domain.__path__))).parent
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
PLACE = {"record": 1, "record_each": 1, "changed": 2}  # who passes an action, and as which argument
TABLES = [model._meta.db_table for model in (DeliveryMethod, DeliveryZone, PickupPoint)]
BUILT = {
    "f'order.{to.value}'": [f"order.{status.value}" for status in OrderStatus],
    "f'{model._meta.db_table}.saved'": [f"{table}.saved" for table in TABLES],
    "f'{model._meta.db_table}.removed'": [f"{table}.removed" for table in TABLES],
}


def trees():
    for folder in ("domain", "bot", "admin_web", "handlers", "integrations"):
        for path in (ROOT / folder).rglob("*.py"):
            yield ast.parse(path.read_text())


def calls(tree):
    """(name, arguments) of every call that may record something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in PLACE and len(node.args) > PLACE[name]:
                yield node.args[PLACE[name]]


def handed_on(tree):
    """Actions that stand in a module which hands them on under a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") != "put":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def recorded():
    found, unknown = set(), []
    for tree in trees():
        for action in calls(tree):
            if isinstance(action, ast.Constant):
                found.add(action.value)
            elif isinstance(action, ast.JoinedStr):
                found |= set(BUILT.get(ast.unparse(action), ())) or unknown.append(ast.unparse(action)) or set()
            else:
                found |= {text for text in handed_on(tree) if ACTION.fullmatch(text)}
    assert unknown == []
    return found


def test_every_recorded_action_has_words():
    assert recorded() - set(WORDS) == set()


def test_no_words_are_left_over():
    assert set(WORDS) - recorded() == set()


def test_words_are_sentences_of_their_own():
    assert len(set(WORDS.values())) == len(WORDS)
    assert all(words[0].isupper() and not words.endswith(".") for words in WORDS.values())
