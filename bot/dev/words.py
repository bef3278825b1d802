"""The words in the source: what code and templates say through a Translator, or mark with `N_`.

Read from syntax trees, so that words which cannot be read (a variable where a sentence should stand) are named
instead of being lost.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

SOURCES = ("bot", "handlers", "domain", "integrations", "admin_web")

# Called name → how many leading arguments are words, and whether the first is the context.
_SHAPES = {"t": (2, True), "self": (2, True), "plural": (3, True), "N_": (1, False)}
_OPTIONAL = frozenset({"self"})  # `self(…)` is the Translator calling itself; elsewhere it is somebody else's call


@dataclass(frozen=True, order=True)
class Word:
    """One message: `many` is set where there is a plural."""

    one: str
    context: str | None
    many: str | None
    place: str


class UnreadableWord(Exception):
    """A sentence is not written out where it is said, so nobody could translate it."""


def collect(root: Path) -> list[Word]:
    """Every word under `root`. Raises `UnreadableWord`."""
    found: list[Word] = []
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            found += _in_file(path, root, _python_calls)
        for path in sorted((root / folder).rglob("*.html")):
            found += _in_file(path, root, _template_calls)
    return found


_Call = tuple[int, str, list[str | None]]


def _in_file(path: Path, root: Path, calls: Callable[[str], Iterator[_Call]]) -> Iterator[Word]:
    place = path.relative_to(root).as_posix()
    for line, name, arguments in calls(path.read_text(encoding="utf-8")):
        word = _word(name, arguments, place)
        if word:
            yield word
        elif name not in _OPTIONAL:
            raise UnreadableWord(f"{place}:{line}: {name}(…) needs its words written out here")


def _word(name: str, arguments: list[str | None], place: str) -> Word | None:
    count, has_context = _SHAPES[name]
    texts = [text for text in arguments[:count] if text]
    if len(texts) < count:
        return None
    context = texts.pop(0) if has_context else None
    return Word(one=texts[0], context=context, many=texts[1] if len(texts) > 1 else None, place=place)


def _python_calls(source: str) -> Iterator[_Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (name := _python_name(node.func)):
            yield node.lineno, name, [a.value if _is_text(a) else None for a in node.args]  # type: ignore[attr-defined]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _python_name(function: ast.expr) -> str | None:
    if isinstance(function, ast.Name):
        return function.id if function.id in _SHAPES else None
    if isinstance(function, ast.Attribute):
        return function.attr if function.attr in ("t", "plural") else None
    return None


_TEMPLATES = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)


def _template_calls(source: str) -> Iterator[_Call]:
    for call in _TEMPLATES.parse(source).find_all(nodes.Call):
        if name := _template_name(call.node):
            yield call.lineno, name, [_template_text(argument) for argument in call.args]


def _template_text(node: nodes.Expr) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


def _template_name(function: nodes.Expr) -> str | None:
    if isinstance(function, nodes.Name):
        return function.name if function.name in _SHAPES else None
    if isinstance(function, nodes.Getattr):
        return function.attr if function.attr in ("t", "plural") else None
    return None
