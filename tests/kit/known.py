"""What libraries work out of our models and handlers, worked out once instead of by every story."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any

import pytest
from aiogram.dispatcher.event import handler
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


@contextmanager
def handlers_known() -> Iterator[None]:
    """The dispatcher reads the signature of each of a thousand handlers and filters, for every application anew."""
    seen: dict[object, inspect.Signature] = {}

    def signature(callback: Callable[..., Any]) -> inspect.Signature:
        key = _kind_of(callback)
        found = seen.get(key) or inspect.signature(callback)
        if key is not None:
            seen[key] = found
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler, "inspect", SimpleNamespace(**vars(inspect) | {"signature": signature}))
        yield


def _kind_of(callback: Callable[..., Any]) -> object:
    """What two callables have in common that take the same arguments; None for what has to be asked each time."""
    if isinstance(callback, MethodType):
        return MethodType, callback.__func__
    if isinstance(callback, FunctionType):
        return callback.__code__
    call = type(callback).__call__
    return call if isinstance(call, FunctionType) else None
