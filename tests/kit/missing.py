"""A test whose tool is not on this machine is skipped and says so; under CI=true it fails."""

from __future__ import annotations

from typing import NoReturn

import pytest

from bot.dev.provision import is_ci


def lacking(tool: str) -> NoReturn:
    """Give up on this test because `tool` is not here."""
    if is_ci():
        pytest.fail(f"{tool} is not on this machine; python -m bot.dev.provision installs it")
    pytest.skip(f"needs {tool}, which is not on this machine")
