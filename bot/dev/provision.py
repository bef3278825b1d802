"""What the tests need from the machine: found where it is, installed where that can be done, else named.

`python -m bot.dev.provision` before the tests. Without the right to install, the tests that need a missing tool are
skipped and say so; under CI=true a missing tool is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_POSTGRES_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHROMIUM_APPS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
_FONT_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")


def _postgres_places() -> list[Path]:
    on_path = shutil.which("initdb")
    found = [place for pattern in _POSTGRES_PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    newest_first = sorted(found, key=lambda place: [int(n) for n in _numbers(str(place))], reverse=True)
    return newest_first + ([Path(on_path).parent] if on_path else [])


def _numbers(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()


def postgres_bin() -> Path | None:
    """The folder of PostgreSQL's server programs (initdb, pg_ctl), the newest there is."""
    return next((p for p in _postgres_places() if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


def chromium() -> Path | None:
    """The machine's Chromium or Chrome."""
    on_path = (shutil.which(name) for name in _CHROMIUM_NAMES)
    apps = (str(app) for app in (Path("/Applications") / name for name in _CHROMIUM_APPS) if app.exists())
    found = next(filter(None, on_path), None) or next(apps, None)
    return Path(found) if found else None


def cjk_font() -> Path | None:
    """A font with Chinese characters, without which screenshots show boxes."""
    return _font("*CJK*.tt[cf]")


def emoji_font() -> Path | None:
    """A font with the signposts on our buttons, for the same reason."""
    return _font("*Emoji*.tt[cf]")


def _font(pattern: str) -> Path | None:
    found = (font for place in _FONT_PLACES for font in Path(place).rglob(pattern))
    return next(found, None)


@dataclass(frozen=True)
class Tool:
    name: str
    package: str
    find: Callable[[], Path | None]


TOOLS = (
    Tool("PostgreSQL", "postgresql", postgres_bin),
    Tool("Chromium", "chromium", chromium),
    Tool("a Chinese font", "fonts-noto-cjk", cjk_font),
    Tool("an emoji font", "fonts-noto-color-emoji", emoji_font),
)


def missing() -> list[Tool]:
    return [tool for tool in TOOLS if tool.find() is None]


@cache
def is_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")


def _apt(*arguments: str) -> bool:
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode == 0


def install(tools: list[Tool]) -> None:
    """Ask Debian's package manager for the tools, where we are allowed to."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing", ", ".join(tool.name for tool in tools), flush=True)
    _apt("update")
    _apt("install", "-y", "--no-install-recommends", *(tool.package for tool in tools))


def main() -> int:
    if lacking := missing():
        install(lacking)
    if not (lacking := missing()):
        return 0
    names = ", ".join(tool.name for tool in lacking)
    packages = " ".join(tool.package for tool in lacking)
    print(
        f"Missing for the whole suite: {names}. On Debian or Ubuntu: sudo apt-get install {packages}", file=sys.stderr
    )
    return 1 if is_ci() else 0


if __name__ == "__main__":
    sys.exit(main())
