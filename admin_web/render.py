"""Pages from templates: everything is escaped, nothing undefined is silently empty."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from admin_web.icons import icon
from domain.kit.money import Money

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"
SHEETS = (
    "base", "frame", "controls", "notes", "tables", "tabs", "settings", "today", "orders", "board", "goods",
    "catalogue", "imports", "onboarding", "people", "figures", "fingers", "find", "print",
)  # fmt: skip
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


@lru_cache(maxsize=1)
def environment() -> Environment:
    """`layout/` by bare name, each page folder's templates under its own: "orders/list.html"."""
    panels = {p.parent.name: FileSystemLoader(p) for p in sorted((HERE / "panel").glob("*/templates"))}
    jinja = Environment(
        loader=ChoiceLoader([FileSystemLoader(HERE / "layout"), PrefixLoader(panels)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    jinja.globals.update(icon=icon, version=_fingerprint())
    jinja.filters.update(iso=_iso, tint=tint, device=device, amount=_amount)
    return jinja


def render(template: str, **context: Any) -> str:
    return environment().get_template(template).render(**context)


def _iso(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


def _amount(value: Money | None) -> str:
    """An amount for a field: "12.50"."""
    return "" if value is None else f"{value.decimal:f}"


def tint(name: str) -> int:
    """A calm colour that always goes with the same name, 1 to 6."""
    return sha256(name.encode()).digest()[0] % 6 + 1


def device(agent: str) -> str:
    """A browser and its system in two words, "" when neither is known."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " · ".join(part for part in (browser, system) if part)


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """All of the panel's style in one file, in the order in which later rules win."""
    files = (STATIC_DIR / "tokens.css", *(STATIC_DIR / "panel" / f"{name}.css" for name in SHEETS))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _fingerprint() -> str:
    """Changes when a file changes, so that a browser never keeps an old one."""
    scripts = sorted(STATIC_DIR.glob("*.js"))
    return sha256(stylesheet().encode() + b"".join(path.read_bytes() for path in scripts)).hexdigest()[:10]
