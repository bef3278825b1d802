"""Nothing is forgotten in the wiring list."""

import importlib
import pkgutil

import handlers
from bot.app import JOURNEYS, TOPICS


def test_every_journey_is_wired():
    found = {f"handlers.{m.name}.routes" for m in pkgutil.iter_modules(handlers.__path__) if m.ispkg}
    existing = {name for name in found if importlib.util.find_spec(name)}
    assert {j.__name__ for j in JOURNEYS} == existing


def test_every_notice_is_wired():
    for journey in (m.name for m in pkgutil.iter_modules(handlers.__path__) if m.ispkg):
        if importlib.util.find_spec(f"handlers.{journey}.notices"):
            topics = importlib.import_module(f"handlers.{journey}.notices").TOPICS
            assert set(topics) <= set(TOPICS), journey
