"""Public sample files beside the project and no part of it: where they are absent, a test says so and is skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("HAWKER_TEST_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def sample(name: str) -> Path:
    """A sample file or folder, or a skipped test."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"needs the public sample {name} in {DATA}, which is not here (HAWKER_TEST_DATA names the folder)")
    return path


def samples(pattern: str) -> list[str]:
    """Names of the samples that are here, for parametrised tests; the pattern itself when there are none."""
    return sorted(str(path.relative_to(DATA)) for path in DATA.glob(pattern)) or [pattern]
