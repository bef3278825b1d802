"""Every outgoing call against the description of the Bot API: names, required fields, types."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import aiogram.methods
import aiogram.types
from pydantic import TypeAdapter, ValidationError

from tests.kit.samples import DATA
from tests.kit.telegram.wire import Given

API = "telegram/botapi-spec/api.json"
Fields = dict[str, dict[str, Any]]


@cache
def book() -> dict[str, Any]:
    """The description, or nothing when it is not on this machine."""
    path = DATA / API
    return json.loads(path.read_bytes()) if path.exists() else {"methods": {}, "types": {}}


@cache
def fields_of(section: str, name: str) -> Fields:
    return {field["name"]: field for field in book()[section][name].get("fields", [])}


@cache
def newer(section: str, name: str) -> frozenset[str]:
    """Fields aiogram knows: what came after the description was written."""
    known = aiogram.methods if section == "methods" else aiogram.types
    model = getattr(known, name[:1].upper() + name[1:], None)
    return frozenset(field.alias or key for key, field in model.model_fields.items()) if model else frozenset()


def describe(method: str, given: Given) -> list[str]:
    """Sentences about what is wrong with a call; none when it is as described."""
    values = {name: value for name, value in given.values.items() if value is not None}
    present = values | {name: "" for name in given.files if name not in values}
    if method in book()["methods"]:
        wrong = check_fields("methods", method, values, present)
    else:
        wrong = by_aiogram(method, values, present)
    return [f"{method}: {sentence}" for sentence in wrong]


def check_fields(section: str, name: str, values: dict[str, Any], present: dict[str, Any]) -> list[str]:
    fields = fields_of(section, name)
    wrong = [f"{key} is missing" for key, field in fields.items() if field["required"] and key not in present]
    for key, value in values.items():
        if key not in fields:
            wrong += by_field(section, name, key, value)
        elif section == "methods":
            wrong += check(as_json(value, fields[key]["types"]), fields[key]["types"], key)
        else:
            wrong += check(value, fields[key]["types"], key)
    return wrong


def by_field(section: str, name: str, key: str, value: Any) -> list[str]:
    """A field that is newer than the description, by the library's own type of it."""
    if key not in newer(section, name):
        return [f"there is no {key} in {name}"]
    known: Any = aiogram.methods if section == "methods" else aiogram.types
    fields = getattr(known, name[:1].upper() + name[1:]).model_fields
    field = next(field for own, field in fields.items() if key in (own, field.alias))
    try:
        TypeAdapter(field.annotation).validate_python(as_json(value, []) if str(value)[:1] in "[{" else value)
    except ValidationError as error:
        return [f"{key} {e['msg'].lower()}" for e in error.errors()]
    return []


def as_json(value: Any, types: list[str]) -> Any:
    """What a form's words stand for."""
    if not isinstance(value, str) or "String" in types or "InputFile" in types:
        return number_in(value, types)
    try:
        return json.loads(value)
    except ValueError:
        return value


def number_in(value: Any, types: list[str]) -> Any:
    return int(value) if "Integer" in types and isinstance(value, str) and value.lstrip("-").isdigit() else value


def check(value: Any, types: list[str], path: str) -> list[str]:
    """Nothing when the value is of one of the types; otherwise what is wrong by the nearest of them."""
    tries = [one(value, kind, path) for kind in types]
    return min(tries, key=len) if tries else []


def one(value: Any, kind: str, path: str) -> list[str]:
    if kind.startswith("Array of "):
        return each(value, kind.removeprefix("Array of "), path)
    if kind in PLAIN:
        return [] if PLAIN[kind](value) else [f"{path} is not {kind}: {value!r}"]
    return thing(value, kind, path)


def each(value: Any, kind: str, path: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{path} is not a list: {value!r}"]
    return [sentence for item in value for sentence in one(item, kind, path)]


def thing(value: Any, kind: str, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path} is not {kind}: {value!r}"]
    about = book()["types"].get(kind)
    if about is None:
        return []
    if about.get("subtypes"):
        return check(value, narrowed(value, about["subtypes"]), path)
    given = {key: item for key, item in value.items() if item is not None}
    return [f"{path}: {sentence}" for sentence in check_fields("types", kind, given, given)]


def narrowed(value: dict[str, Any], kinds: list[str]) -> list[str]:
    """The kinds whose `type` is the one given, so that the complaint is about the right one."""
    said = f"must be {value.get('type')}"
    near = [kind for kind in kinds if said in json.dumps(fields_of("types", kind).get("type", {}))]
    return near or kinds


PLAIN = {
    "Integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "Float": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "Boolean": lambda v: isinstance(v, bool),
    "True": lambda v: isinstance(v, bool),
    "String": lambda v: isinstance(v, str),
    "InputFile": lambda v: isinstance(v, str),
}


def by_aiogram(method: str, values: dict[str, Any], present: dict[str, Any]) -> list[str]:
    """Methods newer than the description, or all when it is absent."""
    model = getattr(aiogram.methods, method[:1].upper() + method[1:], None)
    if model is None:
        return ["no such method is known"]
    wrong = [f"there is no {name} in {method}" for name in values if name not in newer("methods", method)]
    read = {name: as_json(value, []) if str(value)[:1] in "[{" else value for name, value in present.items()}
    try:
        model.model_validate(read)
    except ValidationError as error:
        wrong += [f"{'.'.join(map(str, e['loc']))} {e['msg'].lower()}" for e in error.errors()]
    return wrong
