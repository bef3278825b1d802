"""What the library works out of the models, worked out once for each kind of database instead of by every story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import pytest
from tortoise.apps import Apps
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.models import MetaInfo, Model

_facts: dict[tuple[tuple[type[Model], ...], type], list[dict[str, Any]]] = {}
_statements: dict[str, dict[Any, Any]] = {}


@contextmanager
def models_known() -> Iterator[None]:
    """Opening a database costs a third while this lasts: with 110 models it is 0.04 s of work, thousands of times."""
    work_out = Apps._build_initial_querysets

    def recall(apps: Apps) -> None:
        models = tuple(model for app in apps.apps.values() for model in app.values())
        key = (models, models[0]._meta.db.executor_class) if models else ((), Apps)
        if key in _facts:
            for model, facts in zip(models, _facts[key], strict=True):
                _write(model._meta, facts)
        else:
            work_out(apps)
            _facts[key] = [_read(model._meta) for model in models]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Apps, "_build_initial_querysets", recall)
        yield


def _read(meta: MetaInfo) -> dict[str, Any]:
    # What is worked out for the other kind of database is written into the same dictionaries and lists.
    return {name: copy(getattr(meta, name)) for name in meta.__slots__ if name not in ("_model", "pk", "manager")}


def _write(meta: MetaInfo, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(meta, name, copy(value) if isinstance(value, list) else value)


@contextmanager
def statements_of(kind: str) -> Iterator[None]:
    """Statements prepared for one kind of database are not used for the other, but by the next story on the same."""
    mark: Any = ("made for", None, kind)
    EXECUTOR_CACHE.clear()
    EXECUTOR_CACHE.update({**_statements.get(kind, {}), mark: ()})
    yield
    if mark in EXECUTOR_CACHE:  # else the story has opened another kind between
        _statements[kind] = dict(EXECUTOR_CACHE)
